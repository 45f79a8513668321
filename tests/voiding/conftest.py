"""A canteen on 10 November 2026 with the lawful world, and people who ask and agree that papers be made void."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.documents.kinds import BY_SLUG
from canteen.exchange.history import bring_in
from tests import world
from tests.security.staff import post
from tests.signing.pens import at_work, sign_data

NOW = "2026-11-10T12:00:00+08:00"
WHY = "金额打错了，另登一张"
Visit = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be noon in the canteen."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def visit(app: Flask) -> Visit:
    """Gives a client that somebody new is logged in with, who holds the posts and has a PIN."""
    assert bring_in(world.lawful(), canteen="01", name="机关食堂", by="宋德明").errors == []

    return partial(at_work, app)


@pytest.fixture
def keeper(visit: Visit) -> FlaskClient:
    """The accountant."""
    return visit("keeper", "会计")


@pytest.fixture
def overseer(visit: Visit) -> FlaskClient:
    """The supervisor."""
    return visit("overseer", "监管")


def paper(slug: str, number: str) -> Any:
    """The paper with that number."""
    model: Any = BY_SLUG[slug].sheet.model
    return db.session.scalars(select(model).where(model.number == number)).one()


def ask(client: FlaskClient, slug: str, number: str, reason: str = WHY, receipt: str = "一并作废") -> TestResponse:
    """Ask that a paper be made void."""
    address = f"/voiding/{slug}/{paper(slug, number).id}"
    return post(client, address, reason=reason, number=receipt, **sign_data(client.get(address).text))


def agree(client: FlaskClient, address: str) -> TestResponse:
    """Sign second."""
    return post(client, f"{address}/agree", **sign_data(client.get(address).text))
