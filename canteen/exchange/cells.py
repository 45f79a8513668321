"""Reads the cells of a workbook; reading.py runs it as a program of its own, with little memory and time.

It imports nothing of the product, so that it starts at once. What it prints is for each sheet a line of JSON
(its name, its rows, the different cells of each column) and then, column by column, four bytes a row: which of them stands there.
"""

import gc
import json
import sys
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain, islice, repeat
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse
from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

CHUNK = 10_000
PART = 1 << 20
MARKS = (b"<f", b":f", b't="e"', b"t='e'")
"""What the XML of a sheet with formulas or error values has somewhere, and hardly any other."""
LONGEST_MARK = 5
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
UNCALCULATED = ("formula", "")

KINDS = {datetime: "time", date: "date", time: "clock", timedelta: "clock"}
Cell = str | int | float | list[str]
"""A cell as JSON: blank is '', a list is (kind, text) of what is neither text nor number."""


Odd = dict[tuple[int, int], tuple[str, str]]
"""What stands in cells that the reader takes for blank, by row and column."""


class Refused(Exception):
    """The workbook cannot be read; the message says why and what to do."""


class Codes(dict[Any, int]):
    """Numbers the different cells of a column in the order in which they come."""

    def __missing__(self, cell: object) -> int:
        self[cell] = number = len(self)
        return number


class Column:
    """A column being read: its different cells and the number of the one in each row."""

    def __init__(self) -> None:
        self.codes = Codes()
        self.rows = array("I")

    def extend(self, cells: Iterable[object]) -> None:
        """Add the cells of further rows."""
        cells = tuple(cells)
        if bool in set(map(type, cells)):  # True equals 1 and would share its number
            cells = tuple(("bool", str(cell)) if isinstance(cell, bool) else cell for cell in cells)
        self.rows.extend(map(self.codes.__getitem__, cells))

    @property
    def different(self) -> list[Cell]:
        """The different cells, as JSON."""
        return [plain(cell) for cell in self.codes]


def plain(cell: Any) -> Cell:
    """The cell as JSON."""
    if isinstance(cell, str | float | int):
        return cell
    if isinstance(cell, tuple):
        return list(cell)
    kind = next((kind for type_, kind in KINDS.items() if isinstance(cell, type_)), "")
    return [kind, cell.isoformat() if isinstance(cell, date) else str(cell)] if kind else str(cell or "")


@dataclass(frozen=True)
class Wanted:
    """Which sheets to read (none named: all), how large one may be, and how."""

    sheets: tuple[str, ...]
    rows: int | None
    columns: int
    free_form: bool
    """Whether the first row may be empty, and each of merged cells holds what stands in their first."""

    def wants(self, name: str) -> bool:
        """Whether the sheet is to be read."""
        return not self.sheets or name.strip() in self.sheets


def main() -> None:
    """Read the workbook on standard input as the first argument says."""
    gc.disable()  # nothing here refers to itself, and the process is short
    arguments = json.loads(sys.argv[1])
    wanted = Wanted(**arguments | {"sheets": tuple(arguments["sheets"])})
    out = sys.stdout.buffer
    try:
        for name, columns in read(sys.stdin.buffer.read(), wanted):
            _send(out, name, columns)
    except Refused as refused:
        _say(out, {"refused": str(refused)})
    except PasswordError:
        _say(out, {"refused": "工作簿有密码，请在表格软件里去掉密码后再导入"})
    except MemoryError:
        _say(out, {"refused": "读取所需的内存太大，请拆成几个工作簿"})
    except BaseException:  # noqa: BLE001 - the reader's panics are no Exceptions, and a broken file can raise anything
        _say(out, {"refused": "文件已损坏，请用表格软件打开后另存为 .xlsx"})


