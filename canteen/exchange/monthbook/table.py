"""A ruled list on a sheet of its own: title, note, heads, rows, live totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from canteen.exchange.cells_out import put, put_text
from canteen.exchange.columns import Kind
from canteen.exchange.monthbook.look import LINE_HEIGHT, SOFT, TALLEST, Column, apart, hei, song

HEAD = 3
"""The row of the heads; title and note stand above."""
VISIBLE_SUM = 109
"""SUBTOTAL's number for a sum of the rows that a filter leaves."""


@dataclass(frozen=True)
class Link:
    """A text that leads to another place of the workbook."""

    text: str
    place: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Formula:
    """A formula of ours; no text that people typed may be part of it."""

    text: str


def place(sheet: str, row: int) -> str:
    """The address of a row, for a link."""
    return f"'{sheet}'!A{row}"


def words(sheet: Any, text: str, font: Font) -> Cell:
    """A cell with text in a font."""
    cell = WriteOnlyCell(sheet)
    put_text(cell, text)
    cell.font = font
    return cell


def write(cell: Cell, kind: Kind, value: object) -> Cell:
    """The cell with a stored value, a link or a formula."""
    cell.hyperlink = None
    match value:
        case Link():
            put_text(cell, value.text)
            cell.hyperlink = Hyperlink(ref="", location=value.place)
        case Formula():
            cell.value = f"={value.text}"
        case _:
            put(cell, kind, value)
    return cell


class Table:
    """Rows are written as they come and not kept, so that a large month needs little memory."""

    def __init__(self, sheet: Any, note: str, columns: Sequence[Column]) -> None:
        self.sheet, self.columns, self.last = sheet, apart(columns), HEAD
        self.cells = [column.dress(WriteOnlyCell(sheet)) for column in self.columns]
        for index, column in enumerate(self.columns, 1):
            sheet.column_dimensions[get_column_letter(index)].width = column.width
        sheet.freeze_panes = f"B{HEAD + 1}"
        sheet.print_title_rows = f"{HEAD}:{HEAD}"
        sheet.row_dimensions[1].height = 26
        sheet.append([words(sheet, sheet.title, song(15, bold=True))])
        sheet.append([words(sheet, note, hei(color=SOFT))])
        sheet.append([self._head(column) for column in self.columns])

    def add(self, *values: object) -> int:
        """Write a row of stored values, links, formulas and ready cells; gives its number."""
        return self._append(self.cells, values)

    def add_total(self, *values: object) -> int:
        """Write a row that sums up others."""
        return self._append(self._total_cells(), values)

    def close(self) -> None:
        """Write the line of totals, and let the list be filtered."""
        self.sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(len(self.columns))}{self._end}"
        if self.last == HEAD:
            self.sheet.append([])
        if any(column.total for column in self.columns):
            sums = [self._sum_of(column) if column.total else None for column in self.columns[1:]]
            self._write(self._total_cells(), ("合计", *sums))

    def cells_of(self, head: str) -> str:
        """The address of a column's cells, for a formula on any sheet."""
        letter = get_column_letter([column.head for column in self.columns].index(head) + 1)
        return f"'{self.sheet.title}'!${letter}${HEAD + 1}:${letter}${self._end}"

    @property
    def _end(self) -> int:
        return max(self.last, HEAD + 1)

    def _head(self, column: Column) -> Cell:
        cell = WriteOnlyCell(self.sheet)
        write(cell, Kind.TEXT, Link(column.head, column.leads_to) if column.leads_to else column.head)
        return column.dress_head(cell)

    def _sum_of(self, column: Column) -> Formula:
        return Formula(f"SUBTOTAL({VISIBLE_SUM},{self.cells_of(column.head)})")

    def _total_cells(self) -> list[Cell]:
        return [column.dress_total(WriteOnlyCell(self.sheet)) for column in self.columns]

    def _append(self, cells: Sequence[Cell], values: Sequence[object]) -> int:
        self.last += 1
        pairs = zip(self.columns, values, strict=True)
        lines = max((column.lines(str(v)) for column, v in pairs if column.wraps and v is not None), default=1)
        if lines > 1:
            self.sheet.row_dimensions[self.last].height = min(lines * LINE_HEIGHT + 3, TALLEST)
        self._write(cells, values)
        return self.last

    def _write(self, cells: Sequence[Cell], values: Sequence[object]) -> None:
        trios = zip(cells, self.columns, values, strict=True)
        self.sheet.append([v if isinstance(v, Cell) else write(cell, column.kind, v) for cell, column, v in trios])
