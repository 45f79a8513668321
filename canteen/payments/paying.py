"""A payment written from its form: what a clause says of it first, then what can be no fact of an account."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from canteen import clock
from canteen.choosing import here
from canteen.course import Deed, coming, require, resettle
from canteen.db import db
from canteen.entering import Fault, once
from canteen.formats import yuan
from canteen.holders import my_staff_no
from canteen.models import Account, Payment, PaymentPart, Purchase
from canteen.models.words import AccountKind, PaymentMethod, State, SupplierKind
from canteen.payments.forms import MoneyForm, PayForm, RefundForm
from canteen.payments.owed import Owed, of_keys, overpaid
from canteen.rulebook import Finding
from canteen.security import current
from canteen.stages import Stage
from canteen.step import judge, store
from canteen.transfers.accounts import in_use
from canteen.transfers.balances import balances
from canteen.transfers.cash import leave

BEYOND = (
    "应退 {over} 元，退回 {fen} 元以后这笔就差 {open} 元没付：列在付款页的“退过款”里，不催再付；"
    "实收和票据不变，东西不对才退的，请供应商另开红字发票登记上。确实退了这么多，就点“登记退款”"
)
"""What follows where more comes back than was due."""


def write(form: PayForm, payment: Payment) -> None:
    """Write the form into the payment, within the step: its parts, those that are deducted below zero."""
    amounts = form.amounts
    deducts = any(amount < 0 for _, amount in amounts)
    spare = {each.key: -each.left for each in overpaid(payment.canteen_id, _among(amounts))} if deducts else {}
    known = of_keys(payment.canteen_id, [key for key, _ in amounts])
    for key, amount in amounts:
        if amount > 0:
            require(Deed.PAY, db.session.get_one(Purchase, key))
            _refuse_written_off(known[key], amount)
        elif -amount > spare.get(key, 0):
            raise Fault("", f"抵的不能多于多付的：这笔多付了 {yuan(spare.get(key, 0))} 元")
    payment.supplier_id = form.payee.data
    _settle(form, payment, amounts)


def give_back(form: RefundForm, purchase: Purchase, payment: Payment) -> None:
    """Write a refund for the purchase, within the step: a payment below zero."""
    fen = form.amount.data or 0
    known = of_keys(purchase.canteen_id, [purchase.id]).get(purchase.id)
    if known is None:
        raise Fault("", "这笔采购不在了，不能登记退款")
    _refuse_beyond(form, known, fen)
    payment.supplier_id = purchase.supplier_id
    _settle(form, payment, [(purchase.id, -fen)])


def _refuse_beyond(form: RefundForm, known: Owed, fen: int) -> None:
    """Nobody gives back more than they were paid; that it is more than was due is asked about once."""
    if fen > known.paid:
        raise Fault("amount", f"这笔一共付了 {yuan(known.paid)} 元，退回的不会比它多，请核对")
    if fen > (over := max(0, -known.left)):
        once(form, "amount", BEYOND.format(over=yuan(over), fen=yuan(fen), open=yuan(fen + known.left)))


def _settle(form: MoneyForm, payment: Payment, amounts: list[tuple[int, int]]) -> None:
    """Write how the money goes, its parts, and what becomes of the signatures upon the purchases."""
    payment.method, payment.account_id = form.method.data, form.account.data
    payment.paid_on, payment.bank_ref = form.paid_on.data or clock.today(), form.bank_ref.data
    payment.note = form.note.data or None
    record(payment, amounts, field="account")


def record(payment: Payment, amounts: list[tuple[int, int]], *, field: str) -> None:
    """Store the payment with its parts; raises Fault at the field where its account cannot have paid it.

    What a clause refuses in a payment is left to the step, which says it in the clause's words; none refuses a refund.
    """
    payment.author_id, account = current().user_id, db.session.get_one(Account, payment.account_id)
    fen = sum(amount for _, amount in amounts)
    refused = _impossible(account, payment, fen, field)
    purchases = [db.session.get_one(Purchase, key) for key, _ in amounts]
    payment.parts = [PaymentPart(purchase_id=key, amount=amount) for key, amount in amounts]
    store(payment)
    if refused and (fen < 0 or not any(finding.blocks for finding in judge(Stage.PAY, payment))):
        raise refused
    for purchase in purchases:
        resettle(purchase, f"登记了付款 {payment.number}")


def ahead(form: PayForm) -> list[Finding]:
    """What the clauses would say of the payment as the form stands; nothing, where it is none yet. Raises Fault."""
    if not form.amounts or not form.account.data or not form.payee.data:
        return []
    payment = Payment(canteen_id=here().id)
    return coming(Stage.PAY, payment, lambda: write(form, payment))


def refund_ahead(form: RefundForm, key: int) -> list[Finding]:
    """What the clauses would say of the refund as the form stands. Raises Fault."""
    if not form.amount.data or not form.account.data:
        return []
    payment = Payment(canteen_id=here().id)
    return coming(Stage.PAY, payment, lambda: give_back(form, db.session.get_one(Purchase, key), payment))


def accounts(fund: str) -> list[Account]:
    """The accounts that the cashier can pay from, those of the fund first; other people's floats are not among them."""
    mine = my_staff_no()
    own = (each for each in in_use() if each.holder in (None, mine))
    return sorted(own, key=lambda each: (each.fund != fund, each.kind != AccountKind.BANK, each.id))


