"""An oven by three quotes: two are too few, a third that is a day late does not count, equal lowest may, a fen above may not."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from canteen import clock
from tests.browser.acting import enter_as, is_told, look, press
from tests.security.staff import employ
from tests.sourcing.conftest import FIRST, OVEN, SECOND, THIRD, stock, the_case


@pytest.fixture
def buyer(app: Flask, page: Page) -> Page:
    """A purchaser of a canteen with items and suppliers, logged in."""
    employ("caigou", "采购")
    stock("01")
    return enter_as(page, "caigou")


def day(ago: int) -> str:
    """A day so many days ago, as it is typed."""
    return (clock.today() - timedelta(ago)).isoformat()


def open_case(page: Page, name: str, item: str, *, ago: int = 1) -> None:
    """Open a case for one of an item; the advice comes as one types."""
    page.goto("/sourcing/new")
    look(page, f"{name}-new")
    page.get_by_label("事项").fill(f"添置{item}")
    page.get_by_label("立项日期").fill(day(ago))
    first = page.get_by_role("group", name="第 1 行")
    first.get_by_label("品目").fill(item)
    first.get_by_label("数量").fill("1")
    first.get_by_label("规格要求").fill("三层六盘")


def quote(page: Page, supplier: str, price: str, *, ago: int = 1) -> None:
    """Enter a supplier's price."""
    page.get_by_role("link", name="登记报价").click()
    page.get_by_label("供应商").select_option(supplier)
    page.get_by_label("报价日期").fill(day(ago))
    page.get_by_label("单价").fill(price)
    press(page, "登记，以后不能改")


def buy(page: Page, supplier: str, *, ago: int = 0) -> None:
    """Start the purchase from a supplier's quote."""
    page.goto(f"/sourcing/{the_case().id}")
    page.get_by_role("region", name=supplier).get_by_role("link", name="从这份报价起草采购").click()
    page.get_by_label("采购日期").fill(day(ago))
    press(page, "起草采购")


def bring(page: Page, folder: Path, supplier: str, price: str) -> None:
    """Have the supplier fill in the workbook, and bring it in."""
    with page.expect_download() as download:
        page.get_by_role("link", name="下载询价单（.xlsx）").click()
    download.value.save_as(file := folder / "询价单.xlsx")
    book = load_workbook(file)
    book["询价单"]["B4"], book["询价单"]["B5"], book["询价单"]["F8"] = supplier, day(0), price
    book.save(file)
    page.get_by_role("link", name="导入报价（.xlsx）").click()
    look(page, "oven-bring")
    page.get_by_label("填好的询价单").set_input_files(file)
    press(page, "读取文件")


def ask_for_an_oven(page: Page) -> None:
    """Open the case, with a line more that stays blank, and look at the paper to send."""
    open_case(page, "oven", OVEN)
    page.get_by_label("估计金额").fill("1200")
    press(page, "再加一行")
    expect(page.get_by_role("group", name="第 2 行")).to_be_visible()
    press(page, "立项")
    is_told(page, "三层六盘", "还没有报价")
    look(page, "oven-opened")
    page.get_by_role("link", name="打印询价单").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("询价单")
    look(page, "oven-inquiry")
    page.go_back()


def quote_twice(page: Page) -> None:
    """Two suppliers quote, a fen apart, and neither of them a second time."""
    quote(page, FIRST, "1200.00")
    quote(page, SECOND, "1200.01")
    is_told(page, "已有 2 家报价，补足不同供应商的报价后再采购", "采购日前只有 2 家报价，应至少 3 家")
    quote(page, FIRST, "1100.00", ago=0)
    is_told(page, "这家已经报过价", "把立项作废，重新立项询价")
    look(page, "oven-second-quote")
    page.goto(f"/sourcing/{the_case().id}")


def bring_the_third(page: Page, folder: Path) -> None:
    """The third supplier's workbook comes a day later: with a price in words first, then with a number."""
    bring(page, folder, THIRD, "一千二")
    is_told(page, "文件有 1 处不对", "第 8 行", "不是数字")
    look(page, "oven-wrong-file")
    page.goto(f"/sourcing/{the_case().id}")
    bring(page, folder, THIRD, "1200.00")
    is_told(page, "1,200.00", "还没有登记")
    look(page, "oven-preview")
    press(page, "登记，以后不能改")
    is_told(page, "可以发起采购", "最低")
    look(page, "oven-compared")


def test_an_oven_by_three_quotes(buyer: Page, tmp_path: Path) -> None:
    page = buyer
    ask_for_an_oven(page)
    quote_twice(page)
    buy(page, FIRST)
    is_told(page, "没有保存：条款 2.3", "补足不同供应商的报价后再采购")
    look(page, "oven-two-quotes")

    page.goto(f"/sourcing/{the_case().id}")
    bring_the_third(page, tmp_path)
    buy(page, FIRST, ago=1)
    is_told(page, "没有保存：条款 2.3", "只有 2 家报价")
    buy(page, SECOND)
    is_told(page, "没有保存：条款 2.4", "全部最低报价 1200.00 元", "向报价最低的供应商")
    look(page, "oven-fen-above")

    buy(page, THIRD)
    expect(page.get_by_role("heading", level=1)).to_have_text("采购草稿")
    is_told(page, the_case().number or "", "采购人签齐后才成立", "1,200.00")
    look(page, "oven-draft")
    page.goto(f"/sourcing/{the_case().id}")
    page.get_by_role("link", name="看已起草的采购").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("采购草稿")
