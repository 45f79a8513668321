"""Sending a purchase back for its order, its goods or its papers."""

from canteen import audit, clock
from canteen.course.signatures import set_aside
from canteen.course.standing import signers
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Purchase, SentBack
from canteen.models.common import thing_of
from canteen.models.words import Amiss, Origin, Role

FALLS = {Amiss.ORDER: (Role.BUYER,), Amiss.GOODS: (Role.RECEIVER,), Amiss.PAPER: ()}
"""Whose signatures a return sets aside; what is changed then sets others aside where it touches them."""
ON_PAPER = "这笔采购是在纸上买、纸上收的，这里只能退票据；订单或实物登记错的，请采购或会计把它作废，会计重新补录"
OWN = "您是这笔采购的{part}，自己经手的不由自己退回，请另一位审批人退回"


def amendable(purchase: Purchase) -> tuple[Amiss, ...]:
    """For what a purchase can be sent back: goods on paper cannot be weighed anew, nor can an order on paper be signed anew."""
    return tuple(Amiss) if purchase.origin == Origin.PRODUCT else (Amiss.PAPER,)


def part_of(purchase: Purchase, staff_no: str) -> Role | None:
    """As what somebody bought or received it."""
    return next((role for role in (Role.BUYER, Role.RECEIVER) if staff_no in signers(purchase, role)), None)


def send_back(purchase: Purchase, amiss: Amiss, reason: str, staff_no: str) -> None:
    """Send a purchase back, within the caller's step. Goods are weighed and received anew (复验).

    Raises Fault where nobody could mend it here, or where it is the sender's own work, whose signatures would fall by their
    own hand.
    """
    if part := part_of(purchase, staff_no):
        raise Fault("", OWN.format(part=part))
    if amiss not in amendable(purchase):
        raise Fault("amiss", ON_PAPER)
    fallen = [each for role in FALLS[amiss] for each in purchase.signed(role)]
    set_aside(fallen, f"{amiss}退回：{reason}")
    db.session.add(SentBack(purchase=purchase, amiss=amiss, reason=reason, by=staff_no, at=clock.now()))
    db.session.flush()
    audit.record("退回", thing_of(purchase), amiss=amiss, reason=reason)