def refundable(purchase: Purchase, last: Payment | None) -> list[Account]:
    """Where money for a purchase can come back to: the fund's accounts, and the one that paid last."""
    known = [each for each in accounts(purchase.fund) if each.fund == purchase.fund]
    return known if last is None or last.account in known else [last.account, *known]


def way_back(purchase: Purchase, last: Payment | None, fen: int) -> dict[str, object]:
    """How money most likely comes back: as it was paid; but to nobody who has been given back what they advanced."""
    if last is None:
        return {}
    if last.account.own_money and balances(purchase.canteen_id)[last.account_id] + fen > 0:
        return usual(purchase.supplier_id, purchase.supplier.kind, purchase.fund, accounts(purchase.fund))
    return {"method": last.method, "account": last.account_id}


def usual(supplier_id: int, kind: str, fund: str, offered: list[Account]) -> dict[str, object]:
    """How this supplier was paid last, where that account is of the fund; else by transfer, a stall in cash."""
    of_fund = [each for each in offered if each.fund == fund]
    keys = [each.id for each in of_fund]
    if last := _last_paid(Payment.supplier_id == supplier_id, Payment.account_id.in_(keys)):
        return {"method": last.method, "account": last.account_id}
    by_kind = {AccountKind(each.kind): each.id for each in reversed(of_fund)}
    if kind == SupplierKind.STALL and AccountKind.CASH in by_kind:
        return {"method": PaymentMethod.CASH, "account": by_kind[AccountKind.CASH]}
    return {"method": PaymentMethod.TRANSFER, "account": by_kind.get(AccountKind.BANK)}


def paid_before(purchase: Purchase) -> Payment | None:
    """The last payment for a purchase."""
    return _last_paid(
        Payment.id.in_(select(PaymentPart.payment_id).where(PaymentPart.purchase_id == purchase.id)),
        Payment.canteen_id == purchase.canteen_id,
    )


def _last_paid(*narrowing: ColumnElement[bool]) -> Payment | None:
    last = select(Payment).where(Payment.state == State.LIVE, *narrowing).order_by(Payment.id.desc()).limit(1)
    return db.session.scalar(last)


def _impossible(account: Account, payment: Payment, fen: int, field: str) -> Fault | None:
    """Why the account cannot have paid so much in this way on the day."""
    is_cash = payment.method == PaymentMethod.CASH
    if is_cash != (account.kind == AccountKind.CASH):
        way = f"{payment.method}只能走{'现金' if is_cash else '银行'}账户"
        return Fault(field, f"{account.name}是{account.kind}账户：{way}，请改选账户或付款方式")
    try:
        leave(field, account, payment.paid_on, fen)
    except Fault as fault:
        return fault
    return None


def _refuse_written_off(owed: Owed, fen: int) -> None:
    """What was written off is paid no more; what is above the total too, 6.2 refuses in its own words."""
    if 0 < fen - max(0, owed.left) <= owed.written_off:
        raise Fault("", f"{owed.number} 抹去了 {yuan(owed.written_off)} 元零头，最多再付 {yuan(max(0, owed.left))} 元")


def _among(amounts: Iterable[tuple[int, int]]) -> ColumnElement[bool]:
    return Purchase.id.in_([key for key, amount in amounts if amount < 0])
