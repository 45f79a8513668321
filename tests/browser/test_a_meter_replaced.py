"""A meter is replaced in the middle of a month: the old one's last bill, then the new one's first, each with a photo; and both are paid."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from canteen.exchange.history import bring_in
from tests import world
from tests.browser.acting import enter_as, is_told, look, press
from tests.pictures.photos import photo
from tests.security.staff import employ


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is the tenth of November."""
    with time_machine.travel("2026-11-10T12:00:00+08:00"):
        yield


@pytest.fixture
def keeper(app: Flask, page: Page) -> Page:
    """The accountant of a canteen with the lawful world, and its cashier."""
    assert bring_in(world.lawful(), canteen="01", name="机关食堂", by="宋德明").errors == []
    employ("kuaiji", "会计")
    employ("chuna", "出纳")
    return enter_as(page, "kuaiji")


@pytest.fixture
def dial(tmp_path: Path) -> Path:
    """A photo of a dial."""
    path = tmp_path / "表盘.jpg"
    path.write_bytes(photo(size=(1200, 900)))
    return path


def fill(page: Page, **fields: str) -> None:
    """Fill the fields of these names."""
    for name, text in fields.items():
        page.locator(f'[name="{name.replace("__", "-")}"]').fill(text)


def test_a_meter_is_replaced(keeper: Page, dial: Path) -> None:
    tell_what_a_lower_reading_means(keeper, dial)
    close_the_old_meter(keeper)
    begin_the_new_meter(keeper, dial)
    pay_what_the_bill_says(enter_as(keeper, "chuna"))


def tell_what_a_lower_reading_means(page: Page, dial: Path) -> None:
    """The new dial shows less than the old one did: the page says what that means."""
    page.goto("/utilities/")
    look(page, "meters")
    page.get_by_role("link", name="登记账单").first.click()
    page.get_by_role("main").get_by_role("link", name=re.compile("^电")).click()
    is_told(page, "上一张 SD-202610-电", "4,660")
    look(page, "next-bill")
    fill(page, closing="12", amount="0")
    page.get_by_label("表盘照片").set_input_files(dial)
    press(page, "登记账单")
    is_told(page, "没有保存：条款 7.1", "表换了？旧表先登记到拆表时的读数", "已收到 表盘.jpg")
    look(page, "lower-reading-refused")


def close_the_old_meter(page: Page) -> None:
    """The old meter up to the day on which it was taken down, with what the bill has besides."""
    fill(page, closing="4680", charges__0__name="污水处理费", charges__0__quantity="100", charges__0__unit_price="0.95")
    expect(page.locator("[data-computed]")).to_have_text("517.64 元")
    fill(page, amount="520.14")
    expect(page.locator("[data-difference]")).to_have_text("2.50 元")
    is_told(page, "账单比计算的多")
    press(page, "再加一项")
    fill(page, charges__1__name="基本电费", charges__1__amount="2.5")
    expect(page.locator("[data-difference]")).to_have_text("0.00 元")
    look(page, "old-meter-typed")
    press(page, "登记账单")
    is_told(page, "账单已登记", "SD-202611-0001", "污水处理费", "基本电费")
    expect(page.get_by_alt_text("表盘照片")).to_be_visible()
    look(page, "old-meter-stored")


def begin_the_new_meter(page: Page, dial: Path) -> None:
    """The new meter from its own first reading, in the same month, under its own number."""
    page.get_by_role("link", name="表换了，登记新表").click()
    is_told(page, "旧表 电（没有表号） 的最后一张是 SD-202611-0001", "4,680")
    fill(page, meter="A2026", opening="2", closing="12", amount="5.28")
    page.get_by_label("表盘照片").set_input_files(dial)
    press(page, "登记账单")
    is_told(page, "账单已登记", "SD-202611-0002", "A2026")
    expect(page.get_by_text("B.13，")).to_have_count(0)  # the chain of neither meter is broken
    page.get_by_role("link", name="这块表的读数").click()
    is_told(page, "逐月读数 电 A2026", "首张")
    look(page, "new-meter-readings")


def pay_what_the_bill_says(page: Page) -> None:
    """The cashier pays what the bill says, and no fen less."""
    page.goto("/utilities/")
    look(page, "unpaid")
    page.get_by_role("row").filter(has_text="SD-202611-0002").get_by_role("link", name="登记付款").click()
    fill(page, paid_amount="5.27")
    press(page, "登记付款")
    is_told(page, "没有保存：条款 7.1", "已付 5.27 元")
    fill(page, paid_amount="5.28")
    look(page, "bill-paid")
    press(page, "登记付款")
    is_told(page, "付款已登记", "伙食费专户")
