"""Writes a canteen's history back as the workbook that brings it in."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from canteen.clock import to_local
from canteen.exchange.columns import YES_NO
from canteen.exchange.sheets import SHEETS, Column, Kind, Sheet
from canteen.exchange.stored import Stored
from canteen.exchange.values import PLACES
from canteen.models import ParameterValue
from canteen.months import month_text
from canteen.parameters import PARAMETERS

HEADS = "A2"
ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML or the spreadsheet would change: written as _xHHHH_, as the format says."""
UNSAFE = ("=", "#")
"""A text that begins so would be taken for a formula or an error value."""


def export_history(canteen_id: int, to: Path | IO[bytes]) -> None:
    """Write the workbook of a canteen, with the installation's parameters and switched-off clauses."""
    stored, book = Stored(canteen_id), Workbook(write_only=True)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = HEADS
        page.append([column.name for column in sheet.columns])
        for kept in stored.rows(sheet.name).values():
            if not kept.gone:
                page.append(_cells(page, sheet, kept.values))
    book.save(to)


def _cells(page: Any, sheet: Sheet, values: tuple[Any, ...]) -> list[Any]:
    if sheet.model is ParameterValue:
        name, value, begins_on = values
        values = (PARAMETERS[name].label, PARAMETERS[name].written(value), begins_on)
    return [
        None if value is None else _cell(page, column, value)
        for column, value in zip(sheet.columns, values, strict=True)
    ]


def _cell(page: Any, column: Column, value: Any) -> Any:
    if column.kind in PLACES:
        return Decimal(value).scaleb(-PLACES[column.kind])
    if column.kind in WRITERS:
        return WRITERS[column.kind](value)
    return text_cell(page, value)


def text_cell(page: Any, text: str) -> Any:
    """A cell with this text, which no spreadsheet takes for anything else."""
    escaped = ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if not escaped.startswith(UNSAFE):
        return escaped
    cell = WriteOnlyCell(page)
    cell.value, cell.data_type = escaped, "s"
    return cell


WRITERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.YES_NO: YES_NO[::-1].__getitem__,
    Kind.DATE: lambda day: day,
    Kind.TIME: to_local,
    Kind.MONTH: month_text,
}
