"""Receipt books: ranges that never overlap, numbers void with their reason, and what became of each at a glance."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Person, ReceiptBook, SpoiledReceipt
from tests.income.household import fees, hand_out, visitor
from tests.security.staff import employ, post

STUB = re.compile(r'<li class="stub-(\w+)">(?:<a href="([^"]+)">|<span>)(?:<s>)?(\d+)')


def enter(client: FlaskClient, first: str, last: str, address: str = "/income/books/new", **typed: str) -> TestResponse:
    """Enter a book with this range."""
    sent = {"number": "辽财食堂02", "handed_out_on": "2026-10-20", "handed_to": person("chuna")}
    return post(client, address, first_no=first, last_no=last, **(sent | typed))


def spoil(
    client: FlaskClient, book: int, no: str, reason: str = "写错金额", spoiled_on: str = "2026-10-23"
) -> TestResponse:
    """Make a number void."""
    address = f"/income/books/{book}/spoil"
    return post(client, address, receipt_no=no, spoiled_on=spoiled_on, reason=reason)


def person(staff_no: str) -> str:
    """The key of a person, as a form sends it."""
    return str(db.session.scalars(select(Person.id).where(Person.staff_no == staff_no)).one())


def books() -> list[object]:
    """The books stored."""
    book = ReceiptBook
    return [
        tuple(row) for row in db.session.execute(select(book.number, book.first_no, book.last_no).order_by(book.id))
    ]


def stubs(page: str) -> dict[str, list[int]]:
    """The numbers that a book's page shows, by what became of them."""
    found: dict[str, list[int]] = {}
    for state, _, no in STUB.findall(page):
        found.setdefault(state, []).append(int(no))
    return found


def test_a_book_is_handed_out_to_a_cashier(keeper: FlaskClient) -> None:
    answer = enter(keeper, "201", "225")
    page = keeper.get(answer.location).text
    assert books() == [("辽财食堂02", 201, 225)]
    for words in ("201 到 225 号", "由 姓chuna 领用", "未用 <b>25</b>", "下一号 <b>201</b>"):
        assert words in page


@pytest.mark.parametrize(("first", "last"), [("126", "150"), ("76", "100"), ("2026000001", "2026000050")])
def test_a_range_beside_another_is_taken(keeper: FlaskClient, first: str, last: str) -> None:
    hand_out()
    assert enter(keeper, first, last).status_code == 303


@pytest.mark.parametrize(("first", "last"), [("125", "150"), ("76", "101"), ("110", "112"), ("90", "200")])
def test_a_range_that_overlaps_another_is_refused_and_the_other_named(
    keeper: FlaskClient, first: str, last: str
) -> None:
    hand_out()
    answer = enter(keeper, first, last)
    assert (answer.status_code, len(books())) == (422, 1)
    assert "与票据本 辽财食堂01（101 到 125 号）重叠" in answer.text
    assert f'value="{first}"' in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first": "201", "last": "200"}, "止号不能小于起号"),
        ({"first": "201", "last": "1201"}, "一本最多 1000 号"),
        ({"first": "零一", "last": "225"}, "请只填数字"),
        ({"first": "-1", "last": "225"}, "不能是负数"),
        ({"first": "201", "last": "225", "number": "辽财食堂01"}, "已有票据本 辽财食堂01，2026-10-08 领用"),
        ({"first": "201", "last": "225", "handed_out_on": "2026-10-24"}, "不能晚于今天"),
        ({"first": "201", "last": "225", "handed_to": "999"}, "请从列表里选一项"),
    ],
)
def test_what_is_no_book_is_said(keeper: FlaskClient, typed: dict[str, str], sentence: str) -> None:
    hand_out()
    answer = enter(keeper, **typed)
    assert (answer.status_code, len(books())) == (422, 1)
    assert sentence in answer.text


def test_a_book_of_a_thousand_numbers_is_one(keeper: FlaskClient) -> None:
    assert enter(keeper, "201", "1200").status_code == 303


