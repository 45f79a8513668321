"""Planning who follows: both posts change in one step, or nothing does; the sheet says what is handed over."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen import clock
from canteen.db import db
from canteen.models import (
    Account,
    Appointment,
    Canteen,
    Item,
    Line,
    LogEntry,
    Purchase,
    ReceiptBook,
    Signature,
    Supplier,
)
from canteen.models.words import Origin, Role, State
from canteen.rulebook import Finding
from canteen.stages import Stage
from canteen.step import judge, unjudged
from tests.people.acting import appointments, day, hold, id_of
from tests.rotation.conftest import On, at
from tests.security.staff import post

TODAY = "2026-11-21"


@pytest.fixture
def client(guanli: On) -> Iterator[FlaskClient]:
    """The administrator, when Cai has served eleven months and twenty days."""
    with at(TODAY):
        yield guanli(TODAY)


def plan(client: FlaskClient, who: str, starts_on: str, *, of: str = "cai", **more: str) -> TestResponse:
    """Let somebody follow, by the form."""
    held = appointments(of)[0].id
    return post(client, f"/rotation/{held}/next", person=str(id_of(who)), starts_on=starts_on, **more)


def held_by(staff_no: str) -> list[tuple[str, date, date | None]]:
    """Somebody's posts with their days."""
    return [(each.post, each.started_on, each.ended_on) for each in appointments(staff_no)]


def test_one_step_ends_the_one_and_begins_the_other(client: FlaskClient) -> None:
    answer = plan(client, "li", "2026-12-01")
    assert answer.status_code == 303
    assert held_by("cai") == [("采购", day("2025-12-01"), day("2026-11-30"))]
    assert held_by("li") == [("采购", day("2026-12-01"), None)]
    page = client.get(answer.location).text
    assert "姓li，2026-12-01 起" in page
    assert "还没有安排接任" not in page
    assert "姓cai的采购岗位" not in client.get("/desk/").text


def test_whoever_holds_another_of_the_three_posts_is_refused_and_nothing_is_changed(client: FlaskClient) -> None:
    answer = plan(client, "yan", "2026-12-01")
    assert answer.status_code == 422
    assert "同时任采购、验收、审批中的 2 个岗位" in answer.text
    assert 'value="2026-12-01"' in answer.text
    assert held_by("cai") == [("采购", day("2025-12-01"), None)]
    assert held_by("yan") == [("验收", day("2026-06-01"), None)]


def test_unless_they_leave_it_the_day_before(client: FlaskClient) -> None:
    assert plan(client, "yan", "2026-12-01", leaves="y").status_code == 303
    assert held_by("yan") == [("验收", day("2026-06-01"), day("2026-11-30")), ("采购", day("2026-12-01"), None)]


def test_two_people_change_places(client: FlaskClient) -> None:
    plan(client, "yan", "2026-12-01", leaves="y")
    assert plan(client, "cai", "2026-12-01", of="yan").status_code == 303
    assert held_by("cai")[-1] == ("验收", day("2026-12-01"), None)


@pytest.mark.parametrize(
    ("starts_on", "sentence"),
    [
        ("2026-11-20", "不能早于今天"),
        ("", "请填日期"),
        ("2099-01-01", "年份不对"),
    ],
)
def test_a_day_that_cannot_be_meant(client: FlaskClient, starts_on: str, sentence: str) -> None:
    answer = plan(client, "li", starts_on)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_sent_twice_it_is_planned_once(client: FlaskClient) -> None:
    for _ in range(2):
        assert plan(client, "li", "2026-12-01", key="c" * 32).status_code == 303
    assert len(held_by("li")) == 1


def test_nobody_follows_themselves(client: FlaskClient) -> None:
    answer = plan(client, "cai", "2026-12-01")
    assert answer.status_code == 422
    assert "请选另一位" in answer.text


def test_from_today_on_is_soon_enough(client: FlaskClient) -> None:
    assert plan(client, "li", TODAY).status_code == 303
    assert held_by("cai")[0][2] == day("2026-11-20")


