"""How values are written for people."""

from datetime import UTC, date, datetime

import pytest

from canteen import formats


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (123450, "1,234.50"),
        (100000000, "1,000,000.00"),
        (-1, "−0.01"),
        (-123456, "−1,234.56"),
        (None, ""),
    ],
)
def test_money_has_two_decimals_thousands_and_a_true_minus(fen: int | None, text: str) -> None:
    assert formats.yuan(fen) == text


@pytest.mark.parametrize(
    ("thousandths", "text"),
    [
        (0, "0"),
        (48500, "48.5"),
        (500000, "500"),
        (1234567890, "1,234,567.89"),
        (-1500, "−1.5"),
        (1, "0.001"),
        (None, ""),
    ],
)
def test_a_quantity_ends_with_its_last_figure(thousandths: int | None, text: str) -> None:
    assert formats.milli(thousandths) == text


@pytest.mark.parametrize(
    ("ten_thousandths", "text"), [(5250, "0.525"), (10000, "1.00"), (5, "0.0005"), (12345600, "1,234.56"), (None, "")]
)
def test_a_unit_price_has_two_to_four_decimals(ten_thousandths: int | None, text: str) -> None:
    assert formats.price4(ten_thousandths) == text


def test_days_and_months_read_as_in_the_papers() -> None:
    assert formats.day(date(2026, 3, 1)) == "2026-03-01"
    assert formats.day(None) == ""
    assert formats.month_name(date(2026, 3, 1)) == "2026 年 3 月"


def test_an_instant_is_shown_by_the_canteens_clock() -> None:
    assert formats.instant(datetime(2026, 10, 22, 21, 48, tzinfo=UTC)) == "2026-10-23 05:48"
    assert formats.instant(None) == ""
