"""1000.00 is paid in cash; one fen more is refused by 3.7, which says so before the button, and the way out is taken."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.acting import enter_as, is_told, look, press
from tests.course.market import BANK, CASH, MORNING, open_market
from tests.payments.paying import approved

IN_BANK, IN_CASH = f"{BANK}（银行，伙食费）", f"{CASH}（现金，伙食费）"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def keys(app: Flask) -> tuple[int, int]:
    """Two approved purchases, of 1000.00 and of 1000.01."""
    market = open_market(app)
    return approved(market, 1000_00).id, approved(market, 1000_01).id


def choose_cash(page: Page) -> None:
    """Pay out of the cash box."""
    page.get_by_role("radio", name="现金").check()
    page.get_by_label("从哪个账户付").select_option(label=IN_CASH)


def test_cash_at_the_border(page: Page, keys: tuple[int, int]) -> None:
    at, above = keys
    enter_as(page, "chu").goto("/payments/")
    is_told(page, "2 笔待付，共 2,000.01 元", "惠丰粮油商行", "未到票")
    look(page, "payments")
    page.goto(f"/payments/new?purchase={at}")
    page.get_by_role("radio", name="现金").check()
    expect(page.locator("#ahead")).to_contain_text("现金只能走现金账户")
    choose_cash(page)
    expect(page.locator("#ahead")).to_contain_text("1,000.00")
    press(page, "登记付款")
    is_told(page, "付款 FK-202611-0001", "1,000.00", "现金")
    look(page, "payment")
    page.goto(f"/payments/new?purchase={above}")
    choose_cash(page)
    is_told(page, "这样提交会被拒：条款 3.7", "现金上限 1000.00 元", "改用银行转账或公务卡支付")
    look(page, "payment-ahead")
    press(page, "登记付款")
    is_told(page, "没有保存：条款 3.7")
    look(page, "payment-refused")
    page.get_by_role("radio", name="银行转账").check()
    page.get_by_label("从哪个账户付").select_option(label=IN_BANK)
    expect(page.locator("#ahead")).not_to_contain_text("3.7")
    press(page, "登记付款")
    is_told(page, "付款 FK-202611-0002", "银行转账", "1,000.01")


def test_the_transfer_goes_to_the_bank_and_its_reference_comes_back(page: Page, keys: tuple[int, int]) -> None:
    enter_as(page, "chu").goto(f"/payments/new?purchase={keys[1]}")
    press(page, "登记付款")
    page.goto("/payments/")
    page.get_by_role("link", name="转账清单和流水号（1）").click()
    is_told(page, "没有登记，不进清单")
    look(page, "payments-batch")
    page.get_by_label("FK-202611-0001 的银行流水号").fill("2026112500019")
    press(page, "填上流水号")
    is_told(page, "流水号已填上", "没有等流水号的转账")
