"""What is missing before the first lawful purchase: every point is a question to the facts, asked anew each time."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from canteen import clock
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.lawbook.confirming import waiting
from canteen.models import (
    Account,
    Budget,
    Canteen,
    Department,
    Endorsement,
    Income,
    Item,
    ParameterConfirmation,
    ParameterValue,
    Pin,
    Purchase,
    ReceiptBook,
    Supplier,
    Unit,
    User,
    UtilityBill,
)
from canteen.models.words import State
from canteen.setup.points import GROUPS, looked, missing
from canteen.step import unjudged
from tests import world
from tests.security.staff import employ
from tests.setup.conftest import Visit

TITLES = [point.title for points in GROUPS.values() for point in points]
SIGNERS = {"采购": 2, "验收": 2, "审批": 1, "出纳": 1, "会计": 1, "监管": 1}


def how(title: str) -> tuple[str, str]:
    """How a point stands, and in words."""
    canteen = db.session.scalars(select(Canteen.id).order_by(Canteen.id)).first() or 0
    found = {point.title: found for points in looked(canteen).values() for point, found in points}[title]
    return found.state, found.fact


def store(*rows: object) -> None:
    """Store rows as they are."""
    with unjudged():
        db.session.add_all(rows)


def enable(user_id: int) -> None:
    """Let somebody sign: a PIN and the agreement."""
    now = clock.now()
    agreed = {"act": "agree", "thing": f"user:{user_id}", "content": {}, "digest": "0" * 64, "user_id": user_id}
    store(
        Pin(user_id=user_id, hash="x", set_at=now),
        Endorsement(**agreed, signer="1", name="一", posts="", strokes="[]", signed_at=now),
    )


@pytest.fixture
def ready(guanli: FlaskClient) -> FlaskClient:
    """The administrator of a canteen that has it all."""
    for post, needed in SIGNERS.items():
        for number in range(needed):
            enable(employ(f"{post}{number}", post))
    today, unit = clock.today(), db.session.scalars(select(Unit)).one()
    with unjudged():
        unit.tax_number, db.session.get_one(Canteen, 1).started_on = "12210400MB1234567C", today
        user = db.session.scalars(select(User.id)).first()
        for standing in waiting():
            name, value = standing.parameter.name, standing.value
            db.session.add(ParameterConfirmation(name=name, value=value, confirmed_by=user, confirmed_at=clock.now()))
    account = Account(canteen_id=1, name="基本户", kind="银行", fund="伙食费", opening=0, year=2026)
    store(
        account,
        Department(canteen_id=1, name="后勤科"),
        Supplier(canteen_id=1, name="粮店", kind="固定经营场所"),
        Item(canteen_id=1, name="大米", category="大宗食材", unit="公斤", in_catalogue=False, durable=False),
        Budget(canteen_id=1, year=2026, category="大宗食材", amount=1),
        ReceiptBook(canteen_id=1, number="01", first_no=1, last_no=50, handed_out_on=today),
    )
    return guanli


def test_an_empty_canteen_lacks_everything_that_is_needed(guanli: FlaskClient) -> None:
    assert [point.title for point in missing(1)] == [
        title for title in TITLES if title not in ("有岗无账号", "伙食费收入", "采购立项")
    ]
    page = guanli.get("/setup/").text
    assert f"还缺 {len(missing(1))} 项" in page
    assert "北京时间（Asia/Shanghai）" in page
    assert "下一步：单位名称和税号" in page
    assert guanli.get("/").location == "/setup/"


def test_a_canteen_that_has_it_all_is_ready(ready: FlaskClient) -> None:
    assert [(point.title, how(point.title)) for point in missing(1)] == []
    assert "都齐了，可以采购" in ready.get("/setup/").text
    assert ready.get("/").location == "/today/"


BACK = {
    "单位名称和税号": "UPDATE unit SET tax_number = NULL",
    "启用日期": "UPDATE canteen SET started_on = NULL",
    "部门": "UPDATE department SET retired_on = '2026-11-01'",
    "参数": "DELETE FROM parameter_confirmation WHERE name = 'cash_limit'",
    "采购人": "UPDATE pin SET ended_at = set_at WHERE user_id = (SELECT user_id FROM person WHERE staff_no = '采购1')",
    "验收人": "UPDATE person SET user_id = NULL WHERE staff_no = '验收0'",
    "审批人": "UPDATE appointment SET ended_on = '2026-11-01' WHERE post = '审批'",
    "出纳": "UPDATE \"user\" SET disabled_at = created_at WHERE username = '出纳0'",
    "会计": "UPDATE \"user\" SET password_hash = NULL WHERE username = '会计0'",
    "监管": "UPDATE appointment SET started_on = '2026-11-03' WHERE post = '监管'",
    "有岗无账号": "UPDATE person SET user_id = NULL WHERE staff_no = '验收0'",
    "伙食费银行账户": "UPDATE account SET opening = NULL",
    "预算": "UPDATE budget SET year = 2025",
    "票据本": "UPDATE receipt_book SET handed_out_on = '2026-11-03'",
    "供应商": "UPDATE supplier SET retired_on = '2026-11-01'",
    "品目": "UPDATE item SET retired_on = '2026-11-01'",
}


@pytest.mark.parametrize(("title", "change"), BACK.items(), ids=list(BACK))
def test_what_goes_away_is_missing_again(ready: FlaskClient, title: str, change: str) -> None:
    with unjudged():
        db.session.execute(text(change))
    assert title in [point.title for point in missing(1)]


def test_each_lack_is_said_in_words(ready: FlaskClient) -> None:
    store(Item(canteen_id=1, name="煤气", category="燃料", unit="罐", in_catalogue=False, durable=False))
    assert how("预算") == ("missing", "用得到而没有预算的：燃料")
    with unjudged():
        db.session.scalars(select(Pin)).first().ended_at = clock.now()  # type: ignore[union-attr]
        db.session.get_one(Account, 1).year = None
    assert how("采购人") == ("missing", "要 2 人能签名，现在 1 人。姓采购0还没有设签名 PIN")
    assert how("伙食费银行账户") == ("missing", "基本户：还没有写年度和年初余额")


@pytest.mark.parametrize(("state", "found"), [(State.VOID, "there"), (State.LIVE, "missing")])
def test_a_bill_needs_a_budget_unless_it_is_void(ready: FlaskClient, state: State, found: str) -> None:
    meter = {"canteen_id": 1, "number": "1", "utility": "水", "month": clock.today().replace(day=1), "state": state}
    store(UtilityBill(**meter, opening=0, closing=1000, unit_price=1_0000, amount=1_00))
    assert how("预算")[0] == found


def test_equipment_needs_income_first(ready: FlaskClient) -> None:
    assert how("伙食费收入")[0] == "none"
    store(Budget(canteen_id=1, year=2026, category="维修", amount=500_00))
    assert how("伙食费收入") == ("missing", "今年还没有伙食费或伙食补助收入")
    income = {"canteen_id": 1, "kind": "伙食费", "amount": 1, "receipt_kind": "财政专用票据", "account_id": 1}
    store(Income(**income, number="1", received_on=clock.today().replace(year=2025)))
    assert how("伙食费收入")[0] == "missing"
    store(Income(**income, number="2", received_on=clock.today()))
    assert how("伙食费收入") == ("there", "今年 1 笔")


def test_as_many_sign_as_the_parameter_says(ready: FlaskClient) -> None:
    store(ParameterValue(name="min_purchasers", value=3, begins_on=clock.today()))
    assert how("采购人") == ("missing", "要 3 人能签名，现在 2 人。")


def test_whoever_was_imported_has_a_post_and_no_log_in(guanli: FlaskClient) -> None:
    assert bring_in(world.lawful(), canteen="01", by="me").errors == []
    assert how("有岗无账号") == (
        "missing",
        "有岗无账号 10 人：李卫东、王秀兰、赵国强、刘桂芝、孙立军、何晓丽等 10 个",
    )
    assert how("采购人") == ("missing", "要 2 人能签名，现在 0 人。李卫东有岗无账号；王秀兰有岗无账号")


def test_once_a_purchase_was_made_here_one_begins_with_today(guanli: FlaskClient) -> None:
    assert guanli.get("/").location == "/setup/"
    assert "准备还缺" in guanli.get("/desk/").text
    supplier = Supplier(canteen_id=1, name="粮店", kind="固定经营场所")
    store(supplier)
    day = clock.today() - timedelta(days=1)
    store(
        Purchase(canteen_id=1, number="1", purchased_on=day, supplier_id=supplier.id, fund="伙食费", purpose="职工伙食")
    )
    assert guanli.get("/").location == "/today/"
    assert "准备还缺" not in guanli.get("/desk/").text


@pytest.mark.parametrize("who", ["采购", "审批", "监管"])
def test_others_read_the_list_and_are_told_who_sees_to_it(staff: Visit, who: str) -> None:
    assert staff(who).get("/").location == "/today/"
    page = staff(who).get("/setup/").text
    assert "管理员办" in page
    assert "准备还缺" not in staff(who).get("/desk/").text


def test_a_demonstration_begins_with_today(guanli: FlaskClient) -> None:
    with unjudged():
        db.session.scalars(select(Unit)).one().demonstration = True
    assert guanli.get("/").location == "/today/"
