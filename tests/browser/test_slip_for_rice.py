"""A self-made slip for rice from the shop is refused by 3.1, before the button and at it; the invoice is taken, and so is a stall's slip."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from canteen.models import Purchase
from canteen.models.words import Role
from tests.browser.acting import enter_as, is_told, look, press
from tests.course.market import CABBAGE, RICE, SHOP, STALL, open_market

MORNING = "2026-11-25T09:00:00+08:00"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is the morning of the delivery."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def rice(app: Flask) -> Purchase:
    """Rice from the shop, received; beside it cabbage from a stall, for which the program has made the slip."""
    market = open_market(app)
    market.bought((CABBAGE, 50_000, 160), supplier=STALL, upto=Role.RECEIVER)
    return market.bought((RICE, 50_000, 560), supplier=SHOP, upto=Role.RECEIVER)


def make_a_slip(page: Page, rice: Purchase) -> None:
    """The clause speaks as soon as the kind is chosen."""
    enter_as(page, "cai1").goto(f"/documents/purchase/{rice.id}")
    page.get_by_role("link", name="登记票据").click()
    page.get_by_label("自制购货报销单", exact=True).check()
    is_told(
        page,
        "这样提交会被拒：条款 3.1",
        "向固定经营场所采购大宗食材，合计 280.00 元，没有发票",
        "向供应商索取发票并登记",
    )
    expect(page.get_by_label("发票号码")).to_be_hidden()
    look(page, "rice-slip-coming")
    press(page, "登记票据")
    is_told(page, "没有保存：条款 3.1", "向供应商索取发票并登记")
    look(page, "rice-slip-refused")


def bring_the_invoice(page: Page) -> None:
    """What was typed is still there; the invoice's number and day are added."""
    page.get_by_label("发票", exact=True).check()
    expect(page.locator("#ahead .refusal")).to_have_count(0)
    page.get_by_label("购买方").fill("高新区机关食堂")
    page.get_by_label("发票号码").fill("26212000000011290017")
    press(page, "登记票据")
    is_told(page, "没有保存：条款 3.2", "发票缺少号码、开票日期、购买方、销售方、金额中的 1 项")
    page.get_by_label("开票日期").fill("2026-11-25")
    press(page, "登记票据")
    is_told(page, "票据已登记", "26212000000011290017")


def test_a_slip_for_rice(page: Page, rice: Purchase) -> None:
    make_a_slip(page, rice)
    bring_the_invoice(page)
    page.goto("/receipts/")
    is_told(page, "没有等票据的采购", "自制购货报销单", STALL, "0 天")
    look(page, "rice-registered")
