"""What was typed while the session ended waits for its writer behind the log-in: once, for them alone, without secrets."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from wtforms import PasswordField

from canteen.db import db
from canteen.fields import Form
from canteen.models import ParkedForm, Person
from canteen.security import parked
from tests.security.staff import PASSWORD, employ, log_in, pass_time, post, token

FORM = "/people/new"
TYPED = {"name": "李四", "staff_no": "1002", "post": "采购", "started_on": "2026-10-08"}


@pytest.fixture
def guanli(app: Flask) -> FlaskClient:
    """An administrator, logged in."""
    employ("guanli", "管理员")
    client = app.test_client()
    log_in(client, "guanli")
    return client


def waiting() -> list[str]:
    """The addresses at which something waits."""
    return list(db.session.scalars(select(ParkedForm.address)))


def values(page: str) -> dict[str, str]:
    """What the text fields of a page hold."""
    return dict(re.findall(r'<input [^>]*name="(name|staff_no|started_on)"[^>]*value="([^"]*)"', page))


def sent_too_late(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str = FORM, **typed: str) -> str:
    """Send a form whose session has ended meanwhile; gives where one is led to."""
    data = {"csrf_token": token(client), **(typed or TYPED)}
    pass_time(monkeypatch, minutes=15)
    answer = client.post(address, data=data, headers={"Referer": f"http://localhost{address}"})
    assert answer.status_code == 303
    return answer.location


def back(client: FlaskClient, log_in_page: str, username: str = "guanli") -> str:
    """The page to which the log-in leads."""
    answer = post(client, log_in_page, name=username, password=PASSWORD)
    assert answer.status_code == 303
    return client.get(answer.location).text


def test_after_the_log_in_the_form_is_there_as_it_was_typed(
    guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = back(guanli, sent_too_late(guanli, monkeypatch))
    assert values(page) == {name: TYPED[name] for name in ("name", "staff_no", "started_on")}
    assert parked.NOT_SENT in page
    assert db.session.scalar(select(Person).where(Person.name == "李四")) is None


def test_once_it_is_sent_nothing_waits_any_more(guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    back(guanli, sent_too_late(guanli, monkeypatch))
    assert waiting() == [FORM]
    assert post(guanli, FORM, **TYPED).status_code == 303
    assert waiting() == []


def test_a_form_of_the_session_before_is_shown_again(guanli: FlaskClient) -> None:
    old = token(guanli)
    log_in(guanli, "guanli")
    answer = guanli.post(FORM, data={"csrf_token": old, **TYPED})
    assert (answer.status_code, answer.location) == (303, f"{FORM}?parked=1")
    assert values(guanli.get(answer.location).text)["name"] == "李四"


def test_the_plain_page_is_empty(guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    back(guanli, sent_too_late(guanli, monkeypatch))
    assert "李四" not in guanli.get(FORM).text


def test_nobody_else_sees_it(app: Flask, guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    employ("second", "管理员")
    page = back(guanli, sent_too_late(guanli, monkeypatch), "second")
    assert "李四" not in page
    assert parked.NOT_SENT not in page


def test_a_later_one_replaces_it_and_after_a_day_it_is_gone(
    guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    back(guanli, sent_too_late(guanli, monkeypatch))
    page = back(guanli, sent_too_late(guanli, monkeypatch, **TYPED | {"name": "王五"}))
    assert values(page)["name"] == "王五"
    assert waiting() == [FORM]
    pass_time(monkeypatch, days=1, minutes=1)
    log_in(guanli, "guanli")
    sent_too_late(guanli, monkeypatch, "/signing/pin", key="0" * 32)
    assert waiting() == ["/signing/pin"]


def test_no_secret_is_kept(guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets = dict.fromkeys(parked.SECRETS - {"csrf_token"}, "geheim")
    sent_too_late(guanli, monkeypatch, "/signing/pin", **secrets, key="0" * 32)
    assert db.session.scalars(select(ParkedForm.typed)).one() == [["key", "0" * 32]]


def test_a_stranger_a_foreign_token_and_who_logged_out_leave_nothing(app: Flask, guanli: FlaskClient) -> None:
    stranger = app.test_client()
    assert stranger.post(FORM, data={"csrf_token": token(stranger), **TYPED}).status_code == 303
    assert guanli.post(FORM, data={"csrf_token": token(stranger), **TYPED}).status_code == 400
    left = token(guanli)
    post(guanli, "/logout")
    assert guanli.post(FORM, data={"csrf_token": left, **TYPED}).status_code == 303
    assert waiting() == []


@pytest.mark.parametrize(
    ("referrer", "next_page"),
    [("http://localhost/sessions", "/sessions"), ("https://elsewhere.example/sessions", None), ("", None)],
)
def test_a_button_without_a_page_of_its_own_leads_back_to_where_it_was(
    guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch, referrer: str, next_page: str | None
) -> None:
    data = {"csrf_token": token(guanli)}
    pass_time(monkeypatch, minutes=15)
    answer = guanli.post("/sessions/1/end", data=data, headers={"Referer": referrer})
    assert answer.location == (f"/login?next={next_page}" if next_page else "/login")
    assert waiting() == []


def forms(of: type[Form] = Form) -> Iterator[type[Form]]:
    for form in of.__subclasses__():
        yield form
        yield from forms(form)


def test_every_secret_field_is_known_as_one() -> None:
    fields = {
        name
        for form in forms()
        for name in dir(form)
        if issubclass(getattr(getattr(form, name), "field_class", object), PasswordField)
    }
    assert {"password", "pin", "new_pin"} <= fields <= parked.SECRETS
