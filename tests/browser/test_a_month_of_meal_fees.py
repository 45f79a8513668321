"""A month of meal fees on one receipt book: three departments pay, one receipt is spoiled, one is skipped, cash is banked."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.acting import enter_as, is_told, look, press
from tests.income.household import BANK, BOX, BUILD, INVEST, OFFICE, furnish

IN_BANK, IN_CASH = f"{BANK}（银行，伙食费）", f"{BOX}（现金，伙食费）"


@pytest.fixture
def canteen(app: Flask) -> Flask:
    """The canteen with its accounts, departments and people, without a receipt book."""
    furnish()
    return app


@contextmanager
def on(day: str) -> Iterator[None]:
    """Let it be the morning of a day."""
    with time_machine.travel(f"{day}T09:00:00+08:00"):
        yield


def fill(page: Page, department: str, amount: str, into: str) -> None:
    """Fill in the fees of a department; the next number of the book is there already."""
    page.get_by_label("交款部门").select_option(department)
    page.get_by_label("金额").fill(amount)
    page.get_by_label("收到哪个账户").select_option(label=into)


def take_number(page: Page, number: str) -> None:
    """Type another number than the proposed one, and send the form."""
    page.get_by_label("票据号码").fill(number)
    press(page, "保存")


def the_accountant_hands_out_a_book(page: Page) -> None:
    """Twenty-five numbers, to the cashier."""
    enter_as(page, "kuaiji").goto("/income/books/new")
    page.get_by_label("票据本号").fill("辽财食堂01")
    page.get_by_label("起号").fill("1")
    page.get_by_label("止号").fill("25")
    page.get_by_label("领用人").select_option("姓chuna（chuna）")
    look(page, "book-new")
    press(page, "保存")
    is_told(page, "1 到 25 号，2026-10-08 由 姓chuna 领用", "下一号 1")


def two_departments_pay_in_one_sitting(page: Page) -> None:
    """One by bank, one in cash; the number that comes next is there each time."""
    enter_as(page, "chuna").goto("/desk/")
    look(page, "cashiers-desk")
    page.get_by_role("link", name="登记收入").click()
    expect(page.get_by_label("票据号码")).to_have_value("1")
    fill(page, OFFICE, "3600", IN_BANK)
    look(page, "income-new")
    press(page, "保存，再登记一笔")
    expect(page.get_by_label("票据号码")).to_have_value("2")
    fill(page, INVEST, "1200", IN_CASH)
    look(page, "income-next")
    press(page, "保存")
    expect(page.get_by_role("heading", level=1)).to_have_text("收入 SR-202610-0002")
    look(page, "income")


def a_receipt_is_spoiled(page: Page) -> None:
    """Its number is void with the reason, and passed over from then on."""
    enter_as(page, "chuna").goto("/income/")
    page.get_by_role("link", name="辽财食堂01").click()
    page.get_by_role("link", name="作废一号").click()
    expect(page.get_by_label("作废的号码")).to_have_value("3")
    page.get_by_label("原因").fill("金额写错")
    look(page, "spoil")
    press(page, "作废")
    is_told(page, "3 号已作废", "金额写错", "下一号 4")


def numbers_used_and_void_are_refused(page: Page) -> None:
    """3.9 says why; what was typed stays; a number that is merely skipped is taken."""
    page.goto("/income/new")
    expect(page.get_by_label("票据号码")).to_have_value("4")
    fill(page, BUILD, "2400", IN_BANK)
    take_number(page, "1")
    is_told(page, "没有保存：条款 3.9", "号码 1", "开具已领用票据本中的下一号财政专用票据", "下一号是 4")
    expect(page.get_by_label("金额")).to_have_value("2400")
    look(page, "income-refused")
    take_number(page, "3")
    is_told(page, "3 号 2026-10-12 已作废（金额写错），不能再用")
    take_number(page, "5")
    expect(page.get_by_role("heading", level=1)).to_have_text("收入 SR-202610-0003")


def the_month_s_end_shows_every_number(page: Page) -> None:
    """Used, void, missing and next, each used one with its income."""
    enter_as(page, "chuna").goto("/income/")
    is_told(page, "7,200.00", "收到的现金，还没有存银行", "1,200.00")
    look(page, "income-month")
    page.get_by_role("link", name="辽财食堂01").click()
    is_told(page, "已用 3", "作废 1", "缺号 1", "未用 20", "下一号 6")
    expect(page.locator(".stub-missing")).to_have_text("4缺号")
    look(page, "book")
    page.locator(".stub-used a").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("收入 SR-202610-0003")


def the_cash_is_banked(page: Page) -> None:
    """One tap from the month's page, all of it filled in."""
    page.goto("/income/")
    page.get_by_role("link", name="存银行").click()
    expect(page.get_by_label("金额")).to_have_value("1200.00")
    look(page, "transfer-new")
    press(page, "保存")
    is_told(page, "ZZ-202610-0001", BOX, BANK)
    look(page, "transfer")
    page.goto("/income/")
    expect(page.get_by_text("还没有存银行")).to_have_count(0)


@pytest.mark.usefixtures("canteen")
def test_a_month_of_meal_fees(page: Page) -> None:
    with on("2026-10-08"):
        the_accountant_hands_out_a_book(page)
    with on("2026-10-09"):
        two_departments_pay_in_one_sitting(page)
    with on("2026-10-12"):
        a_receipt_is_spoiled(page)
        numbers_used_and_void_are_refused(page)
    with on("2026-10-31"):
        the_month_s_end_shows_every_number(page)
        the_cash_is_banked(page)
