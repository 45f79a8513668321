"""The signal is lost at the market: what was typed stays on the phone, is offered again, and comes in once."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select

from canteen.db import db
from canteen.models import Purchase
from tests.browser.acting import enter_as, is_told, look, press
from tests.course.market import CABBAGE, MORNING, POTATO, STALL, Market, open_market

NEW = "/purchases/new"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six on a Wednesday."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def market(app: Flask) -> Market:
    """A canteen at work."""
    return open_market(app)


def many() -> int:
    """How many purchases there are."""
    db.session.rollback()
    return db.session.scalar(select(func.count(Purchase.id))) or 0


def type_in(page: Page) -> None:
    """Type a purchase of one line."""
    page.get_by_label("向谁买").fill(STALL)
    first = page.locator("[data-row]").first
    first.get_by_label("品目", exact=True).fill(CABBAGE)
    first.locator("[name$=quantity]").fill("150")
    first.locator("[name$=unit_price]").fill("1.20")
    is_told(page, "有改动，还没有发出去")


def test_typing_survives_a_lost_signal_and_a_closed_page(market: Market, page: Page) -> None:
    enter_as(page, "cai1").goto(NEW)
    is_told(page, "还没有发出去")
    page.context.set_offline(True)
    type_in(page)
    press(page, "下一步：签名")
    is_told(page, "没有信号，还没有发出去")
    look(page, "purchase-no-signal")
    expect(page.get_by_label("向谁买")).to_have_value(STALL)
    page.close()

    page = page.context.new_page()
    page.context.set_offline(False)
    leaving_asks_first(page)
    page.goto("/purchases/")
    is_told(page, "没有发出去的一笔", f"{STALL}，1 行，180.00 元")
    page.get_by_role("link", name="继续").click()
    look(page, "purchase-unsent")
    page.get_by_role("link", name="继续").click()
    expect(page.locator("[data-sum]")).to_have_text("180.00")
    press(page, "存草稿")
    is_told(page, "已存到服务器，还没有签名")
    page.goto(NEW)
    expect(page.get_by_role("main")).not_to_contain_text("没有发出去的一笔")
    assert many() == 1


def leaving_asks_first(page: Page) -> None:
    """今日 offers what was not sent; logging out would clear it, so it is asked about, and leads back to it."""
    page.goto("/today/")
    is_told(page, "没有发出去的一笔", f"{STALL}，1 行，180.00 元")
    look(page, "today-unsent")
    log_out(page)
    asked = page.get_by_role("dialog", name="这台设备上还有没送出的")
    expect(asked).to_contain_text(f"{STALL}，1 行，180.00 元")
    look(page, "leaving")
    asked.get_by_role("link", name="回去送出").click()
    page.wait_for_url(f"**{NEW}")


def log_out(page: Page) -> None:
    """Press 退出, on a phone in the menu."""
    menu = page.get_by_role("button", name="菜单")
    if menu.is_visible():
        menu.click()
    page.get_by_role("button", name="退出", exact=True).click()


def test_who_leaves_all_the_same_leaves_nothing_behind(market: Market, page: Page) -> None:
    enter_as(page, "cai1").goto(NEW)
    type_in(page)
    log_out(page)
    page.get_by_role("button", name="仍然退出").click()
    page.wait_for_url("**/login**")
    assert page.evaluate("localStorage.length") == 0


def test_what_came_in_while_its_answer_was_lost_is_neither_offered_nor_doubled(market: Market, page: Page) -> None:
    enter_as(page, "cai1").goto(NEW)
    type_in(page)
    sent: dict[str, str] = {}

    def lose(route: Route) -> None:
        """The server has it, and the phone does not know."""
        if route.request.method == "POST" and "advise" not in (route.request.post_data or ""):
            sent["typed"] = route.request.post_data or ""
            route.fetch(max_redirects=0)
            route.fulfill(status=204)
        else:
            route.fallback()

    page.route(f"**{NEW}", lose)
    press(page, "存草稿")
    page.wait_for_timeout(500)
    assert many() == 1
    page.unroute(f"**{NEW}")
    press(page, "存草稿")
    is_told(page, "已存到服务器")
    assert many() == 1
    page.goto("/today/")
    expect(page.get_by_role("main")).not_to_contain_text("没有发出去的一笔")
    log_out(page)
    page.wait_for_url("**/login**")


def test_typed_weights_survive_a_reload_until_they_are_sent(market: Market, page: Page) -> None:
    delivery = market.bought((CABBAGE, 10_000, 120), (POTATO, 5_000, 200), supplier=STALL)
    enter_as(page, "yan1").goto(f"/acceptance/{delivery.id}")
    page.get_by_label("毛重").first.fill("9.6")
    is_told(page, "有改动，还没有发出去")
    page.reload()
    is_told(page, f"没有发出去的一笔：验收 {STALL} {delivery.number}")
    page.get_by_role("link", name="继续").click()
    expect(page.get_by_label("毛重").first).to_have_value("9.6")
    press(page, "记下称好的")
    is_told(page, "↓ 短少 0.4 公斤（4.0%）", "应付少 0.48 元")
    expect(page.get_by_role("main")).not_to_contain_text("没有发出去的一笔")
    look(page, "weights-sent")
