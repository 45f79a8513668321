"""Cells of the workbooks that people read: text stays text, numbers are exact, days are real days."""

from typing import Any

from openpyxl.cell import Cell

from canteen.clock import to_local
from canteen.exchange.columns import Kind
from canteen.exchange.values import PLACES
from canteen.exchange.writing import ESCAPED
from canteen.money import to_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of workbooks."""
LONGEST = 32_767
"""What a cell can hold; openpyxl would cut off the rest and say nothing."""
FORMATS = {
    Kind.INTEGER: "0",
    Kind.MONEY: "#,##0.00",
    Kind.MONEY4: "#,##0.00##",
    Kind.QUANTITY: "#,##0.0##",
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIME: "yyyy-mm-dd hh:mm",
}


def put_text(cell: Cell, text: str) -> None:
    """Write text that no spreadsheet takes for a formula, a number or an error, not even when somebody edits the cell."""
    escaped = ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if len(escaped) > LONGEST:
        raise ValueError(f"文字有 {len(escaped)} 字，一个单元格至多 {LONGEST} 字")
    cell.value = escaped
    cell.data_type = "s"
    cell.quotePrefix = True


def put(cell: Cell, kind: Kind, stored: Any) -> None:
    """Write a stored value as its kind; none leaves the cell blank."""
    if stored is None:
        cell.value = None
    elif kind is Kind.TIME:
        cell.value = to_local(stored)
    elif kind in (Kind.DATE, Kind.INTEGER):
        cell.value = stored
    elif kind in PLACES:
        cell.value = to_text(stored, PLACES[kind])  # openpyxl's own way makes 73.15 a 73.15000000000001
        cell.data_type = "n"
    else:
        put_text(cell, str(stored))
