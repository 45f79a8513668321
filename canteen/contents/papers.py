"""What belongs to purchases beside their own rows, read for many of them at once: receipts, payments, photos, past names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, inspect, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from canteen.db import db
from canteen.models import Attachment, Change, Cover, Line, Payment, PaymentPart, Purchase, Receipt
from canteen.models.common import Row, thing_of
from canteen.models.words import State

KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
THINGS: BindParameter[Any] = bindparam("things", expanding=True)
COVERS = select(Cover).where(Cover.purchase_id.in_(KEYS)).options(joinedload(Cover.receipt)).order_by(Cover.id)
PARTS = (
    select(PaymentPart.purchase_id, Payment.id, PaymentPart.amount)
    .join(Payment)
    .where(PaymentPart.purchase_id.in_(KEYS))
    .where(or_(Payment.state == State.LIVE, and_(Payment.state == State.DRAFT, Payment.voided_at.is_(None))))
    .order_by(Payment.id)
)
PHOTOS = select(Attachment.thing, Attachment.sha256).where(Attachment.thing.in_(THINGS)).order_by(Attachment.id)
CHANGES = select(Change).where(Change.thing.in_(THINGS)).order_by(Change.id)
LINES = (
    select(Line)
    .where(Line.purchase_id.in_(KEYS))
    .options(joinedload(Line.item), selectinload(Line.weighings))
    .order_by(Line.line_no)
)
WHOLE: tuple[Any, ...] = (
    joinedload(Purchase.supplier),
    joinedload(Purchase.case),
    joinedload(Purchase.reception),
    selectinload(Purchase.signatures),
    selectinload(Purchase.returns),
    selectinload(Purchase.lines).joinedload(Line.item),
    selectinload(Purchase.lines).selectinload(Line.weighings),
)
"""All that a purchase's signatures stand under, read for many at once."""
Moment = int | datetime | None
"""When: after which change of what purchases name, at which instant, or now."""


class Papers:
    """The papers of some purchases, by the purchases' keys; each kind is read when it is first asked for."""

    def __init__(self, purchases: Iterable[Purchase]) -> None:
        self._purchases = list(purchases)
        self._keys = [purchase.id for purchase in self._purchases]
        self._lines = whole_lines(self._purchases)  # held, so that each finds its own without asking

    def value_at(self, row: Row, field: str, value: object, at: Moment) -> object:
        """What a named value of a supplier or an item was at a moment, or is now; its history is kept by label."""
        later = next((change for change in self._changes[thing_of(row), field] if _is_after(change, at)), None)
        return later.before if later else _text(value)

    def newest(self, purchase: Purchase) -> int:
        """The last change so far of what the purchase names, as a moment that no clock tells."""
        things = {thing_of(row) for row in _named(purchase)}
        return max(
            (each.id for (thing, _), all_ in self._changes.items() if thing in things for each in all_), default=0
        )

    @cached_property
    def receipts(self) -> dict[int, list[Receipt]]:
        """The live receipts that cover each."""
        found = defaultdict[int, list[Receipt]](list)
        for cover in db.session.scalars(COVERS, {"keys": self._keys}):
            if cover.receipt.state == State.LIVE:
                found[cover.purchase_id].append(cover.receipt)
        return found

    @cached_property
    def payments(self) -> dict[int, list[tuple[int, int]]]:
        """Key and fen of each payment that counts, or was stated with a draft and will."""
        found = defaultdict[int, list[tuple[int, int]]](list)
        for key, payment, amount in db.session.execute(PARTS, {"keys": self._keys}):
            found[key].append((payment, amount))
        return found

    @cached_property
    def photos(self) -> dict[str, list[str]]:
        """The digests of what is attached to each purchase, by what the log calls it."""
        return _digests({thing_of(purchase) for purchase in self._purchases})

    @cached_property
    def files(self) -> dict[str, list[str]]:
        """The same of the receipts."""
        return _digests({thing_of(receipt) for each in self.receipts.values() for receipt in each})

    @cached_property
    def _changes(self) -> dict[tuple[str, str], list[Change]]:
        found = defaultdict[tuple[str, str], list[Change]](list)
        things = {thing_of(row) for purchase in self._purchases for row in _named(purchase)}
        for change in db.session.scalars(CHANGES, {"things": list(things)}):
            found[change.thing, change.field].append(change)
        return found


def whole_lines(purchases: list[Purchase]) -> list[Line]:
    """The lines with items and weighings, which they would ask for one by one."""
    db.session.flush()
    unread = [purchase for purchase in purchases if not _is_whole(purchase)]
    found = defaultdict[int, list[Line]](list)
    for line in db.session.scalars(LINES, {"keys": [purchase.id for purchase in unread]}) if unread else ():
        found[line.purchase_id].append(line)
    for purchase in unread:
        set_committed_value(purchase, "lines", found[purchase.id])
    return [line for purchase in purchases for line in purchase.lines]


def _is_whole(purchase: Purchase) -> bool:
    """Whether nothing is to be read; what is not stored yet is left as it is."""
    if not inspect(purchase).persistent:
        return True
    if "lines" in inspect(purchase).unloaded:
        return False
    states = [inspect(line) for line in purchase.lines]
    return all(not state.persistent or state.unloaded.isdisjoint(("item", "weighings")) for state in states)


def _digests(things: set[str]) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for thing, digest in db.session.execute(PHOTOS, {"things": list(things)}) if things else ():
        if digest not in found[thing]:  # the same file again says nothing new
            found[thing].append(digest)
    return found


def only(listed: list[Any], held: Mapping[str, Any] | None, label: str) -> list[Any]:
    """Of what is listed, what the signed content held: what came later is not the signer's to answer for."""
    if held is None:
        return listed
    known = held.get(label) or []
    return [each for each in listed if _key(each) in {_key(one) for one in known}]


def _is_after(change: Change, at: Moment) -> bool:
    if at is None:
        return False
    return change.id > at if isinstance(at, int) else change.at > at


def _key(entry: Any) -> object:
    """A receipt by its number, a payment by its key, since a draft has no number yet; a photo by its digest."""
    return entry.get("编号", entry.get("付款内部号")) if isinstance(entry, Mapping) else entry


def _named(purchase: Purchase) -> list[Row]:
    return [purchase.supplier, *(line.item for line in purchase.lines)]


def _text(value: object) -> str | None:
    """A value as its history writes it."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
