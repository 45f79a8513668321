"""A purchase starts as a draft at a quote's prices; item 2 speaks before the button and at it, on both sides of each line."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from canteen.db import db
from canteen.models import KeptWarning, Line, LogEntry, ParameterValue
from canteen.step import unjudged
from tests.security.staff import token
from tests.sourcing.conftest import (
    FIRST,
    FRIDGE,
    MONDAY,
    OVEN,
    SECOND,
    THIRD,
    TUESDAY,
    Desk,
    drafts,
    the_case,
)


@pytest.fixture
def asking(buyer: Desk) -> Desk:
    """A purchaser who asked three suppliers for one oven: equal lowest, and one a fen above."""
    buyer.open((OVEN, "1"), estimate="1200", **{"lines-0-note": "三层六盘"})
    for supplier, price in {FIRST: "1200.00", SECOND: "1200.00", THIRD: "1200.01"}.items():
        buyer.quote(supplier, price)
    return buyer


def refused(desk: Desk, supplier: str, day: str = TUESDAY) -> list[str]:
    """The clauses that refuse a purchase from the supplier's quote; none, where it is drafted."""
    answer = desk.buy(supplier, day)
    if answer.status_code == 303:
        return []
    assert (answer.status_code, drafts()) == (422, [])
    return [number for number in ("2.1", "2.2", "2.3", "2.4") if f'/lawbook/{number}">{number}</a>' in answer.text]


def test_the_lowest_quote_becomes_a_draft_that_waits_for_signatures(asking: Desk) -> None:
    answer = asking.buy(FIRST)
    purchase = drafts()[0]
    assert answer.location == f"/documents/purchase/{purchase.id}"
    assert (purchase.state, purchase.number, purchase.fund, purchase.purpose) == ("draft", None, "伙食费", "职工伙食")
    assert (purchase.case_id, purchase.supplier.name, str(purchase.purchased_on)) == (the_case().id, FIRST, TUESDAY)
    lines = db.session.execute(select(Line.line_no, Line.note, Line.quantity, Line.unit_price, Line.amount)).all()
    assert [tuple(line) for line in lines] == [(1, "三层六盘", 1000, 120_000, 120_000)]
    page = asking.client.get(answer.location).text
    for words in ("采购草稿", "LX-202611-0001", "采购人签齐后才成立", "1,200.00", "姓buyer"):
        assert words in page
    assert "None" not in page
    assert ">草稿</a>" in asking.client.get("/documents/purchase/").text


@pytest.mark.parametrize(("supplier", "by"), [(FIRST, []), (SECOND, []), (THIRD, ["2.4"])])
def test_equal_lowest_may_and_a_fen_above_may_not(asking: Desk, supplier: str, by: list[str]) -> None:
    assert refused(asking, supplier) == by


def test_the_case_says_beforehand_what_would_refuse_each(asking: Desk) -> None:
    page = asking.client.get(f"/sourcing/{the_case().id}").text
    assert page.count("可以从这份报价采购") == 2
    assert page.count("这样提交会被拒：条款") == 1
    assert "采购 1200.01 元，本供应商最低报价 1200.01 元，全部最低报价 1200.00 元" in page
    assert page.count("btn-do") == 1
    assert drafts() == []


def test_looking_ahead_stores_nothing(asking: Desk) -> None:
    entries, warnings = (db.session.scalars(select(model)).all() for model in (LogEntry, KeptWarning))
    asking.client.get(f"/sourcing/{the_case().id}")
    assert db.session.scalars(select(LogEntry)).all() == entries
    assert (db.session.scalars(select(KeptWarning)).all(), drafts()) == (warnings, [])


FLOOR = [("999.99", []), ("1000.00", ["2.3"])]


WAITS = "已有 1 家报价，补足不同供应商的报价后再采购"


@pytest.mark.parametrize(("price", "waits"), [("999.99", "可以发起采购"), ("1000.00", WAITS)])
def test_what_a_case_waits_for_is_what_would_refuse_it(buyer: Desk, price: str, waits: str) -> None:
    buyer.open((OVEN, "1"), method="询价")
    buyer.quote(FIRST, price)
    page = buyer.client.get(f"/sourcing/{the_case().id}").text
    for text in (page, buyer.client.get("/sourcing/").text):
        assert [words for words in ("可以发起采购", WAITS) if words in text] == [waits]
    assert ("可以从这份报价采购" in page) == (waits != WAITS)


