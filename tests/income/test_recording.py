"""Income is entered once and lawfully: 3.9 at its borders, a number never used twice, a refund with its reason."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.lawbook.changes import NEVER
from canteen.models import Account, Canteen, ClauseSwitch, Income, Reception, SpoiledReceipt
from canteen.models.words import State
from canteen.step import unjudged
from tests.income.household import (
    BANK,
    BOX,
    FIRST,
    GUESTS,
    OFFICE,
    account,
    fees,
    hand_out,
    numbers,
)
from tests.security.staff import post

FISCAL = "财政专用票据"


def test_fees_of_a_department_are_stored_and_lead_to_their_paper(cashier: FlaskClient) -> None:
    hand_out()
    answer = fees(cashier, "101", note="十月")
    income = db.session.scalars(select(Income)).one()
    assert (income.number, income.kind, income.amount) == ("SR-202610-0001", "伙食费", 1200_00)
    assert (income.department, income.receipt_no, income.note) == (OFFICE, 101, "十月")
    paper = cashier.get(answer.location).text
    for words in ("已登记", "SR-202610-0001", OFFICE, "十月", "1,200.00"):
        assert words in paper


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"receipt_no": "101", "receipt_kind": "自制收据"}, "票据为自制收据"),
        ({"receipt_no": "", "receipt_kind": "无"}, "票据为无"),
        ({"receipt_no": ""}, "票据为财政专用票据"),
        ({"receipt_no": "100"}, "号码 100"),
        ({"receipt_no": "126"}, "号码 126"),
        ({"receipt_no": "101", "received_on": "2026-10-07"}, "号码 101"),
    ],
    ids=["own receipt", "no receipt", "no number", "before the book", "after the book", "before it was handed out"],
)
def test_what_3_9_refuses(cashier: FlaskClient, typed: dict[str, str], why: str) -> None:
    hand_out()
    answer = fees(cashier, **typed)
    assert (answer.status_code, numbers()) == (422, [])
    for words in ("3.9", "须开具财政部门印制的食堂专用票据", why, "开具已领用票据本中的下一号", 'value="1200.00"'):
        assert words in answer.text


@pytest.mark.parametrize(
    ("number", "day"),
    [("101", "2026-10-08"), ("125", "2026-10-23")],
    ids=["the first number on the day of handing out", "the last number"],
)
def test_what_3_9_lets_through(cashier: FlaskClient, number: str, day: str) -> None:
    hand_out()
    assert fees(cashier, number, received_on=day).status_code == 303
    assert numbers() == [int(number)]


@pytest.mark.parametrize("slug", ["scraps", "settlement"])
@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"receipt_kind": FISCAL, "receipt_no": "101"}, 303),
        ({"receipt_kind": FISCAL, "receipt_no": "126"}, 422),
        ({"receipt_kind": FISCAL}, 422),
        ({"receipt_kind": "自制收据", "receipt_no": "101"}, 422),
        ({"receipt_kind": "无"}, 422),
    ],
    ids=["of the book", "after the book", "no number", "own receipt", "no receipt"],
)
def test_3_9_asks_a_receipt_for_scraps_and_settlements_too(
    cashier: FlaskClient, slug: str, typed: dict[str, str], status: int
) -> None:
    hand_out()
    answer = enter(cashier, slug, **typed)
    assert (answer.status_code, ">3.9</a>" in answer.text) == (status, status == 422)
    assert len(numbers()) == (status == 303)


def test_a_number_used_before_is_refused_by_3_9_and_the_next_one_proposed(cashier: FlaskClient) -> None:
    hand_out()
    fees(cashier, "101")
    answer = fees(cashier, "101", amount="350.50")
    assert (answer.status_code, numbers()) == (422, [101])
    for words in ("3.9", "号码 101", "下一号是 102", 'value="350.50"', 'value="101"'):
        assert words in answer.text


def test_a_number_used_on_a_later_day_is_taken_too(cashier: FlaskClient) -> None:
    hand_out()
    fees(cashier, "101")
    answer = fees(cashier, "101", received_on="2026-10-22")
    assert "101 号已用在 SR-202610-0001（2026-10-23）" in answer.text
    assert numbers() == [101]


def test_a_number_is_taken_for_incomes_that_need_none_too(cashier: FlaskClient) -> None:
    hand_out()
    fees(cashier, "101")
    answer = enter(cashier, "other", receipt_kind=FISCAL, receipt_no="101")
    assert "101 号已用在 SR-202610-0001" in answer.text
    assert numbers() == [101]
    assert enter(cashier, "other", receipt_kind=FISCAL, receipt_no="102").status_code == 303


def test_a_spoiled_number_is_not_used(cashier: FlaskClient) -> None:
    spoil(hand_out(), 101)
    answer = fees(cashier, "101")
    assert "101 号 2026-10-20 已作废（写错金额），不能再用" in answer.text
    assert "下一号是 102" in answer.text
    assert numbers() == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": "十元"}, "请只填数字"),
        ({"amount": "1e9"}, "请只填数字"),
        ({"amount": "0"}, "不能是 0"),
        ({"amount": "1.001"}, "最多 2 位小数"),
        ({"amount": "-20"}, "请在备注里写明退给谁、为什么"),
        ({"received_on": "1900-01-01"}, "年份不对"),
        ({"received_on": "2026-10-24"}, "不能晚于今天"),
        ({"receipt_no": "1234567890123"}, "最多 12 位"),
        ({"receipt_no": "101", "receipt_kind": "无"}, "没有开票据就没有号码"),
        ({"account": "999"}, "请从列表里选一项"),
    ],
)
def test_what_is_no_fact_is_said_and_nothing_is_stored(
    cashier: FlaskClient, typed: dict[str, str], sentence: str
) -> None:
    hand_out()
    answer = fees(cashier, **({"receipt_no": "101"} | typed))
    assert (answer.status_code, numbers()) == (422, [])
    assert sentence in answer.text


def test_a_refund_is_an_income_below_zero_with_its_reason(cashier: FlaskClient) -> None:
    hand_out()
    fees(cashier, "101")
    assert fees(cashier, "102", amount="-35.00", note="退王明十月多交的三天").status_code == 303
    assert db.session.scalars(select(Income.amount).order_by(Income.number)).all() == [1200_00, -35_00]


@pytest.mark.parametrize(
    ("slug", "right", "wrong"),
    [
        ("meals", BANK, GUESTS),
        ("subsidy", BANK, GUESTS),
        ("scraps", BANK, GUESTS),
        ("settlement", GUESTS, BANK),
    ],
)
def test_money_of_one_fund_in_the_other_is_warned_of_by_b_15(
    cashier: FlaskClient, slug: str, right: str, wrong: str
) -> None:
    hand_out()
    switch_on("B.15")
    for number, name in ("101", wrong), ("102", right):
        needs_none = {"receipt_kind": "无"} if slug == "subsidy" else {"receipt_kind": FISCAL, "receipt_no": number}
        answer = enter(cashier, slug, account=account(name), **needs_none)
        page = cashier.get(answer.location).text
        assert ("有提醒：条款 B.15" in page, "有提醒" in page) == (name == wrong, name == wrong)


@pytest.mark.parametrize("state", [State.LIVE, State.VOID])
def test_a_void_income_leaves_no_trace_in_what_is_usual(cashier: FlaskClient, state: State) -> None:
    hand_out()
    fees(cashier, "101", account=account(BOX), received_on="2026-10-20")
    with unjudged():
        box = db.session.scalars(select(Account).where(Account.name == BOX)).one()
        box.opening = 50_00
        db.session.scalars(select(Income)).one().state = state
    usual = f'<option selected value="{account(BOX)}">' in cashier.get("/income/new").text
    is_till = f"/transfers/new?source={account(BOX)}" in cashier.get("/income/").text
    assert (usual, is_till) == (state is State.LIVE, state is State.LIVE)


def test_a_settlement_names_its_reception_once(cashier: FlaskClient) -> None:
    hand_out()
    dinner = receive()
    typed = {"account": account(GUESTS), "reception": str(dinner), "amount": "600.00"}
    assert "JD-202610-0001" in cashier.get("/income/new/settlement").text
    answer = settlement(cashier, receipt_no="101", **typed)
    paper = cashier.get(answer.location).text
    assert "JD-202610-0001" in paper
    assert f"/documents/reception/{dinner}" in paper
    assert "JD-202610-0001" not in cashier.get("/income/new/settlement").text
    assert settlement(cashier, receipt_no="102", **typed).status_code == 422
    assert numbers() == [101]


def test_the_form_begins_as_the_kind_usually_is(cashier: FlaskClient) -> None:
    hand_out()
    fees(cashier, "101", account=account(BOX))
    meals, subsidy = cashier.get("/income/new").text, cashier.get("/income/new/subsidy").text
    assert 'value="102"' in meals
    assert f'<option selected value="{account(BOX)}">' in meals
    assert 'checked id="receipt_kind-2"' in subsidy
    assert 'value="102"' not in subsidy
    assert f'<option selected value="{account(GUESTS)}">' in cashier.get("/income/new/settlement").text
    assert cashier.get("/income/new/gifts").status_code == 404


def test_several_in_one_sitting(cashier: FlaskClient) -> None:
    hand_out()
    answer = fees(cashier, "101", again="1", received_on="2026-10-22")
    following = cashier.get(answer.location).text
    for words in ("已登记", 'value="102"', 'value="2026-10-22"', "SR-202610-0001"):
        assert words in following


def test_without_a_book_the_form_says_whose_turn_it_is(cashier: FlaskClient) -> None:
    assert "没有还能用的票据本，请会计领用一本" in cashier.get("/income/new").text


def test_of_two_books_the_cashiers_own_comes_first(cashier: FlaskClient) -> None:
    hand_out("辽财食堂01", 101, 125, to="lingyiren")
    hand_out("辽财食堂02", 201, 225, "2026-10-09")
    assert 'value="201"' in cashier.get("/income/new").text


def test_a_book_used_to_its_last_number_gives_way_to_the_next(cashier: FlaskClient) -> None:
    hand_out(last=FIRST)
    hand_out("辽财食堂02", 201, 225, "2026-10-09")
    fees(cashier, str(FIRST))
    assert "票据本 辽财食堂02 的下一号是 201，还能开 25 张" in cashier.get("/income/new").text


def spoil(book: int, no: int) -> None:
    """Store a number as spoiled."""
    with unjudged():
        db.session.add(
            SpoiledReceipt(book_id=book, receipt_no=no, spoiled_on=date(2026, 10, 20), reason="写错金额", by="何晓丽")
        )
        db.session.flush()


def switch_on(clause: str) -> None:
    """Switch on a clause that is off by default."""
    with unjudged():
        db.session.add(ClauseSwitch(clause=clause, off_from=NEVER))


def receive() -> int:
    """Store a reception that is not settled."""
    with unjudged():
        dinner = Reception(
            canteen_id=db.session.scalars(select(Canteen.id)).one(),
            number="JD-202610-0001",
            held_on=date(2026, 10, 20),
            kind="行政接待",
            department=OFFICE,
            guests=8,
            companions=3,
            charge=600_00,
            cost=600_00,
        )
        db.session.add(dinner)
        db.session.flush()
        return dinner.id


def enter(client: FlaskClient, slug: str, **typed: str) -> TestResponse:
    """Enter an income of a kind, into the bank account of the meal fund."""
    sent = {"received_on": "2026-10-23", "amount": "86.00", "account": account(BANK)}
    choices = {"meals": {"department": "0"}, "settlement": {"reception": "0"}}.get(slug, {})
    return post(client, f"/income/new/{slug}".removesuffix("/meals"), **(sent | choices | typed))


def settlement(client: FlaskClient, **typed: str) -> TestResponse:
    """Enter the settlement of a reception."""
    return post(client, "/income/new/settlement", received_on="2026-10-23", receipt_kind=FISCAL, **typed)
