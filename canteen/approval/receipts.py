"""Receipts as the approver looks at them: against the purchases that they cover, with their days and files."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from canteen.db import db
from canteen.documents.rows import address
from canteen.facts import total
from canteen.models import Cover, Line, Purchase, Receipt
from canteen.models.common import thing_of
from canteen.models.words import ReceiptKind, State
from canteen.pictures import Picture, pictures_of_all


@dataclass(frozen=True)
class Shown:
    """A receipt, with the purchases that it covers and its files."""

    receipt: Receipt
    covered: list[tuple[int, str, int]]
    """Key, number and total of each purchase."""
    is_shared: bool
    """Whether another receipt covers one of them too, so that the amounts say nothing of each other."""
    files: list[Picture] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The receipt's own page."""
        return address("receipt", self.receipt.id)

    @property
    def total(self) -> int:
        """The totals of all that it covers."""
        return sum(amount for *_, amount in self.covered)

    @property
    def difference(self) -> int | None:
        """Its amount less those totals; None where they do not compare."""
        return None if self.is_shared or self.receipt.amount is None else self.receipt.amount - self.total

    @property
    def is_proper(self) -> bool:
        """Whether it is more than a slip of paper (白条)."""
        return self.receipt.kind != ReceiptKind.SCRAP

    def days(self, purchased_on: date) -> str:
        """How long after the purchase it was issued."""
        if self.receipt.issued_on is None:
            return "没有开票日期"
        days = (self.receipt.issued_on - purchased_on).days
        if days == 0:
            return "当天开票"
        return f"{abs(days)} 天{'后' if days > 0 else '前'}开票"


def shown(receipts: Collection[Receipt], canteen_id: int) -> Mapping[int, Shown]:
    """By the receipts' keys, all at once."""
    covered = _covered(receipts)
    many = _receipts_upon({key for each in covered.values() for key, *_ in each})
    files = pictures_of_all([thing_of(receipt) for receipt in receipts], canteen_id)
    return {
        receipt.id: Shown(
            receipt,
            covered[receipt.id],
            any(many[key] > 1 for key, *_ in covered[receipt.id]),
            files[thing_of(receipt)],
        )
        for receipt in receipts
    }


def _covered(receipts: Collection[Receipt]) -> Mapping[int, list[tuple[int, str, int]]]:
    query = (
        select(Cover.receipt_id, Purchase.id, Purchase.number, total(Line.amount))
        .join(Purchase, Purchase.id == Cover.purchase_id)
        .join(Line, Line.purchase_id == Purchase.id)
        .where(Cover.receipt_id.in_([receipt.id for receipt in receipts]), Purchase.state == State.LIVE)
        .group_by(Cover.receipt_id, Purchase.id, Purchase.number)
        .order_by(Purchase.number)
    )
    covered: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for receipt_id, key, number, amount in db.session.execute(query):
        covered[receipt_id].append((key, str(number), amount))
    return covered


def _receipts_upon(purchases: Collection[int]) -> Mapping[int, int]:
    """How many live receipts cover each purchase."""
    query = select(Cover.purchase_id).join(Receipt).where(Receipt.state == State.LIVE)
    return Counter(db.session.scalars(query.where(Cover.purchase_id.in_(purchases))))
