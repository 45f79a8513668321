"""What is owed for purchases: total less what was paid and written off; what was paid above it; and to whom, by supplier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from canteen import clock
from canteen.catalogue.accounts import waiting
from canteen.course import Deed, may_now
from canteen.course.in_sql import HISTORY, bears
from canteen.db import db
from canteen.facts import total
from canteen.models import Cover, Line, Payment, PaymentPart, Purchase, Receipt, Supplier, WriteOff
from canteen.models.words import ReceiptKind, Role, State, SupplierKind

MOST_WRITTEN_OFF = 100
"""What is closed as 抹零 at most, in fen."""
OPEN = "未到票"
PAPERS = {ReceiptKind.INVOICE: "有发票", ReceiptKind.SLIP: "有自制单", ReceiptKind.SCRAP: "只有白条"}
"""What is said of a purchase's receipts, the best of them first."""


@dataclass(frozen=True)
class Owed:
    """A purchase with its money, in fen; plain values, which outlast the end of a transaction."""

    key: int
    number: str | None
    purchased_on: date
    approved_on: date | None
    supplier_id: int
    supplier: str
    fund: str
    total: int
    paid: int
    written_off: int
    came_back: int
    """What was given back or deducted, above zero; it is taken off `paid` already."""
    paper: str
    """What is known of its receipts, in words."""
    is_history: bool
    """Whether it was brought in."""

    @property
    def left(self) -> int:
        """What is still owed; below zero, what was paid too much."""
        return self.total - self.paid - self.written_off

    @property
    def is_refunded(self) -> bool:
        """Whether what is open of it is what came back: nobody is urged to pay it once more."""
        return self.left > 0 and self.came_back > 0

    @property
    def days(self) -> int:
        """Days since the purchase."""
        return (clock.today() - self.purchased_on).days

    @property
    def days_approved(self) -> int | None:
        """Days since the approval."""
        return (clock.today() - self.approved_on).days if self.approved_on else None


@dataclass(frozen=True)
class Group:
    """What one supplier is owed out of one fund, the oldest first, and where it is paid to."""

    supplier_id: int
    supplier: str
    fund: str
    bank: str | None
    account: str | None
    changing: bool
    """Whether a change of the account waits for somebody to agree to it."""
    rows: list[Owed]

    @property
    def left(self) -> int:
        """What all of it comes to."""
        return sum(row.left for row in self.rows)

    @property
    def days(self) -> int:
        """The age of the oldest."""
        return max(row.days for row in self.rows)


def amount() -> ScalarSelect[int]:
    """A purchase's total in SQL, in fen: what was accepted of each line, or ordered, times its price."""
    return select(total(Line.amount)).where(Line.purchase_id == Purchase.id).scalar_subquery()


def paid() -> ScalarSelect[int]:
    """What was paid for a purchase less what came back, in SQL, in fen."""
    return _parts().scalar_subquery()


def came_back() -> ScalarSelect[int]:
    """What came back for a purchase, or was deducted elsewhere, in SQL, in fen above zero."""
    return _parts(-PaymentPart.amount).where(PaymentPart.amount < 0).scalar_subquery()


def written_off() -> ScalarSelect[int]:
    """What nobody will pay for a purchase, in SQL, in fen."""
    return select(total(WriteOff.amount)).where(WriteOff.purchase_id == Purchase.id).scalar_subquery()


def left() -> ColumnElement[int]:
    """What is still owed for a purchase in SQL, in fen; below zero, what was paid too much."""
    return amount() - paid() - written_off()


def payable(canteen_id: int, *narrowing: ColumnElement[bool]) -> list[Owed]:
    """The approved purchases for which something is owed, the oldest first."""
    rows = _read(canteen_id, bears(Role.APPROVER), left() > 0, *narrowing)
    return [owed for purchase, owed in rows if may_now(Deed.PAY, purchase)]


def overpaid(canteen_id: int, *narrowing: ColumnElement[bool]) -> list[Owed]:
    """The purchases for which more was paid than they come to (应退), the oldest first."""
    return [owed for _, owed in _read(canteen_id, left() < 0, *narrowing)]


def of_keys(canteen_id: int, keys: Iterable[int]) -> dict[int, Owed]:
    """Live purchases by key, whatever is owed for them; one of another canteen is not among them."""
    return {owed.key: owed for _, owed in _read(canteen_id, Purchase.id.in_(list(keys)))}


