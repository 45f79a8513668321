"""An invoice for twenty purchases at the month's end: its list is made, frozen, and printed; a fen too much is said before the button."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from canteen.db import db
from canteen.models import Receipt, Unit
from canteen.models.words import Role
from canteen.step import unjudged
from tests.browser.acting import enter_as, is_told, look, press
from tests.course.market import CABBAGE, RICE, SHOP, open_market
from tests.pictures.photos import photo

MONTH_END = "2026-11-30T09:00:00+08:00"
TWENTY = 20
TOTAL = "1,976.00"


@pytest.fixture(autouse=True)
def month_end() -> Iterator[None]:
    """It is the last morning of the month."""
    with time_machine.travel(MONTH_END):
        yield


@pytest.fixture
def bought(app: Flask) -> None:
    """Twenty deliveries of the shop, one a day, all received."""
    market = open_market(app)
    with unjudged():
        db.session.add(Unit(title="高新区机关食堂"))
    for day in range(1, TWENTY + 1):
        lines = ((RICE, 10_000, 560), (CABBAGE, 20_000, 214))
        market.bought(*lines, upto=Role.RECEIVER, supplier=SHOP, day=date(2026, 11, day))


def choose_all(page: Page) -> None:
    """From the list of what waits, all of the shop's at once."""
    enter_as(page, "cai1").goto("/desk/")
    page.get_by_role("link", name="等票据的采购").click()
    is_told(page, f"20 笔，{TOTAL} 元", "最早 29 天前", "29 天")
    look(page, "receipts-waiting")
    page.get_by_role("link", name="这 20 笔开在一张上").click()
    expect(page.get_by_label("购买方")).to_have_value("高新区机关食堂")
    expect(page.get_by_label("销售方")).to_have_value(SHOP)
    expect(page.get_by_label("金额")).to_have_value("1976.00")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(TWENTY)
    look(page, "receipt-new")


def a_fen_too_much_is_said(page: Page) -> None:
    """While it is typed, and by B.1 before the button."""
    page.get_by_label("发票号码").fill("2621 2000 0000 1129 0017")
    page.get_by_label("开票日期").fill("2026-11-30")
    page.get_by_label("金额").fill("1976.01")
    expect(page.locator("[data-difference]")).to_have_text("0.01 元")
    page.get_by_label("金额").blur()
    is_told(page, "可以提交，会留下提醒：条款 B.1", "发票 1976.01 元，对应采购 1976.00 元，差 0.01 元")
    look(page, "receipt-fen-too-much")
    page.get_by_role("checkbox").first.uncheck()
    expect(page.locator("[data-sum]")).to_have_text("1,877.20 元")
    page.get_by_role("checkbox").first.check()
    page.get_by_label("金额").fill("1976.00")
    page.get_by_label("金额").blur()
    expect(page.get_by_text("条款 B.1")).to_have_count(0)
    page.get_by_role("checkbox").first.uncheck()
    expect(page.get_by_label("金额")).to_have_value("1877.20")
    expect(page.locator("[data-difference]")).to_have_text("0.00 元")
    page.get_by_role("checkbox").first.check()


def register(page: Page) -> None:
    """With its photo; the receipt's page shows what it covers."""
    page.get_by_label("票据照片或 PDF").set_input_files(
        {"name": "发票.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    expect(page.get_by_text("没有附照片或文件")).to_be_hidden()
    press(page, "登记票据")
    expect(page.get_by_role("heading", level=1)).to_have_text("票据 PJ-202611-0001")
    is_told(page, "票据已登记", "26212000000011290017", "CG-202611-0020", TOTAL)
    look(page, "receipt")
    page.goto("/receipts/")
    is_told(page, "没有等票据的采购", "29 天")
    look(page, "receipts-none-waiting")


def the_list_is_frozen(page: Page) -> None:
    """Forty lines, which stay what they are; printed behind the invoice."""
    receipt = db.session.scalars(select(Receipt)).one()
    assert (receipt.has_list, len(receipt.listed or [])) == (True, 2 * TWENTY)
    assert sum(int(str(line["金额"])) for line in receipt.listed or []) == receipt.amount
    page.goto(f"/papers/receipts/{receipt.id}/list")
    is_told(page, "大白菜", "CG-202611-0020", TOTAL)
    look(page, "receipt-listing")


def the_seller_s_name_is_put_right(page: Page) -> None:
    """By the receipt's own page; beside it is the form of what it covers."""
    receipt = db.session.scalars(select(Receipt)).one()
    page.goto(f"/documents/receipt/{receipt.id}")
    page.get_by_role("link", name="更正、添文件").click()
    page.get_by_label("销售方").fill(f"抚顺市{SHOP}")
    look(page, "receipt-edit")
    press(page, "保存更正")
    is_told(page, "票据已更正", f"抚顺市{SHOP}")
    page.get_by_role("link", name="换它管的采购").click()
    look(page, "receipt-link")


@pytest.mark.usefixtures("bought")
def test_an_invoice_for_twenty(page: Page) -> None:
    choose_all(page)
    a_fen_too_much_is_said(page)
    register(page)
    the_list_is_frozen(page)
    the_seller_s_name_is_put_right(page)
