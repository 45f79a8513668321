"""Who enters late and who countersigns: the accountant and the supervisor, two people, nobody else; and what changed meanwhile."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.clock import now
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Canteen, CanteenMonth, LateEntry, Payment, Purchase
from canteen.models.words import Post, State
from canteen.step import unjudged
from tests.late.conftest import PAYMENT, UNPAID, Visit, send
from tests.security.staff import employ, log_in, post
from tests.signing.pens import sign_data

ENTERING = ("/late/new", "/late/new/payment", "/late/completion/1")
READING = ("/late/", "/late/1")
DECIDING = ("/late/1/countersign", "/late/1/return")


@pytest.mark.parametrize("engine_name", ["sqlite"])
@pytest.mark.parametrize("held", Post)
def test_every_post_and_every_page(visit: Visit, held: Post) -> None:
    send(visit("keeper", "会计"), "/late/new/payment", PAYMENT)
    client = visit("me", held)
    enters, decides = held is Post.ACCOUNTANT, held is Post.SUPERVISOR
    for address in ENTERING:
        assert client.get(address).status_code == (200 if enters else 403), address
    for address in READING:
        assert client.get(address).status_code == (200 if enters or decides else 403), address
    for address in DECIDING:
        assert post(client, address).status_code == (422 if decides else 403), address
    assert send(client, "/late/new/payment", PAYMENT).status_code == (303 if enters else 403)


def test_whoever_holds_both_posts_cannot_countersign_their_own(visit: Visit) -> None:
    both = visit("both", "会计", "监管")
    address = send(both, "/late/new/payment", PAYMENT).location
    page = both.get(address).text
    assert "须由另一个人会签" in page
    assert "会签入账</button>" not in page
    other = visit("other", "会计", "监管")
    signed = sign_data(other.get(address).text)
    assert post(both, f"{address}/countersign", **signed).status_code == 422
    assert post(other, f"{address}/countersign", **signed).status_code == 303


def test_what_was_shown_to_one_is_not_signed_by_another(
    visit: Visit, keeper: FlaskClient, overseer: FlaskClient
) -> None:
    address = send(keeper, "/late/new/payment", PAYMENT).location
    lent = sign_data(overseer.get(address).text)
    answer = post(visit("other", "监管"), f"{address}/countersign", **lent)
    assert answer.status_code == 422
    assert "不是给您签的" in answer.text


def test_of_another_canteen_it_is_not_there(visit: Visit, keeper: FlaskClient, app: Flask) -> None:
    address = send(keeper, "/late/new/payment", PAYMENT).location
    assert bring_in({"供应商": [{"名称": "远处", "类型": "零星摊贩"}]}, canteen="02", name="第二食堂").errors == []
    employ("far", "监管", "会计", canteen="02")
    far = app.test_client()
    log_in(far, "far")
    for where in (address, f"/late/new/payment?again={address[-1]}", f"/late/completion?number={UNPAID}"):
        assert "停电" not in far.get(where).text
    assert far.get(address).status_code == 404
    assert post(far, f"{address}/return", why="不行").status_code == 404


def test_what_can_no_longer_come_in_waits_and_says_why(keeper: FlaskClient, overseer: FlaskClient) -> None:
    address = send(keeper, "/late/new/payment", PAYMENT).location
    with unjudged():
        db.session.scalars(select(Purchase).where(Purchase.number == UNPAID)).one().state = State.VOID
    page = overseer.get(address).text
    assert "现在入不了账" in page
    answer = post(overseer, f"{address}/countersign", **sign_data(page))
    assert answer.status_code == 422
    assert f"没有这一采购：{UNPAID}" in answer.text
    assert db.session.scalars(select(LateEntry.state)).all() == ["draft"]
    assert db.session.scalars(select(Payment).where(Payment.origin == "late")).all() == []


def test_a_closed_month_takes_nothing(keeper: FlaskClient) -> None:
    with unjudged():
        canteen = db.session.scalars(select(Canteen.id)).one()
        db.session.add(CanteenMonth(canteen_id=canteen, month=date(2026, 10, 1), closed_at=now()))
    answer = send(keeper, "/late/new/payment", PAYMENT)
    assert (answer.status_code, "2026-10 已结账" in answer.text) == (422, True)
    assert send(keeper, "/late/new/payment", PAYMENT | {"paid_on": "2026-11-01"}).status_code == 303


def test_the_desk_says_what_waits_and_what_came_back(keeper: FlaskClient, overseer: FlaskClient) -> None:
    assert "补录等您会签" not in overseer.get("/desk/").text
    address = send(keeper, "/late/new/payment", PAYMENT).location
    assert "1 份补录等您会签" in overseer.get("/desk/").text
    assert "被退回了" not in keeper.get("/desk/").text
    post(overseer, f"{address}/return", why="看不清")
    assert "1 份补录被退回了" in keeper.get("/desk/").text
    assert "补录等您会签" not in overseer.get("/desk/").text
