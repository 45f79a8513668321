"""Rotation: reminded, planned, handed over on paper; the day before and the day after, and the day when nobody planned."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from canteen.db import db
from canteen.models import Account, Canteen, Unit
from canteen.step import unjudged
from tests.browser.acting import enter_as, is_told, look, press
from tests.people.acting import hold
from tests.security.staff import employ

TODAY = "2026-11-21T09:00:00+08:00"
"""Cai has bought for eleven months and twenty days."""


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    """A clock that the story moves."""
    with time_machine.travel(TODAY) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def staff(app: Flask) -> None:
    """Cai buys and carries a float, Yan receives, Li and Wang are rested."""
    employ("guanli", "管理员")
    for username in ("cai", "yan", "li", "wang"):
        employ(username)
    hold("cai", "采购", "2025-12-01")
    hold("yan", "验收", "2026-04-10")
    with unjudged():
        canteen = db.session.query(Canteen).one()
        float_ = Account(
            canteen_id=canteen.id, name="采购备用金", kind="现金", fund="伙食费", opening=200000, holder="cai"
        )
        db.session.add_all([Unit(title="抚顺高新区管委会"), float_])


def test_reminded_planned_handed_over(page: Page, today: time_machine.Traveller, tmp_path: Path) -> None:
    enter_as(page, "cai")
    page.goto("/desk/")
    is_told(page, "姓cai的采购岗位自 2025-12-01 起，到 2026-12-01 满最长期限")
    look(page, "desk-reminded")

    enter_as(page, "guanli")
    page.goto("/rotation/")
    is_told(page, "已任 11 个月 20 天", "2026-12-01 满最长期限，第二天起条款 1.4 不收姓cai的采购签名")
    look(page, "rotation")
    page.get_by_role("link", name="安排接任").first.click()
    main = page.get_by_role("main")
    expect(main.get_by_label("接任人从哪天起上岗")).to_have_value("2026-12-01")
    main.get_by_role("radio", name="姓yan").check()
    press(page, "安排接任")
    is_told(page, "没有保存：条款 1.7")
    look(page, "rotation-refused")
    main.get_by_role("radio", name="姓li").check()
    press(page, "安排接任")
    is_told(page, "已安排接任", "姓li，2026-12-01 起")
    look(page, "rotation-planned")

    page.get_by_role("link", name="打印").click()
    is_told(page, "岗位移交单", "采购备用金", "2,000.00", "移交人 姓cai", "接任人 姓li")
    look(page, "hand-over")
    page.pdf(path=Path(os.environ.get("SCREENSHOTS", tmp_path)) / "hand-over.pdf", prefer_css_page_size=True)

    for day, buys, bought in (("2026-11-30", "姓cai", "姓li"), ("2026-12-01", "姓li", "姓cai")):
        today.move_to(f"{day}T09:00:00+08:00")
        enter_as(page, "guanli")
        page.goto("/people/")
        expect(main.get_by_role("row", name=buys)).to_contain_text("采购")
        expect(main.get_by_role("row", name=bought)).not_to_contain_text("采购")


def test_on_the_first_day_over_a_year_the_page_says_whom_the_clause_refuses(
    page: Page, today: time_machine.Traveller
) -> None:
    sentence = "今天起不收姓cai的采购签名"
    for day, refused in (("2026-12-01", False), ("2026-12-02", True)):
        today.move_to(f"{day}T09:00:00+08:00")
        enter_as(page, "guanli")
        page.goto("/rotation/")
        expect(page.get_by_text(sentence)).to_have_count(int(refused))
    look(page, "rotation-over")
    page.goto("/desk/")
    is_told(page, "条款 1.4 不再收这个岗位上的签名")


def test_who_came_with_the_history_is_given_a_log_in_and_leaves_one_day(app: Flask, page: Page) -> None:
    enter_as(page, "guanli")
    page.goto("/people/new")
    main = page.get_by_role("main")
    main.get_by_label("姓名").fill("赵国强")
    main.get_by_label("工号").fill("1007")
    main.get_by_label("岗位").select_option("出纳")
    look(page, "person-new")
    press(page, "登记")
    page.goto("/people/")
    is_told(page, "1 人有岗无账号")
    look(page, "people-waiting")
    main.get_by_role("link", name="有岗无账号，发登录码").click()
    main.get_by_label("登录名").fill("zhao")
    look(page, "person-code")
    press(page, "发一次性登录码")
    is_told(page, "只显示这一次")
    main.get_by_role("link", name="已经交给本人").click()
    main.get_by_role("link", name="任命").click()
    look(page, "person-appoint")
    page.go_back()
    main.get_by_role("link", name="结束", exact=True).click()
    look(page, "person-end")
    page.go_back()
    main.get_by_role("link", name="离岗").click()
    is_told(page, "岗位到今天（2026-11-21）为止", "登录今天停用")
    look(page, "person-leave")
    press(page, "结束全部岗位，停用登录")
    is_told(page, "赵国强已离岗", "已停用", "移交单")
    expect(main.get_by_role("link", name="离岗")).to_have_count(0)
    look(page, "person-left")
