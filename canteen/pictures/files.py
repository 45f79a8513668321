"""What a sent file is, by its first bytes: a photo or a PDF, or a sentence what it is instead and what to do."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from canteen.confined import Confined, Died
from canteen.exchange.cells_out import XLSX
from canteen.security.rights import FILE, MIB

MOST = FILE
HEAD = 1024
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
ENDINGS = {JPEG: ("jpg", "jpeg"), PNG: ("png",), PDF: ("pdf",)}
"""What the names of the kinds end with; the first is given to a name that ends otherwise."""
JPEG_MAGIC = b"\xff\xd8\xff"
MAGIC = {JPEG_MAGIC: JPEG, b"\x89PNG\r\n\x1a\n": PNG, b"%PDF-": PDF}
TAKEN = "只收 JPEG、PNG 照片和 PDF"
HEIC = "这是 HEIC 照片：请把手机相机的格式改为“兼容性最佳”（JPEG）后重拍，或另存为 JPEG 再传"
OTHERS = {
    b"GIF8": f"这是 GIF 动图，{TAKEN}，请另存为 JPEG 再传",
    b"RIFF": f"这是 WebP 图片或音像文件，{TAKEN}，请另存为 JPEG 再传",
    b"BM": f"这是 BMP 图片，{TAKEN}，请另存为 JPEG 再传",
    b"II*\0": f"这是 TIFF 图片，{TAKEN}，请另存为 JPEG 再传",
    b"MM\0*": f"这是 TIFF 图片，{TAKEN}，请另存为 JPEG 再传",
    b"PK": f"这是办公文档或压缩包，{TAKEN}，请导出为 PDF 再传",
    bytes.fromhex("d0cf11e0a1b11ae1"): f"这是办公文档，{TAKEN}，请导出为 PDF 再传",
}
TEXTS = {
    b"<svg": f"这是 SVG 图形，{TAKEN}，请截图后再传",
    b"<html": f"这是网页，{TAKEN}，请截图后再传",
    b"<!doctype html": f"这是网页，{TAKEN}，请截图后再传",
    b"<script": f"这里面是程序，不是照片，{TAKEN}",
}
SHRINK = Confined(Path(__file__).with_name("shrink.py"), cpu_seconds=10, wall_seconds=15)


KEPT = {**ENDINGS, XLSX: ("xlsx",)}
"""What is kept: workbooks too, which somebody else has read."""


class Unfit(Exception):
    """The file is not taken; the message says why and what to do."""


@dataclass(frozen=True)
class Paper:
    """A photo or a paper that was looked at, and the picture that pages show of it, where there is one."""

    digest: str
    """The SHA-256 of the file as it came, under which it is kept."""
    shown: bytes | None
    media: str
    name: str


def looked_at(content: bytes, name: str) -> Paper:
    """The file as a paper. Raises Unfit."""
    media = _media(content)
    return Paper(sha256(content).hexdigest(), None if media == PDF else _shown(content), media, name)


def _media(content: bytes) -> str:
    """What the file is."""
    if not content:
        raise Unfit("文件是空的，请重新拍照或另选文件")
    if len(content) > MOST:
        raise Unfit(f"文件超过 {MOST // MIB} MiB，请拍小一些或压缩后再传")
    for magic, media in MAGIC.items():
        if content.startswith(magic):
            return media
    raise Unfit(_stranger(content[:HEAD]))


def _stranger(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return HEIC if head[8:12] in {b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1"} else f"这是视频，{TAKEN}"
    for magic, sentence in OTHERS.items():
        if head.startswith(magic):
            return sentence
    text = head.lower()
    return next((sentence for mark, sentence in TEXTS.items() if mark in text), f"认不出这是什么文件，{TAKEN}")


def _shown(content: bytes) -> bytes:
    try:
        with SHRINK.answer(content) as answer:
            made = answer.read()
    except Died as died:
        raise Unfit("照片太复杂，处理不了，请重新拍照") from died
    if not made.startswith(JPEG_MAGIC):
        raise Unfit(made.decode())
    return made
