"""The page reckons a bill as the clause does: the same number, to the fen, on each engine."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from canteen.db import db
from canteen.models import Canteen, UtilityBill
from canteen.rules.cost_caps import utilities_as_used
from canteen.step import unjudged
from canteen.utilities.sums import Reckoning, charged, used

USES = (
    # opening, closing, multiplier, price, fen
    (0, 0, None, 5283, 0),
    (0, 250, None, 5000, 13),  # 0.125 yuan
    (0, 249, None, 5000, 12),
    (4660_000, 4700_000, 40_000, 5283, 84528),
    (1200_000, 1300_000, None, 43500, 43500),
    (0, 1, None, 49999, 0),  # 0.0049999 yuan
    (0, 1, None, 50000, 1),
    (0, 3, 1500, 11111, 0),
    (123_456, 789_012, 60_000, 7777, 3_105_617),
    (0, 999_999_999_999, None, 5283, 52_830_000_000),
)
CHARGES = (
    # quantity, price, fen
    (100_000, 9500, 9500),
    (33_333, 500, 167),
    (1, 49999, 0),
    (1, 50000, 1),
    (1, -50000, -1),
    (1, -49999, 0),
    (10_000, -1250, -125),
)


def test_a_use_comes_to_what_the_clause_finds(app: Flask) -> None:
    with unjudged():
        db.session.add(place := Canteen(code="01", name="机关食堂"))
        db.session.flush()
        for opening, closing, multiplier, price, fen in USES:
            reading = {"opening": opening, "closing": closing, "multiplier": multiplier, "unit_price": price}
            bill = UtilityBill(canteen_id=place.id, utility="电", month=date(2026, 11, 1), amount=fen, **reading)
            db.session.add(bill)
            db.session.flush()
    found = select(utilities_as_used.judge(UtilityBill).numbers["computed"]).order_by(UtilityBill.id)
    by_clause = list(db.session.scalars(found))
    assert by_clause == [fen for *_, fen in USES]
    assert by_clause == [used(*numbers) for *numbers, _ in USES]


@pytest.mark.parametrize(("quantity", "price", "fen"), CHARGES)
def test_a_charge_is_rounded_half_up_and_a_rebate_alike(quantity: int, price: int, fen: int) -> None:
    assert charged(quantity, price) == fen


def test_the_difference_is_what_the_bill_says_more() -> None:
    assert (Reckoning(100, 120).difference, Reckoning(100, 80).difference, Reckoning(100, None).difference) == (
        20,
        -20,
        None,
    )
