"""What became of the numbers of the receipt books: used, void, missing, and the one that comes next."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import count

from sqlalchemy import ColumnElement, Select, and_, distinct, exists, func, select

from canteen import clock
from canteen.db import db
from canteen.models import Income, ReceiptBook, SpoiledReceipt
from canteen.models.words import IncomeReceipt, State


@dataclass(frozen=True)
class Tally:
    """A receipt book and how far it is used; the highest number used is one less than the first where none is."""

    book: ReceiptBook
    used: int
    highest: int
    void: frozenset[int]

    @property
    def missing(self) -> int:
        """How many numbers were passed over: neither used nor void, though a higher one is used."""
        return self.highest - self.book.first_no + 1 - self.used - sum(no <= self.highest for no in self.void)

    @property
    def left(self) -> int:
        """How many numbers can still be used."""
        return self.book.last_no - self.highest - sum(no > self.highest for no in self.void)

    @property
    def next(self) -> int | None:
        """The number that comes next; none where the book is used up."""
        return next(no for no in count(self.highest + 1) if no not in self.void) if self.left else None

    def state(self, no: int, used: bool) -> str:
        """What became of a number: used, void, missing, next or left."""
        if used:
            return "used"
        if no in self.void:
            return "void"
        if no < self.highest:
            return "missing"
        return "next" if no == self.next else "left"


def tallies(canteen_id: int, *narrowing: ColumnElement[bool]) -> list[Tally]:
    """The canteen's books with what became of their numbers, in the order of being handed out."""
    book = ReceiptBook
    query = (
        select(book, func.count(distinct(Income.receipt_no)), func.max(Income.receipt_no))
        .outerjoin(
            Income,
            and_(
                book.canteen_id == Income.canteen_id, is_used(), Income.receipt_no.between(book.first_no, book.last_no)
            ),
        )
        .where(book.canteen_id == canteen_id, *narrowing)
        .group_by(book.id)
        .order_by(book.handed_out_on, book.first_no)
    )
    void = _void(canteen_id)
    return [
        Tally(book, used, book.first_no - 1 if highest is None else highest, frozenset(void[book.id]))
        for book, used, highest in db.session.execute(query)
    ]


def upcoming(canteen_id: int, staff_no: str | None) -> Tally | None:
    """The book whose next number is to be used: one that this person has before the others', the older one first."""
    open_ones = [tally for tally in tallies(canteen_id, ReceiptBook.handed_out_on <= clock.today()) if tally.left]
    return min(open_ones, key=lambda tally: tally.book.handed_to != staff_no, default=None)


def uses(canteen_id: int, first: int, last: int) -> dict[int, Income]:
    """The live incomes that the fiscal receipts of these numbers were made out for; of several, the first."""
    query = select(Income).where(Income.canteen_id == canteen_id, is_used(), Income.receipt_no.between(first, last))
    incomes = db.session.scalars(query.order_by(Income.received_on.desc(), Income.number.desc()))
    return {income.receipt_no: income for income in incomes if income.receipt_no is not None}


def is_used() -> ColumnElement[bool]:
    """Whether an income uses a number of a receipt book."""
    return and_(Income.receipt_kind == IncomeReceipt.FISCAL, Income.state == State.LIVE)


def spoiled(canteen_id: int, no: int) -> SpoiledReceipt | None:
    """How a number was made void, if it was."""
    query: Select[SpoiledReceipt] = select(SpoiledReceipt).join(ReceiptBook, ReceiptBook.id == SpoiledReceipt.book_id)
    return db.session.scalar(query.where(ReceiptBook.canteen_id == canteen_id, SpoiledReceipt.receipt_no == no))


def overlapping(book: ReceiptBook, first: int, last: int) -> ReceiptBook | None:
    """Another book of the canteen that has numbers of this range."""
    return db.session.scalar(_others(book).where(ReceiptBook.first_no <= last, ReceiptBook.last_no >= first).limit(1))


def named(book: ReceiptBook, number: str) -> ReceiptBook | None:
    """Another book of the canteen with this number."""
    return db.session.scalar(_others(book).where(ReceiptBook.number == number))


def is_begun(book: ReceiptBook) -> bool:
    """Whether a number of the book is used or void."""
    return any(tally.used or tally.void for tally in tallies(book.canteen_id, ReceiptBook.id == book.id))


def _others(book: ReceiptBook) -> Select[ReceiptBook]:
    return select(ReceiptBook).where(
        ReceiptBook.canteen_id == book.canteen_id, ReceiptBook.id.is_distinct_from(book.id)
    )


def _void(canteen_id: int) -> dict[int, set[int]]:
    """The numbers made void by book; one that was used all the same counts as used."""
    no, void = SpoiledReceipt.receipt_no, defaultdict[int, set[int]](set)
    used = exists().where(Income.canteen_id == ReceiptBook.canteen_id, Income.receipt_no == no, is_used())
    query = select(SpoiledReceipt.book_id, no).join(ReceiptBook, ReceiptBook.id == SpoiledReceipt.book_id)
    for book_id, number in db.session.execute(query.where(ReceiptBook.canteen_id == canteen_id, ~used)):
        void[book_id].add(number)
    return void
