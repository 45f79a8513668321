"""A year's budgets are set in one go, in versions that stay; no slip of the pen and no second writer loses any."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.budgets.forms import amount_of, seen_of
from canteen.check import check
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.exchange.writing import export_history
from canteen.models import Budget, Canteen, Department, DepartmentBudget
from canteen.months import When
from canteen.step import unjudged
from tests import world
from tests.security.staff import employ, log_in, post, token

RICE, SERVICE = "大宗食材", "服务费"


def shown(client: FlaskClient, address: str) -> dict[str, str]:
    """What the page's form holds."""
    page = client.get(address).text
    return dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))


def send(client: FlaskClient, of: str = "2026/categories", **amounts: str) -> TestResponse:
    """Fill some amounts in, the rest as the page shows it, and send it."""
    address, reason = f"/budgets/{of}/edit", amounts.pop("reason", "局长办公会 2026 年第 9 次")
    typed = {amount_of(name): amount for name, amount in amounts.items()}
    return post(client, address, **shown(client, address) | typed | {"reason": reason})


def stored(name: str, year: int = 2026) -> list[tuple[int, int]]:
    """The versions of a category's budget, with their amounts in fen."""
    query = select(Budget.version, Budget.amount).filter_by(category=name, year=year).order_by(Budget.version)
    return [(version, amount) for version, amount in db.session.execute(query)]


def found(clause: str) -> list[str]:
    """What a clause finds in October 2026."""
    canteen = db.session.scalars(select(Canteen.id)).one()
    return [finding.document for finding in check(When(canteen, world.MONTH, world.AS_OF), clause).findings]


def test_a_change_is_a_new_version_with_its_reason(keeper: FlaskClient) -> None:
    answer = send(keeper, **{RICE: "32000"})
    assert answer.status_code == 303
    assert stored(RICE) == [(1, 30000_00), (2, 32000_00)]
    assert stored("零星食材") == [(1, 9000_00)]
    page = keeper.get(f"/budgets/2026/categories/behind?name={RICE}").text
    for said in ("第 2 版", "32,000.00", "局长办公会 2026 年第 9 次", "姓keeper", "2026-11-10 12:00", "随台账导入"):
        assert said in page


def test_the_first_budget_of_a_category_needs_no_reason(keeper: FlaskClient) -> None:
    assert send(keeper, **{SERVICE: "1200", "reason": ""}).status_code == 303
    assert stored(SERVICE) == [(1, 1200_00)]


def test_a_change_needs_one(keeper: FlaskClient) -> None:
    answer = send(keeper, **{RICE: "31000", "reason": "  "})
    assert (answer.status_code, stored(RICE)) == (422, [(1, 30000_00)])
    assert "请写明理由" in answer.text
    assert 'value="31000"' in answer.text


@pytest.mark.parametrize(("amount", "status"), [("2740", 303), ("2739.99", 422)])
def test_no_budget_is_lowered_below_what_is_spent(keeper: FlaskClient, amount: str, status: int) -> None:
    answer = send(keeper, **{RICE: amount})
    assert answer.status_code == status
    assert ("本年已支出 2,740.00 元，不能低于它" in answer.text) is (status == 422)


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("", "不能清空"),
        ("三万", "请只填数字"),
        ("-1", "不能是负数"),
        ("1e9", "请只填数字"),
        ("1.2345678901234567891", "最多 2 位小数"),
        ("12345678901", "数太大"),
    ],
)
def test_what_is_no_amount_is_said_at_its_field(keeper: FlaskClient, amount: str, sentence: str) -> None:
    answer = send(keeper, **{RICE: amount})
    assert (answer.status_code, stored(RICE)) == (422, [(1, 30000_00)])
    assert sentence in answer.text
    assert f'id="{amount_of(RICE)}-error"' in answer.text


def test_what_nobody_changed_is_said_so(keeper: FlaskClient) -> None:
    answer = send(keeper)
    assert answer.status_code == 422
    assert "没有改动" in answer.text


def test_of_two_who_change_one_the_second_sees_the_first(keeper: FlaskClient) -> None:
    before = shown(keeper, "/budgets/2026/categories/edit")
    send(keeper, **{RICE: "33000"})
    late = before | {amount_of(RICE): "31000", "reason": "没看见"}
    answer = post(keeper, "/budgets/2026/categories/edit", **late)
    assert answer.status_code == 422
    assert "刚有人把它定为 33,000.00 元（第 2 版）" in answer.text
    knowing = late | {seen_of(RICE): "2"}
    assert f'name="{seen_of(RICE)}" type="hidden" value="2"' in answer.text
    assert post(keeper, "/budgets/2026/categories/edit", **knowing).status_code == 303
    assert stored(RICE) == [(1, 30000_00), (2, 33000_00), (3, 31000_00)]


def test_an_amount_that_one_did_not_touch_is_left_to_whoever_changed_it(keeper: FlaskClient) -> None:
    before = shown(keeper, "/budgets/2026/categories/edit")
    send(keeper, **{RICE: "33000"})
    post(keeper, "/budgets/2026/categories/edit", **before | {amount_of(SERVICE): "100"})
    assert (stored(RICE)[-1], stored(SERVICE)) == ((2, 33000_00), [(1, 100_00)])


