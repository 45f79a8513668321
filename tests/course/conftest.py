"""A canteen at work, early on a Wednesday."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from tests.course.market import MORNING, Market, open_market


@pytest.fixture(autouse=True)
def morning() -> Iterator[time_machine.Traveller]:
    """It is half past six; a test may go on to another moment."""
    with time_machine.travel(MORNING, tick=False) as travelling:
        yield travelling


@pytest.fixture
def market(app: Flask) -> Market:
    """The canteen."""
    return open_market(app)
