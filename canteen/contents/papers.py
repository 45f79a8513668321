"""What belongs to purchases beside their own rows, read for many of them at once: receipts, payments, photos, past names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from canteen.db import db
from canteen.models import Attachment, Change, Cover, Payment, PaymentPart, Purchase, Receipt
from canteen.models.common import Row
from canteen.models.words import State


class Papers:
    """The papers of some purchases as they are now, by the purchases' keys."""

    def __init__(self, purchases: Iterable[Purchase]) -> None:
        self.receipts: dict[int, list[Receipt]] = defaultdict(list)
        self.payments: dict[int, list[tuple[int, int]]] = defaultdict(list)
        """Key and fen of each payment that counts, or was stated with a draft and will."""
        self.photos: dict[str, list[str]] = defaultdict(list)
        self._changes: dict[tuple[str, str], list[Change]] = defaultdict(list)
        self._read(list(purchases))

    def value_at(self, row: Row, field: str, value: object, at: datetime | None) -> object:
        """What a named value of a supplier or an item was at an instant, or is now; its history is kept by label."""
        later = next((change for change in self._changes[_thing(row), field] if at and change.at > at), None)
        return later.before if later else _text(value)

    def _read(self, purchases: list[Purchase]) -> None:
        keys = [purchase.id for purchase in purchases]
        self._read_receipts(keys)
        self._read_payments(keys)
        receipts = {_thing(receipt) for each in self.receipts.values() for receipt in each}
        self._read_photos({_thing(purchase) for purchase in purchases} | receipts)
        self._read_changes({_thing(row) for purchase in purchases for row in _named(purchase)})

    def _read_receipts(self, keys: list[int]) -> None:
        covers = select(Cover).where(Cover.purchase_id.in_(keys)).options(joinedload(Cover.receipt))
        for cover in db.session.scalars(covers.order_by(Cover.id)):
            if cover.receipt.state == State.LIVE:
                self.receipts[cover.purchase_id].append(cover.receipt)

    def _read_payments(self, keys: list[int]) -> None:
        stated = and_(Payment.state == State.DRAFT, Payment.voided_at.is_(None))
        parts = (
            select(PaymentPart.purchase_id, Payment.id, PaymentPart.amount)
            .join(Payment)
            .where(PaymentPart.purchase_id.in_(keys), or_(Payment.state == State.LIVE, stated))
        )
        for key, payment, amount in db.session.execute(parts.order_by(Payment.id)):
            self.payments[key].append((payment, amount))

    def _read_photos(self, things: set[str]) -> None:
        kept = select(Attachment.thing, Attachment.sha256).where(Attachment.thing.in_(things)).order_by(Attachment.id)
        for thing, digest in db.session.execute(kept):
            self.photos[thing].append(digest)

    def _read_changes(self, things: set[str]) -> None:
        for change in db.session.scalars(select(Change).where(Change.thing.in_(things)).order_by(Change.id)):
            self._changes[change.thing, change.field].append(change)


def only(listed: list[Any], held: Mapping[str, Any] | None, label: str) -> list[Any]:
    """Of what is listed, what the signed content held: what came later is not the signer's to answer for."""
    if held is None:
        return listed
    known = held.get(label) or []
    return [each for each in listed if _key(each) in {_key(one) for one in known}]


def _key(entry: Any) -> object:
    """A receipt by its number, a payment by its key, since a draft has no number yet; a photo by its digest."""
    return entry.get("编号", entry.get("付款内部号")) if isinstance(entry, Mapping) else entry


def _named(purchase: Purchase) -> list[Row]:
    return [purchase.supplier, *(line.item for line in purchase.lines)]


def _thing(row: Row) -> str:
    return f"{row.__tablename__}:{row.id}"


def _text(value: object) -> str | None:
    """A value as its history writes it."""
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else str(value)
