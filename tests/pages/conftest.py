"""Pages are read in an installation that nobody changes, and changed in one of the test's own; it is 10 November 2026."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from canteen.db import db
from canteen.exchange.history import bring_in
from tests import world
from tests.conftest import Client
from tests.rules.conftest import installation
from tests.security.staff import employ, log_in
from tests.world import Sheets

__all__ = ["installation"]
NOW = "2026-11-10T12:00:00+08:00"
SUPPLIERS = 60
Visit = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be noon in the canteen."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="session")
def books(installation: Flask) -> Flask:
    """A canteen with findings in October, more suppliers than a page holds, and somebody in every post."""
    installation.test_client_class = Client
    with time_machine.travel(NOW, tick=False), installation.app_context():
        answer = bring_in(unlawful(), canteen="01", name="机关食堂", by="宋德明", file_name="台账.xlsx")
        assert answer.errors == []
        for name, post in {
            "approver": "审批",
            "clerk": "部门经办",
            "keeper": "会计",
            "overseer": "监管",
            "root": "管理员",
        }.items():
            employ(name, post)
        db.session.remove()
    return installation


@pytest.fixture
def visit(books: Flask) -> Iterator[Visit]:
    """Gives a client that somebody is logged in with."""
    clients = {}

    def visited(name: str = "keeper") -> FlaskClient:
        if name not in clients:
            clients[name] = books.test_client()
            assert log_in(clients[name], name).status_code == 303
        return clients[name]

    with books.app_context():
        yield visited
        db.session.remove()


@pytest.fixture
def own(app: Flask) -> Visit:
    """Gives a client logged in with a new log-in of the posts, in the test's own canteen with the lawful world."""
    assert bring_in(world.lawful(), canteen="01", name="机关食堂", by="宋德明").errors == []

    def visited(*posts: str, name: str = "me") -> FlaskClient:
        client = app.test_client()
        employ(name, *posts)
        assert log_in(client, name).status_code == 303
        return client

    return visited


def unlawful() -> Sheets:
    """The lawful world with one receiver fewer (1.2), cash above the limit (3.7, 3.8 is silent), and many suppliers."""
    sheets = world.lawful()
    sheets["签名"] = [row for row in sheets["签名"] if (row["单据编号"], row["签名人"]) != (world.RICE, "2002")]
    sheets = world.changed(sheets, "付款", "FK-202610-0001", 方式="现金")
    for number in range(SUPPLIERS):
        sheets = world.with_row(sheets, "供应商", 名称=f"备选供应商{number:02}", 类型="固定经营场所")
    return sheets
