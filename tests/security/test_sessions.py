"""A session ends when it should, and an old cookie never opens anything again."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.models import LoginSession, Person
from tests.security.staff import ANOTHER, PASSWORD, cookie, employ, is_in, log_in, pass_time, post


@pytest.fixture
def kuaiji(app: Flask) -> FlaskClient:
    """An accountant, logged in."""
    employ("kuaiji", "会计")
    client = app.test_client()
    log_in(client, "kuaiji")
    assert is_in(client)
    return client


@pytest.fixture
def guanli(app: Flask) -> FlaskClient:
    """An administrator, logged in."""
    employ("guanli", "管理员")
    client = app.test_client()
    log_in(client, "guanli")
    return client


def test_a_log_in_gives_a_new_cookie_that_scripts_and_other_sites_do_not_get(client: FlaskClient) -> None:
    employ("kuaiji", "会计")
    client.get("/login")
    before = cookie(client)
    answer = log_in(client, "kuaiji")
    assert cookie(client) != before
    for part in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in answer.headers["Set-Cookie"]


def test_the_database_knows_only_a_hash_of_the_cookie(kuaiji: FlaskClient) -> None:
    stored = db.session.scalars(select(LoginSession.token_hash)).one()
    assert len(stored) == 32
    assert cookie(kuaiji).encode() not in stored


def test_logging_out_ends_it_and_clears_what_the_browser_kept(kuaiji: FlaskClient) -> None:
    old = cookie(kuaiji)
    answer = post(kuaiji, "/logout")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    kuaiji.set_cookie("sid", old)
    assert not is_in(kuaiji)


def test_disabling_the_log_in_ends_it(kuaiji: FlaskClient, guanli: FlaskClient) -> None:
    accountant = db.session.scalars(select(Person.id).where(Person.staff_no == "kuaiji")).one()
    assert post(guanli, f"/people/{accountant}/disable").status_code == 303
    assert not is_in(kuaiji)


def test_a_new_code_ends_it(kuaiji: FlaskClient, guanli: FlaskClient) -> None:
    accountant = db.session.scalars(select(Person.id).where(Person.staff_no == "kuaiji")).one()
    assert post(guanli, f"/people/{accountant}/code").status_code == 200
    assert not is_in(kuaiji)


def test_changing_the_password_ends_all_but_the_new_one(app: Flask, kuaiji: FlaskClient) -> None:
    other = app.test_client()
    log_in(other, "kuaiji")
    old = cookie(kuaiji)
    answer = post(kuaiji, "/password", old=PASSWORD, password=ANOTHER, again=ANOTHER)
    assert answer.status_code == 303
    assert is_in(kuaiji)
    assert not is_in(other)
    kuaiji.set_cookie("sid", old)
    assert not is_in(kuaiji)


def test_a_post_counts_through_its_last_day(guanli: FlaskClient) -> None:
    someone = db.session.scalars(select(Person).where(Person.staff_no == "guanli")).one()
    employ("second", "管理员")
    ended = f"/people/posts/{someone.appointments[0].id}/end"
    assert post(guanli, ended, ended_on=clock.today().isoformat()).status_code == 303
    assert guanli.get("/people/").status_code == 200


def test_a_post_that_ended_yesterday_opens_nothing(guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    employ("second", "管理员")
    someone = db.session.scalars(select(Person).where(Person.staff_no == "guanli")).one()
    ended = f"/people/posts/{someone.appointments[0].id}/end"
    assert post(guanli, ended, ended_on=clock.today().isoformat()).status_code == 303
    pass_time(monkeypatch, days=1)
    log_in(guanli, "guanli")
    assert guanli.get("/people/").status_code == 403


@pytest.mark.parametrize(
    ("role", "minutes", "lasts"), [("会计", 14, True), ("会计", 16, False), ("监管", 29, True), ("监管", 31, False)]
)
def test_doing_nothing_ends_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch, role: str, minutes: int, *, lasts: bool
) -> None:
    employ("someone", role)
    client = app.test_client()
    log_in(client, "someone")
    pass_time(monkeypatch, minutes=minutes)
    assert is_in(client) is lasts


def test_eight_hours_end_it_however_busy(kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(47):
        pass_time(monkeypatch, minutes=10)
        assert is_in(kuaiji)
    pass_time(monkeypatch, minutes=10)
    assert not is_in(kuaiji)


def test_setting_the_clock_back_makes_it_no_longer(kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pass_time(monkeypatch, days=-1)
    assert not is_in(kuaiji)


def test_a_third_log_in_ends_the_oldest(app: Flask, kuaiji: FlaskClient) -> None:
    second, third = app.test_client(), app.test_client()
    log_in(second, "kuaiji")
    assert is_in(kuaiji)
    log_in(third, "kuaiji")
    assert [is_in(client) for client in (kuaiji, second, third)] == [False, True, True]


def test_own_sessions_can_be_ended_and_nobody_elses(app: Flask, kuaiji: FlaskClient, guanli: FlaskClient) -> None:
    other = app.test_client()
    log_in(other, "kuaiji")
    newest = db.session.scalars(select(LoginSession.id).order_by(LoginSession.id.desc())).first()
    assert post(guanli, f"/sessions/{newest}/end").status_code == 404
    assert is_in(other)
    assert post(kuaiji, f"/sessions/{newest}/end").status_code == 303
    assert not is_in(other)


def test_after_an_idle_end_the_log_in_leads_back(kuaiji: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    pass_time(monkeypatch, minutes=20)
    answer = kuaiji.get("/sessions?a=1")
    assert answer.location == "/login?next=/sessions?a%3D1"
    page = kuaiji.get(answer.location)
    assert "太久没有操作" in page.text
    assert post(kuaiji, answer.location, name="kuaiji", password=PASSWORD).location == "/sessions?a=1"
