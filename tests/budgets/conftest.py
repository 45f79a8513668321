"""An accountant of a canteen with the lawful world, on 10 November 2026."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from canteen.exchange.history import bring_in
from tests import world
from tests.security.staff import employ, log_in

NOW = "2026-11-10T12:00:00+08:00"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be noon in the canteen."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def keeper(app: Flask) -> FlaskClient:
    """The accountant, logged in."""
    assert bring_in(world.lawful(), canteen="01", name="机关食堂", by="宋德明").errors == []
    employ("keeper", "会计")
    client = app.test_client()
    log_in(client, "keeper")
    return client
