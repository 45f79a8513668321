"""A paid purchase turns out to be entered twice: its payment is made void first, then the purchase, each with a reason and two signatures."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from canteen.models import Payment, PaymentPart, Purchase
from canteen.models.words import Role
from canteen.stages import Stage
from canteen.step import step
from tests.browser.acting import enter_as, is_told, look
from tests.browser.test_answering import sign
from tests.course.market import BANK, MORNING, RICE, TODAY, Market, open_market

PURCHASE, PAYMENT = "CG-202611-0001", "FK-202611-0001"
TWICE = "同一车大米记了两笔"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six on a Wednesday."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def paid(app: Flask) -> Purchase:
    """Rice, approved and paid by transfer."""
    market: Market = open_market(app)
    purchase = market.bought((RICE, 10_000, 560), upto=Role.APPROVER)
    payment = Payment(
        canteen_id=market.canteen,
        paid_on=TODAY,
        method="银行转账",
        account_id=market.account(BANK).id,
        supplier_id=purchase.supplier_id,
        parts=[PaymentPart(purchase_id=purchase.id, amount=5600)],
    )
    with step(Stage.PAY, payment):
        pass
    return purchase


def begin(page: Page, slug: str, number: str) -> None:
    """From the list to the paper, and on to making it void."""
    page.goto(f"/documents/{slug}/")
    page.get_by_role("link", name=number).first.click()
    page.get_by_role("main").get_by_role("link", name="作废", exact=True).click()


def ask(page: Page) -> None:
    """Give the reason and the first signature."""
    page.get_by_label("作废理由").fill(TWICE)
    sign(page, "申请作废")
    is_told(page, "等第二个人签", TWICE)


def agree(page: Page, number: str) -> None:
    """Go to what waits from 今日, and give the second signature."""
    page.goto("/today/")
    page.get_by_role("listitem").filter(has_text="签名作废").get_by_role("link").click()
    page.get_by_role("link", name=number).click()
    sign(page, "同意作废")
    is_told(page, "已作废", TWICE)


def the_payment_stands_in_the_way(page: Page) -> None:
    """What hangs on a paper goes first."""
    enter_as(page, "cai1")
    begin(page, "purchase", PURCHASE)
    is_told(page, "现在不能作废", f"付款 {PAYMENT} 付过它：请先把那笔付款作废")
    expect(page.get_by_role("button", name="申请作废")).to_have_count(0)
    look(page, "void-obstacle")


def the_payment_goes_first(page: Page) -> None:
    """The cashier asks, the supervisor agrees."""
    enter_as(page, "chu")
    begin(page, "payment", PAYMENT)
    ask(page)
    enter_as(page, "jian")
    agree(page, PAYMENT)


def the_purchase_follows(page: Page) -> None:
    """Not without a reason, and not by one person alone."""
    enter_as(page, "kuai")
    begin(page, "purchase", PURCHASE)
    sign(page, "申请作废")
    is_told(page, "请填写")
    look(page, "void-no-reason")
    ask(page)
    look(page, "void-purchase-waiting")
    expect(page.get_by_role("button", name="同意作废")).to_have_count(0)
    enter_as(page, "shen")
    agree(page, PURCHASE)
    look(page, "void-purchase")


def it_stays_to_be_seen(page: Page) -> None:
    """Struck through, with its number and the payment's; nothing can be done with it, and nothing is owed."""
    expect(page.locator("tr.gone")).to_contain_text(PAYMENT)
    for way in ("修改", "付款", "登记票据", "作废"):
        expect(page.get_by_role("main").get_by_role("link", name=way, exact=True)).to_have_count(0)
    page.goto("/documents/purchase/")
    expect(page.locator("tr.gone")).to_contain_text(PURCHASE)
    enter_as(page, "chu").goto("/payments/")
    is_told(page, "没有要付的")


@pytest.mark.usefixtures("paid")
def test_a_purchase_made_void_by_two(page: Page) -> None:
    the_payment_stands_in_the_way(page)
    the_payment_goes_first(page)
    the_purchase_follows(page)
    it_stays_to_be_seen(page)
