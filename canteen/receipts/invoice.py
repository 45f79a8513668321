"""What a receipt's paper says: the one value between whoever reads the paper and the form."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from canteen.models import Receipt
from canteen.unit import unit_title

COLUMNS = {
    "code": "invoice_code",
    "number": "invoice_no",
    "day": "issued_on",
    "buyer": "buyer",
    "seller": "seller",
    "amount": "amount",
}
"""Where a receipt keeps it."""


@dataclass(frozen=True)
class Invoice:
    """What stands on an invoice, as far as it is known; the form of a receipt has a field for each.

    This is the one door for reading invoices by machine. A reader (of a photo, a PDF, an XML) gives an Invoice: code and
    number as text without blanks, the day of issue, both names in full, the amount with tax in fen, None for what it could
    not read. `receipts.new` takes one as what its form proposes (`proposed` gives it as long as there is no reader), a
    person looks it over, and what the form sends is an Invoice again: only that is stored.
    """

    code: str | None = None
    number: str | None = None
    day: date | None = None
    buyer: str | None = None
    seller: str | None = None
    amount: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """The same by the receipt's columns."""
        return {COLUMNS[name]: value for name, value in asdict(self).items()}

    @property
    def is_usual(self) -> bool:
        """Whether the number, where there is one, looks as invoices' do: 20 digits, or 8 beside a code of 10 or 12."""
        digits, code = self.number or "", self.code or ""
        is_old = len(digits) == 8 and len(code) in (10, 12) and code.isdigit()
        return not digits or (digits.isdigit() and (len(digits) == 20 or is_old))


def proposed(seller: str, totals: Iterable[int]) -> Invoice:
    """What is known before the paper is read: made out to the unit, by the supplier, for what was bought."""
    return Invoice(buyer=unit_title(), seller=seller, amount=sum(totals))


def said_by(receipt: Receipt) -> Invoice:
    """What a registered receipt says."""
    return Invoice(**{name: getattr(receipt, column) for name, column in COLUMNS.items()})
