"""A purchase comes back three times, for its receipt, its goods and its order; each is mended by whom it concerns, then it is approved."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from canteen.models import Purchase
from canteen.models.words import Role
from tests.browser.acting import enter_as, is_told, look, press
from tests.browser.test_answering import sign
from tests.browser.test_short_delivery import weigh
from tests.course.market import CABBAGE, MORNING, RICE, SHOP, Market, open_market


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six on a Wednesday."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def market(app: Flask) -> Market:
    """A canteen at work."""
    return open_market(app)


def give_back(page: Page, amiss: str, reason: str) -> None:
    """From the list of what waits to the sheet, and back with it."""
    enter_as(page, "shen").goto("/approval/")
    page.get_by_role("main").get_by_role("link", name=SHOP).click()
    page.get_by_role("main").get_by_role("link", name="退回").click()
    page.get_by_role("radio", name=amiss).check(force=True)
    page.get_by_label("理由").fill(reason)
    look(page, "return")
    press(page, "退回，写入经过")
    is_told(page, "已退回 CG-202611-0001")


def the_receipt(page: Page, receipt: int) -> None:
    """A yuan too much was registered: the accountant corrects it, and nobody signs anew."""
    give_back(page, "票据", "发票是 96.00 元，登记成了 97.00")
    is_told(page, "没有等审批的采购", "票据退回", "登记成了 97.00")
    look(page, "approval-paper-back")
    enter_as(page, "kuai").goto(f"/receipts/{receipt}/edit")
    is_told(page, "登记成了 97.00")
    page.get_by_label("金额").fill("96.00")
    press(page, "保存更正")
    is_told(page, "票据已更正")


def the_goods(page: Page) -> None:
    """The cabbage is weighed again, blind as before, and both receivers sign again on one phone."""
    give_back(page, "实物", "白菜像是少了，再称一次")
    enter_as(page, "yan1").goto("/acceptance/")
    is_told(page, "审批退回，第 2 次验收")
    page.get_by_role("main").get_by_role("link", name=SHOP).click()
    is_told(page, "白菜像是少了，再称一次")
    weigh(page, f"1 {RICE}", "10")
    weigh(page, f"2 {CABBAGE}", "19.5")
    page.get_by_role("button", name="记下称好的").click()
    is_told(page, "↓ 短少 0.5 公斤")
    page.get_by_role("link", name="去签名").click()
    sign(page, "姓yan1签名")
    page.get_by_role("listitem").filter(has_text="姓yan2").get_by_role("link", name="在这部手机上签").click()
    sign(page, "姓yan2签名，完成验收")


def the_order(page: Page, purchase: int) -> None:
    """The price was another: the purchasers correct it and sign again; what the receivers signed stands."""
    give_back(page, "订单", "大米谈好的是 5.50")
    enter_as(page, "cai1").goto(f"/purchases/{purchase}/edit")
    page.get_by_label(f"{RICE} 单价，元").fill("5.50")
    press(page, "下一步：签名")
    sign(page, "姓cai1签名")
    page.get_by_role("listitem").filter(has_text="姓cai2").get_by_role("link", name="在这部手机上签").click()
    sign(page, "姓cai2签名，采购成立")


def test_each_return_and_its_resubmission(market: Market, page: Page) -> None:
    purchase: Purchase = market.bought((RICE, 10_000, 560), (CABBAGE, 20_000, 200), upto=Role.RECEIVER)
    receipt = market.covered(purchase, amount=9700)
    purchase_id, receipt_id = purchase.id, receipt.id
    the_receipt(page, receipt_id)
    the_goods(page)
    the_order(page, purchase_id)

    enter_as(page, "shen").goto(f"/approval/{purchase_id}")
    is_told(
        page,
        "短少 0.5",
        "多 2.00",
        "发票 96.00 元，对应采购 94.00 元，差 2.00 元",
        "退回，订单：大米谈好的是 5.50",
        "票据已补正",
    )
    expect(page.locator(".sig .gone")).to_have_count(4)
    look(page, "approval-sheet")
    sign(page, "签名批准 94.00 元")
    is_told(page, "已批准 CG-202611-0001，94.00 元")
    page.goto(f"/approval/{purchase_id}")
    is_told(page, "已审批", "姓shen")
    look(page, "approval-approved")