@pytest.mark.parametrize(("starts_on", "fits"), [("2026-12-11", True), ("2026-12-10", True), ("2026-12-12", False)])
def test_nobody_follows_after_a_gap(client: FlaskClient, starts_on: str, fits: bool) -> None:
    """Cai's post ends on the tenth; who follows begins on the eleventh, or earlier."""
    with unjudged():
        appointments("cai")[0].ended_on = date(2026, 12, 10)
    assert plan(client, "li", starts_on).status_code == (303 if fits else 422)


def test_a_second_plan_waits_until_the_first_is_taken_back(client: FlaskClient) -> None:
    plan(client, "li", "2026-12-01")
    answer = plan(client, "wang", "2026-12-05")
    assert answer.status_code == 422
    assert "已安排姓li接任" in answer.text
    assert post(client, f"/rotation/{appointments('li')[0].id}/cancel").status_code == 303
    assert held_by("li") == []
    assert held_by("cai") == [("采购", day("2025-12-01"), None)]
    assert plan(client, "wang", "2026-12-05").status_code == 303
    assert {"任命", "结束任职", "撤回任命"} <= set(db.session.scalars(select(LogEntry.action)))


def test_a_plan_is_not_taken_back_into_two_posts(client: FlaskClient) -> None:
    """Cai receives from December on: without Li, Cai would buy too."""
    plan(client, "li", "2026-12-01")
    hold("cai", "验收", "2026-12-01")
    answer = post(client, f"/rotation/{appointments('li')[0].id}/cancel")
    assert answer.status_code == 422
    assert "1.7" in answer.text
    assert held_by("cai")[0][2] == day("2026-11-30")


def test_nor_where_something_else_was_recorded_last(client: FlaskClient) -> None:
    """Cai receives in December alone, and keeps the accounts from February on."""
    plan(client, "li", "2026-12-01")
    hold("cai", "验收", "2026-12-01", "2026-12-31")
    hold("cai", "会计", "2027-02-01")
    assert "1.7" in post(client, f"/rotation/{appointments('li')[0].id}/cancel").text


def test_nor_into_one_post_twice(client: FlaskClient) -> None:
    plan(client, "li", "2026-12-01")
    hold("cai", "采购", "2027-06-01")
    answer = post(client, f"/rotation/{appointments('li')[0].id}/cancel")
    assert answer.status_code == 422
    assert "同一岗位的日期不能重叠" in answer.text


def test_taken_back_twice_it_is_answered_alike(client: FlaskClient) -> None:
    plan(client, "li", "2026-12-01")
    address = f"/rotation/{appointments('li')[0].id}/cancel"
    for _ in range(2):
        assert post(client, address, key="d" * 32).location == "/rotation/"


def test_what_has_begun_is_not_taken_back(guanli: On, client: FlaskClient) -> None:
    plan(client, "li", "2026-12-01")
    later = guanli("2026-12-01")
    with at("2026-12-01"):
        assert post(later, f"/rotation/{appointments('li')[0].id}/cancel").status_code == 422


@pytest.mark.parametrize(("ended", "joined"), [("2026-09-02", True), ("2026-09-01", False)])
def test_whoever_was_a_purchaser_not_long_ago_is_said_to_carry_on(
    client: FlaskClient, ended: str, joined: bool
) -> None:
    """Ninety days before the first of December, and ninety-one."""
    hold("li", "采购", "2025-10-01", ended)
    page = client.get(f"/rotation/{appointments('cai')[0].id}/next").text
    assert ("姓li（现无岗位）；条款 1.4：自 2025-10-01 起任采购" in page) is joined
    held = appointments("cai")[0].id
    form = {"person": str(id_of("li")), "starts_on": "2026-12-01"}
    answer = post(client, f"/rotation/{held}/next", **form)
    assert ("任期从 2025-10-01 连续计算" in client.get(answer.location).text) is joined


