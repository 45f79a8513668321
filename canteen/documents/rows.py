"""Rows of a sheet as one select: columns by their headers, references joined once each, every cell with where it leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import url_for
from sqlalchemy import ColumnElement, Row, Select, and_, case, inspect, select
from sqlalchemy.orm import aliased

from canteen.db import db
from canteen.documents.beside import BESIDE
from canteen.documents.blind import without_figures
from canteen.documents.kinds import NAME_BY_SLUG, PEOPLE, SHEETS, SLUG_OF_NAME, SLUG_OF_SHEET
from canteen.exchange.sheets import DATED_BY, Column, Kind, Sheet
from canteen.ledger import Line, Link
from canteen.models.common import Document, OfCanteen
from canteen.models.words import State
from canteen.seen import CANTEEN

SHOWN_AS = {
    Kind.INTEGER: "number",
    Kind.MONEY: "yuan",
    Kind.MONEY4: "price4",
    Kind.QUANTITY: "milli",
    Kind.DATE: "day",
    Kind.TIME: "instant",
    Kind.MONTH: "month",
    Kind.YES_NO: "yes",
}
DRAFT, GIVEN_UP = "草稿", "已丢弃"
"""What a document without a number is called."""
MARKS: dict[str, str | None] = {State.VOID: "gone", State.DRAFT: "quiet"}


@dataclass(frozen=True)
class Shown:
    """A column of a table: its head, how its values are written, and the kind of page and the key that they lead to."""

    label: str
    kind: str
    value: ColumnElement[Any]
    slug: str = ""
    key: ColumnElement[Any] | None = None


@dataclass(frozen=True)
class Table:
    """A select of columns, made once and asked with the canteen and the keys that it leaves open."""

    columns: list[Shown]
    query: Select[Any]
    """The columns, then the keys that they lead to, then the row's state where it has one."""

    def lines(self, **open_values: object) -> list[Line]:
        """The rows, without what the visitor may not see yet."""
        prefixes = [_prefix(column.slug) if column.slug else "" for column in self.columns]
        lines = [self._line(row, prefixes) for row in db.session.execute(self.query, open_values)]
        return without_figures(lines, [column.kind for column in self.columns])

    def _line(self, row: Row[Any], prefixes: list[str]) -> Line:
        left = iter(row[len(self.columns) :])
        cells = [
            _linked(row[place], prefix, next(left)) if prefix else row[place] for place, prefix in enumerate(prefixes)
        ]
        return Line(cells, MARKS.get(next(left, State.LIVE)))


def _linked(value: object, prefix: str, key: object) -> object:
    return value if key is None else Link(value, f"{prefix}{quote(str(key))}")


def address(slug: str, key: object) -> str:
    """The address of a page by what a subject says of it: its kind and its key."""
    if slug in NAME_BY_SLUG:
        return url_for("documents.named", slug=slug, name=key)
    return url_for("documents.paper", slug=slug, key=key)


