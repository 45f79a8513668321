"""A paper's page: its facts, its own tables, its signatures, what it is linked to, and where it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import and_, bindparam, null, select

from canteen import clock, holders
from canteen.acts import short
from canteen.changes import changes_of
from canteen.course import standing_of
from canteen.course.copies import copied, signature_named
from canteen.course.devices import Neighbour, neighbours
from canteen.db import db
from canteen.documents.kinds import BY_SLUG, SHEETS, SLUG_OF_SHEET, Kind, Name, Table
from canteen.documents.rows import DRAFT, GIVEN_UP, Rows, Shown
from canteen.documents.rows import Table as Rendered
from canteen.formats import month_name
from canteen.ledger import Line, Link
from canteen.models import ImportFile, KeptWarning, Payment, Person, Purchase, Signature, User
from canteen.models.common import Row
from canteen.models.words import Origin
from canteen.signing import drawings

SOME, MOST = 50, 1000
ORIGINS = {Origin.PRODUCT: "在明账里登记", Origin.IMPORT: "导入的历史", Origin.LATE: "补录"}


@dataclass(frozen=True)
class Fact:
    """A fact of a paper."""

    label: str
    value: object
    kind: str


@dataclass(frozen=True)
class Section:
    """A table on a paper's page."""

    title: str
    columns: list[Shown]
    rows: list[Line]
    total: Line | None = None
    more_url: str | None = None
    """Where the list goes on that is cut short here."""
    cut: int = 0
    """How many rows are shown of more; 0 where they are all there."""


@dataclass(frozen=True)
class Signed:
    """A signature as pages show it."""

    name: str
    role: str
    signed_at: datetime
    paper: bool
    made_by: str | None
    set_aside: bool
    why: str | None
    """Why it was set aside."""
    posts: str | None
    """The posts held at the time; none of a signature on paper."""
    via: str | None
    """How a guest signed."""
    phone: str | None
    path: str | None
    """The drawn name as an SVG path."""
    digest: str | None
    """The short digest of what was signed."""
    like: str | None = None
    """The earlier signature that its drawing is nearly the same as; told where that was asked."""
    near: list[Neighbour] = field(default_factory=list)
    """Who else signed on the same device shortly before or after; likewise."""


def facts_of(kind: Kind, canteen_id: int, key: int) -> list[Fact] | None:
    """The paper's facts, the one that names it first; None where the canteen has no such paper."""
    table = _facts_table(kind.slug)
    lines = table.lines(canteen=canteen_id, key=key)
    if not lines:
        return None
    facts = [
        Fact(column.label, value, column.kind) for column, value in zip(table.columns, lines[0].cells, strict=True)
    ]
    return [replace(facts[0], value=_plain(facts[0].value)), *facts[1:]]  # the paper's name need not lead to itself


def sections(tables: tuple[Table, ...], canteen_id: int, key: int | str, facts: list[Fact], most: int) -> list[Section]:
    """The tables of a paper, or of a name, each with at most so many rows."""
    known = {fact.label: _plain(fact.value) for fact in facts}
    return [
        _section(table, canteen_id, known[table.holds] if table.holds else key, most)
        for table in tables
        if table.only in ("", key)
    ]


def named_sections(name: Name, canteen_id: int, key: str) -> list[Section]:
    """The tables of what is known by its name only."""
    return sections(name.tables, canteen_id, key, [], SOME)


def signatures(purchase: Purchase, *, compared: bool = False) -> list[Signed]:
    """A purchase's signatures in the order of signing, with the names that the staff numbers stand for; compared with others if asked."""
    person = and_(Person.canteen_id == purchase.canteen_id, Person.staff_no == Signature.signer)
    query = (
        select(Signature, Person.name)
        .outerjoin(Person, person)
        .where(Signature.purchase_id == purchase.id)
        .order_by(Signature.signed_at, Signature.id)
    )
    rows = [(signature, _signed(signature, name)) for signature, name in db.session.execute(query)]
    if not compared:
        return [shown for _, shown in rows]
    near = neighbours(purchase)
    return [replace(shown, like=_like(each), near=near.get(each.id, [])) for each, shown in rows]


def history(paper: Row) -> list[Line]:
    """Where a paper came from and what happened to it."""
    events = [*_brought_in(paper), *_made(paper), *_confirmed(paper)]
    return [Line(list(event)) for event in events]


def standing(paper: Row) -> str:
    """How a paper came, in a word; of a purchase that was made here, where it stands."""
    if isinstance(paper, Purchase) and paper.origin == Origin.PRODUCT:
        return standing_of(paper)
    return ORIGINS[Origin(paper.origin)]


def name_of(kind: Kind, facts: list[Fact]) -> str:
    """What people call the paper: its number, or what its row is keyed by."""
    known = {fact.label: fact for fact in facts}
    return " ".join(_written(known[key]) for key in kind.sheet.keys)


def title_of(kind: Kind, name: str) -> str:
    """What the paper's page is called: 采购 CG-202610-0001, 采购草稿."""
    return f"{kind.title}{name}" if name in (DRAFT, GIVEN_UP) else f"{kind.title} {name}"


def name_at(kind: Kind, header: str, canteen_id: int, key: int) -> object:
    """The name of what a reference's key stands for; None where the canteen has no such row."""
    facts = facts_of(BY_SLUG[SLUG_OF_SHEET[kind.sheet.column(header).ref]], canteen_id, key)
    return facts[0].value if facts else None


