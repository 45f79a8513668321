"""A purchase is logged with few taps: five known lines from the last purchase, a new line by its letters, all counted."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from canteen.db import db
from canteen.models import Item, Purchase, Supplier
from canteen.pinyin import spell
from canteen.step import unjudged
from tests.browser.acting import enter_as, is_told, look, press
from tests.course.market import CABBAGE, MORNING, POTATO, STALL, TODAY, Market, open_market
from tests.pictures.photos import photo

MORE = ("西红柿", "青椒", "鸡蛋", "菠菜")
BOUGHT = {
    CABBAGE: ("150", "1.20"),
    POTATO: ("80", "2.40"),
    "西红柿": ("45", "5.60"),
    "青椒": ("30", "6.40"),
    "鸡蛋": ("24", "9.80"),
}
"""What is bought this morning, as it is typed."""


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six on a Wednesday."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def market(app: Flask) -> Market:
    """A canteen that bought five things at the stall two days ago, all of them spelt."""
    market = open_market(app)
    with unjudged():
        for name in MORE:
            fresh = {"category": "零星食材", "unit": "公斤", "in_catalogue": False, "durable": False}
            db.session.add(Item(canteen_id=market.canteen, name=name, **fresh))
        for each in [*db.session.scalars(select(Item)), *db.session.scalars(select(Supplier))]:
            each.pinyin, each.initials = spell(each.name)
    lines = [(name, 10_000, price) for name, price in zip(BOUGHT, (110, 240, 580, 600, 960), strict=True)]
    market.bought(*lines, supplier=STALL, day=TODAY - timedelta(2))
    return market


class Thumb:
    """A thumb that counts what it presses, digits apart; letters count."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, place: Locator) -> None:
        """Press once."""
        self.taps += 1
        place.click()

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        self.taps += sum(each.isalpha() for each in text)
        self.page.keyboard.type(text)


def row(page: Page, number: int) -> Locator:
    """A line of the form."""
    return page.locator("[data-row]").nth(number)


def fill_in(thumb: Thumb, line: Locator, name: str, text: str) -> None:
    """Tap into a field of a line and type over what is there."""
    thumb.tap(line.locator(f"[name$={name}]"))
    thumb.type(text)


def repeat_the_last(page: Page) -> Thumb:
    """The last purchase once more, every number of it typed anew; the sums and the moves follow."""
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("link", name=STALL))
    for number, (quantity, price) in enumerate(BOUGHT.values()):
        fill_in(thumb, row(page, number), "quantity", quantity)
        fill_in(thumb, row(page, number), "unit_price", price)
    expect(page.locator("[data-sum]")).to_have_text("1,051.20")
    for number, words in enumerate(("↑ 涨 0.10 元，9.1%", "＝ 持平", "↓ 降 0.20 元，3.4%", "↑ 涨 0.40 元，6.7%")):
        expect(row(page, number)).to_contain_text(f"（11-23），{words}")
    return thumb


def add_a_line(page: Page) -> Thumb:
    """A line more, found by its letters."""
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("button", name="加一行"))
    thumb.type("bc")
    thumb.tap(page.get_by_role("option", name="菠菜"))
    thumb.type("20")
    fill_in(thumb, row(page, 5), "unit_price", "3")
    return thumb


def test_few_taps_log_a_purchase(market: Market, page: Page) -> None:
    enter_as(page, "cai1").goto("/purchases/")
    page.get_by_role("link", name="记一笔采购").click()
    look(page, "purchase-new")
    repeated = repeat_the_last(page)
    look(page, "purchase-again")
    repeated.tap(page.get_by_role("button", name="下一步：签名"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("签名")
    assert repeated.taps <= 12

    page.goto("/purchases/")
    look(page, "purchase-list")
    page.get_by_role("link", name="接着填").click()
    assert add_a_line(page).taps <= 5
    pay_at_the_stall(page)
    press(page, "存草稿")
    is_told(page, "已存到服务器")
    look(page, "purchase-draft")
    kept = db.session.scalars(select(Purchase).order_by(Purchase.id.desc())).first()
    assert kept
    assert [(each.item.name, each.quantity, each.unit_price) for each in kept.lines] == [
        *((name, int(quantity) * 1000, round(float(price) * 100)) for name, (quantity, price) in BOUGHT.items()),
        ("菠菜", 10_000, 600),
    ]


def pay_at_the_stall(page: Page) -> None:
    """A photo, and one too many; the scale turns to jin, which turns the proposals too; cash above the limit is refused before it is sent."""
    page.get_by_label("拍一张小票").set_input_files({"name": "1.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    expect(page.get_by_role("img", name="1.jpg，还没有发出去")).to_be_visible()
    too_much(page)
    page.get_by_label("斤", exact=True).check(force=True)
    expect(row(page, 0).locator("[name$=quantity]")).to_have_value("300")
    expect(row(page, 0).locator("[name$=unit_price]")).to_have_value("0.60")
    expect(row(page, 5)).to_contain_text("元/斤")
    page.get_by_label("现金已付").check(force=True)
    expect(page.get_by_label("自己垫付了")).to_have_value("1111.20")
    is_told(page, "这样提交会被拒：条款 3.7", "请会计补录", "签名以后会被拒：条款 3.7")
    look(page, "purchase-cash")
    page.get_by_label("还没付").check(force=True)
    expect(page.get_by_role("main")).not_to_contain_text("条款 3.7")


def too_much(page: Page) -> None:
    """Photos that are more than the page takes are said where they are chosen, and not sent."""
    page.locator("form.buy").evaluate("form => { form.dataset.room = form.dataset.room / 90 }")
    second = page.locator("[name=photos-1]")
    second.set_input_files({"name": "2.jpg", "mimeType": "image/jpeg", "buffer": bytes(1 << 20)})
    press(page, "存草稿")
    expect(page.get_by_role("alert")).to_contain_text("照片和文件一共 2 MiB，一次最多 1 MiB")
    look(page, "purchase-too-many-photos")
    second.set_input_files([])
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_stall_and_an_item_that_are_new(market: Market, page: Page) -> None:
    enter_as(page, "cai1").goto("/purchases/new")
    page.get_by_label("向谁买").fill("张大爷")
    page.get_by_text("名单里没有").click()
    page.get_by_label("电话").fill("13900000000")
    row(page, 0).get_by_label("品目", exact=True).fill("小葱")
    row(page, 0).get_by_label("新品目的计量单位").fill("把")
    row(page, 0).locator("[name$=quantity]").fill("3")
    row(page, 0).locator("[name$=unit_price]").fill("1.5")
    expect(row(page, 0)).to_contain_text("元/把")
    page.get_by_label("斤", exact=True).check(force=True)
    page.get_by_role("button", name="加一行").click()
    expect(row(page, 1).locator("[data-amount]")).to_have_text("")
    row(page, 1).get_by_label("品目", exact=True).fill(CABBAGE)
    expect(row(page, 1)).to_contain_text("上次 0.55（11-23）")
    fill_in(Thumb(page), row(page, 1), "quantity", "10")
    fill_in(Thumb(page), row(page, 1), "unit_price", "0.60")
    expect(row(page, 1)).to_contain_text("↑ 涨 0.05 元，9.1%")
    is_told(page, "还没拍小票")
    look(page, "purchase-strangers")
    press(page, "存草稿")
    is_told(page, "已存到服务器")
    expect(page.locator("[data-sum]")).to_have_text("10.50")
    page.goto("/purchases/new")
    expect(page.get_by_label("斤", exact=True)).to_be_checked()
