"""People at the catalogues: the accountant, a purchaser, and the supervisor."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.signing.pens import at_work

POSTS = {
    "keeper": "会计",
    "colleague": "会计",
    "buyer": "采购",
    "overseer": "监管",
    "approver": "审批",
    "cashier": "出纳",
    "clerk": "部门经办",
}
As = Callable[[str], FlaskClient]


@pytest.fixture
def who(app: Flask) -> As:
    """Gives a client that one of them, who has a PIN, is logged in with."""
    clients: dict[str, FlaskClient] = {}

    def logged_in(name: str) -> FlaskClient:
        if name not in clients:
            clients[name] = at_work(app, name, POSTS[name])
        return clients[name]

    return logged_in


@pytest.fixture
def keeper(who: As) -> FlaskClient:
    """The accountant."""
    return who("keeper")


@pytest.fixture
def buyer(who: As) -> FlaskClient:
    """A purchaser."""
    return who("buyer")
