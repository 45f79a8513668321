"""Sending a purchase back for its order, its goods or its papers."""

from canteen import audit, clock
from canteen.course.signatures import set_aside
from canteen.db import db
from canteen.models import Purchase, SentBack
from canteen.models.common import thing_of
from canteen.models.words import Amiss, Role

FALLS = {Amiss.ORDER: (Role.BUYER,), Amiss.GOODS: (Role.RECEIVER,), Amiss.PAPER: ()}
"""Whose signatures a return sets aside; what is changed then sets others aside where it touches them."""


def send_back(purchase: Purchase, amiss: Amiss, reason: str, staff_no: str) -> None:
    """Send a purchase back, within the caller's step. Goods are weighed and received anew (复验)."""
    fallen = [each for role in FALLS[amiss] for each in purchase.signed(role)]
    set_aside(fallen, f"{amiss}退回：{reason}")
    db.session.add(SentBack(purchase=purchase, amiss=amiss, reason=reason, by=staff_no, at=clock.now()))
    db.session.flush()
    audit.record("退回", thing_of(purchase), amiss=amiss, reason=reason)
