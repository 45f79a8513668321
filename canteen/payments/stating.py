"""Cash at a stall: the purchaser states it, from a float or from their own money; the cashier says whether it is so."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from canteen import audit, clock
from canteen.course import resettle
from canteen.db import db
from canteen.entering import Fault
from canteen.formats import yuan
from canteen.holders import name_of
from canteen.models import Account, Payment, PaymentPart, Person, Purchase
from canteen.models.words import AccountKind, Fund, PaymentMethod, State
from canteen.payments.forms import ConfirmForm, StateForm
from canteen.payments.owed import is_stall, returned
from canteen.payments.paying import record
from canteen.step import store
from canteen.transfers.accounts import in_use
from canteen.transfers.balances import balances
from canteen.transfers.own_money import kept

OWN = 0
"""The key that stands for the purchaser's own money, whether or not there is an account for it yet."""
STALLS_ONLY = "现付只用于零星摊贩；这家是固定经营场所，请等审批以后由出纳付款"


@dataclass(frozen=True)
class Stated:
    """Cash that a purchaser stated; plain values."""

    key: int
    number: str
    paid_on: date
    supplier: str
    purchases: str
    amount: int
    account: str
    own_money: bool
    stated_by: str
    confirmed_at: datetime | None

    @property
    def late(self) -> int:
        """How many days after the payment it was confirmed, or would be today."""
        until = clock.local_day(self.confirmed_at) if self.confirmed_at else clock.today()
        return (until - self.paid_on).days


def sources(person: Person, fund: str) -> list[tuple[int, str]]:
    """The money that a purchaser can have paid from: their floats, those of the fund first, and their own."""
    mine = sorted((each for each in in_use() if each.holder == person.staff_no), key=lambda each: each.fund != fund)
    held = balances(person.canteen_id)
    floats = [(each.id, f"我的备用金（{each.fund}，还有 {yuan(held[each.id])} 元）") for each in mine]
    return [*floats, (OWN, "我自己的钱，先垫上")]


def state(form: StateForm, person: Person, purchase: Purchase, payment: Payment) -> None:
    """Write what the purchaser paid into the payment, within the step; of a draft purchase it is a draft."""
    if not is_stall(purchase):
        raise Fault("", STALLS_ONLY)
    payment.state, payment.method = purchase.state, PaymentMethod.CASH
    payment.account_id = form.source.data or own_money(person, purchase.fund).id
    payment.supplier_id, payment.paid_on = purchase.supplier_id, form.paid_on.data or clock.today()
    payment.note, payment.stated_by = form.note.data or None, person.staff_no
    record(payment, [(purchase.id, form.amount.data or 0)], field="source")


def own_money(person: Person, fund: str) -> Account:
    """The account of what somebody pays of their own (垫付), opened when it is first needed.

    Its books begin with the fund's, so that no opening balance moves.
    """
    of_fund = select(Account).where(Account.canteen_id == person.canteen_id, Account.fund == fund)
    known = of_fund.where(Account.own_money, Account.holder == person.staff_no)
    return db.session.scalar(known.order_by(Account.id)) or _open(person, fund)


def confirm(payment: Payment, staff_no: str) -> None:
    """The cashier confirms what was stated, within the step."""
    _refuse_settled(payment, staff_no)
    payment.confirmed_by, payment.confirmed_at = staff_no, clock.now()


def reject(form: ConfirmForm, payment: Payment, staff_no: str) -> None:
    """The cashier says that it is not so: the payment is void with the reason, within the step."""
    _refuse_settled(payment, staff_no)
    if not form.reason.data:
        raise Fault("reason", "请写明为什么，采购看得到")
    if why := returned(payment) or kept(payment):
        raise Fault("", why)
    payment.state, payment.void_reason, payment.voided_at = State.VOID, form.reason.data, clock.now()
    store(payment)
    audit.record("现金付款不实", f"payment:{payment.id}", reason=payment.void_reason)
    for part in payment.parts:
        resettle(part.purchase, f"付款 {payment.number} 作废")


def unconfirmed(canteen_id: int) -> list[Stated]:
    """What purchasers stated and nobody has confirmed yet, the oldest first."""
    wanted = select(Payment).where(Payment.canteen_id == canteen_id, Payment.state == State.LIVE)
    open_ones = wanted.where(Payment.stated_by.is_not(None), Payment.confirmed_at.is_(None))
    return [stated(each) for each in db.session.scalars(open_ones.order_by(Payment.paid_on, Payment.id))]


def stated(payment: Payment) -> Stated:
    """A stated payment as pages show it."""
    parts = db.session.scalars(select(PaymentPart).where(PaymentPart.payment_id == payment.id)).all()
    return Stated(
        key=payment.id,
        number=payment.number or "",
        paid_on=payment.paid_on,
        supplier=payment.supplier.name,
        purchases="、".join(part.purchase.number or "" for part in parts),
        amount=sum(part.amount for part in parts),
        account=payment.account.name,
        own_money=payment.account.own_money,
        stated_by=name_of(payment.canteen_id, payment.stated_by or ""),
        confirmed_at=payment.confirmed_at,
    )


def _refuse_settled(payment: Payment, staff_no: str) -> None:
    if payment.state != State.LIVE or payment.stated_by is None:
        raise Fault("", "这笔付款不在等确认")
    if payment.confirmed_at:
        raise Fault("", f"已由 {name_of(payment.canteen_id, payment.confirmed_by or '')} 确认过了")
    if payment.stated_by == staff_no:
        raise Fault("", "这是您自己登记的，要由别人确认")


def _open(person: Person, fund: str) -> Account:
    in_canteen = (Account.canteen_id == person.canteen_id, Account.fund == fund, Account.own_money.is_(False))
    prefix = "" if fund == Fund.MEAL else fund
    opened = Account(
        canteen_id=person.canteen_id,
        name=_free(person.canteen_id, f"{prefix}垫付·{person.name}（{person.staff_no}）"),
        kind=AccountKind.CASH,
        fund=fund,
        opening=0,
        year=db.session.scalar(select(func.min(Account.year)).where(*in_canteen)),
        holder=person.staff_no,
        own_money=True,
    )
    db.session.add(opened)
    db.session.flush()
    return opened


def _free(canteen_id: int, name: str) -> str:
    """The name, or the name with a mark where an account has it already."""
    taken = select(Account.id).where(Account.canteen_id == canteen_id, Account.name == name)
    return f"{name}·本人" if db.session.scalar(taken) else name