def test_sent_twice_it_is_one_version(keeper: FlaskClient) -> None:
    form = shown(keeper, "/budgets/2026/categories/edit") | {amount_of(RICE): "33000", "reason": "一次"}
    answers = [post(keeper, "/budgets/2026/categories/edit", **form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert stored(RICE) == [(1, 30000_00), (2, 33000_00)]


def test_of_twenty_who_write_at_once_one_is_stored(keeper: FlaskClient, app: Flask) -> None:
    form = shown(keeper, "/budgets/2026/categories/edit") | {"csrf_token": token(keeper), "reason": "同时"}
    app.test_client_class = FlaskClient
    cookie = f"sid={keeper.get_cookie('sid').value}"  # type: ignore[union-attr]

    def write(number: int) -> int:
        typed = {"key": f"{number:032x}", amount_of(RICE): f"{40000 + number}"}
        client = app.test_client(use_cookies=False)
        return client.post("/budgets/2026/categories/edit", data=form | typed, headers={"Cookie": cookie}).status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = sorted(pool.map(write, range(20)))
    assert statuses == [303] + [422] * 19
    assert [version for version, _ in stored(RICE)] == [1, 2]


def test_the_latest_version_is_what_the_clauses_judge(keeper: FlaskClient) -> None:
    assert (found("8.2"), found("8.1")) == ([], [])
    with unjudged():
        canteen = db.session.scalars(select(Canteen.id)).one()
        db.session.add(Budget(canteen_id=canteen, year=2026, category=RICE, version=2, amount=2739_99))
    assert found("8.2") == ["2026/大宗食材"]
    assert send(keeper, **{RICE: "2740"}).status_code == 303
    assert found("8.2") == []


def test_the_latest_version_is_what_is_exported(keeper: FlaskClient, tmp_path: Path) -> None:
    send(keeper, **{RICE: "32000", SERVICE: "0"})
    export_history(1, tmp_path / "台账.xlsx")
    budgets = load_workbook(tmp_path / "台账.xlsx")["预算"].iter_rows(min_row=2, values_only=True)
    assert [(kind, amount) for _, kind, amount in budgets if kind in (RICE, SERVICE)] == [(RICE, 32000), (SERVICE, 0)]
    assert bring_in(tmp_path / "台账.xlsx", canteen="01", by="me").stored == {}
    assert bring_in(tmp_path / "台账.xlsx", canteen="02", name="二号食堂", by="me").errors == []
    page = keeper.get("/documents/budgets/").text
    assert "32,000.00" in page
    assert "局长办公会 2026 年第 9 次" in keeper.get("/documents/budgets/7").text


def test_in_december_next_year_is_set_from_this_one(keeper: FlaskClient) -> None:
    page = keeper.get("/budgets/2027/categories/edit").text
    assert "照 2026 年填" in page
    copied = shown(keeper, "/budgets/2027/categories/edit?last=1")
    assert (copied[amount_of(RICE)], copied[seen_of(RICE)]) == ("30000.00", "0")
    assert post(keeper, "/budgets/2027/categories/edit", **copied).status_code == 303
    assert [stored(name, 2027) for name in (RICE, "水电费", SERVICE)] == [[(1, 30000_00)], [(1, 9000_00)], []]


@pytest.mark.parametrize(("year", "status"), [(2025, 404), (2026, 200), (2027, 200), (2028, 404)])
def test_only_this_year_and_the_next_are_set(keeper: FlaskClient, year: int, status: int) -> None:
    assert keeper.get(f"/budgets/{year}/categories/edit").status_code == status
    assert ("/edit" in keeper.get(f"/budgets/{year}").text) is (status == 200)


def test_a_department_has_a_reception_budget(keeper: FlaskClient) -> None:
    with unjudged():
        canteen = db.session.scalars(select(Canteen.id)).one()
        db.session.add(Department(canteen_id=canteen, name='信息<中心>/"一"'))
    answer = send(keeper, "2026/departments", **{'信息<中心>/"一"': "500", "党政办公室": "1000"})
    assert answer.status_code == 303
    versions = select(DepartmentBudget.department, DepartmentBudget.version, DepartmentBudget.amount)
    assert {tuple(row) for row in db.session.execute(versions)} == {
        ("党政办公室", 1, 3000_00),
        ("党政办公室", 2, 1000_00),
        ('信息<中心>/"一"', 1, 500_00),
    }


def test_not_below_what_it_was_charged(keeper: FlaskClient) -> None:
    answer = send(keeper, "2026/departments", 党政办公室="999.99")
    assert "本年已支出 1,000.00 元，不能低于它" in answer.text


@pytest.mark.parametrize("username", ["guanli", "chuna", "caigou"])
def test_nobody_but_the_accountant_sets_budgets(keeper: FlaskClient, username: str) -> None:
    employ(username, {"guanli": "管理员", "chuna": "出纳", "caigou": "采购"}[username])
    client = keeper.application.test_client()
    log_in(client, username)
    assert client.get("/budgets/2026").status_code == 200
    assert "/edit" not in client.get("/budgets/2026").text
    assert client.get("/budgets/2026/categories/edit").status_code == 403


def test_a_canteen_sets_its_own(keeper: FlaskClient) -> None:
    other = world.changed(world.lawful(), "预算", "2026", "大宗食材", 金额="77777.00")
    assert bring_in(other, canteen="02", name="二号食堂", by="me").errors == []
    assert "77,777.00" not in keeper.get("/budgets/2026").text
    send(keeper, **{RICE: "31000"})
    theirs = select(Budget.amount).join(Canteen).where(Canteen.code == "02", Budget.category == RICE)
    assert db.session.scalars(theirs).all() == [77777_00]
