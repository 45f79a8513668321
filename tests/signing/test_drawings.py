"""A name is drawn: what is empty, a dot, a slip, faster than a hand or no strokes at all is not one."""

import json

import pytest

from canteen.signing import drawings

NAME = [[[100, 100, 0], [300, 220, 40]], [[320, 90, 80], [420, 200, 140]]]


def test_a_drawn_name_is_kept_in_one_form() -> None:
    kept = drawings.canonical(json.dumps(NAME, indent=2))
    assert json.loads(kept) == NAME
    assert " " not in kept
    assert drawings.path(kept) == "M100 100L300 220M320 90L420 200"


@pytest.mark.parametrize(
    ("strokes", "sentence"),
    [
        ([], drawings.NOT_DRAWN),
        ([[]], drawings.NOT_DRAWN),
        ([[[5, 5, 0]]], drawings.TOO_SHORT),
        ([[[0, 0, 0], [299, 0, 500]]], drawings.TOO_SHORT),
        ([[[0, 0, 0], [500, 0, 99]]], drawings.TOO_SHORT),
        ([[[0, 0, 500], [500, 0, 400]]], drawings.UNREADABLE),
        ([[[0, 0], [500, 0]]], drawings.UNREADABLE),
        ([[[0, 0, 0], [1001, 0, 500]]], drawings.UNREADABLE),
        ([[[0, 0, 0], [500, 401, 500]]], drawings.UNREADABLE),
        ([[[0, -1, 0], [500, 0, 500]]], drawings.UNREADABLE),
        ([[[0, 0, 0], [500.5, 0, 500]]], drawings.UNREADABLE),
        ([[[0, 0, 0], [True, 0, 500]]], drawings.UNREADABLE),
        ([[[0, 0, 0], [500, 0, 600_001]]], drawings.UNREADABLE),
        ({"strokes": NAME}, drawings.UNREADABLE),
        ("签名", drawings.UNREADABLE),
    ],
)
def test_what_is_no_drawn_name_is_refused(strokes: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        drawings.canonical(json.dumps(strokes))


@pytest.mark.parametrize("text", ["", "[" * 60_000, "[[[1,2,3]", "NaN", '"' + "写" * 30_000 + '"'])
def test_what_is_no_json_of_strokes_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="请"):
        drawings.canonical(text)


@pytest.mark.parametrize("last", [[300, 0, 100], [1000, 0, 600_000]])
def test_the_least_and_the_most_are_taken(last: list[int]) -> None:
    assert drawings.canonical(json.dumps([[[0, 0, 0], last]]))


def test_no_more_than_64_kib_are_taken() -> None:
    line = json.dumps([[[0, 0, 0], [1000, 0, 500]]], separators=(",", ":"))
    room = drawings.MOST - len(line)
    assert drawings.canonical(line + " " * room)
    with pytest.raises(ValueError, match=drawings.TOO_LONG):
        drawings.canonical(line + " " * (room + 1))
