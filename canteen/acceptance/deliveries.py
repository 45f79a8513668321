"""The deliveries that wait at the kitchen door, and those that the purchasers have yet to sign for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from canteen import clock
from canteen.contents import is_weighed, round_of
from canteen.course import Deed, Standing, may_now, standing_of
from canteen.course.in_sql import MADE_HERE, standing
from canteen.course.signatures import LAPSED
from canteen.db import db
from canteen.holders import names_in
from canteen.models import Line, Purchase, Signature
from canteen.models.words import Role
from canteen.months import When, first_day

WAITING = (Standing.DRAFT, Standing.UNPRICED, Standing.ORDERING, Standing.ORDERED, Standing.ARRIVING)
MOST = 100


@dataclass(frozen=True)
class Delivery:
    """A purchase whose goods are not accepted yet."""

    purchase: Purchase
    names: dict[str, str]

    @cached_property
    def standing(self) -> Standing:
        """Where it stands."""
        return standing_of(self.purchase)

    @property
    def is_open(self) -> bool:
        """Whether receivers have something to do; before, the purchasers have."""
        return may_now(Deed.WEIGH, self.purchase)

    @property
    def round(self) -> int:
        """1, and more where the goods were sent back."""
        return round_of(self.purchase)

    @property
    def days(self) -> int:
        """How long ago it was bought."""
        return (clock.today() - self.purchase.purchased_on).days

    @property
    def weighed(self) -> int:
        """How many lines are weighed."""
        return sum(map(is_weighed, self.purchase.lines))

    @property
    def signers(self) -> list[str]:
        """Who has signed of those whom it waits for."""
        role = Role.RECEIVER if self.is_open else Role.BUYER
        return [] if self.standing is Standing.ORDERED else self._signed(role)

    @property
    def lapsed(self) -> list[str]:
        """Whose signature, the last one, was alone at midnight, and counts no more, whether or not it is set aside yet."""
        last = [each for each in self.purchase.signatures if each.role == Role.RECEIVER][-1:]
        fell = [each for each in last if not each.set_aside_at or each.set_aside_why == LAPSED]
        return self._names(fell) if self.standing is Standing.ORDERED else []

    def _signed(self, role: Role) -> list[str]:
        return self._names(self.purchase.signed(role))

    def _names(self, signatures: Iterable[Signature]) -> list[str]:
        return [self.names.get(each.signer, each.signer) for each in signatures]


def waiting(canteen_id: int) -> list[Delivery]:
    """What is not accepted yet, the latest purchase first."""
    rows = (
        select(Purchase)
        .where(*MADE_HERE, standing().in_(WAITING))
        .options(
            joinedload(Purchase.supplier),
            selectinload(Purchase.open_lines),
            selectinload(Purchase.signatures),
            selectinload(Purchase.returns),
            selectinload(Purchase.lines).selectinload(Line.weighings),
        )
        .order_by(Purchase.purchased_on.desc(), Purchase.id.desc())
        .limit(MOST)
    )
    today = clock.today()
    found = db.session.scalars(rows, When(canteen_id, first_day(today), today).binds()).all()
    names = names_in(canteen_id)
    return [Delivery(purchase, names) for purchase in found]
