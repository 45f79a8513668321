"""Lists and pages of papers."""

from datetime import date
from typing import cast

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from canteen.approval.events import events
from canteen.choosing import READERS, here, may_import
from canteen.choosing.addresses import asked_month, asked_number
from canteen.choosing.span import months_of
from canteen.db import db
from canteen.documents import deeds
from canteen.documents import paper as papers
from canteen.documents.blind import scales_before
from canteen.documents.checks import checks_of
from canteen.documents.kinds import BY_SLUG, KINDS, NAME_BY_SLUG, Kind
from canteen.documents.listing import MOST, PAGE, Listed, Wanted, is_dated, is_spelt, listed
from canteen.documents.open_lines import open_lines_of
from canteen.documents.rows import DRAFT, GIVEN_UP
from canteen.documents.weighings import weighings_of
from canteen.fields import trimmed
from canteen.formats import month_name
from canteen.ledger import Line, foot
from canteen.models import Payment, Purchase
from canteen.models.common import Row, thing_of
from canteen.months import month_text
from canteen.pictures import pictures_of
from canteen.security import may, opens
from canteen.voiding.page import standing

pages = Blueprint("documents", __name__, url_prefix="/documents")


@pages.get("/")
@may(*READERS)
def index() -> Response:
    """Begin with the purchases."""
    return redirect(url_for("documents.listing", slug=KINDS[0].slug))


@pages.get("/<slug>/")
@may(*READERS)
def listing(slug: str) -> str:
    """List the papers of a kind."""
    kind = BY_SLUG.get(slug) or abort(404)
    wanted = _wanted(kind)
    found = listed(kind, here().id, wanted)
    return render_template(
        "lists.html",
        title=kind.title,
        fact=f"{_narrowing(kind, wanted)}，共 {found.many}",
        months=_months() if is_dated(kind) else [],
        month=month_text(wanted.month) if wanted.month else "",
        here=_list_url(slug, None),
        of=wanted.of,
        sought=wanted.sought if is_spelt(kind) else None,
        kinds=_tabs(kind, wanted.month),
        columns=found.columns,
        rows=found.rows,
        pages=_pages(slug, wanted, found),
        new=deeds.way_to_new(slug),
        nothing=_nothing(kind, wanted),
    )


@pages.get("/<slug>/<key:key>")
@may(*READERS)
def paper(slug: str, key: int) -> str | Response:
    """Show a paper with its check sheet; one of another canteen is not there, one to be weighed blind is weighed first."""
    kind = BY_SLUG.get(slug) or abort(404)
    facts = papers.facts_of(kind, here().id, key) or abort(404)
    row = _row(kind, key)
    if scales := scales_before(row):
        return redirect(scales)
    name = papers.name_of(kind, facts)
    signed = papers.signatures(row, compared=True) if isinstance(row, Purchase) else []
    heading = "退款" if isinstance(row, Payment) and sum(part.amount for part in row.parts) < 0 else kind.title
    return render_template(
        "document.html",
        title=papers.title_of(kind, name) if heading == kind.title else f"{heading} {name}",
        heading=heading,
        draft=name == DRAFT,
        given_up=getattr(row, "void_reason", None) if name == GIVEN_UP else None,
        kind=kind.title,
        fact=papers.standing(row),
        void=standing(row),
        facts=facts,
        tables=papers.sections(kind.tables, here().id, key, facts, papers.MOST),
        pictures=pictures_of(thing_of(row), here().id),
        signatures=signed,
        linked=papers.sections(kind.linked, here().id, key, facts, papers.SOME)
        + open_lines_of(row)
        + weighings_of(row)
        + papers.changes(row)
        + papers.warnings(here().id, name),
        checks=checks_of(row, name),
        checks_url=url_for("papers.checks", key=key) if isinstance(row, Purchase) else None,
        history=_history(row, signed),
        list_url=url_for("documents.listing", slug=slug),
        ways=deeds.ways_on(slug, row),
    )


