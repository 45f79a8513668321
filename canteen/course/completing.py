"""What follows from the signature that completes a role: the purchase is there, paid as was stated, its slip made, or void."""

from sqlalchemy import select

from canteen import audit, clock
from canteen.changes import amend
from canteen.contents import Papers
from canteen.course.standing import is_complete
from canteen.db import db
from canteen.models import Cover, Payment, PaymentPart, Purchase, Receipt
from canteen.models.common import thing_of
from canteen.models.words import Amiss, ReceiptKind, Role, State, SupplierKind
from canteen.stages import Stage
from canteen.step import ask, store
from canteen.unit import unit_title

ALIVE, VOID = "采购成立", "作废"


def complete(purchase: Purchase, role: Role) -> None:
    """What follows once everybody whom the role wants has signed: a draft goes live, what was amiss is mended.

    Within the step of the completing signature. Raises Refused where what follows is not lawful.
    """
    if role is Role.BUYER:
        purchase.state = State.LIVE
        is_new = purchase.number is None
        store(purchase)
        if is_new:
            audit.record(ALIVE, thing_of(purchase), **life_of(purchase))
        mend(purchase, Amiss.ORDER)
        _pay_what_was_stated(purchase)
    if role is Role.RECEIVER:
        mend(purchase, Amiss.GOODS)
        if _refuse_wholly(purchase):
            return
    if purchase.supplier.kind == SupplierKind.STALL and is_complete(purchase, Role.RECEIVER):
        _make_slip(purchase)


def stated(purchase: Purchase) -> list[Payment]:
    """The cash that the purchaser stated in a draft: it counts once the purchase is live."""
    draft = select(Payment).where(Payment.state == State.DRAFT, Payment.voided_at.is_(None))
    return list(db.session.scalars(draft.join(PaymentPart).where(PaymentPart.purchase_id == purchase.id)))


def mend(purchase: Purchase, amiss: Amiss) -> None:
    """Note that what it was sent back for has been mended, within the caller's step."""
    for each in purchase.returns:
        if each.amiss == amiss and each.mended_at is None:
            each.mended_at = clock.now()


def life_of(purchase: Purchase) -> dict[str, object]:
    """What the log keeps of a purchase that goes live: what no signature stands under, and nothing may change."""
    return {
        "canteen": purchase.canteen_id,
        "number": purchase.number,
        "origin": purchase.origin,
        "author": purchase.author_id,
    }


def _pay_what_was_stated(purchase: Purchase) -> None:
    """Raises Refused where it was not lawful."""
    for payment in stated(purchase):
        payment.state = State.LIVE
        store(payment)
        ask(Stage.PAY, payment)


def _refuse_wholly(purchase: Purchase) -> bool:
    """A delivery of which nothing was accepted is void, with its receivers' two signatures; not where money was paid."""
    papers = Papers([purchase])
    if any(line.accepted for line in purchase.lines) or papers.payments[purchase.id] or papers.receipts[purchase.id]:
        return False
    ask(Stage.ACCEPT, purchase)  # a void one is not there for any clause
    purchase.state, purchase.voided_at, purchase.void_reason = State.VOID, clock.now(), "整批拒收"
    store(purchase)
    audit.record(VOID, thing_of(purchase), why=purchase.void_reason)
    return True


def _make_slip(purchase: Purchase) -> None:
    """自制购货报销单: a stall gives no invoice, so the program makes the slip at acceptance, of what was accepted.

    Received or ordered anew, it says what is so now; one that covers more than this purchase is left to whoever made it.
    """
    papers = Papers([purchase]).receipts[purchase.id]
    slip = next((each for each in papers if each.kind == ReceiptKind.SLIP and len(each.covers) == 1), None)
    if papers and slip is None:
        return
    said = {"issued_on": purchase.accepted_on, "amount": sum(line.amount for line in purchase.lines)}
    if slip:
        amend(slip, said, {"issued_on": "开票日期", "amount": "金额"})
    else:
        slip = Receipt(canteen_id=purchase.canteen_id, kind=ReceiptKind.SLIP, covers=[Cover(purchase=purchase)], **said)
        slip.seller, slip.has_list = purchase.supplier.name, False
        slip.buyer = unit_title()
    store(slip)
    ask(Stage.DOCUMENT, slip)
