"""A bill is paid once, as actual, from a named account of the meal fund."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.models import Account, Canteen, Income, Transfer, UtilityBill
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
        ({"account": "0"}, "请从列表里选一项"),
        ({"account": "接待费专户"}, "请从列表里选一项"),
    ],
)
def test_what_is_no_payment_is_refused(
    bill: UtilityBill, keeper: FlaskClient, fields: dict[str, str], sentence: str
) -> None:
    if fields.get("account") == "接待费专户":
        fields = {"account": str(account("接待费专户"))}
    answer = post(keeper, f"/utilities/{bill.id}/pay", **paying(**fields))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert bills()[0].paid_on is None


BOX, FLOAT = "食堂现金", "备用金 李卫东"


def store(*rows: Any) -> None:
    """Store rows of the canteen as they are."""
    with unjudged():
        canteen = db.session.scalars(select(Canteen.id)).one()
        for row in rows:
            row.canteen_id = canteen
        db.session.add_all(rows)
        db.session.flush()


def open_box(withdrawn: int, *, name: str = BOX, holder: str | None = None) -> None:
    """Store a cash account with what was withdrawn into it the day before, in fen."""
    store(Account(name=name, kind="现金", fund="伙食费", opening=0, year=2026, holder=holder))
    source, target = account("伙食费专户"), account(name)
    store(Transfer(number="ZZ-1", moved_on=date(2026, 11, 9), from_id=source, to_id=target, amount=withdrawn))


@pytest.mark.parametrize(("withdrawn", "status"), [(845_27, 422), (845_28, 303)], ids=["a fen too little", "enough"])
def test_cash_pays_what_it_can(bill: UtilityBill, keeper: FlaskClient, withdrawn: int, status: int) -> None:
    open_box(withdrawn)
    answer = post(keeper, f"/utilities/{bill.id}/pay", **paying(account=str(account(BOX))))
    said = "食堂现金从 2026-11-10 起最少时只有 845.27 元，不够 845.28 元"
    assert (answer.status_code, said in answer.text, bool(bills()[0].paid_on)) == (status, status == 422, status == 303)


def test_fees_taken_in_cash_pay_no_bill(bill: UtilityBill, keeper: FlaskClient) -> None:
    open_box(845_27)
    fees = {"number": "SR-1", "kind": "伙食费", "receipt_kind": "财政专用票据", "account_id": account(BOX)}
    store(Income(**fees, received_on=date(2026, 11, 9), amount=9000_00))
    answer = post(keeper, f"/utilities/{bill.id}/pay", **paying(account=str(account(BOX))))
    assert "提现来的钱只有 845.27 元可用，不够 845.28 元：收来的钱不能坐支" in answer.text
    cent = {"from_id": account("伙食费专户"), "to_id": account(BOX), "amount": 1}
    store(Transfer(**cent, number="ZZ-2", moved_on=date(2026, 11, 10)))
    assert post(keeper, f"/utilities/{bill.id}/pay", **paying(account=str(account(BOX)))).status_code == 303


def test_no_float_pays_a_bill(bill: UtilityBill, keeper: FlaskClient) -> None:
    open_box(9000_00, name=FLOAT, holder="001")
    assert FLOAT not in keeper.get(f"/utilities/{bill.id}/pay").text
    answer = post(keeper, f"/utilities/{bill.id}/pay", **paying(account=str(account(FLOAT))))
    assert (answer.status_code, "请从列表里选一项" in answer.text) == (422, True)


def test_a_void_bill_is_not_paid(bill: UtilityBill, keeper: FlaskClient) -> None:
    with unjudged():
        db.session.get_one(UtilityBill, bill.id).state = State.VOID
    assert "已作废" in post(keeper, f"/utilities/{bill.id}/pay", **paying()).text
    assert bills()[0].paid_on is None
