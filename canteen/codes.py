"""QR codes as SVG paths."""

import re

import segno

QUIET = 4
"""The white edge that a code needs, in modules."""
DARK = re.compile(rb"\x01+")


def code_path(text: str) -> tuple[str, int]:
    """A text's QR code: the SVG path of its dark modules, and the side of its square with the white edge, in modules."""
    code = segno.make_qr(text, error="m", boost_error=False)
    rows = enumerate(code.matrix, QUIET)
    path = "".join(_bar(y, QUIET + run.start(), QUIET + run.end()) for y, row in rows for run in DARK.finditer(row))
    return path, len(code.matrix) + 2 * QUIET


def _bar(y: int, start: int, end: int) -> str:
    """The dark modules of a row from start up to end, as one box."""
    return f"M{start} {y}H{end}v1H{start}z"
