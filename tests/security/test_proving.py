"""An idle session goes on by PIN on its device; five wrong ones, eight hours or another device take the password."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.models import LogEntry, LoginSession, Person
from canteen.people.proving import CONFIRMED
from canteen.signing import pins
from tests.security.staff import PASSWORD, cookie, employ, is_in, log_in, pass_time, post, token
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


@pytest.fixture
def guanli(app: Flask) -> FlaskClient:
    """An administrator, logged in five minutes ago."""
    employ("guanli", "管理员")
    client = app.test_client()
    log_in(client, "guanli")
    return client


DELICATE = {
    "/people/new": {"name": "李四", "staff_no": "1002", "post": "采购", "started_on": "2026-10-08"},
    "/lawbook/parameters/cash_limit": {"value": "800", "reason": "收紧", "begins_on": "2030-01-01"},
}


@pytest.mark.parametrize("address", DELICATE)
def test_five_minutes_after_the_password_what_is_delicate_asks_for_it_again_and_loses_nothing(
    guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    pass_time(monkeypatch, minutes=5)
    answer = post(guanli, address, **DELICATE[address])
    assert answer.location == f"/confirm?next={address}?parked%3D1"
    assert "口令不对" in post(guanli, answer.location, password="x").text
    confirmed = post(guanli, answer.location, password=PASSWORD)
    assert confirmed.location == f"{address}?parked=1"
    page = guanli.get(confirmed.location).text
    assert CONFIRMED in page
    assert all(f'value="{typed}"' in page or typed in page for typed in DELICATE[address].values())
    assert post(guanli, address, **DELICATE[address]).location.startswith(("/people/", "/lawbook/"))


def test_until_then_it_does_not(guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pass_time(monkeypatch, minutes=4, seconds=59)
    assert post(guanli, "/people/new", **DELICATE["/people/new"]).location.startswith("/people/")


def test_a_session_gone_on_with_by_pin_has_not_given_the_password(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    enrol(employ("guanli", "管理员"))
    client = app.test_client()
    log_in(client, "guanli")
    pass_time(monkeypatch, minutes=15)
    post(client, "/login/pin", pin=PIN)
    assert post(client, "/people/new", **DELICATE["/people/new"]).location.startswith("/confirm")


def test_a_button_is_pressed_again_after_the_password(guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    person = db.session.scalars(select(Person.id)).one()
    pass_time(monkeypatch, minutes=5)
    referrer = {"Referer": f"http://localhost/people/{person}"}
    answer = guanli.post(f"/people/{person}/end", data={"csrf_token": token(guanli)}, headers=referrer)
    assert answer.location == f"/confirm?next=/people/{person}"
