"""A float: handed to a purchaser, spent in cash, given back; who carries how much, and since when."""

from datetime import date

import pytest
from flask import current_app
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Account, Payment, PaymentPart, Person, Purchase, Supplier, Transfer
from canteen.step import unjudged
from canteen.transfers.floats import Float, floats
from tests.income.household import BANK, BOX, GUESTS, account, fees, visitor
from tests.income.household import hand_out as hand_out_a_book
from tests.security.staff import employ, post

OWN = "伙食费备用金 姓caigou（caigou）"


def hand_out(client: FlaskClient, amount: str, day: str = "2026-10-20", **typed: str) -> TestResponse:
    """Hand cash to the purchaser."""
    someone = str(db.session.scalars(select(Person.id).where(Person.staff_no == "caigou")).one())
    sent = {"moved_on": day, "person": someone, "source": account(BANK), "amount": amount}
    return post(client, "/transfers/floats/new", **(sent | typed))


def give_back(client: FlaskClient, amount: str, day: str) -> TestResponse:
    """Give cash back."""
    sent = {"moved_on": day, "source": account(OWN), "target": account(BANK), "amount": amount}
    return post(client, "/transfers/new", **sent)


def spend(fen: int, day: date) -> None:
    """Store a cash payment out of the float."""
    with unjudged():
        box = db.session.scalars(select(Account).where(Account.name == OWN)).one()
        stall = Supplier(canteen_id=box.canteen_id, name="王桂兰（农户）", kind="零星摊贩")
        db.session.add(stall)
        db.session.flush()
        common = {"canteen_id": box.canteen_id, "supplier_id": stall.id}
        bought = Purchase(number="CG-202610-0001", purchased_on=day, fund="伙食费", purpose="职工伙食", **common)
        paid = Payment(number="FK-202610-0001", paid_on=day, method="现金", account_id=box.id, **common)
        paid.parts = [PaymentPart(purchase=bought, amount=fen)]
        db.session.add_all([bought, paid])
        db.session.flush()


def carried() -> Float:
    """The one float that there is."""
    canteen = db.session.scalars(select(Account.canteen_id).distinct()).one()
    with current_app.test_request_context():
        return floats(canteen)[0]


def test_a_float_is_opened_filled_and_filled_again(cashier: FlaskClient) -> None:
    answer = hand_out(cashier, "500.00")
    hand_out(cashier, "300.00", "2026-10-21")
    box = db.session.scalars(select(Account).where(Account.holder == "caigou")).one()
    assert (box.name, box.kind, box.fund, box.opening, box.year) == (OWN, "现金", "伙食费", 0, 2026)
    assert db.session.scalars(select(Transfer.to_id)).all() == [box.id, box.id]
    page = cashier.get(answer.location).text
    for words in ("姓caigou的备用金", "手上还有 800.00 元，自 2026-10-20", "ZZ-202610-0002"):
        assert words in page


def test_what_was_handed_spent_and_given_back(cashier: FlaskClient) -> None:
    hand_out(cashier, "500.00")
    spend(320_00, date(2026, 10, 21))
    give_back(cashier, "100.00", "2026-10-22")
    found = carried()
    assert (found.handed, found.spent, found.returned, found.carried) == (500_00, 320_00, 100_00, 80_00)
    assert [line.cells[2:] for line in found.lines] == [
        ["领入", 500_00, None, 500_00],
        ["付款", None, 320_00, 180_00],
        ["交回", None, 100_00, 80_00],
    ]
    page = cashier.get(f"/transfers/floats/{found.account.id}").text
    for words in ("500.00", "320.00", "FK-202610-0001", "80.00", "交回"):
        assert words in page


def test_it_is_carried_since_it_was_last_empty(cashier: FlaskClient) -> None:
    hand_out(cashier, "500.00", "2026-10-12")
    give_back(cashier, "500.00", "2026-10-15")
    assert (carried().carried, carried().since) == (0, None)
    hand_out(cashier, "200.00", "2026-10-20")
    assert carried().since == date(2026, 10, 20)


