"""A copy of a refused workbook in which the wrong cells are marked and say what is wrong."""

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Written
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from canteen.exchange.cells import Cell
from canteen.exchange.container import COMMAND, Limits
from canteen.exchange.reading import Grid, grids
from canteen.exchange.tables import Error
from canteen.exchange.writing import HEADS, text_cell

FILL = PatternFill("solid", fgColor="FFD9D2")
NO_TITLE, LONGEST_TITLE = re.compile(r"[\\*?:/\[\]]"), 31
AUTHOR = "明账"
MOST_COMMENTS = 5_000
"""A spreadsheet becomes slow with more of them; the cells after these are only coloured."""


def mark(content: bytes, errors: list[Error], limits: Limits = COMMAND) -> bytes:
    """The workbook's values, with the cells of the errors coloured and commented. Raises Unreadable."""
    book, marks = Workbook(write_only=True), _Marks(errors)
    for grid in grids(content, (), limits):
        page = book.create_sheet(NO_TITLE.sub("_", grid.name)[:LONGEST_TITLE])
        page.freeze_panes = HEADS
        for row in range(grid.rows):
            page.append(_row(page, grid, row, marks))
    copy = BytesIO()
    book.save(copy)
    return copy.getvalue()


class _Marks:
    """The reasons by sheet and row, each with its column."""

    def __init__(self, errors: list[Error]) -> None:
        self.comments = MOST_COMMENTS
        self.reasons: dict[tuple[str, int], dict[str, str]] = {}
        for error in errors:
            self.reasons.setdefault((error.sheet, error.row), {})[error.column] = error.reason

    def put(self, page: Any, cell: Any, reason: str) -> Written:
        """The cell, marked."""
        marked = cell if isinstance(cell, Written) else WriteOnlyCell(page, cell)
        marked.fill = FILL
        if self.comments:
            marked.comment = Comment(reason, AUTHOR)
            self.comments -= 1
        return marked


def _row(page: Any, grid: Grid, row: int, marks: _Marks) -> list[Any]:
    cells = [_cell(page, different[codes[row]]) for different, codes in grid.columns]
    for column, reason in marks.reasons.get((grid.name, row + 1), {}).items():
        if column in grid.header:
            place = grid.header.index(column)
            cells[place] = marks.put(page, cells[place], reason)
        else:  # a column that is missing is noted behind the last one
            cells.append(marks.put(page, None, f"{column}：{reason}"))
    return cells


def _cell(page: Any, cell: Cell) -> Any:
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, str):
        return text_cell(page, cell)
    kind, text = cell
    if kind in ("date", "time"):
        return datetime.fromisoformat(text) if kind == "time" else date.fromisoformat(text)
    return text_cell(page, text)