@pytest.mark.parametrize(("price", "by"), FLOOR)
def test_one_quote_is_enough_below_the_floor(buyer: Desk, price: str, by: list[str]) -> None:
    buyer.open((OVEN, "1"), method="询价")
    buyer.quote(FIRST, price)
    assert refused(buyer, FIRST) == by


def test_two_quotes_are_too_few_and_a_third_suffices(buyer: Desk) -> None:
    buyer.open((OVEN, "1"), method="询价")
    buyer.quote(FIRST, "1200")
    buyer.quote(SECOND, "1300")
    assert refused(buyer, FIRST) == ["2.3"]
    buyer.quote(THIRD, "1400", day=TUESDAY)
    assert refused(buyer, FIRST) == []


def test_two_are_enough_where_the_parameter_says_so(buyer: Desk) -> None:
    with unjudged():
        db.session.add(ParameterValue(name="min_quotes", value=2, begins_on=date(2026, 11, 1), reason="试"))
    buyer.open((OVEN, "1"), method="询价")
    buyer.quote(FIRST, "1200")
    buyer.quote(SECOND, "1300")
    assert "可以发起采购" in buyer.client.get(f"/sourcing/{the_case().id}").text
    assert refused(buyer, FIRST) == []


def test_a_third_quote_a_day_late_does_not_count(buyer: Desk) -> None:
    buyer.open((OVEN, "1"), method="询价")
    for supplier, price, day in ((FIRST, "1200", MONDAY), (SECOND, "1300", MONDAY), (THIRD, "1100", TUESDAY)):
        buyer.quote(supplier, price, day=day)
    assert refused(buyer, FIRST, MONDAY) == ["2.3"]
    assert refused(buyer, THIRD, MONDAY) == ["2.3", "2.4"]
    assert refused(buyer, FIRST, TUESDAY) == ["2.4"]
    assert refused(buyer, THIRD, TUESDAY) == []


def test_a_catalogue_item_waits_for_central_purchasing_and_its_approval(buyer: Desk) -> None:
    buyer.open((FRIDGE, "1"), method="询价")
    buyer.quote(FIRST, "3200")
    procedure = f"/sourcing/{the_case().id}/procedure"
    assert refused(buyer, FIRST) == ["2.1", "2.2"]
    buyer.send(procedure, method="集中采购", approval_no="", approved_on="")
    assert refused(buyer, FIRST) == ["2.2"]
    buyer.send(procedure, method="集中采购", approval_no="高管采 98 号", approved_on="")
    assert refused(buyer, FIRST) == ["2.2"]
    buyer.send(procedure, method="集中采购", approval_no="高管采 98 号", approved_on=TUESDAY)
    assert refused(buyer, FIRST, MONDAY) == ["2.2"]
    assert refused(buyer, FIRST, TUESDAY) == []


def test_there_is_one_draft_of_a_case_and_supplier(asking: Desk) -> None:
    quote = the_case().quotes[0]
    address = f"/sourcing/{the_case().id}/quotes/{quote.id}/purchase"
    page = asking.client.get(address).text
    first = asking.buy(FIRST).location
    assert asking.client.get(address).location == first
    assert "看已起草的采购" in asking.client.get(f"/sourcing/{the_case().id}").text
    assert 'name="key"' in page
    again = asking.client.post(
        address, data={"csrf_token": token(asking.client), "key": "0f" * 16, "purchased_on": TUESDAY}
    )
    assert again.status_code == 422
    assert "刚才已经起草" in again.text
    assert len(drafts()) == 1


def test_a_quote_of_another_case_starts_nothing(asking: Desk) -> None:
    quote = the_case().quotes[0]
    assert asking.client.get(f"/sourcing/{the_case().id + 1}/quotes/{quote.id}/purchase").status_code == 404
    assert asking.client.get(f"/sourcing/{the_case().id}/quotes/999/purchase").status_code == 404


def test_what_would_refuse_every_choice_is_said_once(buyer: Desk) -> None:
    buyer.open((OVEN, "1"), method="询价")
    buyer.quote(FIRST, "1200")
    buyer.quote(SECOND, "1300")
    page = buyer.client.get(f"/sourcing/{the_case().id}").text
    assert re.findall(r'这样提交会被拒：条款 <a class="cl" href="/lawbook/([\d.]+)"', page) == ["2.3", "2.4"]
    assert "可以从这份报价采购" not in page
