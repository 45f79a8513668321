"""Cash that the purchaser paid on the spot, stated with the draft: from the float or of their own; it counts with the purchase."""

from canteen import clock
from canteen.course import stated
from canteen.db import db
from canteen.entering import Fault
from canteen.holders import my_person
from canteen.models import Account, Payment, PaymentPart, Person, Purchase, Supplier
from canteen.models.words import Fund, PaymentMethod, State, SupplierKind
from canteen.payments.stating import STALLS_ONLY, own_money
from canteen.purchasing.forms import PurchaseForm
from canteen.security import current
from canteen.stages import Stage
from canteen.step import judge, store
from canteen.transfers.accounts import in_use
from canteen.transfers.balances import spare
from canteen.transfers.cash import leave

STATED = "已写明付过现金，只能是零星摊贩；要改成这家，先请写明的人改成“还没付”"
FIELDS = {False: "from_float", True: "from_own"}
"""The form's field, by whether the money was the purchaser's own."""


def state(form: PurchaseForm, purchase: Purchase) -> None:
    """Write what the visitor paid into the draft's payments, within the step; what others stated stays theirs.

    All of them follow the purchase's day and supplier, which is a stall's. Raises Fault at the field.
    """
    me, before = my_person(), stated(purchase)
    if "paid" in form:
        mine = {each.account.own_money: each for each in before if each.stated_by == me.staff_no}
        for own in FIELDS:
            _pay(form, purchase, me, own, mine.get(own))
    _refuse_shop(form, purchase)
    for payment in stated(purchase):
        payment.paid_on, payment.supplier_id = purchase.purchased_on, purchase.supplier_id


def withdraw(purchase: Purchase, why: str) -> None:
    """Take back what was stated, within the step: it will never count."""
    for payment in stated(purchase):
        payment.voided_at, payment.void_reason = clock.now(), why


def said(purchase: Purchase) -> dict[str, int]:
    """What the visitor stated with a draft, by the form's field."""
    me = my_person()
    mine = [each for each in stated(purchase) if each.stated_by == me.staff_no]
    return {FIELDS[each.account.own_money]: _amount(each) for each in mine}


def by_others(purchase: Purchase) -> list[tuple[str, int]]:
    """What others stated with a draft: their staff numbers and the amounts."""
    me = my_person()
    return [(each.stated_by or "", _amount(each)) for each in stated(purchase) if each.stated_by != me.staff_no]


def carried() -> dict[str, int]:
    """By fund, what lies in the visitor's floats today."""
    me, today = my_person(), clock.today()
    return {fund: spare(float_, today) for fund in Fund if (float_ := _float_of(me, fund))}


def _pay(form: PurchaseForm, purchase: Purchase, me: Person, own: bool, before: Payment | None) -> None:
    fen = form.cash.get(own)
    if fen is None:
        if before:
            before.voided_at, before.void_reason = clock.now(), "采购改了怎么付的"
        return
    payment = before or _begin(purchase, me)
    account = own_money(me, purchase.fund) if own else _float_of(me, purchase.fund)
    if account is None:
        raise Fault(FIELDS[own], f"您手上没有{purchase.fund}的备用金，请改填自己垫付")
    payment.account = account
    payment.parts[0].amount = fen
    store(payment)
    if not own:
        _refuse_more_than_there_is(payment, fen)


def _begin(purchase: Purchase, me: Person) -> Payment:
    return Payment(
        canteen_id=purchase.canteen_id,
        state=State.DRAFT,
        method=PaymentMethod.CASH,
        paid_on=purchase.purchased_on,
        supplier_id=purchase.supplier_id,
        stated_by=me.staff_no,
        author_id=current().user_id,
        parts=[PaymentPart(purchase_id=purchase.id)],
    )


def _refuse_shop(form: PurchaseForm, purchase: Purchase) -> None:
    """Cash that anybody stated with the draft counts with it, and would be paid to a shop."""
    if stated(purchase) and db.session.get_one(Supplier, purchase.supplier_id).kind != SupplierKind.STALL:
        raise Fault("paid" if form.cash else "supplier", STALLS_ONLY if form.cash else STATED)


def _refuse_more_than_there_is(payment: Payment, fen: int) -> None:
    """A float holds what it holds; what a clause will refuse anyway is left to be said in its words."""
    try:
        leave(FIELDS[False], payment.account, payment.paid_on, fen)
    except Fault as fault:
        if not any(finding.blocks for finding in judge(Stage.PAY, payment)):
            raise fault from None


def _float_of(me: Person, fund: str) -> Account | None:
    mine = (each for each in in_use() if each.holder == me.staff_no and not each.own_money and each.fund == fund)
    return next(mine, None)


def _amount(payment: Payment) -> int:
    return sum(part.amount for part in payment.parts)
