"""The gauges that matter to a post: each number is the clauses' own, and both sides of its border are told apart."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from canteen import clock
from canteen.check import check
from canteen.db import db
from canteen.models import Account, Appointment, Item, Line, Person, Purchase, Transfer
from canteen.models.words import Post, Role
from canteen.month.snapshots import keep
from canteen.months import When
from canteen.step import unjudged
from canteen.today.gauges import Gauge, groups
from canteen.today.mine import Mine
from tests.course.market import BANK, PEOPLE, SHOP, TODAY, Market

OVEN = "蒸柜"


def shown(market: Market, who: str) -> dict[str, list[Gauge]]:
    """Somebody's gauges by their headings."""
    me = Mine(market.canteen, 1, who, frozenset({Post(PEOPLE[who])}), clock.today())
    with market.app.test_request_context():
        return {group.title: group.gauges for group in groups(me)}


def spend(market: Market, fen: int) -> None:
    """An oven was bought, whoever let that pass."""
    with unjudged():
        oven = Item(
            canteen_id=market.canteen, name=OVEN, category="设备购置", unit="台", in_catalogue=False, durable=True
        )
        db.session.add(oven)
        db.session.flush()
        bought = Purchase(
            canteen_id=market.canteen,
            number="CG-202611-0099",
            purchased_on=TODAY,
            supplier_id=market.supplier(SHOP).id,
            fund="伙食费",
            purpose="职工伙食",
            lines=[Line(line_no=1, item_id=oven.id, quantity=1000, unit_price=fen)],
        )
        db.session.add(bought)


@pytest.mark.parametrize(
    ("fen", "number", "mark", "picture"),
    [
        (0, "还能用 5,000.00 元", "soft", 0),
        (500_000, "还能用 0.00 元", "soft", 1000),
        (500_001, "超过 0.01 元", "bad", 1001),
    ],
)
def test_what_is_left_of_the_five_percent(market: Market, fen: int, number: str, mark: str, picture: int) -> None:
    """Exactly all of it passes, as clause 7.2 has it."""
    if fen:
        spend(market, fen)
    [gauge] = shown(market, "shen")["设备和维修"]
    assert (gauge.number, gauge.mark, gauge.all) == (number, mark, picture)
    assert gauge.scale[1] == "上限 5,000.00，收入 100,000.00 的 5%"


def test_budgets_by_category_with_what_is_not_paid_yet(market: Market) -> None:
    market.bought(upto=Role.BUYER)
    spend(market, 3_000_001)
    budgets = {gauge.number: gauge for gauge in shown(market, "kuai")["2026 年预算"]}
    assert budgets["大宗食材 剩 29,944.00 元"].note == "已用 0.1%"
    assert budgets["设备购置 超过 0.01 元"].mark == "bad"
    with unjudged():
        db.session.execute(update(Item).where(Item.name == OVEN).values(category="燃料"))
    budgets = {gauge.number: gauge for gauge in shown(market, "kuai")["2026 年预算"]}
    assert budgets["燃料 没有预算"].mark == "bad"


@pytest.mark.parametrize(
    ("began", "served", "note", "mark"),
    [
        ("2026-05-25", "6 个月", "最迟还有 181 天", "soft"),
        ("2026-05-24", "6 个月 1 天", "该轮换了，最迟还有 180 天", "warn"),
        ("2025-11-25", "12 个月", "该轮换了，最迟还有 0 天", "warn"),
        ("2025-11-24", "12 个月 1 天", "已过最长期限，不能签名", "bad"),
    ],
)
def test_how_long_one_has_been_in_a_post(market: Market, began: str, served: str, note: str, mark: str) -> None:
    """Against half a year and the year, the last day of each included."""
    with unjudged():
        someone = select(Person.id).where(Person.staff_no == "yan1").scalar_subquery()
        of_one = update(Appointment).where(Appointment.person_id == someone)
        db.session.execute(of_one.values(started_on=date.fromisoformat(began)))
    [gauge] = shown(market, "yan1")["我的轮换：验收"]
    assert gauge.number in (f"已任 {served}", f"已任 {served} 0 天")
    assert (gauge.note, gauge.mark) == (note, mark)


def test_the_cash_that_one_carries(market: Market) -> None:
    with unjudged():
        carried = Account(
            canteen_id=market.canteen, name="备用金", kind="现金", fund="伙食费", holder="cai1", opening=0
        )
        db.session.add(carried)
        db.session.flush()
        for number, (source, target, amount) in enumerate(
            [(market.account(BANK), carried, 200_000), (carried, market.account(BANK), 50_000)], 1
        ):
            ways = {"from_id": source.id, "to_id": target.id, "amount": amount}
            handed = Transfer(canteen_id=market.canteen, number=f"ZZ-{number}", moved_on=TODAY, **ways)
            db.session.add(handed)
    [gauge] = shown(market, "cai1")["我手上的备用金"]
    assert (gauge.number, gauge.done) == ("伙食费 1,500.00 元", 250)
    assert "我手上的备用金" not in shown(market, "cai2")
    [gauge] = shown(market, "chu")["采购手上的备用金"]
    assert gauge.number == "姓cai1，伙食费 1,500.00 元"


def test_the_months_findings_as_they_were_kept_and_as_they_are(market: Market) -> None:
    """The check may take long: the page says what is known, and asks for the present after it is there."""
    [gauge] = shown(market, "jian")["11 月的检查"]
    assert (gauge.number, gauge.url) == ("还没有保存过检查", "/month/2026-11")
    now = When(market.canteen, date(2026, 11, 1), TODAY)
    with unjudged():
        keep(check(now), None)
    [gauge] = shown(market, "jian")["11 月的检查"]
    assert (gauge.number, gauge.scale[1]) == ("未了 0 条", "11-25 的检查")
    spend(market, 500_001)
    open_ = len([finding for finding in check(now).findings if finding.due])
    assert f"未了 {open_} 条" in market.client("jian").get("/today/findings").text
    assert "刚查的" in market.client("kuai").get("/today/findings").text
    assert market.client("shen").get("/today/findings").status_code == 403
    assert 'hx-get="/today/findings"' in market.client("jian").get("/today/").text


def test_whoever_has_no_post_that_they_matter_to_sees_none(app: Flask, market: Market) -> None:
    with app.test_request_context():
        me = Mine(market.canteen, 1, "x", frozenset({Post.CLERK, Post.ADMINISTRATOR}), TODAY)
        assert groups(me) == []
