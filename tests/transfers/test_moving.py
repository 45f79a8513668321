"""Money moves between two accounts of one fund, and no more cash than is there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Account, Transfer
from canteen.step import unjudged
from canteen.transfers.balances import balances
from tests.income.household import BANK, BOX, GUESTS, account, fees, hand_out, hasty, visitor
from tests.security.staff import post


def move(client: FlaskClient, source: str, target: str, amount: str, **typed: str) -> TestResponse:
    """Enter a transfer."""
    sent = {"moved_on": "2026-10-23", "source": account(source), "target": account(target), "amount": amount}
    return post(client, "/transfers/new", **(sent | typed))


def held() -> dict[str, int]:
    """What lies in the accounts, by name."""
    known = {each.id: each for each in db.session.scalars(select(Account))}
    canteen = next(iter(known.values())).canteen_id
    return {known[key].name: amount for key, amount in balances(canteen).items()}


def transfers() -> list[object]:
    """The transfers stored: number, amount, fee."""
    wanted = select(Transfer.number, Transfer.amount, Transfer.fee).order_by(Transfer.id)
    return [tuple(row) for row in db.session.execute(wanted)]


def test_cash_is_withdrawn_and_its_fee_leaves_the_bank(cashier: FlaskClient) -> None:
    answer = move(cashier, BANK, BOX, "1500", fee="5.50", bank_ref="2026102300019", note="零星采购用")
    assert transfers() == [("ZZ-202610-0001", 1500_00, 5_50)]
    assert held() == {BANK: 18_494_50, BOX: 1500_00, GUESTS: 0}
    paper = cashier.get(answer.location).text
    for words in ("ZZ-202610-0001", "1,500.00", "5.50", "2026102300019", "零星采购用"):
        assert words in paper


def test_cash_taken_is_banked_from_the_month_s_page(cashier: FlaskClient) -> None:
    hand_out()
    fees(cashier, "101", account=account(BOX))
    month = cashier.get("/income/").text
    way = f"/transfers/new?source={account(BOX)}"
    assert way in month
    form = cashier.get(way).text
    for filled in (f'selected value="{account(BOX)}"', f'selected value="{account(BANK)}"', 'value="1200.00"'):
        assert filled in form
    assert move(cashier, BOX, BANK, "1200.00").status_code == 303
    assert held() == {BANK: 21_200_00, BOX: 0, GUESTS: 0}
    assert way not in cashier.get("/income/").text


def test_the_funds_are_kept_apart(cashier: FlaskClient) -> None:
    answer = move(cashier, BANK, GUESTS, "100.00")
    assert (answer.status_code, transfers()) == (422, [])
    for words in ("伙食费专户是伙食费，接待费专户是接待费，不能互转", "单独列支、单独核算", "5.1", 'value="100.00"'):
        assert words in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount": "0"}, "应大于 0"),
        ({"amount": "-1"}, "不能是负数"),
        ({"amount": "一百"}, "请只填数字"),
        ({"amount": "10", "fee": "-0.01"}, "不能是负数"),
        ({"amount": "10", "moved_on": "2026-10-24"}, "不能晚于今天"),
    ],
)
def test_what_is_no_transfer_is_said(cashier: FlaskClient, typed: dict[str, str], sentence: str) -> None:
    answer = move(cashier, BANK, BOX, **typed)
    assert (answer.status_code, transfers()) == (422, [])
    assert sentence in answer.text


def test_no_account_pays_itself(cashier: FlaskClient) -> None:
    assert "不能是同一个账户" in move(cashier, BANK, BANK, "10").text


def test_an_account_given_up_is_not_offered(cashier: FlaskClient) -> None:
    with unjudged():
        db.session.scalars(select(Account).where(Account.name == BOX)).one().retired_on = date(2026, 10, 23)
    assert BOX not in cashier.get("/transfers/new").text
    assert move(cashier, BANK, BOX, "10").status_code == 422
    assert transfers() == []


def test_not_a_fen_more_cash_goes_than_is_there(cashier: FlaskClient) -> None:
    move(cashier, BANK, BOX, "300", moved_on="2026-10-20")
    answer = move(cashier, BOX, BANK, "300.01")
    assert "伙食费现金从 2026-10-23 起最少时只有 300.00 元，不够 300.01 元" in answer.text
    assert move(cashier, BOX, BANK, "300.00").status_code == 303
    assert held()[BOX] == 0


def test_cash_is_not_there_before_it_came(cashier: FlaskClient) -> None:
    move(cashier, BANK, BOX, "300", moved_on="2026-10-20")
    assert "最少时只有 0.00 元" in move(cashier, BOX, BANK, "100", moved_on="2026-10-19").text
    assert move(cashier, BOX, BANK, "100", moved_on="2026-10-20").status_code == 303


def test_cash_that_went_later_is_not_there_before(cashier: FlaskClient) -> None:
    move(cashier, BANK, BOX, "300", moved_on="2026-10-20")
    move(cashier, BOX, BANK, "250", moved_on="2026-10-22")
    answer = move(cashier, BOX, BANK, "50.01", moved_on="2026-10-21")
    assert "从 2026-10-21 起最少时只有 50.00 元" in answer.text
    assert move(cashier, BOX, BANK, "50", moved_on="2026-10-21").status_code == 303


def open_till(name: str = "小卖部现金") -> str:
    """Store another cash box of the meal fund."""
    with unjudged():
        canteen = db.session.scalars(select(Account.canteen_id).distinct()).one()
        db.session.add(Account(canteen_id=canteen, name=name, kind="现金", fund="伙食费", opening=0, year=2026))
    return name


def test_cash_taken_leaves_only_to_a_bank(cashier: FlaskClient) -> None:
    hand_out()
    fees(cashier, "101", account=account(BOX))
    till = open_till()
    answer = move(cashier, BOX, till, "0.01")
    assert "伙食费现金从 2026-10-23 起，提现来的钱只有 0.00 元可用，不够 0.01 元：收来的钱不能坐支" in answer.text
    assert "请先存银行（存现）" in answer.text
    assert move(cashier, BOX, BANK, "1200.00").status_code == 303


def test_what_was_withdrawn_leaves_to_anything_and_not_a_fen_of_the_fees(cashier: FlaskClient) -> None:
    hand_out()
    fees(cashier, "101", account=account(BOX))
    move(cashier, BANK, BOX, "300")
    till = open_till()
    assert "只有 300.00 元可用，不够 300.01 元" in move(cashier, BOX, till, "300.01").text
    assert move(cashier, BOX, till, "300.00").status_code == 303
    assert "只有 0.00 元可用" in move(cashier, BOX, till, "0.01").text
    assert move(cashier, till, BOX, "100").status_code == 303
    assert "只有 100.00 元可用" in move(cashier, BOX, till, "100.01").text


def test_what_was_withdrawn_and_banked_is_withdrawn_no_more(cashier: FlaskClient) -> None:
    hand_out()
    fees(cashier, "101", account=account(BOX), received_on="2026-10-20")
    move(cashier, BANK, BOX, "300", moved_on="2026-10-20")
    move(cashier, BOX, BANK, "1400", moved_on="2026-10-21")
    fees(cashier, "102", account=account(BOX))
    till = open_till()
    assert "只有 100.00 元可用，不够 100.01 元" in move(cashier, BOX, till, "100.01").text
    assert move(cashier, BOX, till, "100.00").status_code == 303


def test_a_withdrawal_is_not_there_before_its_day_nor_for_two(cashier: FlaskClient) -> None:
    hand_out()
    fees(cashier, "101", account=account(BOX), received_on="2026-10-19")
    move(cashier, BANK, BOX, "300", moved_on="2026-10-20")
    till = open_till()
    assert "只有 0.00 元可用" in move(cashier, BOX, till, "50", moved_on="2026-10-19").text
    move(cashier, BOX, till, "250", moved_on="2026-10-22")
    assert "只有 50.00 元可用" in move(cashier, BOX, till, "50.01", moved_on="2026-10-21").text
    assert move(cashier, BOX, till, "50", moved_on="2026-10-21").status_code == 303


def test_nobody_knows_where_the_opening_cash_came_from(cashier: FlaskClient) -> None:
    with unjudged():
        db.session.scalars(select(Account).where(Account.name == BOX)).one().opening = 80_00
    till = open_till()
    assert "只有 0.00 元可用，不够 80.00 元" in move(cashier, BOX, till, "80").text
    assert move(cashier, BOX, BANK, "80").status_code == 303


def test_two_at_once_do_not_take_the_same_cash(cashier: FlaskClient) -> None:
    move(cashier, BANK, BOX, "300")
    send = hasty(cashier)
    form = {"moved_on": "2026-10-23", "source": account(BOX), "target": account(BANK), "amount": "200"}
    with ThreadPoolExecutor(2) as pool:
        statuses = pool.map(lambda _: send("/transfers/new", **form).status_code, range(2))
    assert sorted(statuses) == [303, 422]
    db.session.rollback()
    assert held()[BOX] == 100_00


@pytest.mark.parametrize("who", ["kuaiji", "caigou", "jianguan"])
def test_only_the_cashier_moves_money(cashier: FlaskClient, who: str) -> None:
    assert cashier.get("/transfers/new").status_code == 200
    assert visitor(cashier.application, who).get("/transfers/new").status_code == 403
