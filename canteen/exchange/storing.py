"""Writes a checked workbook into the database, in bulk: what others refer to comes first."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import insert

from canteen import audit, clock, pinyin
from canteen.db import db
from canteen.exchange.fate import Fate
from canteen.exchange.sheets import BY_NAME, SHEETS, Kind, Sheet
from canteen.exchange.stored import Stored
from canteen.exchange.tables import Table
from canteen.models import Item, ParameterValue, Person, Signature, Supplier
from canteen.models.common import Document, OfCanteen
from canteen.models.words import State
from canteen.parameters import PARAMETERS

CHUNK = 10_000
Tell = Callable[[str], None]
"""Takes a sentence on how far it got."""


def store(tables: dict[str, Table], fates: dict[str, Fate], stored: Stored, origin: dict[str, Any], tell: Tell) -> None:
    """Insert what is new and fill what was empty."""
    for sheet in _parents_first():
        if sheet.name in tables:
            table, fate = tables.pop(sheet.name), fates[sheet.name]
            _insert(table, fate.new, stored, origin)
            _fill(table, fate, stored)
            stored.forget(sheet.name)
            if fate.new:
                tell(f"已写入 {sheet.name} {len(fate.new)} 行")


def _parents_first() -> list[Sheet]:
    ordered: list[Sheet] = []

    def place(sheet: Sheet) -> None:
        for column in sheet.columns:
            if column.ref:
                place(BY_NAME[column.ref])
        if sheet not in ordered:
            ordered.append(sheet)

    for sheet in SHEETS:
        place(sheet)
    return ordered


def _insert(table: Table, places: Sequence[int], stored: Stored, origin: dict[str, Any]) -> None:
    if not places:
        return
    if table.sheet.name == "任职":
        _insert_people(table, stored, origin)
    columns = _attributes(table, stored)
    whole = len(places) == len(table)
    values = columns.values() if whole else ([values[place] for place in places] for values in columns.values())
    _insert_all(
        table.sheet.model, list(columns), zip(*values, strict=True), _constants(table.sheet.model, stored, origin)
    )


def _insert_all(model: Any, names: list[str], rows: Iterator[tuple[Any, ...]], constants: dict[str, Any]) -> None:
    while chunk := [dict(zip(names, row, strict=True), **constants) for row in islice(rows, CHUNK)]:
        db.session.connection().execute(insert(model.__table__), chunk)


def _constants(model: Any, stored: Stored, origin: dict[str, Any]) -> dict[str, Any]:
    own = {"canteen_id": stored.canteen_id} if issubclass(model, OfCanteen) else {}
    state = {"state": State.LIVE, "version": 1} if issubclass(model, Document) else {}
    return origin | own | state


def _attributes(table: Table, stored: Stored) -> dict[str, list[Any]]:
    """The values to store, by the model's attribute."""
    attributes: dict[str, list[Any]] = {}
    for column in table.sheet.columns:
        values: list[Any] = table[column.name]
        if column.ref:
            values = list(map(stored.ids(column.ref).get, values))
        elif column.kind is Kind.PERSON:
            people = stored.people()
            values = [people[staff_no][0] for staff_no in values]
        attributes[column.attr] = values
    if derive := DERIVED.get(table.sheet.model):
        derive(attributes)
    return attributes


def _insert_people(table: Table, stored: Stored, origin: dict[str, Any]) -> None:
    known = stored.people()
    names = {
        staff_no: name for staff_no, name in zip(table["工号"], table["姓名"], strict=True) if staff_no not in known
    }
    _insert_all(Person, ["staff_no", "name"], iter(names.items()), origin | {"canteen_id": stored.canteen_id})


def _fill(table: Table, fate: Fate, stored: Stored) -> None:
    model: Any = table.sheet.model
    for filled in fate.filled:
        columns = {table.sheet.column(name): value for name, value in filled.cells.items()}
        values = {
            column.attr: stored.ids(column.ref)[value] if column.ref else value for column, value in columns.items()
        }
        row = db.session.get_one(model, filled.row_id)
        for attr, value in values.items():
            setattr(row, attr, value)
        key = "/".join(str(table[name][filled.place]) for name in table.sheet.keys)
        audit.record("import.complete", f"{table.sheet.name}:{key}", **filled.cells)


def _name_only(attributes: dict[str, list[Any]]) -> None:
    del attributes["name"]


def _spell(attributes: dict[str, list[Any]]) -> None:
    spelt = [pinyin.spell(name) for name in attributes["name"]]
    attributes["pinyin"] = [full for full, _ in spelt]
    attributes["initials"] = [initials for _, initials in spelt]


def _date_signatures(attributes: dict[str, list[Any]]) -> None:
    days = {moment: clock.local_day(moment) for moment in set(attributes["signed_at"])}
    attributes["signed_on"] = [days[moment] for moment in attributes["signed_at"]]


def _read_parameters(attributes: dict[str, list[Any]]) -> None:
    parameters = [PARAMETERS[name] for name in attributes["name"]]
    attributes["value"] = [p.parse(value) for p, value in zip(parameters, attributes["value"], strict=True)]
    attributes["name"] = [parameter.name for parameter in parameters]


DERIVED: dict[Any, Callable[[dict[str, list[Any]]], None]] = {
    BY_NAME["任职"].model: _name_only,
    Supplier: _spell,
    Item: _spell,
    Signature: _date_signatures,
    ParameterValue: _read_parameters,
}
"""What is stored beside the columns of the workbook, or instead of them."""