def changes(paper: Row) -> list[Section]:
    """What became of a paper's values, where any was changed."""
    wanted = [("时间", "instant"), ("项目", "text"), ("原来", "text"), ("现在", "text"), ("谁", "text")]
    rows = [Line([each.at, each.field, each.before, each.after, each.by]) for each in changes_of(paper)]
    return [Section("变更", [Shown(*column, null()) for column in wanted], rows)] if rows else []


def warnings(canteen_id: int, number: str) -> list[Section]:
    """The warnings with which a paper was let through, where there are any."""
    kept = KeptWarning
    wanted: list[tuple[str, str, Any]] = [
        ("时间", "instant", kept.at),
        ("环节", "text", kept.stage),
        ("条款", "text", kept.clause),
        ("当时的提醒", "text", kept.message),
    ]
    columns = [Shown(*column) for column in wanted]
    query = select(*(column.value for column in columns)).where(kept.canteen_id == canteen_id, kept.document == number)
    rows = Rendered(columns, query.order_by(kept.id)).lines()
    return [Section("放行时的提醒", columns, rows)] if rows else []


def _plain(value: object) -> object:
    return value.text if isinstance(value, Link) else value


def _written(fact: Fact) -> str:
    value = _plain(fact.value)
    return month_name(value) if fact.kind == "month" and isinstance(value, date) else str(value)


@cache
def _facts_table(slug: str) -> Rendered:
    kind = BY_SLUG[slug]
    rows = Rows(kind.sheet)
    headers = [*(column.name for column in kind.sheet.columns), *kind.more.split()]
    return rows.table(" ".join(headers), rows.row.id == bindparam("key"))


@cache
def _table(table: Table, most: int) -> Rendered:
    """The table with at most one row more; without dates and names as it was stored, or that order backwards if cut short."""
    rows = Rows(SHEETS[table.sheet])
    narrowing = [rows.key(table.via) == bindparam("key")] if table.via else []
    by_key = [rows.row.id.desc() if most == SOME else rows.row.id]
    made = rows.table(
        table.columns,
        *narrowing,
        order=rows.newest_first if rows.sheet.named or rows.sheet.dated_by else by_key,
        with_owners=table.via != rows.sheet.columns[0].name,  # on its owner's own page that is said once
    )
    return replace(made, query=made.query.limit(most + 1))


def _section(table: Table, canteen_id: int, key: object, most: int) -> Section:
    made = _table(table, most)
    lines = made.lines(canteen=canteen_id, key=key)
    if len(lines) > most:
        return Section(table.title, made.columns, lines[:most], None, _whole_list(table, key), most)
    return Section(table.title, made.columns, lines, _total(table, made.columns, lines))


def _whole_list(table: Table, key: object) -> str | None:
    slug = SLUG_OF_SHEET.get(table.sheet)
    return url_for("documents.listing", slug=slug, of=table.via, key=key) if slug and isinstance(key, int) else None


def _total(table: Table, columns: list[Shown], lines: list[Line]) -> Line | None:
    if not table.sums or not lines:
        return None
    place = [column.label for column in columns].index(table.sums)
    summed = sum(line.cells[place] or 0 for line in lines if line.mark != "gone")
    return Line(["合计", *(summed if at == place else None for at in range(1, len(columns)))])


def _signed(signature: Signature, name: str | None) -> Signed:
    return Signed(
        name=signature.name or name or signature.signer,
        role=signature.role,
        signed_at=signature.signed_at,
        paper=signature.digest is None,
        made_by=signature.made_by if signature.made_by != signature.signer else None,
        set_aside=signature.set_aside_at is not None,
        why=signature.set_aside_why,
        posts=signature.posts,
        via=signature.via,
        phone=signature.phone,
        path=drawings.path(signature.strokes) if signature.strokes else None,
        digest=short(signature.digest) if signature.digest else None,
    )


def _like(signature: Signature) -> str | None:
    found = copied(signature)
    return signature_named(found) if found else None


def _brought_in(paper: Row) -> Iterator[tuple[object, ...]]:
    file = db.session.get(ImportFile, paper.import_id) if paper.import_id else None
    if file:
        yield file.brought_at, f"{'补录' if file.late else '导入'}：{file.name}，SHA-256 {file.sha256}", file.brought_by


def _made(paper: Any) -> Iterator[tuple[object, ...]]:
    """What is known of a paper that was made here: who drafted it, and that it was made void."""
    author = db.session.get(User, paper.author_id) if getattr(paper, "author_id", None) else None
    if author:
        yield None, "起草", author.name
    if getattr(paper, "voided_at", None):
        yield paper.voided_at, f"作废：{paper.void_reason}", None


def _confirmed(paper: Row) -> Iterator[tuple[object, ...]]:
    """Who stated cash at a stall, and which cashier confirmed it; on another day, how many days late."""
    if isinstance(paper, Payment) and paper.stated_by:
        yield None, "采购登记现金付款", holders.name_of(paper.canteen_id, paper.stated_by)
        if paper.confirmed_at:
            late = (clock.local_day(paper.confirmed_at) - paper.paid_on).days
            what = f"出纳确认，晚了 {late} 天" if late > 0 else "出纳当天确认"
            yield paper.confirmed_at, what, holders.name_of(paper.canteen_id, paper.confirmed_by or "")
