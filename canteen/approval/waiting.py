"""What waits for the approver: purchases that have arrived, the longest waiting first, and those sent back for their papers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from canteen import clock
from canteen.approval.found import Found, found_in
from canteen.contents import Papers
from canteen.course import part_of, returned_for
from canteen.course.in_sql import open_return, waits_for_approver
from canteen.db import db
from canteen.models import Purchase, SentBack
from canteen.models.words import Amiss, Role
from canteen.months import When, first_day


@dataclass(frozen=True)
class Waiting:
    """A purchase that waits for its approver."""

    purchase: Purchase
    receipts: int
    found: Found
    returned: SentBack | None
    """Why it is back for its papers, where it is."""
    mine: Role | None
    """As what the visitor bought or received it, so that they cannot approve it (1.6)."""

    @property
    def age(self) -> str:
        """How long it has waited."""
        return age_of(self.returned.at if self.returned else since_of(self.purchase))

    @property
    def total(self) -> int:
        """What was accepted, in fen."""
        return total_of(self.purchase)


def waiting(canteen_id: int, staff_no: str) -> list[Waiting]:
    """Every one of them with what is known of it, the longest waiting first; what is back for its papers among them."""
    purchases = _purchases(canteen_id)
    receipts, found = Papers(purchases).receipts, found_in(canteen_id, purchases)
    return [
        Waiting(
            each,
            len(receipts[each.id]),
            found[each.number],
            returned_for(each, Amiss.PAPER),
            part_of(each, staff_no),
        )
        for each in purchases
    ]


def queue(canteen_id: int) -> list[Purchase]:
    """What may be approved now, the longest waiting first."""
    return [each for each in _purchases(canteen_id) if not returned_for(each, Amiss.PAPER)]


def count(canteen_id: int) -> int:
    """How many may be approved now."""
    ready = select(func.count(Purchase.id)).where(waits_for_approver(), open_return(Amiss.PAPER).is_(None))
    return db.session.scalar(ready, _binds(canteen_id)) or 0


def since_of(purchase: Purchase) -> datetime:
    """Since when it waits: the last receiver's signature, or what was mended since."""
    received = [each.signed_at for each in purchase.signed(Role.RECEIVER)]
    return max([*received, *(each.mended_at for each in purchase.returns if each.mended_at)])


def age_of(since: datetime) -> str:
    """How long ago, as people say it."""
    hours = int((clock.now() - since).total_seconds()) // 3600
    if hours < 1:
        return "不到 1 小时"
    return f" {hours} 小时" if hours < 24 else f" {hours // 24} 天"


def total_of(purchase: Purchase) -> int:
    """What was accepted, in fen; what was ordered, where nothing is known of it."""
    return sum(line.amount for line in purchase.lines)


def _purchases(canteen_id: int) -> list[Purchase]:
    whole = select(Purchase).where(waits_for_approver()).options(joinedload(Purchase.supplier))
    for parts in (Purchase.lines, Purchase.signatures, Purchase.returns):
        whole = whole.options(selectinload(parts))
    return sorted(db.session.scalars(whole, _binds(canteen_id)), key=lambda each: (since_of(each), each.id))


def _binds(canteen_id: int) -> dict[str, object]:
    today = clock.today()
    return When(canteen_id, first_day(today), today).binds()
