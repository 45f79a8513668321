"""Photos for the tests, made on the spot."""

from io import BytesIO
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

RED, BLUE = (200, 30, 30), (30, 30, 200)


def photo(kind: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB", **more: Any) -> bytes:
    """A photo, red on top and blue below."""
    picture = Image.new("RGB", size, BLUE)
    picture.paste(RED, (0, 0, size[0], size[1] // 2))
    return saved(picture.convert(mode), kind, **more)


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    """The bytes of a picture."""
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def noted(orientation: int = 1) -> Image.Exif:
    """What a camera notes: how it was held, its maker, the place."""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Make] = "Shouji"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (41.0, 52.0, 30.0)
    return exif