class Rows:
    """The rows of a sheet in a canteen, which a select made of them leaves open."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.row: Any = aliased(sheet.model)
        self._places: dict[str, tuple[Sheet, Any]] = {"": (sheet, self.row)}
        self._joins: list[tuple[Any, ColumnElement[bool]]] = []
        self._of = self._owner()
        self._in_canteen = self._of.canteen_id == CANTEEN

    def shown(self, paths: str) -> list[Shown]:
        """The columns at the paths."""
        return [self.column(path) for path in paths.split()]

    def column(self, path: str) -> Shown:
        """The column at a path of headers; that of a reference shows the name of what it refers to."""
        way, _, header = path.rpartition(".")
        sheet, row = self._place(way)
        if beside := BESIDE.get((sheet.name, header)):
            return Shown(header, beside.kind, beside.value(row), beside.slug, beside.key and beside.key(row))
        column = sheet.column(header)
        if column.kind in (Kind.REF, Kind.PERSON):
            sheet, row = self._place(path)
            column = sheet.columns[0]
        return Shown(header, _written(column), _value(sheet, column, row), *_leads(sheet, column, row))

    def table(
        self, paths: str, *narrowing: ColumnElement[bool], order: Iterable[Any] = (), with_owners: bool = False
    ) -> Table:
        """The table of the columns at the paths; a part of a document bears its state `with_owners` only."""
        columns = self.shown(paths)
        keys = [column.key for column in columns if column.key is not None]
        of = self._of if with_owners else self.row
        state = [_state(of)] if issubclass(inspect(of).mapper.class_, Document) else []
        query = self._joined(select(*(column.value for column in columns), *keys, *state))
        return Table(columns, query.where(*narrowing).order_by(*order))

    def key(self, path: str) -> ColumnElement[Any]:
        """What is stored at a path: of a reference, the key of the row that it refers to."""
        way, _, header = path.rpartition(".")
        sheet, row = self._place(way)
        if beside := BESIDE.get((sheet.name, header)):
            return beside.value(row)
        stored: ColumnElement[Any] = getattr(row, sheet.column(header).attr)
        return stored

    def keys(self, *narrowing: ColumnElement[bool]) -> Select[Any]:
        """The select of the rows' own keys."""
        return self._joined(select(self.row.id)).where(*narrowing)

    @property
    def newest_first(self) -> list[ColumnElement[Any]]:
        """The order of lists: by the row's own date, else by its name; of equal ones by key."""
        if dated := DATED_BY.get(self.sheet.name):
            return [getattr(self.row, dated).desc().nulls_last(), self.row.id.desc()]
        return [getattr(self.row, self.sheet.columns[0].attr), self.row.id]

    def _owner(self) -> Any:
        """The row that says which canteen this one is of: itself, or the one that it belongs to."""
        sheet, way = self.sheet, ""
        while not issubclass(sheet.model, OfCanteen):
            way = f"{way}.{sheet.columns[0].name}".removeprefix(".")
            sheet, _ = self._place(way)
        return self._place(way)[1]

    def _place(self, way: str) -> tuple[Sheet, Any]:
        """The sheet that a path of references leads to and its rows, joined once."""
        if way not in self._places:
            before, _, header = way.rpartition(".")
            sheet, row = self._place(before)
            column = sheet.column(header)
            target = SHEETS[column.ref or PEOPLE.name]
            joined: Any = aliased(target.model)
            self._joins.append((joined, joined.id == getattr(row, column.attr)))
            self._places[way] = target, joined
        return self._places[way]

    def _joined(self, query: Select[Any]) -> Select[Any]:
        query = query.select_from(self.row)
        for joined, condition in self._joins:
            query = query.outerjoin(joined, condition)
        return query.where(self._in_canteen)


def _state(row: Any) -> ColumnElement[str]:
    """A document's state; a draft that was given up is none any more."""
    return case((row.voided_at.is_not(None), State.VOID), else_=row.state)


def _value(sheet: Sheet, column: Column, row: Any) -> ColumnElement[Any]:
    value: ColumnElement[Any] = getattr(row, column.attr)
    is_number = issubclass(sheet.model, Document) and column.attr == "number"
    if not is_number:
        return value
    is_draft = row.state == State.DRAFT
    return case((and_(is_draft, row.voided_at.is_not(None)), GIVEN_UP), (is_draft, DRAFT), else_=value)


def _written(column: Column) -> str:
    if column.kind is Kind.TEXT:
        return "no" if column.name.endswith("号") else "text"
    return SHOWN_AS.get(column.kind, "text")


def _leads(sheet: Sheet, column: Column, row: Any) -> tuple[str, ColumnElement[Any] | None]:
    """The kind of page and the key that a column leads to: its own page from the name, or that of a name."""
    if named := SLUG_OF_NAME.get((sheet.name, column.name)):
        return named, getattr(row, column.attr)
    if column is sheet.columns[0] and sheet.name in SLUG_OF_SHEET:
        return SLUG_OF_SHEET[sheet.name], row.id
    return "", None


def _prefix(slug: str) -> str:
    """What the addresses of a kind's pages begin with: building each address anew would be the dearest part of a list."""
    if slug in NAME_BY_SLUG:
        return url_for("documents.named", slug=slug) + "?name="
    return url_for("documents.paper", slug=slug, key=0).removesuffix("0")
