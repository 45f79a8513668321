"""An accountant brings the shop's own list in as items, puts a column right, and finds one by its initials; a purchaser adds a stall."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.acting import enter_as, is_told, look, press
from tests.browser.test_signing import draw
from tests.exchange.files import shared
from tests.security.staff import employ
from tests.signing.pens import PIN, enrol


@pytest.fixture(autouse=True)
def people(app: Flask) -> None:
    """An accountant, a purchaser and a supervisor."""
    for name, post in {"kuaiji": "会计", "caigou": "采购", "jianguan": "监管"}.items():
        enrol(employ(name, post))


def test_a_list_that_people_have_becomes_the_catalogue(page: Page) -> None:
    enter_as(page, "kuaiji")
    page.goto("/desk/")
    page.get_by_role("link", name="从表格导入").click()
    page.get_by_role("radio", name="品目").check()
    page.get_by_label("表格文件").set_input_files(shared("samples", "templates", "jsherp_goods_template.xls"))
    look(page, "catalogue-upload")
    press(page, "看看认得对不对")

    is_told(page, "类别“饮料”归到哪一种，请在上面选", "没有新的可存")
    expect(page.get_by_label("表头在")).to_have_value("1")
    look(page, "catalogue-preview")
    page.get_by_label("类别“饮料”归到").select_option("零星食材")
    page.get_by_label("采购价").select_option("")
    page.get_by_text("没有用到的 28 列").click()
    page.get_by_label("零售价").select_option("usual_price")
    press(page, "按这样重看")
    is_told(page, "新的，2 行", "12.00", "6.00")
    look(page, "catalogue-preview-right")
    page.reload()
    press(page, "存入 2 个新的品目")

    is_told(page, "已存入 2 个品目", "没有留下的")
    look(page, "catalogue-stored")
    page.get_by_role("link", name="看全部品目").click()
    page.get_by_label("名称、拼音或首字母").fill("klt")
    press(page, "查找")
    expect(page.get_by_role("link", name="可乐test")).to_be_visible()
    expect(page.get_by_role("link", name="啤酒test")).to_have_count(0)
    look(page, "catalogue-found")
    page.get_by_role("link", name="可乐test").click()
    look(page, "catalogue-item")
    page.get_by_role("link", name="修改").click()
    look(page, "catalogue-edit")


def test_a_stall_met_at_the_market_and_its_account(page: Page) -> None:
    enter_as(page, "caigou")
    page.goto("/desk/")
    page.get_by_role("link", name="登记供应商").click()
    page.get_by_label("摊主或摊位名称").fill("曾记豆腐摊")
    page.get_by_label("电话").fill("13800000000")
    look(page, "stall-new")
    press(page, "保存")
    is_told(page, "零星摊贩", "cengjidoufutan zengjidoufutan")

    enter_as(page, "kuaiji")
    page.goto("/desk/")
    is_told(page, "采购当场登记的 1 个供应商或品目等会计确认")
    look(page, "desk-waiting")
    page.get_by_role("link", name="去确认").click()
    look(page, "waiting")
    press(page, "确认")
    page.get_by_role("link", name="提出收款账户").click()
    page.get_by_label("开户银行").fill("建设银行芜湖镜湖支行")
    page.get_by_label("银行账号").fill("3405 0166 8608 0000 1234")
    draw(page)
    page.get_by_label("签名 PIN").fill(PIN)
    look(page, "account-propose")
    press(page, "签名提出")
    is_told(page, "另一个人同意以前，账户照旧")

    enter_as(page, "jianguan")
    page.goto("/desk/")
    page.get_by_role("link", name="去核对").click()
    draw(page)
    page.get_by_label("签名 PIN").fill(PIN)
    look(page, "account-agree")
    press(page, "签名同意")
    is_told(page, "34050166860800001234", "变更")
    look(page, "supplier-paper")