def test_used_void_missing_and_next_at_a_glance(cashier: FlaskClient) -> None:
    book = hand_out()
    fees(cashier, "101")
    assert spoil(cashier, book, "102").status_code == 303
    fees(cashier, "103")
    fees(cashier, "105")
    spoil(cashier, book, "106")
    page = cashier.get(f"/income/books/{book}").text
    found = stubs(page)
    assert {state: found[state] for state in ("used", "void", "missing", "next")} == {
        "used": [101, 103, 105],
        "void": [102, 106],
        "missing": [104],
        "next": [107],
    }
    for words in ("已用 <b>3</b>", "作废 <b>2</b>", "缺号 <b>1</b>", "未用 <b>19</b>", "下一号 <b>107</b>", "写错金额"):
        assert words in page
    used = [url for state, url, _ in STUB.findall(page) if state == "used"]
    assert "SR-202610-0002" in cashier.get(used[1]).text
    assert 'value="107"' in cashier.get("/income/new").text


def test_a_used_number_is_not_made_void(cashier: FlaskClient) -> None:
    book = hand_out()
    fees(cashier, "101")
    answer = spoil(cashier, book, "101")
    assert answer.status_code == 422
    assert "已经开给 SR-202610-0001，不能作废" in answer.text
    assert db.session.scalars(select(SpoiledReceipt)).all() == []


@pytest.mark.parametrize(
    ("no", "reason", "sentence"),
    [
        ("100", "写错", "不在这一本里，应在 101 到 125 之间"),
        ("126", "写错", "不在这一本里"),
        ("102", "", "请填写"),
        ("101", "又一次", "2026-10-23 已经作废：写错金额"),
    ],
)
def test_what_cannot_be_made_void(cashier: FlaskClient, no: str, reason: str, sentence: str) -> None:
    book = hand_out()
    spoil(cashier, book, "101")
    answer = spoil(cashier, book, no, reason)
    assert sentence in answer.text
    assert db.session.scalars(select(SpoiledReceipt.receipt_no)).all() == [101]


@pytest.mark.parametrize("no", ["101", "125"])
def test_the_first_and_the_last_number_can_be_made_void(cashier: FlaskClient, no: str) -> None:
    book = hand_out()
    assert spoil(cashier, book, no).status_code == 303
    assert stubs(cashier.get(f"/income/books/{book}").text)["void"] == [int(no)]


def test_a_number_is_not_void_before_its_book_was_handed_out(cashier: FlaskClient) -> None:
    book = hand_out(day="2026-10-08")
    answer = spoil(cashier, book, "101", spoiled_on="2026-10-07")
    assert (answer.status_code, "这一本 2026-10-08 才领用，作废日期不能更早" in answer.text) == (422, True)
    assert spoil(cashier, book, "101", spoiled_on="2026-10-08").status_code == 303


def test_an_unused_book_is_corrected_and_the_history_kept(keeper: FlaskClient) -> None:
    book = hand_out()
    assert 'value="125"' in keeper.get(f"/income/books/{book}/correct").text
    assert enter(keeper, "101", "150", f"/income/books/{book}/correct").status_code == 303
    assert books() == [("辽财食堂02", 101, 150)]


def test_a_used_book_keeps_its_range_and_is_passed_on(keeper: FlaskClient, cashier: FlaskClient) -> None:
    book = hand_out()
    fees(cashier, "101")
    employ("chuna2", "出纳")
    correct = f"/income/books/{book}/correct"
    same = {"number": "辽财食堂01", "handed_out_on": "2026-10-08"}
    answer = enter(keeper, "101", "150", correct, **same)
    assert "这一本已经用过，不能再改，仍应是 125" in answer.text
    assert enter(keeper, "101", "125", correct, **same, handed_to=person("chuna2")).status_code == 303
    assert books() == [("辽财食堂01", 101, 125)]
    assert "姓chuna2" in keeper.get(f"/income/books/{book}").text


def test_a_long_book_is_shown_in_pages(keeper: FlaskClient) -> None:
    book = hand_out(first=1, last=450)
    last = keeper.get(f"/income/books/{book}?page=3").text
    assert stubs(last)["left"] == list(range(401, 451))
    assert "第 401 到 450 条，共 450 号" in last
    assert keeper.get(f"/income/books/{book}?page=4").status_code == 404


def test_another_canteens_book_is_not_there(keeper: FlaskClient) -> None:
    book = hand_out()
    employ("bieren", "会计", "出纳", canteen="02")
    stranger = visitor(keeper.application, "bieren")
    for address in (f"/income/books/{book}", f"/income/books/{book}/correct", f"/income/books/{book}/spoil"):
        assert stranger.get(address).status_code == 404