def of(purchase: Purchase) -> Owed | None:
    """A purchase with its money; none where it is not live."""
    return of_keys(purchase.canteen_id, [purchase.id]).get(purchase.id)


def left_of(purchase: Purchase) -> int:
    """What is still owed for a purchase; 0 where it is not live."""
    return _of_live(purchase, left())


def paid_of(purchase: Purchase) -> int:
    """What was paid for a purchase less what came back; 0 where it is not live."""
    return _of_live(purchase, paid())


def returned(payment: Payment) -> str | None:
    """Why a payment cannot be void: without it, more would have come back or been deducted than was paid; and what to do first."""
    back = select(Payment.number).join(PaymentPart, PaymentPart.payment_id == Payment.id).order_by(Payment.id.desc())
    for part in payment.parts:
        if part.amount > paid_of(part.purchase):
            of_part = back.where(PaymentPart.purchase_id == part.purchase_id, PaymentPart.amount < 0)
            number = db.session.scalar(of_part.where(Payment.state == State.LIVE).limit(1))
            return f"付款 {number} 退的、抵的是付给 {part.purchase.number} 的钱：请先把那笔作废"
    return None


def is_stall(purchase: Purchase) -> bool:
    """Whether it was bought where cash is paid on the spot."""
    return purchase.supplier.kind == SupplierKind.STALL


def groups(canteen_id: int, owed: Iterable[Owed]) -> list[Group]:
    """What may be paid, by supplier and fund; whoever waits longest first."""
    changing = {supplier.id for supplier in waiting(canteen_id)}
    found = [_group(whose, list(rows), changing) for whose, rows in groupby(sorted(owed, key=_whose), _whose)]
    return sorted(found, key=lambda group: -group.days)


def _of_live(purchase: Purchase, fen: ColumnElement[int]) -> int:
    live = (Purchase.id == purchase.id, Purchase.state == State.LIVE)
    return db.session.scalar(select(fen).where(*live)) or 0


def _parts(fen: ColumnElement[int] | InstrumentedAttribute[int] = PaymentPart.amount) -> Select[int]:
    """What stands in the live payments for a purchase, summed."""
    parts = select(total(fen)).join(Payment, Payment.id == PaymentPart.payment_id)
    return parts.where(PaymentPart.purchase_id == Purchase.id, Payment.state == State.LIVE)


def _whose(owed: Owed) -> tuple[str, int, str]:
    return owed.supplier, owed.supplier_id, owed.fund


def _group(whose: tuple[str, int, str], rows: list[Owed], changing: set[int]) -> Group:
    name, key, fund = whose
    supplier = db.session.get_one(Supplier, key)
    return Group(key, name, fund, supplier.bank, supplier.bank_account, key in changing, rows)


def _papers() -> ColumnElement[str | None]:
    """The kinds of the receipts that cover a purchase, in one text."""
    kinds = select(func.aggregate_strings(Receipt.kind, " ")).join(Cover, Cover.receipt_id == Receipt.id)
    return kinds.where(Cover.purchase_id == Purchase.id, Receipt.state == State.LIVE).scalar_subquery()


def _read(canteen_id: int, *wanted: ColumnElement[bool]) -> list[tuple[Purchase, Owed]]:
    """The live purchases that are wanted with their money, the oldest first."""
    money = amount().label("total"), paid().label("paid"), written_off().label("off"), came_back().label("back")
    query = select(Purchase, *money, _papers().label("kinds"), HISTORY.label("is_history"))
    live = query.where(Purchase.canteen_id == canteen_id, Purchase.state == State.LIVE)
    parts = joinedload(Purchase.supplier), selectinload(Purchase.signatures), selectinload(Purchase.returns)
    rows = db.session.execute(live.where(*wanted).options(*parts).order_by(Purchase.purchased_on, Purchase.id))
    return [(row.Purchase, _owed(row.Purchase, row)) for row in rows]


def _owed(purchase: Purchase, money: Row[*tuple[Any, ...]]) -> Owed:
    return Owed(
        key=purchase.id,
        number=purchase.number,
        purchased_on=purchase.purchased_on,
        approved_on=max((each.signed_on for each in purchase.signed(Role.APPROVER)), default=None),
        supplier_id=purchase.supplier_id,
        supplier=purchase.supplier.name,
        fund=purchase.fund,
        total=money.total,
        paid=money.paid,
        written_off=money.off,
        came_back=money.back,
        paper=next((words for kind, words in PAPERS.items() if kind in (money.kinds or "").split()), OPEN),
        is_history=money.is_history,
    )
