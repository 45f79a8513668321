"""People who set a new canteen up, on 2 November 2026."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from canteen.db import db
from canteen.models import Unit
from canteen.step import unjudged
from tests.security.staff import employ, log_in

NOW = "2026-11-02T09:00:00+08:00"
Visit = Callable[[str], FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be a Monday morning."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def staff(app: Flask) -> Visit:
    """Gives a client logged in with a new log-in of the post."""
    with unjudged():
        db.session.add(Unit(title="高新区机关事务中心"))
    clients: dict[str, FlaskClient] = {}

    def visited(post: str) -> FlaskClient:
        if post not in clients:
            employ(f"who{len(clients)}", post)
            clients[post] = app.test_client()
            log_in(clients[post], f"who{len(clients) - 1}")
        return clients[post]

    return visited


@pytest.fixture
def guanli(staff: Visit) -> FlaskClient:
    """The administrator."""
    return staff("管理员")


@pytest.fixture
def kuaiji(staff: Visit) -> FlaskClient:
    """The accountant."""
    return staff("会计")
