"""What a purchaser can choose with few taps: items with their last price, suppliers with their last purchase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from canteen import clock
from canteen.catalogue.duplicates import folded
from canteen.db import db
from canteen.models import Item, Line, OpenLine, Purchase, Reception, Supplier
from canteen.models.words import State

REMEMBERED = timedelta(days=366)
"""How long back a last price and a last purchase are looked for."""
RECEPTIONS = timedelta(days=62)
"""How long after a reception something is still bought for it."""
RECENT = 6
Entry = Any
"""A supplier or an item: .id .name .pinyin .initials, and of an item .unit, of a supplier .kind."""


@dataclass(frozen=True)
class Last:
    """What a unit of an item was bought for last, in fen, and when."""

    price: int
    day: date


class Names:
    """Entries by name, or by the letters that they are typed with."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.by_key = {entry.id: entry for entry in entries}
        self._by_name = {folded(entry.name): entry for entry in entries}

    def alike(self, text: str | None) -> list[Entry]:
        """Which entries a text means: the one of that name, else all that are spelt so, else whose spelling begins so."""
        likeness = folded(text)
        if found := self._by_name.get(likeness):
            return [found]
        spelt = [entry for entry in self.entries if likeness in _spelt(entry)]
        return spelt or [entry for entry in self.entries if _begins(entry, likeness)]

    def find(self, text: str | None) -> Entry | None:
        """The one entry that a text means; None where it means none, or several."""
        found = self.alike(text)
        return found[0] if len(found) == 1 else None


@dataclass
class Known:
    """What is known in a canteen when a purchase is logged; read when it is first asked for."""

    canteen_id: int
    purchase: Purchase | None = None
    """The purchase that is edited: what it names can be chosen, even where it has been given up since."""

    @cached_property
    def items(self) -> Names:
        """The items that can be bought."""
        named: list[Line | OpenLine] = [*self.purchase.lines, *self.purchase.open_lines] if self.purchase else []
        kept = [line.item_id for line in named]
        columns = (Item.id, Item.name, Item.pinyin, Item.initials, Item.unit)
        query = select(*columns).where(Item.canteen_id == self.canteen_id, _in_use(Item, kept))
        return Names(db.session.execute(query.order_by(Item.category, Item.name)).all())

    @cached_property
    def suppliers(self) -> Names:
        """The suppliers that can be bought from."""
        kept = [self.purchase.supplier_id] if self.purchase else []
        columns = (Supplier.id, Supplier.name, Supplier.pinyin, Supplier.initials, Supplier.kind)
        query = select(*columns).where(Supplier.canteen_id == self.canteen_id, _in_use(Supplier, kept))
        return Names(db.session.execute(query.order_by(Supplier.name)).all())

    @cached_property
    def prices(self) -> dict[int, Last]:
        """By item, what it was bought for last, but for the purchase that is edited."""
        other = Purchase.id != (self.purchase.id if self.purchase else None)
        line = _ranked(self.canteen_id, Line.item_id, Line.id, *([other] if self.purchase else []))
        found = db.session.execute(select(line.c.key, line.c.unit_price, line.c.purchased_on).where(line.c.nth == 1))
        return {key: Last(price, day) for key, price, day in found}

    @cached_property
    def receptions(self) -> list[Reception]:
        """The receptions that something may be bought for: live ones, not long past."""
        kept = self.purchase.reception_id if self.purchase else None
        recent = or_(Reception.held_on >= clock.today() - RECEPTIONS, Reception.id == kept)
        query = select(Reception).where(Reception.canteen_id == self.canteen_id, Reception.state == State.LIVE, recent)
        return list(db.session.scalars(query.order_by(Reception.held_on.desc(), Reception.id.desc())))

    def last_from(self, supplier_id: int) -> Purchase | None:
        """The last live purchase from a supplier."""
        query = select(Purchase).where(Purchase.supplier_id == supplier_id, Purchase.state == State.LIVE)
        return db.session.scalar(query.order_by(Purchase.purchased_on.desc(), Purchase.id.desc()).limit(1))

    def recent(self) -> list[Purchase]:
        """The last purchase from each of the suppliers that were bought from last, the newest first."""
        line = _ranked(self.canteen_id, Purchase.supplier_id, Purchase.id)
        newest = select(line.c.purchase_id).where(line.c.nth == 1).order_by(line.c.purchased_on.desc()).limit(RECENT)
        query = (
            select(Purchase).where(Purchase.id.in_(newest)).order_by(Purchase.purchased_on.desc(), Purchase.id.desc())
        )
        whole = query.options(joinedload(Purchase.supplier), selectinload(Purchase.lines).joinedload(Line.item))
        return [each for each in db.session.scalars(whole) if each.supplier.retired_on is None]


def _in_use(model: type[Item] | type[Supplier], kept: list[int]) -> ColumnElement[bool]:
    return or_(model.retired_on.is_(None), model.retired_on > clock.today(), model.id.in_(kept))


def _ranked(canteen_id: int, key: Any, tie: Any, *narrowing: ColumnElement[bool]) -> Subquery:
    """The lines of a year's live purchases, numbered by the key, the newest first."""
    order = (Purchase.purchased_on.desc(), tie.desc(), Line.id.desc())
    nth = func.row_number().over(partition_by=key, order_by=order)
    columns = (key.label("key"), Line.purchase_id, Line.unit_price, Purchase.purchased_on, nth.label("nth"))
    live = (Purchase.canteen_id == canteen_id, Purchase.state == State.LIVE)
    year = Purchase.purchased_on >= clock.today() - REMEMBERED
    return select(*columns).join(Purchase, Purchase.id == Line.purchase_id).where(*live, year, *narrowing).subquery()


def _begins(entry: Entry, likeness: str) -> bool:
    """Whether somebody who stopped typing early may mean it; two letters are the least that mean anything."""
    return len(likeness) > 1 and any(each.startswith(likeness) for each in _spelt(entry))


def _spelt(entry: Entry) -> list[str]:
    return [*(entry.initials or "").split(), *(entry.pinyin or "").split()]
