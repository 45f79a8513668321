"""Opens a workbook that nobody has vouched for: looks at its container first, then reads it in a process with limits."""

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from canteen.confined import MEMORY, Confined, Died
from canteen.exchange.cells import Cell, Column
from canteen.exchange.container import Limits, Unreadable, check_container

CELLS = Confined(Path(__file__).with_name("cells.py"), cpu_seconds=60, wall_seconds=180)
DEATH = f"读取用去的内存超过 {MEMORY >> 20} MiB 或时间超过 {CELLS.cpu_seconds} 秒：请删去表中多余的空行空列，或分成几个工作簿"

Sheets = dict[str, list[dict[str, object]]]
"""A workbook as plain data: rows of cells by header, by sheet."""


@dataclass(frozen=True)
class Grid:
    """A sheet as read: of each column the different cells and, row by row, which of them stands there."""

    name: str
    rows: int
    columns: list[tuple[list[Cell], "array[int]"]]

    @property
    def header(self) -> list[str]:
        """The first row."""
        first = [cells[codes[0]] for cells, codes in self.columns]
        return ["" if isinstance(cell, list) else str(cell).strip() for cell in first]


def grids(content: bytes, sheets: tuple[str, ...], limits: Limits) -> Iterator[Grid]:
    """All sheets of a workbook, with cells those of these names (none named: every one). Raises Unreadable."""
    check_container(content, limits)
    wanted = {"sheets": sheets, "rows": limits.rows, "columns": limits.columns, "free_form": limits.free_form}
    try:
        with CELLS.answer(content, json.dumps(wanted)) as answer:
            while line := answer.readline():
                message = json.loads(line)
                if "refused" in message:
                    raise Unreadable(message["refused"])
                yield _grid(message, answer)
    except Died as died:
        raise Unreadable(DEATH) from died


def from_rows(sheets: Sheets) -> Iterator[Grid]:
    """Plain data as the sheets of a workbook."""
    for name, rows in sheets.items():
        header = list(dict.fromkeys(column for row in rows for column in row))
        yield Grid(name, len(rows) + 1, [_column([column, *(row.get(column) for row in rows)]) for column in header])


def _column(cells: list[object]) -> tuple[list[Cell], "array[int]"]:
    column = Column()
    column.extend(cells)
    return column.different, column.rows


def _grid(message: dict[str, Any], answer: IO[bytes]) -> Grid:
    columns = [(different, _codes(answer, message["rows"])) for different in message["columns"]]
    return Grid(message["sheet"].strip(), message["rows"], columns)


def _codes(answer: IO[bytes], rows: int) -> "array[int]":
    codes = array("I")
    codes.frombytes(answer.read(rows * codes.itemsize))
    return codes
