"""A purchaser enters a stall or something fresh at the market; the accountant confirms it within the month."""

from collections.abc import Iterator

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Item, Supplier
from tests.catalogue.conftest import As
from tests.security.staff import post

LAST_DAY, FIRST_DAY = "2026-10-31T23:50:00+08:00", "2026-11-01T00:00:00+08:00"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be the last minutes of October."""
    with time_machine.travel(LAST_DAY, tick=False):
        yield


def new_stall(client: FlaskClient, **other: str) -> TestResponse:
    """Enter a stall."""
    return post(client, "/catalogue/suppliers/new", **{"name": "曾记豆腐摊", "phone": "13800000000"} | other)


def new_fresh(client: FlaskClient, **other: str) -> TestResponse:
    """Enter something fresh."""
    return post(client, "/catalogue/items/new", **{"name": "马齿苋", "unit": "公斤"} | other)


def test_it_is_a_stall_and_something_fresh_whatever_was_sent(buyer: FlaskClient) -> None:
    new_stall(buyer, kind="固定经营场所", bank_account="12345678", tax_number="91340700MA2MQ8XT6P")
    new_fresh(buyer, category="设备购置", in_catalogue="y", durable="y")
    stall, fresh = (db.session.scalars(select(model)).one() for model in (Supplier, Item))
    assert isinstance(stall, Supplier)
    assert isinstance(fresh, Item)
    assert (stall.kind, stall.bank_account, stall.tax_number, stall.unconfirmed) == ("零星摊贩", None, None, True)
    assert (fresh.category, fresh.in_catalogue, fresh.durable, fresh.unconfirmed) == ("零星食材", False, False, True)


def test_a_stall_needs_a_telephone(buyer: FlaskClient) -> None:
    assert new_stall(buyer, phone="").status_code == 422


@pytest.mark.parametrize("deed", ["edit", "replace", "retire", "restore", "confirm"])
def test_everything_else_is_the_accountant_s(who: As, deed: str) -> None:
    new_stall(who("buyer"))
    for name in ("buyer", "overseer", "clerk"):
        assert post(who(name), f"/catalogue/suppliers/1/{deed}").status_code == 403


@pytest.mark.parametrize("stranger", ["clerk", "overseer", "cashier", "approver"])
def test_nobody_else_enters_any(who: As, stranger: str) -> None:
    assert [new_stall(who(stranger)).status_code, new_fresh(who(stranger)).status_code] == [403, 403]


def test_what_waits_is_listed_and_confirmed(keeper: FlaskClient, buyer: FlaskClient) -> None:
    assert "没有等确认的" in keeper.get("/catalogue/waiting").text
    new_stall(buyer)
    new_fresh(buyer)
    assert "采购当场登记的 2 个供应商或品目等会计确认，请在本月内办完" in keeper.get("/desk/").text
    assert "等会计确认，请" not in buyer.get("/desk/").text
    page = keeper.get("/catalogue/waiting").text
    assert all(told in page for told in ("曾记豆腐摊", "马齿苋", "姓buyer", "2026-10-31 23:50"))
    assert post(keeper, "/catalogue/suppliers/1/confirm").status_code == 303
    page = keeper.get("/catalogue/waiting").text
    assert ("曾记豆腐摊" in page, "马齿苋" in page) == (False, True)
    assert not db.session.scalars(select(Supplier)).one().unconfirmed


def test_one_that_is_retired_waits_no_more(keeper: FlaskClient, buyer: FlaskClient) -> None:
    new_stall(buyer)
    post(keeper, "/catalogue/suppliers/1/retire", retired_on="2026-10-31")
    assert "没有等确认的" in keeper.get("/catalogue/waiting").text


@pytest.mark.parametrize(("now", "late"), [(LAST_DAY, False), (FIRST_DAY, True)])
def test_it_is_late_when_the_month_is_over(keeper: FlaskClient, buyer: FlaskClient, now: str, *, late: bool) -> None:
    new_stall(buyer)
    with time_machine.travel(now, tick=False):
        assert ("过了期限" in keeper.get("/catalogue/waiting").text) is late
        assert ("其中 1 个是上月或更早的" in keeper.get("/desk/").text) is late
