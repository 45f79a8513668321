"""A day of the canteen, through the pages only: cabbage from a stall and rice from the shop, from the market to the payment."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, FilePayload, Page, expect

from canteen.codes import code_path
from canteen.db import db
from canteen.models import Unit
from canteen.step import unjudged
from tests import chromium
from tests.browser.acting import enter_as, is_told, look, press
from tests.browser.buying import colleague, go_to_sign, log, sign_as_guest
from tests.browser.test_answering import sign
from tests.browser.test_short_delivery import weigh
from tests.browser.test_signing import draw
from tests.conftest import opened
from tests.course.market import CABBAGE, CASH, MORNING, POTATO, RICE, SHOP, STALL, open_market
from tests.pictures.photos import photo

CABBAGE_AND_POTATOES, SACKS, INVOICE = "CG-202611-0001", "CG-202611-0002", "26212000000011290017"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six on a Wednesday."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses in the codes that were shown, as a camera reads them."""
    seen: list[str] = []

    def drawn(address: str) -> tuple[str, int]:
        seen.append(address)
        return code_path(address)

    monkeypatch.setattr("canteen.signoff.views.code_path", drawn)
    return seen


@pytest.fixture
def phone_of_yan2(browser: Browser, live: str) -> Iterator[Page]:
    """Another phone, on which nobody has logged in."""
    with contextmanager(opened)(browser, live, chromium.PHONE) as page:
        yield page


@pytest.fixture
def canteen(app: Flask) -> None:
    """A canteen whose shop has a bank account."""
    market = open_market(app)
    with unjudged():
        db.session.add(Unit(title="高新区机关食堂"))
        shop = market.supplier(SHOP)
        shop.bank, shop.bank_account = "中国银行抚顺分行", "6217001234567890"


def take_up(page: Page, who: str, work: str, paper: str) -> None:
    """Log in and go from 今日 to what waits there."""
    enter_as(page, who).goto("/today/")
    page.get_by_role("listitem").filter(has_text=work).filter(has_text=paper).get_by_role("link").click()


def shot(name: str) -> FilePayload:
    """A photo from the phone's camera."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": photo(size=(1200, 900))}


def chu_hands_out_a_float(page: Page) -> None:
    """Three hundred in cash for the market."""
    enter_as(page, "chu").goto("/transfers/floats/new")
    page.get_by_label("交给哪位采购").select_option(label="姓cai1（cai1）")
    page.get_by_label("从哪个账户拨付").select_option(label=f"{CASH}（现金，伙食费）")
    page.get_by_label("金额").fill("300")
    look(page, "day-float")
    press(page, "拨付")
    is_told(page, "手上还有 300.00 元")


def cai1_buys_at_the_stall(page: Page) -> None:
    """Cabbage and potatoes, with a photo of the slip, paid from the float."""
    enter_as(page, "cai1").goto("/today/")
    look(page, "day-today-cai1")
    page.get_by_role("main").get_by_role("link", name="记一笔采购").click()
    log(page, STALL, [(CABBAGE, "50", "1.6"), (POTATO, "30", "2.4")])
    page.get_by_label("拍一张小票").first.set_input_files(shot("小票.jpg"))
    page.get_by_role("radio", name="现金已付").check(force=True)
    expect(page.get_by_label("备用金付了")).to_have_value("152.00")
    look(page, "day-purchase")
    go_to_sign(page)
    is_told(page, "连同 1 张照片", "152.00", "姓cai1写明已付现金 152.00 元（备用金）")
    look(page, "day-sign-buyer")
    sign(page, "姓cai1签名")
    is_told(page, "还差 1 人", "请摊主签名")
    look(page, "day-buyer-signed")


def the_seller_signs(page: Page) -> None:
    """On the purchaser's phone, without a PIN."""
    page.get_by_role("link", name="请摊主签名").click()
    is_told(page, "50 公斤", "30 公斤", STALL, "出售人已收现金 152.00 元")
    look(page, "day-seller")
    draw(page)
    press(page, "出售人签名")
    is_told(page, "出售人已签名", "请另一位采购人签名")


def cai2_signs_on_the_same_phone(page: Page) -> None:
    """As a guest: the phone stays cai1's."""
    colleague(page, "姓cai2").get_by_role("link", name="在这部手机上签").click()
    is_told(page, "同机签名", "不会登录", "先不签，交还手机")
    look(page, "day-guest")
    sign(page, "姓cai2签名，采购成立")
    is_told(page, CABBAGE_AND_POTATOES, "等验收", "同机签名", "FK-202611-0001")
    expect(page.locator(".sig-gone")).to_have_count(0)  # the seller signed for the cash that counts now
    look(page, "day-ordered")


def cai1_orders_rice_from_the_shop(page: Page) -> None:
    """Nothing is paid yet; the invoice comes with the goods."""
    log(page, SHOP, [(RICE, "100", "5.6")])
    go_to_sign(page)
    sign(page, "姓cai1签名")
    sign_as_guest(page, "姓cai2", "采购成立")
    is_told(page, SACKS)


def yan1_weighs_blind(page: Page) -> None:
    """What was ordered shows once it is weighed."""
    take_up(page, "yan1", "等过秤验收", CABBAGE_AND_POTATOES)
    expect(page.get_by_role("main")).not_to_contain_text("50")
    weigh(page, f"1 {CABBAGE}", "51", "1")
    weigh(page, f"2 {POTATO}", "30.6", "0.6")
    press(page, "记下称好的")
    is_told(page, "订购", "50", "＝ 相符", "152.00")
    look(page, "day-weighed")
    page.get_by_role("link", name="去签名").click()
    look(page, "day-sign-receiver")
    sign(page, "姓yan1签名")
    is_told(page, "还差 1 人", "24 点前不签")


