"""Cash was paid outside in the night: entered late, countersigned on a phone, found with clause and amount, explained and accepted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from canteen.exchange.history import bring_in
from tests.browser.acting import enter_as, is_told, look, press
from tests.browser.test_answering import sign
from tests.late.conftest import UNPAID, with_unpaid
from tests.pictures.photos import photo
from tests.security.staff import employ
from tests.signing.pens import enrol

NUMBER = "FK-202610-0010"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is the tenth of November."""
    with time_machine.travel("2026-11-10T12:00:00+08:00"):
        yield


@pytest.fixture
def slip(app: Flask, tmp_path: Path) -> Path:
    """A photo of the slip; the canteen has a purchase that is not paid in the books, an accountant and a supervisor."""
    assert bring_in(with_unpaid(), canteen="01", name="机关食堂", by="宋德明").errors == []
    for username, post in {"kuaiji": "会计", "jianguan": "监管"}.items():
        enrol(employ(username, post))
    path = tmp_path / "收条.jpg"
    path.write_bytes(photo(size=(900, 1200)))
    return path


def enter_payment(desk: Page, slip: Path) -> None:
    """The accountant enters what was paid, an amount in words first."""
    enter_as(desk, "kuaiji").goto("/desk/")
    desk.get_by_role("main").get_by_role("link", name="登记补录").click()
    look(desk, "late-choose")
    desk.get_by_role("main").get_by_role("link", name="付款").click()
    desk.get_by_label("付款日期").fill("2026-10-29")
    for label, name in {"方式": "现金", "账户": "伙食费备用金", "供应商": "惠丰粮油商行"}.items():
        desk.get_by_label(label).select_option(name)
    first = desk.get_by_role("group", name="付的是哪几笔采购，第 1 行")
    first.get_by_label("采购编号").fill(UNPAID)
    first.get_by_label("金额").fill("一千二")
    desk.get_by_label("为什么现在才记").fill("夜里停电，商户急着收钱，先付了现金")
    desk.get_by_label("纸面照片").set_input_files(slip)
    press(desk, "送监管人会签")
    is_told(desk, "不是数字", "已收到 收条.jpg")
    look(desk, "late-refused")
    first.get_by_label("金额").fill("1203.50")
    press(desk, "送监管人会签")


def countersign(phone: Page) -> None:
    """The supervisor sees on the desk that it waits, looks, and signs."""
    enter_as(phone, "jianguan").goto("/desk/")
    is_told(phone, "1 份补录等您会签")
    look(phone, "late-desk")
    phone.get_by_role("link", name="去会签").click()
    look(phone, "late-list")
    phone.get_by_role("link", name="补录 1").click()
    is_told(phone, "夜里停电", "现金付款 1203.50 元")
    look(phone, "late-to-sign")
    sign(phone, "会签入账")


def explain(desk: Page) -> None:
    """The accountant goes from the entry to the month's finding and explains it."""
    desk.get_by_role("link", name="到 2026 年 10 月的检查里答复").first.click()
    desk.locator(".finding").filter(has_text=NUMBER).get_by_role("link", name="答复", exact=True).click()
    desk.get_by_label("说明").fill("已和商户说好以后只走转账，备用金改由两人保管")
    sign(desk, "签名，送监管")


def accept(phone: Page) -> None:
    """The supervisor accepts the explanation."""
    phone.goto("/desk/")
    phone.get_by_role("link", name="去看").click()
    phone.get_by_role("link", name=NUMBER).click()
    phone.get_by_role("radio", name="认可").check()
    sign(phone, "签名，提交决定")


def test_cash_paid_in_the_night(desk: Page, phone: Page, slip: Path) -> None:
    enter_payment(desk, slip)
    is_told(desk, "等监管人会签", "入账以后会多出的发现", "3.7", "1,203.50", "收条.jpg")
    look(desk, "late-waiting")
    countersign(phone)
    is_told(phone, "已入账", NUMBER, "条款 3.7", "未了")
    look(phone, "late-signed")
    phone.get_by_role("link", name="到 2026 年 10 月的检查里答复").first.click()
    is_told(phone, NUMBER, "现金付款 1203.50 元", "本月补录：付款 1")
    look(phone, "late-found")
    entry = desk.url
    desk.reload()
    is_told(desk, "已会签入账")
    look(desk, "late-done")
    explain(desk)
    accept(phone)
    desk.goto(entry)
    expect(desk.get_by_role("status").filter(has_text="3.7")).to_contain_text("已答复")
    look(desk, "late-answered")


def test_a_receiver_is_ill_and_the_fish_is_eaten(phone: Page, slip: Path) -> None:
    enter_as(phone, "kuaiji").goto("/documents/purchase/")
    phone.get_by_role("link", name=UNPAID).click()
    phone.get_by_role("link", name="补验收和签名").click()
    look(phone, "late-completion")
    phone.get_by_label("实收 东北大米").fill("207.5")
    phone.get_by_label("为什么现在才记").fill("一个验收人病了，鱼已经吃完")
    phone.get_by_label("纸面照片").set_input_files(slip)
    press(phone, "送监管人会签")
    is_told(phone, "等监管人会签", "207.5")
    look(phone, "late-completed")
