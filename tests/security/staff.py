"""People for the tests: somebody in a post with a log-in, and a client that posts forms as a browser does."""

import re
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen import clock
from canteen.db import db
from canteen.models import Appointment, Canteen, Person, User
from canteen.security import passwords
from canteen.step import unjudged

PASSWORD = "清晨的菜市场最热闹也最考验人心"
ANOTHER = "傍晚的食堂飘着米饭和青椒的香味"
LONG_AGO = date(2020, 1, 1)


def employ(username: str, *posts: str, canteen: str = "01") -> int:
    """Make a log-in with a password for somebody who holds the posts, and give its id."""
    with unjudged():
        place = db.session.scalar(select(Canteen).where(Canteen.code == canteen)) or Canteen(
            code=canteen, name=f"第 {canteen} 食堂"
        )
        user = User(
            username=username, name=f"姓{username}", created_at=clock.now(), password_hash=passwords.hash_of(PASSWORD)
        )
        db.session.add_all([place, user])
        db.session.flush()
        held = [Appointment(post=post, started_on=LONG_AGO) for post in posts]
        db.session.add(
            Person(canteen_id=place.id, staff_no=username, name=user.name, user_id=user.id, appointments=held)
        )
        db.session.flush()
        return user.id


def token(client: FlaskClient) -> str:
    """The token that this client's forms carry."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/code").text)
    assert found
    return found[1]


def post(client: FlaskClient, address: str, **data: str) -> TestResponse:
    """Send a form as the page would."""
    return client.post(address, data={"csrf_token": token(client), **data})


def log_in(client: FlaskClient, username: str, password: str = PASSWORD) -> TestResponse:
    """Log in."""
    return post(client, "/login", name=username, password=password)


def is_in(client: FlaskClient) -> bool:
    """Whether the client is logged in."""
    return client.get("/sessions").status_code == 200


def pass_time(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    """Let so many minutes or days go by."""
    later: datetime = clock.now() + timedelta(**time)
    monkeypatch.setattr(clock, "now", lambda: later)


def cookie(client: FlaskClient) -> str:
    """The secret that the client's session is known by."""
    found = client.get_cookie("sid")
    assert found
    return found.value