def test_no_more_is_given_back_than_is_carried(cashier: FlaskClient) -> None:
    hand_out(cashier, "500.00")
    spend(320_00, date(2026, 10, 21))
    assert "最少时只有 180.00 元" in give_back(cashier, "180.01", "2026-10-22").text
    assert give_back(cashier, "180.00", "2026-10-22").status_code == 303


def test_a_float_is_filled_from_a_box_with_what_was_withdrawn(cashier: FlaskClient) -> None:
    hand_out_a_book()
    fees(cashier, "101", account=account(BOX))
    moved = {"moved_on": "2026-10-23", "source": account(BANK), "target": account(BOX), "amount": "300"}
    assert post(cashier, "/transfers/new", **moved).status_code == 303
    answer = hand_out(cashier, "300.01", "2026-10-23", source=account(BOX))
    assert "提现来的钱只有 300.00 元可用，不够 300.01 元：收来的钱不能坐支" in answer.text
    assert hand_out(cashier, "300.00", "2026-10-23", source=account(BOX)).status_code == 303
    assert "只有 0.00 元可用" in hand_out(cashier, "0.01", "2026-10-23", source=account(BOX)).text
    assert carried().carried == 300_00


def test_what_is_given_back_to_a_box_can_be_handed_out_again(cashier: FlaskClient) -> None:
    hand_out(cashier, "500.00")
    returned = {"moved_on": "2026-10-22", "source": account(OWN), "target": account(BOX), "amount": "80"}
    assert post(cashier, "/transfers/new", **returned).status_code == 303
    assert hand_out(cashier, "80.01", "2026-10-23", source=account(BOX)).status_code == 422
    assert hand_out(cashier, "80.00", "2026-10-23", source=account(BOX)).status_code == 303


def test_no_income_comes_into_a_float(cashier: FlaskClient) -> None:
    hand_out(cashier, "500.00")
    hand_out_a_book()
    assert OWN not in cashier.get("/income/new").text
    answer = fees(cashier, "101", account=account(OWN))
    assert (answer.status_code, "请从列表里选一项" in answer.text) == (422, True)
    assert fees(cashier, "101", account=account(BOX)).status_code == 303
    assert carried().carried == 500_00


def test_the_funds_have_floats_of_their_own(cashier: FlaskClient) -> None:
    hand_out(cashier, "500.00")
    hand_out(cashier, "50.00", source=account(GUESTS))
    holders = select(Account.fund).where(Account.holder == "caigou").order_by(Account.id)
    assert db.session.scalars(holders).all() == ["伙食费", "接待费"]


def test_only_those_who_buy_today_are_offered(cashier: FlaskClient) -> None:
    assert "姓caigou" in cashier.get("/transfers/floats/new").text
    assert "姓kuaiji" not in cashier.get("/transfers/floats/new").text


def test_an_account_of_the_name_that_nobody_carries_is_asked_about(cashier: FlaskClient) -> None:
    with unjudged():
        bank = db.session.scalars(select(Account).where(Account.name == BANK)).one()
        db.session.add(Account(canteen_id=bank.canteen_id, name=OWN, kind="现金", fund="伙食费"))
    answer = hand_out(cashier, "500.00")
    assert answer.status_code == 422
    assert "请会计先更正" in answer.text


def test_a_purchaser_sees_their_own_first(cashier: FlaskClient) -> None:
    employ("aibuyer", "采购")
    hand_out(cashier, "500.00")
    other = str(db.session.scalars(select(Person.id).where(Person.staff_no == "aibuyer")).one())
    hand_out(cashier, "70.00", person=other)
    page = visitor(cashier.application, "caigou").get("/transfers/floats").text
    assert page.index("姓caigou</a> <b>我的</b>") < page.index("姓aibuyer</a>")
    assert "共 570.00 元" in page
    assert "拨付备用金" not in page


def test_without_a_float_the_page_says_where_they_come_from(cashier: FlaskClient) -> None:
    assert "还没有人领备用金" in cashier.get("/transfers/floats").text


@pytest.mark.parametrize("who", ["kuaiji", "caigou", "jianguan"])
def test_only_the_cashier_hands_out(cashier: FlaskClient, who: str) -> None:
    assert visitor(cashier.application, who).get("/transfers/floats/new").status_code == 403
