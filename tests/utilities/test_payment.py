"""A bill is paid once, as actual, from a named account of the meal fund."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.models import Account, UtilityBill
from canteen.models.words import State
from canteen.step import unjudged
from tests.security.staff import post
from tests.utilities.conftest import Visit, bills, send


@pytest.fixture
def bill(keeper: FlaskClient) -> UtilityBill:
    """November's bill of the power meter."""
    assert send(keeper).status_code == 303
    return bills()[0]


def account(name: str) -> int:
    found = db.session.scalar(select(Account.id).where(Account.name == name))
    assert found
    return found


def paying(**fields: Any) -> dict[str, str]:
    """The payment as it should be, with these fields otherwise."""
    return {"paid_on": "2026-11-10", "paid_amount": "845.28", "account": str(account("伙食费专户"))} | fields


def test_the_cashier_pays_it(bill: UtilityBill, visit: Visit) -> None:
    cashier = visit("出纳")
    assert bill.number
    assert bill.number in cashier.get("/utilities/").text
    page = cashier.get(f"/utilities/{bill.id}/pay").text
    assert ['value="845.28"' in page, "伙食费专户" in page, "接待费专户" in page] == [True, True, False]
    answer = post(cashier, f"/utilities/{bill.id}/pay", **paying())
    assert answer.status_code == 303
    [paid] = bills()
    assert (str(paid.paid_on), paid.paid_amount, paid.account_id) == ("2026-11-10", 84528, account("伙食费专户"))
    page = cashier.get(answer.location).text
    assert ["伙食费专户" in page, ">登记付款<" in page] == [True, False]
    assert "都付清了" in cashier.get("/utilities/").text
    again = post(cashier, f"/utilities/{bill.id}/pay", **paying())
    assert (again.status_code, "登记过付款" in again.text) == (422, True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"paid_amount": "845.27"}, "没有保存：条款"),
        ({"paid_amount": "845.29"}, "没有保存：条款"),
        ({"paid_amount": ""}, "请填数字"),
        ({"paid_on": "2026-11-11"}, "不能晚于今天"),
        ({"paid_on": "1899-11-11"}, "年份不对"),
        ({"account": "0"}, "valid|不是|请选"),
        ({"account": "接待费专户"}, "valid|不是|请选"),
    ],
)
def test_what_is_no_payment_is_refused(
    bill: UtilityBill, keeper: FlaskClient, fields: dict[str, str], sentence: str
) -> None:
    if fields.get("account") == "接待费专户":
        fields = {"account": str(account("接待费专户"))}
    answer = post(keeper, f"/utilities/{bill.id}/pay", **paying(**fields))
    assert answer.status_code == 422
    assert re.search(sentence, answer.text)
    assert bills()[0].paid_on is None


def test_a_void_bill_is_not_paid(bill: UtilityBill, keeper: FlaskClient) -> None:
    with unjudged():
        db.session.get_one(UtilityBill, bill.id).state = State.VOID
    assert "已作废" in post(keeper, f"/utilities/{bill.id}/pay", **paying()).text
    assert bills()[0].paid_on is None
