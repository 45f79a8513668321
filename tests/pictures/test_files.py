"""What may be sent as a photo or a paper: photos and PDFs are taken; anything else gets a sentence what it is and what to do."""

import os
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from canteen.pictures.files import JPEG, MOST, PDF, PNG, Unfit, looked_at
from canteen.pictures.shrink import LONGEST_SIDE, SHOWN_SIDE
from tests.exchange.files import shared
from tests.pictures.photos import RED, noted, photo, saved

SCRIPT = b"<script>alert(1)</script>"
TAKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "a photo": (photo, JPEG),
    "a picture of the screen": (lambda: photo("PNG"), PNG),
    "with a transparent ground": (lambda: photo("PNG", mode="RGBA"), PNG),
    "of few colours": (lambda: photo("PNG", mode="P"), PNG),
    "a grey one of 16 bits": (lambda: photo("PNG", mode="I;16"), PNG),
    "a scan for print": (lambda: photo(mode="CMYK"), JPEG),
    "24 million pixels": (lambda: photo(size=(6000, 4000)), JPEG),
    "the longest side": (lambda: photo("PNG", size=(LONGEST_SIDE, 30)), PNG),
    "a script behind the photo": (lambda: photo() + SCRIPT, JPEG),
    "a script in the comment": (lambda: photo(comment=SCRIPT), JPEG),
    "a zip behind the photo": (lambda: photo("PNG") + b"PK\x03\x04", PNG),
    "a PDF": (lambda: b"%PDF-1.7\n%%EOF", PDF),
    "the most": (lambda: b"%PDF-".ljust(MOST, b" "), PDF),
}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "空的"),
    "a byte more than the most": (lambda: b"%PDF-".ljust(MOST + 1, b" "), "超过 10 MiB"),
    "a photo of an iPhone": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC.*兼容性最佳"),
    "a film": (lambda: b"\0\0\0\x18ftypisom\0\0\0\0", "视频"),
    "a GIF": (lambda: photo("GIF"), "GIF.*JPEG"),
    "a WebP": (lambda: photo("WEBP"), "WebP.*JPEG"),
    "a BMP": (lambda: photo("BMP"), "BMP.*JPEG"),
    "a TIFF": (lambda: photo("TIFF"), "TIFF.*JPEG"),
    "an SVG": (lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">', "SVG.*截图"),
    "a page": (lambda: b"<!DOCTYPE html><p>", "网页"),
    "a script": (lambda: SCRIPT, "程序"),
    "a page before a PDF": (lambda: b"<html>%PDF-1.7", "网页"),
    "a letter": (lambda: b"PK\x03\x04", "办公文档"),
    "an old letter": (lambda: bytes.fromhex("d0cf11e0a1b11ae1"), "办公文档"),
    "noise": (lambda: b"\0" + os.urandom(500), "认不出"),
    "a pixel row over 24 million pixels": (lambda: saved(Image.new("1", (6000, 4001)), "PNG"), "2400 万像素"),
    "40 million pixels": (lambda: saved(Image.new("1", (8000, 5000)), "PNG"), "2400 万像素"),
    "a bomb": (lambda: saved(Image.new("1", (10_000, 10_000)), "PNG"), "2400 万像素"),
    "a pixel over the longest side": (lambda: photo("PNG", size=(LONGEST_SIDE + 1, 3)), "超过 10000 像素"),
    "half a photo": (lambda: (whole := photo(size=(800, 800), quality=95))[: len(whole) // 2], "不完整"),
    "half a picture": (lambda: (whole := photo("PNG", size=(800, 800)))[: len(whole) // 2], "不完整"),
    "a head alone": (lambda: b"\xff\xd8\xff", "不完整"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_is_taken_and_shown_made_anew(name: str) -> None:
    make, media = TAKEN[name]
    content = make()
    paper = looked_at(content, "IMG_1.jpg")
    assert (paper.media, paper.digest) == (media, sha256(content).hexdigest())
    if media == PDF:
        assert paper.shown is None
        return
    assert SCRIPT not in (paper.shown or b"")
    picture = opened(paper.shown)
    assert (picture.format, picture.mode, max(picture.size) <= SHOWN_SIDE) == ("JPEG", "RGB", True)
    assert max(abs(ours - theirs) for ours, theirs in zip(top(picture), red_of(name), strict=True)) < 40


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_with_a_sentence(name: str) -> None:
    make, sentence = REFUSED[name]
    with pytest.raises(Unfit, match=sentence):
        looked_at(make(), "IMG_1.jpg")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_stands_upright_and_says_nothing_else(orientation: int) -> None:
    undo = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270, 3: Image.Transpose.ROTATE_180}
    held = opened(photo(size=(300, 200)))
    if orientation in undo:
        held = held.transpose(undo[orientation])
    out = BytesIO()
    held.save(out, "JPEG", exif=noted(orientation), comment=b"here", quality=95)
    assert b"Shouji" in out.getvalue()
    shown = looked_at(out.getvalue(), "IMG_1.jpg").shown or b""
    picture = opened(shown)
    assert (dict(picture.getexif()), picture.info.keys() & {"exif", "comment", "xmp", "icc_profile"}) == ({}, set())
    assert b"Shouji" not in shown
    if orientation in undo:
        assert (picture.size, top(picture)[0] > 150) == ((300, 200), True)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("broken.png", "不完整"),
        ("decompression_bomb.gif", "GIF"),
        ("png_decompression_dos.png", "不完整"),
        ("truncated_jpeg.jpg", "不完整"),
    ],
)
def test_odd_pictures_get_a_readable_answer(file: str, sentence: str) -> None:
    with pytest.raises(Unfit, match=sentence):
        looked_at(shared("samples", "odd_images", file).read_bytes(), file)


def opened(content: bytes | None) -> Image.Image:
    return Image.open(BytesIO(content or b""))


def top(picture: Image.Image) -> tuple[int, ...]:
    found = picture.getpixel((picture.width // 2, 0))
    assert isinstance(found, tuple)
    return tuple(map(int, found))


def red_of(name: str) -> tuple[int, ...]:
    """The colour on top; a grey picture has it as grey."""
    return (74, 74, 74) if "grey" in name else RED
