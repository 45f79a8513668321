"""Ten kilograms were paid in cash at the stall and 9.6 arrive: weighed blind, signed by two on one phone, 0.96 to come back."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from canteen.models import Payment, PaymentPart, Purchase
from canteen.stages import Stage
from canteen.step import step
from tests.browser.acting import enter_as, is_told, look
from tests.browser.test_answering import sign
from tests.course.market import CABBAGE, CASH, MORNING, POTATO, STALL, TODAY, Market, open_market


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six on a Wednesday."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def market(app: Flask) -> Market:
    """A canteen whose receivers stand at the door."""
    return open_market(app)


def paid_in_cash(market: Market) -> Purchase:
    """Ten of cabbage and five of potatoes, bought by two and paid at once."""
    purchase = market.bought((CABBAGE, 10_000, 240), (POTATO, 5_500, 310), supplier=STALL)
    payment = Payment(
        canteen_id=market.canteen,
        paid_on=TODAY,
        method="现金",
        account_id=market.account(CASH).id,
        supplier_id=purchase.supplier_id,
        parts=[PaymentPart(purchase_id=purchase.id, amount=sum(line.ordered_amount for line in purchase.lines))],
    )
    with step(Stage.PAY, payment):
        pass
    return purchase


def weigh(page: Page, item: str, gross: str, tare: str = "") -> None:
    """Put a line on the scale."""
    line = page.get_by_role("group", name=item)
    line.get_by_label("毛重").fill(gross)
    line.get_by_label("皮重（袋、筐）").fill(tare)


def test_a_short_delivery(market: Market, page: Page) -> None:
    paid_in_cash(market)
    enter_as(page, "yan1").goto("/desk/")
    page.get_by_role("link", name="验收", exact=False).filter(has_text="今天送来的货").click()
    is_told(page, STALL, "2 样，还没称")
    look(page, "accept-waiting")
    page.get_by_role("main").get_by_role("link", name=STALL).click()
    is_told(page, "还剩 2 样")
    expect(page.get_by_role("main")).not_to_contain_text("10")
    expect(page.get_by_role("main")).not_to_contain_text("5.5")

    weigh(page, f"1 {CABBAGE}", "10.2", "0.6")
    expect(page.get_by_role("group", name=f"1 {CABBAGE}")).to_contain_text("9.6 公斤")
    look(page, "accept-blind")
    page.get_by_role("button", name="记下称好的").click()
    is_told(page, "订购 10 公斤", "↓ 短少 0.4 公斤（4.0%）", "应付少 0.96 元", "还剩 1 样")
    expect(page.get_by_role("main")).not_to_contain_text("5.5")
    look(page, "accept-half")

    page.get_by_role("radio", name="斤", exact=True).check()
    weigh(page, f"2 {POTATO}", "11")
    expect(page.get_by_role("group", name=f"2 {POTATO}")).to_contain_text("5.5 公斤")
    page.get_by_role("button", name="记下，看订购数量").click()
    is_told(page, "＝ 相符", "应退 0.96 元", "请出纳向", "6.2")
    look(page, "accept-weighed")

    page.get_by_role("link", name="去签名").click()
    sign(page, "姓yan1签名")
    is_told(page, "还差 1 人")
    page.get_by_role("listitem").filter(has_text="姓yan2").get_by_role("link", name="在这部手机上签").click()
    sign(page, "姓yan2签名，完成验收")
    is_told(page, "验收记录", "9.6", "同机签名", "自制购货报销单")
    look(page, "accept-done")
