"""What becomes of each row: new, filling an empty stored cell, the same as stored, or refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from canteen.exchange.sheets import PAIRS
from canteen.exchange.stored import Calendar, Kept, Stored
from canteen.exchange.tables import Errors, Table
from canteen.exchange.values import Fault

BELONGS_TO = {
    "采购明细": ("采购编号", "采购日期"),
    "付款明细": ("付款编号", "付款日期"),
    "票据采购": ("票据编号", "开票日期"),
}
"""Sheets whose rows have the date of the row that they belong to: the reference, and that row's column."""


@dataclass(frozen=True)
class Filled:
    """A stored row with empty cells that the file fills."""

    place: int
    row_id: int
    cells: dict[str, Any]
    """The new values, by column."""


@dataclass(frozen=True)
class Fate:
    """What becomes of a table's rows, by their place in it."""

    new: Sequence[int]
    filled: list[Filled] = field(default_factory=list)
    same: list[int] = field(default_factory=list)


def fate_of(table: Table, stored: Stored, errors: Errors) -> Fate:
    """Hold a table's rows against each other and against what is stored."""
    known = stored.rows(table.sheet.name)
    if not known and not errors and len(set(table.keys())) == len(table):
        return Fate(range(len(table)))
    seen, new = set(), list[int]()
    fate = Fate(new)
    for place, (key, record) in enumerate(zip(table.keys(), table.records(), strict=True)):
        if any(part is None or isinstance(part, Fault) for part in key):
            continue
        if key in seen:
            errors.add(table.sheet, table.rows[place], table.sheet.keys[0], f"重复：{'、'.join(map(str, key))}")
        elif kept := known.get(key):
            _compare(table, place, record, kept, fate, errors)
        else:
            new.append(place)
        seen.add(key)
    return fate


def _compare(table: Table, place: int, record: tuple[Any, ...], kept: Kept, fate: Fate, errors: Errors) -> None:
    if kept.gone:
        errors.add(table.sheet, table.rows[place], table.sheet.keys[0], "已存有同名的作废记录")
        return
    cells = {}
    for column, value, present in zip(table.sheet.columns, record, kept.values, strict=True):
        if value == present or column.name in table.absent:
            continue
        if present is None:
            cells[column.name] = value
        elif not isinstance(value, Fault):
            errors.add(table.sheet, table.rows[place], column.name, "与已存的记录不同，请改成一致或从文件中删去这一行")
    if cells:
        fate.filled.append(Filled(place, kept.id, cells))
    else:
        fate.same.append(place)


def check_days(table: Table, fate: Fate, stored: Stored, calendar: Calendar, errors: Errors) -> None:
    """Refuse what is new on days on which the canteen takes no more history."""
    dated_by = table.sheet.dated_by if calendar else None
    if dated_by:
        for place in fate.new:
            _refuse(table, place, dated_by.name, table[dated_by.name][place], calendar, errors)
        for filled in fate.filled:
            paid = next((name for name in PAIRS.get(table.sheet.name, ()) if name in filled.cells), dated_by.name)
            _refuse(
                table, filled.place, paid, filled.cells.get(paid, table[dated_by.name][filled.place]), calendar, errors
            )
    elif calendar and table.sheet.name in BELONGS_TO:
        reference, column = BELONGS_TO[table.sheet.name]
        owner = table.sheet.column(reference).ref
        for place in fate.new if stored.rows(owner) else ():
            _refuse(table, place, reference, stored.value(owner, table[reference][place], column), calendar, errors)


def _refuse(table: Table, place: int, column: str, day: object, calendar: Calendar, errors: Errors) -> None:
    if reason := calendar.refuses(day):
        errors.add(table.sheet, table.rows[place], column, reason)
