"""An order is changed after one purchaser has signed it, and another after both: their signatures are struck through, and given again."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from canteen.models import Purchase
from canteen.models.words import Role
from tests.browser.acting import enter_as, is_told, look, press
from tests.browser.buying import go_to_sign, sign_as_guest
from tests.browser.test_answering import sign
from tests.course.market import CABBAGE, MORNING, RICE, SHOP, Market, open_market

WHY = "已失效：采购内容有改动"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six on a Wednesday."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def market(app: Flask) -> Market:
    """A canteen at work."""
    return open_market(app)


def struck_through(page: Page, *names: str) -> None:
    """These signatures and no other are shown as fallen, each with the reason."""
    fallen = page.locator(".sig-gone")
    expect(fallen).to_have_count(len(names))
    for name in names:
        expect(fallen.filter(has_text=name)).to_contain_text(WHY)


def change_price(page: Page, purchase: Purchase, price: str) -> None:
    """Type another price of the rice; the page says beforehand what that does."""
    page.goto(f"/purchases/{purchase.id}/edit")
    is_told(page, "已经有人签了名", "签名就失效，要重新签")
    page.locator("[data-row]").first.get_by_label("单价").fill(price)


def test_after_one_has_signed(market: Market, page: Page) -> None:
    purchase = market.draft((RICE, 10_000, 560))
    market.sign(purchase, Role.BUYER, "cai1")
    enter_as(page, "cai2").goto("/today/")
    is_told(page, "等我签名", "姓cai1已签，等第二位采购人")
    change_price(page, purchase, "5.50")
    look(page, "changed-form")
    go_to_sign(page)
    struck_through(page, "姓cai1")
    is_told(page, "55.00", "还差 2 人")
    look(page, "changed-one")
    sign(page, "姓cai2签名")
    sign_as_guest(page, "姓cai1", "采购成立")
    is_told(page, "CG-202611-0001", "等验收", "55.00")
    struck_through(page, "姓cai1")
    look(page, "changed-one-again")


def test_after_both_have_signed(market: Market, page: Page) -> None:
    """It keeps its number; until both have signed again nobody may weigh."""
    purchase = market.bought((RICE, 10_000, 560), (CABBAGE, 20_000, 200))
    enter_as(page, "cai1")
    change_price(page, purchase, "5.80")
    press(page, "保存修改")
    is_told(page, "已存到服务器")
    page.goto("/today/")
    is_told(page, "等我签名", f"{SHOP} CG-202611-0001", "签后内容有改动，要重新签名")
    look(page, "changed-both-today")
    page.get_by_role("listitem").filter(has_text="等我签名").get_by_role("link").click()
    struck_through(page, "姓cai1", "姓cai2")
    look(page, "changed-both")

    enter_as(page, "yan1").goto("/acceptance/")
    expect(page.get_by_role("main").get_by_role("link", name=SHOP)).to_have_count(0)
    is_told(page, "等采购人签名", SHOP)
    enter_as(page, "cai1").goto(f"/signoff/{purchase.id}/order")
    sign(page, "姓cai1签名")
    sign_as_guest(page, "姓cai2", "采购成立")
    is_told(page, "CG-202611-0001", "等验收", "98.00")
    struck_through(page, "姓cai1", "姓cai2")
    look(page, "changed-both-again")
