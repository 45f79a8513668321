"""A drawn name: strokes of points (x, y in thousandths of the pad's width, t in milliseconds), checked and drawn again."""

import json
from hashlib import sha256
from itertools import pairwise
from math import dist
from typing import Any

MOST = 64 * 1024
WIDTH, HEIGHT = 1000, 400
LONGEST = 10 * 60 * 1000
"""Milliseconds that a drawing may take."""
LEAST_LENGTH, LEAST_TIME = 300, 100
"""What is shorter, or was made faster, is a dot or a slip of the hand."""
NOT_DRAWN = "请在框里手写姓名"
TOO_SHORT = "只写了一点，请把姓名写完整"
UNREADABLE = "手写的内容没有收全，请重写"
TOO_LONG = "写的笔画太多，请重写"

Point = list[int]


def canonical(text: str) -> str:
    """The strokes in their one form. Raises ValueError with the sentence for what is wrong with them."""
    if not text:
        raise ValueError(NOT_DRAWN)
    if len(text.encode("utf-8", "replace")) > MOST:
        raise ValueError(TOO_LONG)
    strokes = _read(text)
    points = [point for stroke in strokes for point in stroke]
    if not points:
        raise ValueError(NOT_DRAWN)
    if any(later[2] < earlier[2] for earlier, later in pairwise(points)):
        raise ValueError(UNREADABLE)
    if _length(strokes) < LEAST_LENGTH or points[-1][2] - points[0][2] < LEAST_TIME:
        raise ValueError(TOO_SHORT)
    return json.dumps(strokes, separators=(",", ":"))


def fingerprint(strokes: str) -> str:
    """The SHA-256 of strokes in their one form."""
    return sha256(strokes.encode()).hexdigest()


def path(strokes: str) -> str:
    """The strokes as an SVG path in a box of WIDTH by HEIGHT."""
    return "".join(_line(stroke) for stroke in json.loads(strokes) if stroke)


def _line(stroke: list[Point]) -> str:
    """A stroke's path; of one point, a dot."""
    (x, y, _), *others = stroke
    return f"M{x} {y}" + ("".join(f"L{x} {y}" for x, y, _ in others) or f"L{x} {y}")


def _read(text: str) -> list[list[Point]]:
    try:
        strokes: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(UNREADABLE) from None
    if not isinstance(strokes, list) or not all(map(_is_stroke, strokes)):
        raise ValueError(UNREADABLE)
    return strokes


def _is_stroke(stroke: Any) -> bool:
    return isinstance(stroke, list) and all(map(_is_point, stroke))


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) == 3
        and all(type(number) is int for number in point)
        and 0 <= point[0] <= WIDTH
        and 0 <= point[1] <= HEIGHT
        and 0 <= point[2] <= LONGEST
    )


def _length(strokes: list[list[Point]]) -> float:
    return sum(dist(one[:2], next_one[:2]) for stroke in strokes for one, next_one in pairwise(stroke))
