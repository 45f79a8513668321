"""Two payments of 600.00 in cash to one supplier on one day: the first is silent, 3.8 warns before the second, and is kept."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.acting import enter_as, is_told, look, press
from tests.browser.test_cash_at_the_border import choose_cash
from tests.course.market import MORNING, open_market
from tests.payments.paying import approved, kept


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def keys(app: Flask) -> list[int]:
    """Two approved purchases of 600.00 each."""
    market = open_market(app)
    return [approved(market, 600_00).id for _ in range(2)]


def test_two_of_six_hundred(page: Page, keys: list[int]) -> None:
    enter_as(page, "chu").goto(f"/payments/new?purchase={keys[0]}")
    choose_cash(page)
    expect(page.locator("#ahead")).not_to_contain_text("3.8")
    press(page, "登记付款")
    is_told(page, "付款 FK-202611-0001")
    assert kept() == []
    page.goto(f"/payments/new?purchase={keys[1]}")
    choose_cash(page)
    is_told(
        page, "可以提交，会留下提醒：条款 3.8", "同日向同一供应商现金付款 2 笔，共 1200.00 元", "合并为一笔银行转账"
    )
    look(page, "payment-warned")
    press(page, "登记付款")
    is_told(page, "付款 FK-202611-0002", "有提醒：条款 3.8")
    look(page, "payment-with-warning")
    assert kept() == ["3.8"]
    page.goto("/month/2026-11")
    is_told(page, "3.8", "惠丰粮油商行/2026-11-25")
