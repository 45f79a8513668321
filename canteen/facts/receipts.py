"""Receipts and the purchases that they cover."""

from datetime import date

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    func,
    select,
)
from sqlalchemy.orm import aliased

from canteen.facts.words import Truth, Value
from canteen.models import (
    Cover,
    Purchase,
    Receipt,
)
from canteen.models.words import ReceiptKind
from canteen.seen import among, linked


def covering(purchase_id: Value, *kinds: ReceiptKind) -> Truth:
    """Whether a receipt of one of the kinds (of any, where none is named) covers a purchase."""
    receipt, cover = linked(Receipt), aliased(Cover)
    return exists().where(
        cover.purchase_id == purchase_id,
        receipt.id == cover.receipt_id,
        among(receipt.kind, *(kinds or ReceiptKind)),
    )


def covered(receipt_id: Value) -> tuple[type[Purchase], Truth]:
    """The purchases that a receipt covers: an alias and the condition."""
    purchase, cover = linked(Purchase), aliased(Cover)
    return purchase, and_(cover.receipt_id == receipt_id, cover.purchase_id == purchase.id)


def receipt_day(receipt: type[Receipt]) -> ColumnElement[date]:
    """The day that gives a receipt its month: of issue or, without one, of its latest purchase."""
    purchase, cover = linked(Purchase), aliased(Cover)
    latest = (
        select(func.max(purchase.purchased_on))
        .where(cover.receipt_id == receipt.id, cover.purchase_id == purchase.id)
        .scalar_subquery()
    )
    return func.coalesce(receipt.issued_on, latest)
