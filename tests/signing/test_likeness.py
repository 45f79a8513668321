"""A copy of a drawn name is told from the same hand's next one, whatever its size, place and pace."""

import json
from collections.abc import Callable
from random import Random

import pytest

from canteen.signing.likeness import are_alike

NAME = [[(100, 80), (180, 90), (140, 210), (110, 300)], [(300, 60), (420, 64), (330, 180), (460, 330), (600, 120)]]
Move = Callable[[int, int], tuple[float, float]]
HAND = Random(7)


def drawn(move: Move) -> str:
    """The name, each point moved."""
    moved = [[move(x, y) for x, y in stroke] for stroke in NAME]
    return json.dumps([[[round(x), round(y), 10 * nth] for nth, (x, y) in enumerate(stroke)] for stroke in moved])


@pytest.mark.parametrize(
    ("move", "alike"),
    [
        (lambda x, y: (x, y + 1), True),
        (lambda x, y: (x + 90, y - 40), True),
        (lambda x, y: (x * 0.6, y * 0.6), True),
        (lambda x, y: (x + HAND.uniform(-5, 5), y + HAND.uniform(-5, 5)), True),
        (lambda x, y: (x + HAND.uniform(-40, 40), y + HAND.uniform(-40, 40)), False),
        (lambda x, y: (x * 1.2, y * 0.8), False),
        (lambda x, y: (x + y * 0.2, y), False),
    ],
    ids=["a point lower", "moved", "smaller", "shaken", "the next one", "flatter", "slanted"],
)
def test_what_is_alike(move: Move, *, alike: bool) -> None:
    assert are_alike(drawn(move), drawn(lambda x, y: (x, y))) is alike


def test_a_line_and_a_dot_are_no_fault() -> None:
    assert not are_alike("[[[5,5,0]]]", "[[[0,0,0],[300,0,90]]]")
