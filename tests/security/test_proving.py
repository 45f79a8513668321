"""An idle session goes on by PIN on its device; five wrong ones, eight hours or another device take the password."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.models import LogEntry, LoginSession
from canteen.signing import pins
from tests.security.staff import employ, is_in, log_in, post
from tests.signing.pens import PIN, enrol

WRONG = "860531"
READING = "/documents/purchase/?month=2026-10"


@pytest.fixture
def kuaiji(app: Flask) -> FlaskClient:
    """An accountant with a PIN, logged in, with a canteen chosen."""
    enrol(employ("kuaiji", "会计"))
    client = app.test_client()
    log_in(client, "kuaiji")
    return client


def pass_time(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    later: datetime = clock.now() + timedelta(**time)
    monkeypatch.setattr(clock, "now", lambda: later)


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("sid")
    assert found
    return found.value


def test_an_idle_session_goes_on_by_pin_where_it_was(kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cookie(kuaiji)
    pass_time(monkeypatch, minutes=15)
    page = kuaiji.get(kuaiji.get(READING).location).text
    assert "姓kuaiji的签名 PIN" in page
    action = re.search(r'action="(/login/pin[^"]*)"', page)
    assert action
    answer = post(kuaiji, action[1], pin=PIN)
    assert (answer.status_code, answer.location) == (303, READING)
    assert is_in(kuaiji)
    assert cookie(kuaiji) != before
    last = db.session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert last
    assert (last.actor, last.action) == ("kuaiji", "用 PIN 继续")


def test_the_old_cookie_opens_nothing_then(kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cookie(kuaiji)
    pass_time(monkeypatch, minutes=15)
    post(kuaiji, "/login/pin", pin=PIN)
    kuaiji.set_cookie("sid", before)
    assert not is_in(kuaiji)
    assert "签名 PIN" not in kuaiji.get("/login").text


@pytest.mark.parametrize(("hours", "minutes", "goes_on"), [(7, 59, True), (8, 0, False)])
def test_eight_hours_after_the_log_in_it_takes_the_password(
    kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch, hours: int, minutes: int, *, goes_on: bool
) -> None:
    pass_time(monkeypatch, hours=hours, minutes=minutes)
    assert ("签名 PIN" in kuaiji.get("/login").text) == goes_on
    post(kuaiji, "/login/pin", pin=PIN)
    assert is_in(kuaiji) == goes_on


def test_the_eight_hours_run_on(kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pass_time(monkeypatch, hours=7, minutes=50)
    post(kuaiji, "/login/pin", pin=PIN)
    pass_time(monkeypatch, minutes=10)
    assert not is_in(kuaiji)


def test_five_wrong_ones_end_it(kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pass_time(monkeypatch, minutes=15)
    for left in (4, 3, 2, 1):
        post(kuaiji, "/login/pin", pin=WRONG)
        assert f"还可以试 {left} 次" in kuaiji.get("/login").text
    post(kuaiji, "/login/pin", pin=WRONG)
    page = kuaiji.get("/login").text
    assert pins.LOCKED in page
    assert "用 PIN 继续" not in page
    post(kuaiji, "/login/pin", pin=PIN)
    assert not is_in(kuaiji)
    assert log_in(kuaiji, "kuaiji").status_code == 303


def test_four_wrong_ones_and_the_right_one_go_on(kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pass_time(monkeypatch, minutes=15)
    for pin in (*[WRONG] * 4, PIN):
        post(kuaiji, "/login/pin", pin=pin)
    assert is_in(kuaiji)


def test_no_other_device_goes_on_with_it(app: Flask, kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pass_time(monkeypatch, minutes=15)
    other = app.test_client()
    assert "签名 PIN" not in other.get("/login").text
    post(other, "/login/pin", pin=PIN)
    assert not is_in(other)


def test_a_session_that_was_ended_does_not_go_on(kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    old = cookie(kuaiji)
    post(kuaiji, "/logout")
    kuaiji.set_cookie("sid", old)
    pass_time(monkeypatch, minutes=15)
    post(kuaiji, "/login/pin", pin=PIN)
    assert not is_in(kuaiji)


def test_without_a_pin_there_is_only_the_password(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    employ("xin", "采购")
    client = app.test_client()
    log_in(client, "xin")
    pass_time(monkeypatch, minutes=15)
    assert "用 PIN 继续" not in client.get("/login").text
    assert len(db.session.scalars(select(LoginSession)).all()) == 1
