"""What a file is before anybody reads it: a zip of a workbook without password, macros or bombs, or a sentence why not."""

from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as BadDeflate  # noqa: N812 - it is an exception

MIB = 1 << 20
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"
ENCRYPTED, OLD_BOOK, OLD_MACROS = (
    name.encode("utf-16-le") for name in ("EncryptedPackage", "Workbook", "_VBA_PROJECT_CUR")
)
HEAD = 4096
MOST_ENTRIES = 500
JUDGED_FROM, HIGHEST_RATIO = 5 * MIB, 100
SAVE_AS = "请用表格软件打开后另存为 .xlsx"
LOCKED = "工作簿有密码，请在表格软件里去掉密码后再导入"
BROKEN = f"文件不完整或已损坏，{SAVE_AS}"
STRANGERS = {
    "xl/vbaproject.bin": "工作簿含有宏，请另存为不含宏的 .xlsx",
    "xl/workbook.bin": f"这是 .xlsb 工作簿，{SAVE_AS}",
    "content.xml": f"这是 OpenDocument 表格（.ods），{SAVE_AS}",
    "word/document.xml": "这是文字文档，不是工作簿",
    "ppt/presentation.xml": "这是演示文稿，不是工作簿",
}
"""What files of other kinds, zips too, have inside."""


class Unreadable(Exception):
    """The file is no workbook that can be read; the message says why and what to do."""


@dataclass(frozen=True)
class Limits:
    """How large a workbook may be; where no number is given, as large as the reading process bears."""

    size: int | None = None
    unpacked: int | None = None
    rows: int | None = None
    columns: int = 100
    free_form: bool = False
    """Whether it may be anybody's own: of the old format (.xls) too, with empty rows on top and merged cells."""


PAGE = Limits(size=20 * MIB, unpacked=200 * MIB, rows=200_000)
COMMAND = Limits()


def check_container(content: bytes, limits: Limits) -> None:
    """Look at the file without unpacking more than a head of each entry. Raises Unreadable."""
    if limits.size and len(content) > limits.size:
        raise Unreadable(f"文件有 {len(content) / MIB:.1f} MiB，超过 {limits.size // MIB} MiB，请分成几个工作簿")
    if limits.free_form and _is_old(content):
        return
    if not content.startswith(ZIP):
        raise Unreadable(_stranger(content))
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_sizes(archive.infolist(), limits)
            _check_kind(archive)
            for entry in archive.infolist():
                _check_head(archive, entry)
    except (BadZipFile, BadDeflate, EOFError, NotImplementedError, ValueError) as broken:
        raise Unreadable(BROKEN) from broken


def _is_old(content: bytes) -> bool:
    """Whether it is an old workbook, without password or macros."""
    return content.startswith(OLE) and OLD_BOOK in content and ENCRYPTED not in content and OLD_MACROS not in content


def _stranger(content: bytes) -> str:
    head = content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content:
        return "文件是空的"
    if content.startswith(OLE):
        return _old_stranger(content)
    if head.startswith((b"<!doctype html", b"<html", b"<table")):
        return f"这是网页，不是工作簿，{SAVE_AS}"
    if b"\0" not in head and b"," in head:
        return f"这是文本（CSV），不是工作簿，{SAVE_AS}"
    return f"这不是工作簿，{SAVE_AS}"


def _old_stranger(content: bytes) -> str:
    if ENCRYPTED in content:
        return LOCKED
    if OLD_MACROS in content:
        return STRANGERS["xl/vbaproject.bin"]
    return f"这是旧格式工作簿（.xls），{SAVE_AS}" if OLD_BOOK in content else "这不是工作簿"


def _check_sizes(entries: list[ZipInfo], limits: Limits) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(f"压缩包里有 {len(entries)} 个文件，超过 {MOST_ENTRIES} 个，不像工作簿，{SAVE_AS}")
    if limits.unpacked and sum(entry.file_size for entry in entries) > limits.unpacked:
        raise Unreadable(f"解压后超过 {limits.unpacked // MIB} MiB，请分成几个工作簿")
    if any(e.file_size > JUDGED_FROM and e.file_size > HIGHEST_RATIO * e.compress_size for e in entries):
        raise Unreadable(f"压缩比异常（超过 {HIGHEST_RATIO} 倍），可能是压缩炸弹，{SAVE_AS}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(LOCKED)


def _check_kind(archive: ZipFile) -> None:
    names = {name.lower() for name in archive.namelist()}
    for name, sentence in STRANGERS.items():
        if name in names:
            raise Unreadable(sentence)
    if "[content_types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise Unreadable(f"压缩包里没有工作簿，{SAVE_AS}")


def _check_head(archive: ZipFile, entry: ZipInfo) -> None:
    name = entry.filename.lower()
    if name.endswith((".xml", ".rels")):
        with archive.open(entry) as file:
            head = file.read(HEAD)
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise Unreadable(f"文件里有文档类型声明（DOCTYPE），可能有害，{SAVE_AS}")
        if name == "[content_types].xml" and b"macroEnabled" in head:
            raise Unreadable(STRANGERS["xl/vbaproject.bin"])
