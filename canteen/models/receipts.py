"""Receipts (票据) and the purchases that they cover."""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, Computed, Index, String, UniqueConstraint, event
from sqlalchemy.engine.interfaces import ExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from canteen.db import Fen
from canteen.models.common import Document, Row, Short, Text, maybe, to
from canteen.models.purchasing import Purchase
from canteen.models.words import ReceiptKind, State, one_of

BLANKS = " \t\r\n\u00a0\u3000"
"""What is trimmed off an invoice's code and number."""


def _next_key(code: str | None, number: str | None) -> str | None:
    digits = (number or "").strip(BLANKS)
    if not (digits.isascii() and digits.isdigit()):
        return None
    return f"{(code or '').strip(BLANKS)}/{str(int(digits) + 1).zfill(len(digits))}"


def _next_key_of_insert(context: ExecutionContext) -> str | None:
    row = context.get_current_parameters()  # type: ignore[attr-defined]
    return _next_key(row.get("invoice_code"), row.get("invoice_no"))


class Receipt(Document):
    """票据. Nothing is unique but its own number, or unlawful history could not be stored (6.3 finds it)."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "number"),
        one_of("kind", ReceiptKind),
        one_of("state", State),
        CheckConstraint("state = 'draft' OR number IS NOT NULL", name="numbered"),
        Index("ix_receipt_canteen_id_issued_on", "canteen_id", "issued_on"),
        Index("ix_receipt_invoice_key_canteen_id", "invoice_key", "canteen_id"),
    )

    kind: Mapped[Short]
    invoice_code: Mapped[Text | None]
    invoice_no: Mapped[Text | None]
    issued_on: Mapped[date | None]
    buyer: Mapped[Text | None]
    seller: Mapped[Text | None]
    amount: Mapped[Fen | None]
    has_list: Mapped[bool]
    """附清单."""
    listed: Mapped[list[dict[str, object]] | None] = mapped_column(JSON)
    """清单: the lines that it covered when its list was made, frozen."""
    invoice_key: Mapped[str | None] = mapped_column(
        String(401),
        Computed(
            f"trim(coalesce(invoice_code, ''), '{BLANKS}') || '/' || trim(invoice_no, '{BLANKS}')", persisted=True
        ),
    )
    """Code and number as trimmed text: what two registrations of one invoice share."""
    next_key: Mapped[str | None] = mapped_column(String(401), default=_next_key_of_insert)
    """The key of the invoice whose number comes next, where the number is one."""
    covers: Mapped[list["Cover"]] = relationship(back_populates="receipt")


@event.listens_for(Receipt, "before_update")
def _renumber(_mapper: object, _connection: object, receipt: Receipt) -> None:
    receipt.next_key = _next_key(receipt.invoice_code, receipt.invoice_no)


class Cover(Row):
    """票据采购: a receipt covers a purchase."""

    __table_args__ = (UniqueConstraint("receipt_id", "purchase_id"),)

    receipt_id: Mapped[int] = to("receipt")
    purchase_id: Mapped[int] = to("purchase", index=True)
    endorsement_id: Mapped[int | None] = maybe("endorsement")
    """补票核签: the approver's signature upon it, where it came after theirs upon the purchase."""
    receipt: Mapped[Receipt] = relationship(back_populates="covers")
    purchase: Mapped[Purchase] = relationship()
