"""Everybody sees all that was signed in their name; what was signed outside purchases, its canteen's supervisor too."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Endorsement, Person, Signature
from canteen.signatures import mine
from canteen.step import unjudged
from tests import world
from tests.security.staff import PASSWORD, employ, log_in, post
from tests.signing.pens import PIN, sign_data

BUYER = "1001"


@pytest.fixture
def buyer(app: Flask) -> FlaskClient:
    """A purchaser of the lawful world, with a log-in, who has set a PIN here."""
    assert bring_in(world.lawful(), canteen="01", name="机关食堂", by="宋德明").errors == []
    user_id = employ("buyer")
    with unjudged():
        db.session.scalars(select(Person).where(Person.user_id == user_id)).one().user_id = None
        db.session.flush()
        db.session.scalars(select(Person).where(Person.staff_no == BUYER)).one().user_id = user_id
    client = app.test_client()
    log_in(client, "buyer")
    sent = sign_data(client.get("/signing/pin").text) | {"password": PASSWORD, "new_pin": PIN, "again": PIN}
    assert post(client, "/signing/pin", **sent).status_code == 303
    return client


def test_purchases_signed_on_paper_and_what_was_signed_here(buyer: FlaskClient) -> None:
    page = buyer.get("/signing/").text
    signed = db.session.scalar(select(func.count()).where(Signature.signer == BUYER)) or 0
    assert signed
    assert page.count("纸质签名") == page.count("采购人") == signed
    assert page.count("签署电子签名约定") == 1
    for url in set(re.findall(r'href="(/documents/purchase/\d+|/signing/(?:purchases/)?\d+)"', page)):
        assert buyer.get(url).status_code == 200


def test_whoever_holds_no_post_any_more_opens_what_they_signed(buyer: FlaskClient) -> None:
    person = db.session.scalars(select(Person).where(Person.staff_no == BUYER)).one()
    with unjudged():
        for appointment in person.appointments:
            appointment.ended_on = appointment.started_on
    page = f"/signing/{db.session.scalars(select(Endorsement.id)).one()}"
    assert f'href="{page}"' in buyer.get("/signing/").text
    assert "约定" in buyer.get(page).text


def test_the_newest_come_first_page_by_page(buyer: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mine, "PAGE", 3)
    found: list[str] = []
    url: str | None = "/signing/"
    while url:
        page = buyer.get(url).text
        found += re.findall(r'<th scope="row" class="nowrap">([^<]+)</th>', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        url = following and following[1]
    assert found == sorted(found, reverse=True)
    assert len(found) == 1 + (db.session.scalar(select(func.count()).where(Signature.signer == BUYER)) or 0)


@pytest.mark.parametrize(
    ("held", "canteen", "status"),
    [("监管", "01", 200), ("管理员", "01", 200), ("会计", "01", 404), ("监管", "02", 404)],
)
def test_who_sees_what_another_signed(app: Flask, buyer: FlaskClient, held: str, canteen: str, status: int) -> None:
    page = f"/signing/{db.session.scalars(select(Endorsement.id)).one()}"
    assert buyer.get(page).status_code == 200
    employ("other", held, canteen=canteen)
    other = app.test_client()
    log_in(other, "other")
    assert other.get(page).status_code == status


def test_the_supervisor_finds_all_of_it_on_the_persons_page(app: Flask, buyer: FlaskClient) -> None:
    key = db.session.scalars(select(Person.id).where(Person.staff_no == BUYER)).one()
    employ("other", "监管")
    other = app.test_client()
    log_in(other, "other")
    page = other.get(f"/people/{key}").text
    found = re.findall(r'href="(/signing/(?:purchases/)?\d+)"', page)
    assert found == re.findall(r'href="(/signing/(?:purchases/)?\d+)">[采签]', buyer.get("/signing/").text)
    assert "所签内容以纸面为准" in other.get(found[-1]).text
