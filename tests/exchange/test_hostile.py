"""Files that are no workbooks, or mean harm: each is refused with a sentence, at once and with little memory."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from canteen.confined import MEMORY
from canteen.exchange.container import COMMAND, OLE, PAGE, Limits, Unreadable
from canteen.exchange.reading import CELLS, Grid, grids
from canteen.exchange.sheets import BY_NAME
from tests.exchange.files import changed_parts, part, workbook
from tests.world import lawful

SHEET, STRINGS, TYPES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
SMALL = workbook({"品目": lawful()["品目"]})
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>"""
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MANY = 30 * 1024 * 1024


def read(content: bytes, limits: Limits = PAGE) -> list[Grid]:
    return list(grids(content, tuple(BY_NAME), limits))


def sheet(rows: bytes) -> bytes:
    return b"<worksheet " + NAMESPACE + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def zipped(entries: dict[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def far_cell() -> bytes:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return changed_parts(SMALL, {SHEET: sheet(cells)})


def many_rows() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (row, row, row) for row in range(1, 200_002))
    return changed_parts(SMALL, {SHEET: sheet(rows)})


def many_columns() -> bytes:
    return changed_parts(SMALL, {SHEET: sheet(b'<row r="1">' + b"<c><v>1</v></c>" * 101 + b"</row>")})


def strings_bomb() -> bytes:
    """No ratio gives it away; what it takes is memory."""
    noise = b"<!--" + os.urandom(2_000_000).hex().encode() + b"-->"
    strings = b"<sst " + NAMESPACE + b">" + noise + b"<si><t>a</t></si>" * 12_000_000 + b"</sst>"
    return changed_parts(SMALL, {STRINGS: strings})


def encrypted() -> bytes:
    """A zip whose entries are marked as encrypted."""
    content = bytearray(SMALL)
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: b"", "文件是空的"),
        (lambda: b"\x00" * 100, "不是工作簿"),
        (lambda: b"%PDF-1.7", "不是工作簿"),
        (lambda: b"<!DOCTYPE html><html><table>", "这是网页"),
        (lambda: "名称,类别\n大米,大宗食材\n".encode("gb18030"), "CSV"),
        (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "有密码"),
        (lambda: OLE + "Workbook".encode("utf-16-le"), "旧格式"),
        (lambda: OLE, "不是工作簿"),
        (lambda: SMALL[:-100], "损坏"),
        (lambda: SMALL[:2000], "损坏"),
        (lambda: changed_parts(SMALL, {"xl/workbook.xml": b"<broken"}), "损坏"),
        (lambda: changed_parts(SMALL, {SHEET: b"<broken"}), "损坏"),
        (encrypted, "有密码"),
        (lambda: zipped({"a.txt": b"a"}), "没有工作簿"),
        (lambda: zipped({"mimetype": b"", "content.xml": b""}), "OpenDocument"),
        (lambda: zipped({TYPES: b"", "word/document.xml": b""}), "文字文档"),
        (lambda: zipped({TYPES: b"", "xl/workbook.bin": b""}), "xlsb"),
        (lambda: changed_parts(SMALL, {"xl/vbaProject.bin": b""}), "含有宏"),
        (
            lambda: changed_parts(SMALL, {TYPES: part(SMALL, TYPES).replace(b"sheet.main", b"macroEnabled.main")}),
            "含有宏",
        ),
        (lambda: changed_parts(SMALL, {f"x{n}": b"" for n in range(501)}), "超过 500 个"),
        (lambda: changed_parts(SMALL, {STRINGS: b" " * MANY}), "压缩比异常"),
        (lambda: zipped({f"x{n}": b"x" * MANY for n in range(7)}), "超过 200 MiB"),
        (lambda: zipped({"x": os.urandom(21 << 20)}, ZIP_STORED), "超过 20 MiB"),
        (lambda: changed_parts(SMALL, {SHEET: LAUGHS + sheet(b"")}), "DOCTYPE"),
        (lambda: changed_parts(SMALL, {SHEET: b" " * 5000 + LAUGHS + sheet(b"<row><c><f>1</f></c></row>")}), "损坏"),
        (far_cell, "内存"),
        (many_rows, "超过 200000 行"),
        (many_columns, "超过 100 列"),
    ],
)
def test_is_refused_with_a_sentence(make: Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(make())


def test_a_bomb_of_texts_ends_within_the_memory() -> None:
    with pytest.raises(Unreadable, match="内存超过 512 MiB"):
        read(strings_bomb(), COMMAND)


def test_the_reading_process_is_limited(tmp_path: Path) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("only Linux shows the limits of a process")
    program = tmp_path / "shows.py"
    program.write_text("import sys; sys.stdin.read(); print(open('/proc/self/limits').read())", encoding="utf-8")
    with replace(CELLS, program=program).answer(b"") as answer:
        limits = answer.read().decode()
    assert f"Max address space         {MEMORY}" in limits
    assert "Max cpu time              60" in limits


def test_the_reading_process_knows_nothing_of_the_product() -> None:
    shown = "import sys, cells; print([name for name in sys.modules if name.startswith(('flask', 'sqlalchemy', 'canteen'))])"
    command = [sys.executable, "-c", shown]
    folder = CELLS.program.parent
    assert subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_command_has_no_limit_of_rows() -> None:
    [grid] = read(many_rows(), COMMAND)
    assert grid.rows == 200_001


def test_only_known_sheets_are_read() -> None:
    content = changed_parts(far_cell(), {})
    workbook_part = part(content, "xl/workbook.xml").decode().replace("品目", "别的").encode()
    [grid] = read(changed_parts(content, {"xl/workbook.xml": workbook_part}))
    assert (grid.name, grid.rows) == ("别的", 0)
