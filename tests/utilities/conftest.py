"""An accountant of a canteen with the lawful world, on 10 November 2026, and bills as its form sends them."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import UtilityBill
from tests import world
from tests.pictures.photos import photo
from tests.security.staff import employ, log_in, token

NOW = "2026-11-10T12:00:00+08:00"
POWER: dict[str, Any] = {
    "utility": "电",
    "meter": "",
    "month": "2026-11",
    "opening": "4660",
    "closing": "4700",
    "multiplier": "40",
    "unit_price": "0.5283",
    "amount": "845.28",
}
"""November's bill of the power meter: 40 x 40 x 0.5283."""
Visit = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be noon in the canteen."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def visit(app: Flask) -> Visit:
    """Gives a client logged in with a new log-in of the posts."""
    assert bring_in(world.lawful(), canteen="01", name="机关食堂", by="宋德明").errors == []

    def visited(*posts: str, canteen: str = "01") -> FlaskClient:
        client, name = app.test_client(), f"{posts[0]}{canteen}"
        employ(name, *posts, canteen=canteen)
        assert log_in(client, name).status_code == 303
        return client

    return visited


@pytest.fixture
def keeper(visit: Visit) -> FlaskClient:
    """The accountant, logged in."""
    return visit("会计")


def send(client: FlaskClient, address: str = "/utilities/new", **fields: Any) -> TestResponse:
    """Send November's bill with these fields otherwise (a file is its bytes and name), and a photo of the dial; None is no field."""
    form = {"photo": (photo(), "表盘.jpg")} | POWER | fields
    sent = {
        name: (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
        for name, value in form.items()
        if value is not None
    }
    return client.post(address, data={"csrf_token": token(client), **sent})


def part(number: int = 0, /, **cells: str) -> dict[str, str]:
    """A row of other charges."""
    return {f"charges-{number}-{name}": value for name, value in cells.items()}


def bills(month: int = 11) -> list[UtilityBill]:
    """The bills of a month in their order."""
    query = select(UtilityBill).where(UtilityBill.month == date(2026, month, 1)).order_by(UtilityBill.id)
    return list(db.session.scalars(query))
