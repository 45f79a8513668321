"""Workbooks for the tests: made from plain data, or from the samples that came with the contract."""

import os
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from canteen.exchange.history import Answer
from canteen.exchange.tables import Error
from tests.world import Row, Sheets

SHARED = Path(__file__).parents[3] / "shared"
Place = tuple[str, int, str]


def shared(*path: str) -> Path:
    """A file that came with the contract; without it the test is skipped, where everything must run it fails."""
    found = SHARED.joinpath(*path)
    if not found.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{found.name} is not beside the project")
    return found


def workbook(sheets: Sheets) -> bytes:
    """The plain data as an .xlsx, its texts as texts."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, kept in sheets.items():
        page = book.create_sheet(name)
        header = list(dict.fromkeys(column for row in kept for column in row))
        head: Row = {column: column for column in header}
        for number, row in enumerate([head, *kept], 1):
            for place, column in enumerate(header, 1):
                cell: Any = row.get(column)
                written = page.cell(number, place, cell)
                if isinstance(cell, str):
                    written.data_type = "s"
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of an openpyxl workbook."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cells(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Every cell of a workbook, by sheet and row."""
    book = load_workbook(BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book.worksheets}


def changed_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """The zip with some entries replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    """An entry of the zip."""
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def places(errors: Iterable[Error]) -> list[Place]:
    """Where the errors are."""
    return [(error.sheet, error.row, error.column) for error in errors]


def counts(answer: Answer) -> tuple[int, int, int]:
    """How many rows were stored, completed, unchanged."""
    return sum(answer.stored.values()), sum(answer.completed.values()), sum(answer.unchanged.values())


def rows(sheets: Sheets) -> int:
    """How many rows there are in all."""
    return sum(map(len, sheets.values()))


def at(sheets: Sheets, sheet: str, row: int, **new: object) -> Sheets:
    """The sheets with cells of a spreadsheet row set otherwise (the header is row 1)."""
    changed: list[Row] = [dict(each) for each in sheets[sheet]]
    changed[row - 2] |= new
    return sheets | {sheet: changed}
