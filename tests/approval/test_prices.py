"""The prices before: lowest, usual, and how far above the usual one this price lies; drawn, and in words."""

import pytest

from canteen.approval.prices import DRAWN, History


@pytest.mark.parametrize(
    ("before", "now", "median", "above", "standing"),
    [
        ((500,), 500, 500, 0, ""),
        ((490, 500, 530), 496, 500, -8, ""),
        ((490, 500), 520, 495, 51, ""),
        ((199, 200), 240, 200, 203, "warm"),
        ((500, 500), 600, 500, 200, ""),
        ((500, 500), 601, 500, 202, "warm"),
        ((500, 500), 750, 500, 500, "warm"),
        ((500, 500), 751, 500, 502, "hot"),
        ((0, 0), 5, 0, None, ""),
    ],
)
def test_a_price_against_the_usual_one(
    before: tuple[int, ...], now: int, median: int, above: int | None, standing: str
) -> None:
    history = History(before, now)
    assert (history.median, history.above, history.standing) == (median, above, standing)


def test_the_picture_says_in_words_what_it_shows() -> None:
    history = History((480, 500, 530), 661)
    assert history.words == "近 90 天买过 3 次，最低 4.80，中位数 5.00，本次 6.61，↑ 高 32.2%"
    assert (history.path, history.end) == ("M30 240L343 218L656 185L970 40", (970, 40))
    assert history.usual_at == 218


def test_the_picture_shows_the_last_prices_and_keeps_within_its_frame() -> None:
    history = History((9000, *[500] * DRAWN), 500)
    assert history.path.count("L") == DRAWN
    assert {point.split(" ")[1] for point in history.path[1:].split("L")} == {"140"}
