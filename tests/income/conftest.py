"""A canteen that takes money, at noon of 23 October 2026, with a cashier and an accountant at work."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.income.household import NOON, furnish, visitor


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be noon in the canteen."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def cashier(app: Flask) -> FlaskClient:
    """The cashier, logged in."""
    furnish()
    return visitor(app, "chuna")


@pytest.fixture
def keeper(cashier: FlaskClient) -> FlaskClient:
    """The accountant, logged in."""
    return visitor(cashier.application, "kuaiji")
