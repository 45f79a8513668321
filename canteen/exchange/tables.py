"""A sheet as columns of values, and everything that is wrong with it so far."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from canteen.exchange.cells import Cell
from canteen.exchange.reading import Grid
from canteen.exchange.sheets import SHEETS, Column, Kind, Sheet
from canteen.exchange.values import Fault, Field, Value

Values = list[Value | Fault | None]
PLACE = {sheet.name: place for place, sheet in enumerate(SHEETS)}


@dataclass(frozen=True)
class Error:
    """What is wrong with a cell, and where it is; the header is row 1."""

    sheet: str
    row: int
    column: str
    reason: str


class Errors:
    """The errors of a workbook, one a cell: the first that was found."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int, int], Error] = {}

    def add(self, sheet: Sheet, row: int, column: str, reason: str) -> None:
        """Note what is wrong with a cell."""
        place = (PLACE[sheet.name], row, [c.name for c in sheet.columns].index(column))
        self._found.setdefault(place, Error(sheet.name, row, column, reason))

    def in_order(self) -> list[Error]:
        """By sheet and column in the contract's order, and by row."""
        return [error for _, error in sorted(self._found.items())]

    def __bool__(self) -> bool:
        return bool(self._found)


@dataclass(frozen=True)
class Table:
    """The rows of a sheet that are not empty, column by column."""

    sheet: Sheet
    rows: list[int]
    """The spreadsheet's row numbers."""
    columns: dict[str, Values]
    absent: frozenset[str] = frozenset()
    """The columns that the file does not have."""
    unknown: list[str] = field(default_factory=list)
    """The file's columns that the workbook does not know."""

    def __getitem__(self, column: str) -> Values:
        return self.columns[column]

    def __len__(self) -> int:
        return len(self.rows)

    def keys(self) -> Iterator[tuple[Value | Fault | None, ...]]:
        """What names each row."""
        return zip(*(self.columns[name] for name in self.sheet.keys), strict=True)

    def records(self) -> Iterator[tuple[Value | Fault | None, ...]]:
        """The rows, each with its values in the order of the sheet's columns."""
        return zip(*self.columns.values(), strict=True)


def table(sheet: Sheet, grid: Grid, errors: Errors) -> Table:
    """Read a sheet; what is wrong with its header or its cells is noted."""
    header = grid.header if grid.rows else []
    if not any(header):
        return Table(sheet, [], {column.name: [] for column in sheet.columns})
    _check_header(sheet, header, errors)
    found = {
        c.name: _values(Field.of(sheet, c), *grid.columns[header.index(c.name)])
        for c in sheet.columns
        if c.name in header
    }
    filled = _filled(found, grid.rows - 1)
    columns = {c.name: _of_rows(c, found.get(c.name), filled) for c in sheet.columns}
    known = {column.name for column in sheet.columns}
    read = Table(
        sheet,
        [row + 2 for row in filled],
        columns,
        frozenset(known - found.keys()),
        [h for h in header if h and h not in known],
    )
    _check_cells(read, errors)
    return read


def _check_header(sheet: Sheet, header: list[str], errors: Errors) -> None:
    for column in sheet.columns:
        if column.required and column.name not in header:
            errors.add(sheet, 1, column.name, "缺少这一列")
        if header.count(column.name) > 1:
            errors.add(sheet, 1, column.name, "表头重复，不知道读哪一列")


def _values(field: Field, cells: list[Cell], codes: "array[int]") -> Values:
    different = [field.read(cell) for cell in cells]
    return list(map(different.__getitem__, codes[1:]))


def _filled(columns: dict[str, Values], rows: int) -> range | list[int]:
    """Which rows are not empty."""
    if any(None not in values for values in columns.values()):
        return range(rows)
    return [
        row for row, cells in enumerate(zip(*columns.values(), strict=True)) if any(cell is not None for cell in cells)
    ]


def _of_rows(column: Column, values: Values | None, filled: range | list[int]) -> Values:
    if values is None:
        kept: Values = [None] * len(filled)
    else:
        kept = values if isinstance(filled, range) else [values[row] for row in filled]
    return [bool(value) if value is None else value for value in kept] if column.kind is Kind.YES_NO else kept


def _check_cells(read: Table, errors: Errors) -> None:
    for column in read.sheet.columns:
        values = read[column.name]
        kinds = set(map(type, values))
        if Fault in kinds or (column.required and None in values and column.name not in read.absent):
            for row, value in zip(read.rows, values, strict=True):
                if isinstance(value, Fault):
                    errors.add(read.sheet, row, column.name, value.reason)
                elif value is None and column.required:
                    errors.add(read.sheet, row, column.name, "必填")
