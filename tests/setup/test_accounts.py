"""Accounts are the accountant's: opened with a balance of a year, changed but for what their use has fixed."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Account, Canteen, CanteenMonth, Change, Income
from canteen.step import unjudged
from tests import world
from tests.security.staff import employ, post
from tests.setup.conftest import Visit

BANK = {"name": "伙食费户", "kind": "银行", "fund": "伙食费", "year": "2026", "opening": "20000.00", "holder": ""}


def rows() -> list[tuple[object, ...]]:
    """The accounts, as they are stored."""
    columns = (Account.name, Account.kind, Account.fund, Account.year, Account.opening, Account.holder)
    return [tuple(row) for row in db.session.execute(select(*columns).order_by(Account.id))]


def test_an_account_is_opened(kuaiji: FlaskClient) -> None:
    assert post(kuaiji, "/setup/accounts/new", **BANK).location == "/setup/accounts/"
    assert rows() == [("伙食费户", "银行", "伙食费", 2026, 20000_00, None)]
    page = kuaiji.get("/setup/accounts/").text
    assert "20,000.00" in page
    assert "修改" in page


def test_an_overdrawn_account_begins_below_nothing(kuaiji: FlaskClient) -> None:
    post(kuaiji, "/setup/accounts/new", **BANK | {"opening": "-12.34"})
    assert rows()[0][4] == -12_34


def test_a_float_is_cash_that_a_purchaser_carries(kuaiji: FlaskClient) -> None:
    employ("zhang", "采购")
    form = BANK | {"name": "备用金", "kind": "现金", "opening": "0", "holder": "zhang"}
    assert post(kuaiji, "/setup/accounts/new", **form).status_code == 303
    assert rows()[0][5] == "zhang"
    assert "姓zhang" in kuaiji.get("/setup/accounts/").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("kind", "微信"),
        ("fund", ""),
        ("year", "26"),
        ("year", ""),
        ("year", "2028"),
        ("year", "20.26"),
        ("opening", ""),
        ("opening", "两万"),
        ("opening", "1.234"),
        ("holder", "zhang"),
        ("holder", "nobody"),
    ],
)
def test_what_cannot_be_a_fact_is_said_at_its_field(kuaiji: FlaskClient, field: str, value: str) -> None:
    employ("zhang", "采购")
    answer = post(kuaiji, "/setup/accounts/new", **BANK | {field: value})
    assert (answer.status_code, rows()) == (422, [])
    assert f'id="{field}-error"' in answer.text


def test_a_year_without_a_balance_may_wait(kuaiji: FlaskClient) -> None:
    assert post(kuaiji, "/setup/accounts/new", **BANK | {"year": "", "opening": ""}).status_code == 303
    assert rows()[0][3:5] == (None, None)


def test_two_accounts_have_two_names(kuaiji: FlaskClient) -> None:
    post(kuaiji, "/setup/accounts/new", **BANK)
    answer = post(kuaiji, "/setup/accounts/new", **BANK | {"kind": "现金"})
    assert (answer.status_code, len(rows())) == (422, 1)
    assert "已有同名的账户" in answer.text


def test_an_unused_account_is_changed_with_a_history(kuaiji: FlaskClient) -> None:
    post(kuaiji, "/setup/accounts/new", **BANK)
    form = BANK | {"name": "伙食费专户", "opening": "21000", "kind": "现金", "retired_on": "2026-11-02"}
    assert post(kuaiji, "/setup/accounts/1/edit", **form).status_code == 303
    assert rows() == [("伙食费专户", "现金", "伙食费", 2026, 21000_00, None)]
    changes = db.session.execute(select(Change.field, Change.before, Change.after).order_by(Change.id)).all()
    assert [tuple(row) for row in changes] == [
        ("登记", None, "伙食费户"),
        ("账户名称", "伙食费户", "伙食费专户"),
        ("类型", "银行", "现金"),
        ("年初余额", "20000.00", "21000.00"),
        ("停用日期", None, "2026-11-02"),
    ]
    assert "20000.00" in kuaiji.get("/documents/account/1").text


def test_use_fixes_type_and_fund(kuaiji: FlaskClient) -> None:
    assert bring_in(world.lawful(), canteen="01", by="me").errors == []
    key = db.session.scalars(select(Account.id).where(Account.name == "伙食费专户")).one()
    page = kuaiji.get(f"/setup/accounts/{key}/edit").text
    assert "不能再改的" in page
    assert 'name="fund"' not in page
    form = BANK | {"name": "伙食费专户", "kind": "现金", "fund": "接待费", "opening": "19999.00"}
    assert post(kuaiji, f"/setup/accounts/{key}/edit", **form).status_code == 303
    assert ("伙食费专户", "银行", "伙食费", 2026, 19999_00, None) in rows()


def test_a_box_that_took_money_becomes_no_float(kuaiji: FlaskClient) -> None:
    employ("zhang", "采购")
    form = BANK | {"kind": "现金", "opening": "0"}
    for name in ("收费现金", "空现金"):
        post(kuaiji, "/setup/accounts/new", **form | {"name": name})
    with unjudged():
        took = {"canteen_id": 1, "kind": "伙食费", "receipt_kind": "财政专用票据", "account_id": 1}
        db.session.add(Income(**took, number="1", received_on=clock.today(), amount=100_00))
    answer = post(kuaiji, "/setup/accounts/1/edit", **form | {"name": "收费现金", "holder": "zhang"})
    assert (answer.status_code, "收过款，不能改成备用金" in answer.text) == (422, True)
    assert post(kuaiji, "/setup/accounts/2/edit", **form | {"name": "空现金", "holder": "zhang"}).status_code == 303


def test_a_closed_month_fixes_the_opening_balance(kuaiji: FlaskClient) -> None:
    post(kuaiji, "/setup/accounts/new", **BANK)
    with unjudged():
        closed = db.session.scalars(select(Canteen.id)).one()
        db.session.add(CanteenMonth(canteen_id=closed, month=world.SEPTEMBER, closed_at=clock.now()))
    answer = post(kuaiji, "/setup/accounts/1/edit", **BANK | {"opening": "1"})
    assert (answer.status_code, rows()[0][4]) == (422, 20000_00)
    assert "已有月份结了账" in answer.text
    assert post(kuaiji, "/setup/accounts/1/edit", **BANK | {"name": "改个名"}).status_code == 303


@pytest.mark.parametrize("who", ["管理员", "出纳", "采购", "监管"])
def test_nobody_but_the_accountant_opens_one(staff: Visit, who: str) -> None:
    assert staff(who).get("/setup/accounts/").status_code == 200
    assert "登记账户" not in staff(who).get("/setup/accounts/").text.replace("账户由会计登记", "")
    assert post(staff(who), "/setup/accounts/new", **BANK).status_code == 403


def test_another_canteens_account_is_not_there(kuaiji: FlaskClient) -> None:
    assert bring_in(world.lawful(), canteen="02", name="二号食堂", by="me").errors == []
    key = db.session.scalars(select(Account.id)).first()
    assert kuaiji.get(f"/setup/accounts/{key}/edit").status_code == 404
