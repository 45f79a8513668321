"""How alike two drawn names are, whatever their size and place: a hand never draws the same name twice, a copy nearly does."""

import json
from functools import lru_cache
from itertools import accumulate, pairwise
from math import dist

ALIKE = 0.02
"""Up to this mean distance, in parts of the drawing's larger side, no hand drew both."""
PLACES = 64
"""At how many places along the way two drawings are compared."""
Place = tuple[float, float]


def are_alike(one: str, other: str) -> bool:
    """Whether two drawings, as strokes in their one form, are nearly the same."""
    pairs = zip(_shape(one), _shape(other), strict=True)
    return sum(dist(*pair) for pair in pairs) / PLACES <= ALIKE


@lru_cache(maxsize=512)
def _shape(strokes: str) -> tuple[Place, ...]:
    """Places at even distances along the whole way of the pen, in a box whose larger side is 1."""
    points = [(float(x), float(y)) for stroke in json.loads(strokes) for x, y, _ in stroke]
    left, top = (min(point[axis] for point in points) for axis in (0, 1))
    side = max(*(max(point[axis] for point in points) - low for axis, low in enumerate((left, top))), 1.0)
    return tuple(((x - left) / side, (y - top) / side) for x, y in _even(points))


def _even(points: list[Place]) -> list[Place]:
    far = [0.0, *accumulate(dist(*pair) for pair in pairwise(points))]
    places, at = [], 0
    for nth in range(PLACES):
        wanted = far[-1] * nth / (PLACES - 1)
        while at < len(points) - 2 and far[at + 1] < wanted:
            at += 1
        places.append(_between(points[at], points[min(at + 1, len(points) - 1)], wanted - far[at]))
    return places


def _between(one: Place, other: Place, way: float) -> Place:
    """The place so far on the way from one to the other."""
    part = min(1.0, way / length) if (length := dist(one, other)) else 0.0
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part
