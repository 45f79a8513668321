"""A canteen whose purchaser Cai began on the first of December 2025, with an administrator logged in on a day."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.people.acting import hold
from tests.security.staff import employ, log_in

BEGAN = "2025-12-01"
On = Callable[..., FlaskClient]


def at(day: str) -> time_machine.travel:
    """Noon of a day."""
    return time_machine.travel(f"{day}T12:00:00+08:00", tick=False)


@pytest.fixture
def staff(app: Flask) -> None:
    """Cai buys, Yan receives, Li and Wang have no post yet."""
    employ("guanli", "管理员")
    for username in ("cai", "yan", "li", "wang"):
        employ(username)
    hold("cai", "采购", BEGAN)
    hold("yan", "验收", "2026-06-01")


@pytest.fixture
def guanli(app: Flask, staff: None) -> On:
    """The administrator, logged in on a day."""

    def client_on(day: str, username: str = "guanli") -> FlaskClient:
        client = app.test_client()
        with at(day):
            log_in(client, username)
        return client

    return client_on
