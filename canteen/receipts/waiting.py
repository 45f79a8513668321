"""Purchases that wait for a receipt, and purchases as the pages of receipts show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, func, select

from canteen import clock
from canteen.contents import WHOLE, Papers
from canteen.course import Deed, Standing, may_now, returned_for, standing_of
from canteen.db import db
from canteen.facts import covering
from canteen.models import Cover, Purchase, Receipt
from canteen.models.words import Amiss, ReceiptKind, State, SupplierKind
from canteen.months import When, first_day

PROPER = (ReceiptKind.INVOICE, ReceiptKind.SLIP)
"""What clause 3.10 counts; a 白条 is a receipt, but not one that lasts."""
MOST, MOST_OF_ONE = 300, 200
"""How many purchases a page lists, and how many of one supplier a form offers."""


@dataclass(frozen=True)
class Bought:
    """A purchase as these pages show it; money in fen."""

    id: int
    number: str | None
    day: date
    supplier_id: int
    supplier: str
    total: int
    standing: Standing
    receipts: list[str]
    """What covers it already, in words."""
    is_proper: bool
    """Whether one of these is more than a 白条."""
    may: bool
    """Whether a receipt can be registered for it now."""
    is_stall: bool
    sent_back: str | None
    """Why its papers were sent back, as long as they are not mended."""

    @property
    def days(self) -> int:
        """How long ago it was bought."""
        return (clock.today() - self.day).days

    @property
    def is_approved(self) -> bool:
        """Whether the approver has signed it: a receipt that comes now is signed for afterwards."""
        return self.standing is Standing.APPROVED

    @property
    def note(self) -> str:
        """What covers it, or what it waits for."""
        if self.is_stall and not self.receipts and self.standing in (Standing.ORDERED, Standing.ARRIVING):
            return f"{self.standing}，验收后自动做购货报销单"
        return "，".join([*self.receipts, self.standing])


@dataclass(frozen=True)
class Group:
    """A supplier's purchases that wait, the oldest first."""

    supplier: str
    purchases: list[Bought]

    @property
    def open(self) -> list[int]:
        """The keys of those for which a receipt can be registered."""
        return [each.id for each in self.purchases if each.may]

    @property
    def total(self) -> int:
        """What they come to, in fen."""
        return sum(each.total for each in self.purchases)


def uncovered(canteen_id: int, *narrowing: ColumnElement[bool], most: int = MOST) -> list[Purchase]:
    """Live purchases without a receipt, or with 白条 only, as clause 3.10 finds them; the oldest first."""
    live = (Purchase.canteen_id == canteen_id, Purchase.state == State.LIVE)
    query = select(Purchase).where(*live, ~covering(Purchase.id, *PROPER), *narrowing)
    today = clock.today()
    binds = When(canteen_id, first_day(today), today).binds()
    return list(
        db.session.scalars(query.order_by(Purchase.purchased_on, Purchase.id).limit(most).options(*WHOLE), binds)
    )


def whole(canteen_id: int, keys: Iterable[int]) -> list[Purchase]:
    """The canteen's live purchases with these keys, by day, with all that their signatures stand upon."""
    wanted = (Purchase.canteen_id == canteen_id, Purchase.state == State.LIVE, Purchase.id.in_(list(keys)))
    query = select(Purchase).where(*wanted).order_by(Purchase.purchased_on, Purchase.id)
    return list(db.session.scalars(query.options(*WHOLE)))


def shown(purchases: Iterable[Purchase]) -> list[Bought]:
    """Purchases as these pages show them, by day."""
    listed = sorted({each.id: each for each in purchases}.values(), key=lambda each: (each.purchased_on, each.id))
    papers = Papers(listed)
    return [_bought(purchase, papers.receipts[purchase.id]) for purchase in listed]


def groups(waiting: Iterable[Bought]) -> list[Group]:
    """By supplier, whose oldest waits longest first."""
    by_supplier = sorted(waiting, key=lambda each: each.supplier_id)
    found = [Group(rows[0].supplier, rows) for _, rows in _grouped(by_supplier)]
    return sorted(found, key=lambda group: group.purchases[0].day)


def lately(canteen_id: int, many: int = 20) -> list[tuple[Receipt, int, date | None]]:
    """The receipts registered last, each with how many purchases it covers and the day of the first of them."""
    first, count = func.min(Purchase.purchased_on), func.count(Purchase.id)
    query = (
        select(Receipt, count, first)
        .outerjoin(Cover, Cover.receipt_id == Receipt.id)
        .outerjoin(Purchase, Purchase.id == Cover.purchase_id)
        .where(Receipt.canteen_id == canteen_id, Receipt.state == State.LIVE)
        .group_by(Receipt.id)
        .order_by(Receipt.id.desc())
    )
    return [(receipt, covers, since) for receipt, covers, since in db.session.execute(query.limit(many))]


def _grouped(rows: list[Bought]) -> Iterator[tuple[int, list[Bought]]]:
    for supplier_id, group in groupby(rows, key=lambda each: each.supplier_id):
        yield supplier_id, list(group)


def _bought(purchase: Purchase, receipts: list[Receipt]) -> Bought:
    return Bought(
        id=purchase.id,
        number=purchase.number,
        day=purchase.purchased_on,
        supplier_id=purchase.supplier_id,
        supplier=purchase.supplier.name,
        total=sum(line.amount for line in purchase.lines),
        standing=standing_of(purchase),
        receipts=[f"{each.kind} {each.number}" for each in receipts],
        is_proper=any(each.kind in PROPER for each in receipts),
        may=may_now(Deed.COVER, purchase),
        is_stall=purchase.supplier.kind == SupplierKind.STALL,
        sent_back=returned.reason if (returned := returned_for(purchase, Amiss.PAPER)) else None,
    )