@pages.get("/<slug>/of")
@may(*READERS)
def named(slug: str) -> str:
    """Show what is known by its name only: a category of the budget, a department, a seller."""
    kind, name = NAME_BY_SLUG.get(slug) or abort(404), request.args.get("name", "")
    if not name.isprintable():
        raise NotFound
    tables = papers.named_sections(kind, here().id, name)
    if name not in kind.words and not any(table.rows for table in tables):
        raise NotFound
    return render_template("named.html", title=f"{kind.title} {name}", tables=tables)


def _history(row: Row, signed: list[papers.Signed]) -> list[Line]:
    """What became of a paper, in its order; what has no time first."""
    known = papers.history(row) + (events(row, signed) if isinstance(row, Purchase) else [])
    return sorted(known, key=lambda event: (event.cells[0] is not None, event.cells[0]))


def _row(kind: Kind, key: int) -> Row:
    row = db.session.get_one(kind.sheet.model, key)
    return cast("Row", row)


def _wanted(kind: Kind) -> Wanted:
    month, of = asked_month(), request.args.get("of")
    if of and of not in {column.name for column in kind.sheet.columns if column.ref}:
        raise NotFound
    key = (of, asked_number("key", 0)) if of else None
    sought = trimmed(request.args.get("q")) if is_spelt(kind) else ""
    return Wanted(month if is_dated(kind) else None, key, sought, asked_number("page", 1))


def _months() -> list[tuple[str, str]]:
    """What the list may be narrowed to; nothing where the canteen has no papers yet."""
    months = [(month_text(month), month_name(month)) for month in months_of(here().id)]
    return [("", "全部"), *months] if months else []


def _narrowing(kind: Kind, wanted: Wanted) -> str:
    """In words, which papers are listed."""
    words = [month_name(wanted.month)] if wanted.month else []
    if wanted.of:
        header, key = wanted.of
        words.append(f"{header} {papers.name_at(kind, header, here().id, key) or abort(404)}")
    if wanted.sought:
        words.append(f"名称或拼音有“{wanted.sought}”的")
    return "，".join(words) or "全部"


def _tabs(kind: Kind, month: date | None) -> list[dict[str, object]]:
    """The ways to the lists of all kinds, of the same month where they are dated."""
    root, asked = url_for("documents.index"), f"?month={month_text(month)}" if month else ""
    return [
        {
            "label": other.title,
            "url": f"{root}{other.slug}/{asked if is_dated(other) else ''}",
            "current": other is kind,
        }
        for other in KINDS
    ]


def _list_url(slug: str, month: date | None, wanted: Wanted | None = None, page: int | None = None) -> str:
    of, key = (wanted and wanted.of) or (None, None)
    sought = (wanted and wanted.sought) or None
    return url_for(
        "documents.listing", slug=slug, month=month and month_text(month), of=of, key=key, q=sought, page=page
    )


def _pages(slug: str, wanted: Wanted, found: Listed) -> dict[str, object] | None:
    return foot(
        wanted.page,
        PAGE,
        min(found.total, MOST),
        found.many,
        lambda other: _list_url(slug, wanted.month, wanted, other),
    )


def _nothing(kind: Kind, wanted: Wanted) -> dict[str, object]:
    if wanted.month or wanted.of or wanted.sought or wanted.page > 1:
        links = [{"label": f"看全部{kind.title}", "url": _list_url(kind.slug, None)}]
        return {"title": f"这里没有{kind.title}", "why": "按现在的条件没有要列出的。", "links": links}
    why = "还没有登记过，也没有导入过。导入台账以后，这里逐条列出。"
    links = [{"label": "导入台账", "url": url_for("importing.upload")}] if may_import() else []
    if is_spelt(kind) and opens("spreadsheets.upload"):
        links.append({"label": "从您已有的表格导入", "url": url_for("spreadsheets.upload")})
    return {"title": f"还没有{kind.title}", "why": why, "links": links}