def signed(buyer: str) -> list[Finding]:
    """What the clauses say to a purchaser's signature on a purchase of today."""
    canteen_id = db.session.scalars(select(Canteen.id)).one()
    supplier = Supplier(canteen_id=canteen_id, name="王桂兰", kind="零星摊贩")
    item = Item(canteen_id=canteen_id, name="白菜", category="零星食材", unit="公斤", in_catalogue=False, durable=False)
    signature = Signature(
        role=Role.BUYER, signer=buyer, signed_at=clock.now(), signed_on=clock.today(), origin=Origin.IMPORT
    )
    purchase = Purchase(
        canteen_id=canteen_id,
        state=State.DRAFT,
        purchased_on=clock.today(),
        supplier=supplier,
        fund="伙食费",
        purpose="职工伙食",
        lines=[Line(line_no=1, item=item, quantity=1000, unit_price=100)],
        signatures=[signature],
    )
    db.session.add(purchase)
    db.session.flush()
    findings = judge(Stage.SIGN, purchase)
    db.session.rollback()
    return [finding for finding in findings if finding.clause.number in ("1.4", "B.9")]


@pytest.mark.parametrize(
    ("on", "buyer", "refused"),
    [
        ("2026-11-30", "cai", []),
        ("2026-12-01", "li", []),
        ("2026-12-01", "cai", ["B.9"]),  # not in the post any more
        ("2026-11-30", "li", ["B.9"]),  # not yet
    ],
)
def test_the_day_before_and_the_day_after(client: FlaskClient, on: str, buyer: str, refused: list[str]) -> None:
    plan(client, "li", "2026-12-01")
    with at(on):
        assert [finding.clause.number for finding in signed(buyer)] == refused


@pytest.mark.parametrize(("on", "refused"), [("2026-12-01", []), ("2026-12-02", ["1.4"])])
def test_without_a_plan_the_clause_refuses_on_the_day_that_was_said(
    client: FlaskClient, on: str, refused: list[str]
) -> None:
    with at(on):
        assert [finding.clause.number for finding in signed("cai")] == refused


def carried(canteen_id: int) -> None:
    """Cai carries a float and a receipt book, and bought what nobody has accepted yet; Yan has a float too."""
    own = {"canteen_id": canteen_id}
    meals = {**own, "fund": "伙食费"}
    shop = Supplier(**own, name="惠丰粮油", kind="固定经营场所")
    yesterday = date(2026, 11, 20)
    signature = Signature(
        role=Role.BUYER, signer="cai", signed_at=clock.now(), signed_on=yesterday, origin=Origin.IMPORT
    )
    with unjudged():
        db.session.add_all(
            [
                Account(**meals, name="蔡的备用金", kind="现金", opening=50000, holder="cai"),
                Account(**meals, name="别人的备用金", kind="现金", opening=1, holder="yan"),
                ReceiptBook(**own, number="A01", first_no=1001, last_no=1050, handed_out_on=yesterday, handed_to="cai"),
                Purchase(
                    **meals,
                    number="CG-202611-0001",
                    purchased_on=yesterday,
                    supplier=shop,
                    purpose="职工伙食",
                    signatures=[signature],
                ),
            ]
        )


def test_the_sheet_lists_what_is_open(client: FlaskClient) -> None:
    carried(db.session.scalars(select(Canteen.id)).one())
    plan(client, "li", "2026-12-01")
    page = client.get(f"/rotation/{appointments('cai')[0].id}/hand-over").text
    for text in ("蔡的备用金", "500.00", "A01", "1001 至 1050", "CG-202611-0001", "等验收", "姓li", "2026-11-30"):
        assert text in page
    assert "别人的备用金" not in page


def test_who_leaves_without_anyone_next_has_a_sheet_with_blanks(client: FlaskClient) -> None:
    held = appointments("cai")[0].id
    assert client.get(f"/rotation/{held}/hand-over").status_code == 404  # nothing ends
    post(client, f"/people/posts/{held}/end", ended_on="2026-11-25")
    page = client.get(f"/rotation/{held}/hand-over").text
    assert "　　年　　月　　日起接任" in page
    assert "没有定" in client.get("/rotation/").text


def test_only_the_administrator_plans(app: Flask, guanli: On, client: FlaskClient) -> None:
    cai = guanli(TODAY, "cai")
    assert cai.get("/rotation/").status_code == 200
    assert "安排接任" not in cai.get("/rotation/").text.replace("还没有安排接任", "")
    assert plan(cai, "li", "2026-12-01").status_code == 403
    assert db.session.query(Appointment).filter_by(post="采购").count() == 1
