"""Receipt books: handed out by the accountant, used by the cashiers; what became of every number."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from sqlalchemy import select

from canteen.changes import amend
from canteen.choosing import READERS, here
from canteen.choosing.addresses import asked_number
from canteen.db import db
from canteen.documents.deeds import ways_on
from canteen.entering import Fault, Page, enter, entry_page, typed
from canteen.holders import called, holding
from canteen.income.books import Tally, is_begun, named, overlapping, spoiled, tallies, uses
from canteen.income.forms import BookForm, SpoilForm
from canteen.ledger import Line, foot
from canteen.models import Income, Person, ReceiptBook, SpoiledReceipt
from canteen.models.words import Post
from canteen.security import current, may

pages = Blueprint("books", __name__, url_prefix="/books")
CELLS = 200
"""How many numbers a page shows: imported books may have any range."""
LABELS = {
    "number": "票据本号",
    "first_no": "起号",
    "last_no": "止号",
    "handed_out_on": "领用日期",
    "handed_to": "领用人",
}

LONGEST = 1000
"""No book that is handed out has more numbers: a digit too many was typed."""
RANGE = ("first_no", "last_no")
FIXED = ("number", *RANGE, "handed_out_on")
"""What stays as it is once a number is used."""


@dataclass(frozen=True)
class Cell:
    """A number of a book: what became of it, and the income that used it."""

    no: int
    state: str
    income: Income | None


@pages.get("/<key:key>")
@may(*READERS)
def book(key: int) -> str:
    """Show what became of a book's numbers."""
    tally, page = _tally(key), asked_number("page", 1)
    first = tally.book.first_no + (page - 1) * CELLS
    last = min(first + CELLS - 1, tally.book.last_no)
    if first > last:
        abort(404)
    return render_template(
        "income/book.html",
        tally=tally,
        holder=_holder(tally.book),
        cells=_cells(tally, first, last),
        pages=_pages(tally.book, page),
        void=_void_lines(tally.book),
        ways=[way for way in ways_on("book", tally.book) if way.url != request.path],
    )


@pages.route("/new", methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def hand_out() -> Page:
    """Hand a receipt book out to a cashier."""
    return _entered(BookForm(typed()), ReceiptBook(canteen_id=here().id), "领用票据本", _all_books())


@pages.route("/<key:key>/correct", methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def correct(key: int) -> Page:
    """Correct a book of which no number is used yet, or pass a used one on to another cashier."""
    book = _tally(key).book
    kept = {name: getattr(book, name) for name in LABELS} | {"handed_to": getattr(_holder(book), "id", None)}
    return _entered(BookForm(typed(), data=kept), book, f"更正票据本 {book.number}", _to(book))


@pages.route("/<key:key>/spoil", methods=["GET", "POST"])
@may(Post.CASHIER)
def spoil(key: int) -> Page:
    """Make a number void."""
    tally = _tally(key)
    name, first, last = tally.book.number, tally.book.first_no, tally.book.last_no
    form, back = SpoilForm(typed(), data={"receipt_no": tally.next}), _to(tally.book)
    lead = f"票据本 {name}，{first} 到 {last} 号。作废的票各联都留在本上，号码以后不能再用。"
    return enter(
        form,
        tally.book,
        partial(_spoil, form),
        page=lambda findings: entry_page(form, findings, title="作废一号", button="作废", lead=lead, back=back),
        to=lambda _book: back[1],
        said=f"{form.receipt_no.data} 号已作废",
    )


def _entered(form: BookForm, book: ReceiptBook, title: str, back: tuple[str, str]) -> Page:
    people = holding(Post.CASHIER)
    form.handed_to.choices = [(person.id, called(person)) for person in people]
    staff_nos = {person.id: person.staff_no for person in people}
    return enter(
        form,
        book,
        lambda stored: _write(
            stored, {name: form[name].data for name in LABELS} | {"handed_to": staff_nos[form.handed_to.data]}
        ),
        page=lambda findings: entry_page(form, findings, title=title, back=back),
        to=lambda stored: _to(stored)[1],
    )


def _write(book: ReceiptBook, values: dict[str, Any]) -> None:
    if any(getattr(book, name) != values[name] for name in RANGE):
        _check_range(book, values["first_no"], values["last_no"])
    if namesake := named(book, values["number"]):
        raise Fault("number", f"已有票据本 {namesake.number}，{namesake.handed_out_on} 领用")
    if book.id is None:
        for name, value in values.items():
            setattr(book, name, value)
        return
    if is_begun(book) and (changed := next((n for n in FIXED if values[n] != getattr(book, n)), None)):
        raise Fault(changed, f"这一本已经用过，不能再改，仍应是 {getattr(book, changed)}")
    amend(book, values, LABELS)


def _check_range(book: ReceiptBook, first: int, last: int) -> None:
    if last - first >= LONGEST:
        raise Fault("last_no", f"一本最多 {LONGEST} 号，请核对起号和止号")
    if other := overlapping(book, first, last):
        raise Fault(
            "last_no", f"与票据本 {other.number}（{other.first_no} 到 {other.last_no} 号）重叠，请核对起号和止号"
        )


def _spoil(form: SpoilForm, book: ReceiptBook) -> None:
    no = form.receipt_no.data or 0
    if not book.first_no <= no <= book.last_no:
        raise Fault("receipt_no", f"不在这一本里，应在 {book.first_no} 到 {book.last_no} 之间")
    if form.spoiled_on.data and form.spoiled_on.data < book.handed_out_on:
        raise Fault("spoiled_on", f"这一本 {book.handed_out_on} 才领用，作废日期不能更早")
    if user := uses(book.canteen_id, no, no).get(no):
        raise Fault("receipt_no", f"已经开给 {user.number}，不能作废")
    if void := spoiled(book.canteen_id, no):
        raise Fault("receipt_no", f"{void.spoiled_on} 已经作废：{void.reason}")
    db.session.add(
        SpoiledReceipt(
            book_id=book.id, receipt_no=no, spoiled_on=form.spoiled_on.data, reason=form.reason.data, by=current().name
        )
    )


def _tally(key: int) -> Tally:
    """A book of the chosen canteen with what became of its numbers."""
    return next(iter(tallies(here().id, ReceiptBook.id == key)), None) or abort(404)


def _holder(book: ReceiptBook) -> Person | None:
    query = select(Person).where(Person.canteen_id == book.canteen_id, Person.staff_no == book.handed_to)
    return db.session.scalar(query)


def _cells(tally: Tally, first: int, last: int) -> list[Cell]:
    used = uses(tally.book.canteen_id, first, last)
    return [Cell(no, tally.state(no, used=no in used), used.get(no)) for no in range(first, last + 1)]


def _void_lines(book: ReceiptBook) -> list[Line]:
    query = select(SpoiledReceipt).where(SpoiledReceipt.book_id == book.id).order_by(SpoiledReceipt.receipt_no)
    return [Line([void.receipt_no, void.spoiled_on, void.reason, void.by]) for void in db.session.scalars(query)]


def _to(book: ReceiptBook) -> tuple[str, str]:
    return f"票据本 {book.number}", url_for("income.books.book", key=book.id)


def _all_books() -> tuple[str, str]:
    return "票据本", url_for("documents.listing", slug="book")


def _pages(book: ReceiptBook, page: int) -> dict[str, object] | None:
    many = book.last_no - book.first_no + 1
    return foot(page, CELLS, many, f"{many:,} 号", lambda other: url_for("income.books.book", key=book.id, page=other))
