"""What the pages of late entries show: the list, and one entry with its rows, its paper and its findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from sqlalchemy import select

from canteen.db import db
from canteen.documents.kinds import SLUG_OF_SHEET
from canteen.documents.paper import Fact
from canteen.documents.rows import address
from canteen.entering import shown
from canteen.exchange.sheets import SHEETS, Column, Sheet
from canteen.late.cells import NUMBERS
from canteen.late.findings import Found, findings_of
from canteen.late.forms import ReturnForm
from canteen.late.matters import BY_TITLE, PURCHASE
from canteen.late.storing import act_of, foreseen, paper_of
from canteen.ledger import Head, Line, Link
from canteen.models import LateEntry, User
from canteen.models.common import thing_of
from canteen.models.words import State
from canteen.pictures import pictures_of
from canteen.security import current, opens
from canteen.signing import SignForm
from canteen.signing.shown import endorsed, endorsements

LOOKS = {State.DRAFT: "warm", State.VOID: "gone"}
STATES = {State.DRAFT: "等监管人会签", State.LIVE: "已会签入账", State.VOID: "已退回"}


@dataclass(frozen=True)
class Table:
    """The rows of a sheet."""

    title: str
    columns: list[Head]
    rows: list[Line]


def listed(canteen_id: int) -> list[Line]:
    """The entries of a canteen, what waits first, then the newest."""
    query = select(LateEntry, User.name).join(User, User.id == LateEntry.author_id)
    order = (LateEntry.state != State.DRAFT, LateEntry.id.desc())
    found = db.session.execute(query.where(LateEntry.canteen_id == canteen_id).order_by(*order))
    return [_line(entry, author) for entry, author in found]


def rendered(
    entry: LateEntry,
    sign: SignForm | None = None,
    back: ReturnForm | None = None,
    findings: list[dict[str, Any]] | None = None,
) -> str:
    """The page of an entry, with the forms of whoever decides on it."""
    waits = entry.state == State.DRAFT
    against, coming = foreseen(entry) if waits else ([], [])
    paper = paper_of(entry.matter, entry.sheets, entry.canteen_id) if entry.state == State.LIVE else None
    return render_template(
        "late/shown.html",
        entry=entry,
        title=f"补录 {entry.id} {entry.matter}",
        state=STATES[State(entry.state)],
        facts=list(_facts(entry)),
        tables=list(_tables(entry)),
        pictures=pictures_of(thing_of(entry), entry.canteen_id),
        author=db.session.get_one(User, entry.author_id).name,
        signed=[endorsed(each) for each in endorsements(thing_of(entry), "late")],
        against=against,
        findings=[_shown(each) for each in (findings_of(paper) if paper else coming)],
        refused=findings or [],
        paper=paper
        and Link(paper.number, address(SLUG_OF_SHEET[BY_TITLE.get(entry.matter, PURCHASE).title], paper.id)),
        decides=waits and opens("late.countersign"),
        own=entry.author_id == current().user_id,
        sign=sign or SignForm(),
        back=back or ReturnForm(),
        act=act_of(entry),
        again_url=_again_url(entry),
    )


def _line(entry: LateEntry, author: str) -> Line:
    number = Link(f"补录 {entry.id}", url_for("late.shown", key=entry.id))
    said = " ".join(str(value) for value in _first(entry).values())
    state = STATES[State(entry.state)] + (f"：{entry.why_returned}" if entry.why_returned else "")
    return Line([number, entry.made_at, entry.matter, said, entry.reason, author, state], LOOKS.get(State(entry.state)))


def _first(entry: LateEntry) -> dict[str, object]:
    """The row of the paper itself or, of a completion, the first of what it lacked."""
    return next(rows[0] for _, rows in _sheets(entry))


def _sheets(entry: LateEntry) -> Iterator[tuple[Sheet, list[dict[str, object]]]]:
    return ((sheet, entry.sheets[sheet.name]) for sheet in SHEETS if sheet.name in entry.sheets)


def _facts(entry: LateEntry) -> Iterator[Fact]:
    """The paper itself: what is known of it."""
    for sheet, rows in _sheets(entry):
        if sheet.name == entry.matter:
            known = [column for column in sheet.columns if column.name in rows[0]]
            yield from (Fact(column.name, rows[0][column.name], _kind(column)) for column in known)


def _tables(entry: LateEntry) -> Iterator[Table]:
    """The rows beside it: those columns of which something is said."""
    for sheet, rows in _sheets(entry):
        if sheet.name != entry.matter:
            columns = [column for column in sheet.columns if any(row.get(column.name) for row in rows)]
            lines = [Line([row.get(column.name) for column in columns]) for row in rows]
            yield Table(sheet.name, [Head(column.name, _kind(column)) for column in columns], lines)


def _kind(column: Column) -> str:
    """Its texts are shown as they are, numbers on the right."""
    return "number" if column.kind in NUMBERS else "text"


def _shown(found: Found) -> dict[str, Any]:
    finding = found.finding
    month_url = url_for("month.check", month=found.month, clause=finding.clause.number)
    return shown([finding])[0] | {
        "document": finding.document,
        "amount": finding.amount,
        "state": finding.state,
        "month": found.month,
        "month_url": month_url,
    }


def _again_url(entry: LateEntry) -> str | None:
    """Where an entry that was given back is made anew from what it says."""
    if entry.state != State.VOID or not opens("late.new"):
        return None
    if matter := BY_TITLE.get(entry.matter):
        return url_for("late.new", slug=matter.slug, again=entry.id)
    purchase = paper_of(entry.matter, entry.sheets, entry.canteen_id)
    return url_for("late.complete", key=purchase.id, again=entry.id) if purchase.state == State.LIVE else None