def read(content: bytes, wanted: Wanted) -> Iterator[tuple[str, list[Column]]]:
    """All sheets by name, the wanted ones with their columns."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    archive = ZipFile(BytesIO(content)) if content.startswith(b"PK") else None  # the old format is no zip
    parts: dict[str, str] | None = None
    for sheet in workbook.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and wanted.wants(sheet.name):
            parts = _parts(archive) if archive and parts is None else parts
            odd = _odd(archive, parts.get(sheet.name)) if archive and parts else {}
            yield sheet.name, _columns(workbook.get_sheet_by_name(sheet.name), wanted, odd)
        else:
            yield sheet.name, []


def _columns(sheet: CalamineSheet, wanted: Wanted, odd: Odd) -> list[Column]:
    if sheet.start is None or sheet.end is None or (sheet.start[0] and not wanted.free_form):
        return []
    width, height = sheet.end[1] + 1, max(sheet.end[0], *(row for row, _ in odd), 0) + 1
    if width > wanted.columns:
        raise Refused(f"工作表“{sheet.name}”超过 {wanted.columns} 列，请删去右边多余的列")
    if wanted.rows and height > wanted.rows:
        raise Refused(f"工作表“{sheet.name}”超过 {wanted.rows} 行，请分成几个工作簿")
    columns = [Column() for _ in range(width)]
    blank: list[Any] = [""] * (width - sheet.start[1])
    rows: Iterator[list[Any]] = chain(sheet.iter_rows(), repeat(blank, height - sheet.end[0] - 1))
    first = 0
    while chunk := list(islice(rows, CHUNK)):
        cells = _placed(chunk, first, sheet.start[1], odd) if sheet.start[1] or odd else chunk
        for column, values in zip(columns, zip(*cells, strict=True), strict=True):
            column.extend(values)
        first += len(chunk)
    if wanted.free_form:
        _spread(columns, sheet.merged_cell_ranges or [])
    return columns


def _spread(columns: list[Column], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Let every cell of a merged range hold what stands in its first."""
    for (top, left), (bottom, right) in ranges:
        if left < len(columns) and top < len(columns[left].rows):
            cell = list(columns[left].codes)[columns[left].rows[top]]
            for column in columns[left : right + 1]:
                code = column.codes[cell]
                column.rows[top : bottom + 1] = array("I", [code] * (min(bottom + 1, len(column.rows)) - top))


def _placed(rows: list[list[Any]], first: int, left: int, odd: Odd) -> list[list[Any]]:
    """The rows from the first column on, with what the reader takes for blank put into its place."""
    placed = [[""] * left + row for row in rows]
    for (row, column), cell in odd.items():
        if first <= row < first + len(rows) and column < len(placed[0]):
            placed[row - first][column] = cell
    return placed


def _odd(archive: ZipFile, part: str | None) -> Odd:
    """The cells of a sheet that hold an error, or a formula without a stored value: the reader gives them as blank."""
    if part is None or not _has_marks(archive, part):
        return {}
    found, row, column = {}, -1, -1
    with archive.open(part) as file:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag == "row":
                    row, column = int(element.get("r", row + 2)) - 1, -1
                elif tag == "c":
                    column = _column_of(element.get("r", ""), column + 1)
            elif tag == "c" and (cell := _odd_cell(element)):
                found[row, column] = cell
            if event == "end" and tag in ("c", "row"):
                element.clear()
    return found


def _odd_cell(element: Any) -> tuple[str, str] | None:
    content = {child.tag.rpartition("}")[2]: child.text or "" for child in element}
    kind = element.get("t", "n")
    if kind == "e":
        return ("error", content.get("v", ""))
    is_blank = "v" not in content or (kind != "str" and not content["v"])
    return UNCALCULATED if "f" in content and is_blank else None


def _column_of(reference: str, following: int) -> int:
    letters = reference.rstrip("0123456789")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1 if letters else following


def _has_marks(archive: ZipFile, part: str) -> bool:
    with archive.open(part) as file:
        piece = b""
        while more := file.read(PART):
            piece = piece[-LONGEST_MARK:] + more
            if any(mark in piece for mark in MARKS):
                return True
    return False


def _parts(archive: ZipFile) -> dict[str, str]:
    """The archive's entry of each sheet, by the sheet's name."""
    by_case = {name.lower(): name for name in archive.namelist()}
    book = next(target for kind, target in _relations(archive, by_case, "").values() if kind == "officeDocument")
    targets = {key: target for key, (_, target) in _relations(archive, by_case, book).items()}
    sheets = [e for e in _xml(archive, by_case, book).iter() if e.tag.rpartition("}")[2] == "sheet"]
    found = {sheet.get("name"): by_case.get(targets.get(sheet.get(RELATION), "").lower()) for sheet in sheets}
    return {str(name): part for name, part in found.items() if part}


def _relations(archive: ZipFile, by_case: dict[str, str], of: str) -> dict[str, tuple[str, str]]:
    path = PurePosixPath(of)
    root = _xml(archive, by_case, str(path.parent / "_rels" / f"{path.name}.rels"))
    return {
        relation.get("Id"): (relation.get("Type").rpartition("/")[2], _resolved(path.parent, relation.get("Target")))
        for relation in root
    }


def _resolved(folder: PurePosixPath, target: str) -> str:
    steps: list[str] = []
    for step in (folder / target).parts:
        if step == "..":
            steps = steps[:-1]
        elif step != "/":
            steps.append(step)
    return "/".join(steps)


def _xml(archive: ZipFile, by_case: dict[str, str], part: str) -> Any:
    return fromstring(archive.read(by_case[part.lower()]), forbid_dtd=True)


def _send(out: IO[bytes], name: str, columns: list[Column]) -> None:
    rows = len(columns[0].rows) if columns else 0
    _say(out, {"sheet": name, "rows": rows, "columns": [column.different for column in columns]})
    for column in columns:
        out.write(column.rows.tobytes())
    out.flush()


def _say(out: IO[bytes], message: dict[str, Any]) -> None:
    out.write(json.dumps(message).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
