"""A canteen with money in the bank, at noon of 23 October 2026, with a cashier at work."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.models import Account
from canteen.step import unjudged
from tests.income.household import BANK, NOON, furnish, visitor


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be noon in the canteen."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def cashier(app: Flask) -> FlaskClient:
    """The cashier, logged in; 20,000.00 lie in the meal fund's bank account."""
    furnish()
    with unjudged():
        db.session.scalars(select(Account).where(Account.name == BANK)).one().opening = 20_000_00
    return visitor(app, "chuna")
