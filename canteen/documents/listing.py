"""The list of a kind of paper: fifty rows a page, by month where the papers are dated, by what they refer to where asked."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from canteen.db import db
from canteen.documents.kinds import Kind
from canteen.documents.rows import Line, Rows, Shown, lines_of
from canteen.exchange.sheets import DATED_BY
from canteen.months import last_day

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which papers of a kind: of a month, of one reference, and which page of them."""

    month: date | None
    of: tuple[str, int] | None
    """A header of a reference, and the key that stands there."""
    page: int


@dataclass(frozen=True)
class Listed:
    """A page of a list."""

    columns: list[Shown]
    rows: list[Line]
    total: int


def listed(kind: Kind, canteen_id: int, wanted: Wanted) -> Listed:
    """The page wanted. The papers are chosen by key first, so that nothing is joined for those passed over."""
    rows = Rows(kind.sheet, canteen_id)
    chosen = _narrowed(rows.keys(), rows, wanted)
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    chosen = chosen.order_by(*rows.newest_first).limit(PAGE).offset((wanted.page - 1) * PAGE)
    columns = rows.shown(kind.columns)
    query = rows.select(columns, *rows.state).where(rows.row.id.in_(chosen)).order_by(*rows.newest_first)
    return Listed(columns, lines_of(query, columns), total)


def is_dated(kind: Kind) -> bool:
    """Whether the papers of a kind belong to months by their own date."""
    return kind.title in DATED_BY


def _narrowed(query: Select[int], rows: Rows, wanted: Wanted) -> Select[int]:
    if wanted.month:
        day = getattr(rows.row, DATED_BY[rows.sheet.name])
        query = query.where(day.between(wanted.month, last_day(wanted.month)))
    if wanted.of:
        header, key = wanted.of
        query = query.where(getattr(rows.row, rows.sheet.column(header).attr) == key)
    return query