def yan2_signs_by_a_code(page: Page, phone: Page, codes: list[str]) -> None:
    """On a phone of their own, without logging in; yan1's page leads on by itself."""
    colleague(page, "姓yan2").get_by_role("link", name="扫码，用自己的手机签").click()
    look(page, "day-code")
    phone.goto(codes[-1])
    is_told(phone, "姓yan2签名", "扫码签名", CABBAGE)
    look(phone, "day-by-code")
    sign(phone, "姓yan2签名，完成验收")
    is_told(phone, "姓yan2的签名已收到")
    look(phone, "day-by-code-done")
    is_told(page, "等审批", "扫码签名", "自制购货报销单")
    look(page, "day-accepted")


def rice_is_received(page: Page) -> None:
    """Both receivers at yan1's phone."""
    take_up(page, "yan1", "等过秤验收", SACKS)
    weigh(page, f"1 {RICE}", "100")
    page.get_by_label("批号").first.fill("20261101")
    page.get_by_label("保质期至").first.fill("2027-05-01")
    press(page, "记下，看订购数量")
    page.get_by_role("link", name="去签名").click()
    sign(page, "姓yan1签名")
    sign_as_guest(page, "姓yan2", "完成验收")


def cai1_registers_the_invoice(page: Page) -> None:
    """It came with the rice."""
    take_up(page, "cai1", "还没有票据", SACKS)
    page.get_by_label("发票号码").fill(INVOICE)
    page.get_by_label("开票日期").fill("2026-11-25")
    page.get_by_label("票据照片或 PDF").set_input_files(shot("发票.jpg"))
    look(page, "day-invoice")
    press(page, "登记票据")
    is_told(page, "票据已登记", "560.00", SACKS)


def shen_approves(page: Page, number: str, receipt: str, amount: str) -> None:
    """From 今日 to the sheet, and down to the signature."""
    take_up(page, "shen", "等我审批", number)
    is_told(page, number, receipt)
    look(page, f"day-sheet-{number[-1]}")
    sign(page, f"签名批准 {amount} 元")
    is_told(page, f"已批准 {number}，{amount} 元")


def chu_confirms_the_cash(page: Page) -> None:
    """What cai1 stated at the stall."""
    enter_as(page, "chu").goto("/today/")
    look(page, "day-today-chu")
    page.get_by_role("listitem").filter(has_text="确认现金付款").get_by_role("link").click()
    is_told(page, "152.00", "姓cai1", STALL)
    look(page, "day-confirm")
    press(page, "确认付了 152.00 元")
    is_told(page, "已确认")
    expect(page.get_by_text("等出纳确认的现金")).to_have_count(0)


def chu_pays_the_shop(page: Page) -> None:
    """By transfer, with the bank's reference."""
    page.goto("/today/")
    page.get_by_role("listitem").filter(has_text=f"付款：{SHOP}").get_by_role("link").click()
    expect(page.get_by_role("radio", name="银行转账")).to_be_checked()
    page.get_by_label("银行流水号").fill("2026112500731")
    is_told(page, "这次实付 560.00 元")
    look(page, "day-pay")
    press(page, "登记付款")
    is_told(page, "付款已登记", "2026112500731", SACKS)
    look(page, "day-paid")


def the_slip_is_printed(page: Page) -> None:
    """By the accountant, from the purchase's own page."""
    enter_as(page, "kuai").goto("/documents/purchase/")
    page.get_by_role("link", name=CABBAGE_AND_POTATOES).click()
    is_told(page, "已审批")
    look(page, "day-paper")
    page.get_by_role("main").get_by_role("link", name="打印", exact=True).click()
    is_told(page, "购货报销单", "壹佰伍拾贰元整", "姓cai1", "姓cai2", "姓yan1", "姓yan2", "姓shen")
    look(page, "day-slip")


def the_month_finds_nothing_in_them(page: Page) -> None:
    """No finding names the day's papers."""
    page.goto("/month/2026-11")
    look(page, "day-month")
    for number in (CABBAGE_AND_POTATOES, SACKS, "FK-202611", "PJ-202611"):
        expect(page.get_by_role("main")).not_to_contain_text(number)


def nothing_waits_any_more(page: Page) -> None:
    """今日 is empty for each of the five."""
    for who in ("cai1", "cai2", "yan1", "yan2", "shen", "chu"):
        enter_as(page, who).goto("/today/")
        is_told(page, "没有等您的事")
        look(page, f"day-evening-{who}")


@pytest.mark.usefixtures("canteen")
def test_a_day_of_the_canteen(page: Page, phone_of_yan2: Page, codes: list[str]) -> None:
    chu_hands_out_a_float(page)
    cai1_buys_at_the_stall(page)
    the_seller_signs(page)
    cai2_signs_on_the_same_phone(page)
    cai1_orders_rice_from_the_shop(page)
    yan1_weighs_blind(page)
    yan2_signs_by_a_code(page, phone_of_yan2, codes)
    rice_is_received(page)
    cai1_registers_the_invoice(page)
    shen_approves(page, CABBAGE_AND_POTATOES, "自制购货报销单", "152.00")
    shen_approves(page, SACKS, INVOICE, "560.00")
    chu_confirms_the_cash(page)
    chu_pays_the_shop(page)
    the_slip_is_printed(page)
    the_month_finds_nothing_in_them(page)
    nothing_waits_any_more(page)
