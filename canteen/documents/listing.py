"""The list of a kind of paper: fifty rows a page, by month where the papers are dated, by what they refer to where asked."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Date, Integer, Select, bindparam, func, or_, select

from canteen.db import Id, db
from canteen.documents.kinds import BY_SLUG, Kind
from canteen.documents.rows import Rows, Shown, Table
from canteen.exchange.sheets import DATED_BY
from canteen.ledger import Line
from canteen.months import last_day
from canteen.pinyin import joined

ESCAPE, WILD = "!", re.compile("[!%_]")
PAGE, MOST = 50, 10_000
"""How many rows a page has, and how many are counted at most: nobody turns two hundred pages, they choose a month."""


@dataclass(frozen=True)
class Wanted:
    """Which papers of a kind: of a month, of one reference, of a name, and which page of them."""

    month: date | None
    of: tuple[str, int] | None
    """A header of a reference, and the key that stands there."""
    sought: str
    """What stands in the name, its pinyin or its initials."""
    page: int


@dataclass(frozen=True)
class Listed:
    """A page of a list."""

    columns: list[Shown]
    rows: list[Line]
    total: int
    """At most one more than MOST."""

    @property
    def many(self) -> str:
        """How many there are, in words."""
        return f"{MOST:,} 条以上" if self.total > MOST else f"{self.total:,} 条"


def listed(kind: Kind, canteen_id: int, wanted: Wanted) -> Listed:
    """The page wanted."""
    header, key = wanted.of or ("", 0)
    count, table = _selects(kind.slug, header, by_month=wanted.month is not None, by_name=bool(wanted.sought))
    narrowing = {
        "canteen": canteen_id,
        "key": key,
        "first": wanted.month,
        "last": wanted.month and last_day(wanted.month),
        "name": _containing(wanted.sought.lower()),
        "spelt": _containing(joined(wanted.sought) or wanted.sought),
    }
    total = db.session.scalar(count, narrowing) or 0
    return Listed(table.columns, table.lines(**narrowing, passed=(wanted.page - 1) * PAGE), total)


def is_dated(kind: Kind) -> bool:
    """Whether the papers of a kind belong to months by their own date."""
    return kind.title in DATED_BY


def is_spelt(kind: Kind) -> bool:
    """Whether the papers of a kind are sought by name, pinyin or initials."""
    return hasattr(kind.sheet.model, "initials")


@cache
def _selects(slug: str, header: str, *, by_month: bool, by_name: bool) -> tuple[Select[int], Table]:
    """How many papers there are, and a page of them, chosen by key first: nothing is joined for those passed over."""
    kind = BY_SLUG[slug]
    rows = Rows(kind.sheet)
    chosen = rows.keys(*_narrowing(rows, header, by_month=by_month, by_name=by_name))
    page = chosen.order_by(*rows.newest_first).limit(PAGE).offset(bindparam("passed", type_=Integer)).subquery()
    # joined: with an IN, SQLite would rather walk the whole canteen
    table = rows.table(kind.columns, rows.row.id == page.c.id, order=rows.newest_first)
    return select(func.count()).select_from(chosen.limit(MOST + 1).subquery()), table


def _narrowing(rows: Rows, header: str, *, by_month: bool, by_name: bool) -> list[ColumnElement[bool]]:
    narrowing = []
    if by_month:
        day = getattr(rows.row, DATED_BY[rows.sheet.name])
        narrowing.append(day.between(bindparam("first", type_=Date), bindparam("last", type_=Date)))
    if header:
        narrowing.append(rows.key(header) == bindparam("key", type_=Id))
    if by_name:
        named = func.lower(rows.row.name).like(bindparam("name"), escape=ESCAPE)
        spelt = [column.like(bindparam("spelt"), escape=ESCAPE) for column in (rows.row.pinyin, rows.row.initials)]
        narrowing.append(or_(named, *spelt))
    return narrowing


def _containing(text: str) -> str:
    """The pattern of what has the text in it."""
    literal = WILD.sub(rf"{ESCAPE}\g<0>", text)
    return f"%{literal}%"
