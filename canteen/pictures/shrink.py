"""Makes of a photo the small picture that pages show; files.py runs it as a program of its own, with little memory and time.

It imports nothing of the product. It prints the picture, or the sentence why there is none.
"""

import sys
import warnings
from io import BytesIO

from PIL import Image
from PIL.ExifTags import Base
from PIL.Image import Transpose

MOST_PIXELS = 24_000_000
LONGEST_SIDE = 10_000
SHOWN_SIDE = 1600
QUALITY = 82
UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""How a picture is turned upright, by the orientation that the camera noted."""
TOO_LARGE = (Image.DecompressionBombWarning, Image.DecompressionBombError)


class Refused(Exception):
    """The photo cannot be shown; the message says why and what to do."""


def main() -> None:
    """Shrink the photo on standard input."""
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))


def _answer(content: bytes) -> bytes:
    try:
        return shrunk(content)
    except Refused as refused:
        return str(refused).encode()
    except TOO_LARGE:
        return f"照片超过 {MOST_PIXELS // 10_000} 万像素，请用相机的普通模式重拍".encode()
    except Exception:  # noqa: BLE001 - a broken file can raise anything
        return "照片不完整或已损坏，请重新拍照".encode()


def shrunk(content: bytes) -> bytes:
    """The photo upright, no longer than pages show, as a JPEG that says nothing but what can be seen."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as photo:
        if max(photo.size) > LONGEST_SIDE:
            raise Refused(f"照片一边有 {max(photo.size)} 像素，超过 {LONGEST_SIDE} 像素，请裁短后再传")
        turn = UPRIGHT.get(photo.getexif().get(Base.Orientation, 1))
        photo.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
        layer = photo.convert("RGBA")
    return _plain(layer if turn is None else layer.transpose(turn))


def _plain(layer: Image.Image) -> bytes:
    """The pixels alone, on white, as a JPEG."""
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer)
    out = BytesIO()
    paper.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


if __name__ == "__main__":
    main()
