"""A unit from an empty database to its first lawful day: what the list says is missing is done, point by point, until nothing is."""

import re

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.models import Canteen
from canteen.setup.points import missing
from tests.browser.acting import enter_as, is_told, look, press
from tests.browser.test_signing import draw
from tests.security.staff import PASSWORD
from tests.signing.pens import PIN

UNIT, TAX_NUMBER = "高新区机关事务服务中心", "91350100M000100Y43"
PEOPLE = {
    "wangguiying": ("王桂英", "采购"),
    "liudawei": ("刘大伟", "采购"),
    "zhaoguoqiang": ("赵国强", "验收"),
    "sunlijuan": ("孙丽娟", "验收"),
    "zhoujianhua": ("周建华", "审批"),
    "hexiaoli": ("何晓丽", "出纳"),
    "songdeming": ("宋德明", "会计"),
    "hanzhiqiang": ("韩志强", "监管"),
}
BUDGETS = {"大宗食材": "600000", "零星食材": "300000", "维修": "20000", "水电费": "80000"}
IN_BANK = "伙食费户（银行，伙食费）"


def fill(page: Page, **fields: str) -> None:
    """Type into the fields by their labels."""
    for label, text in fields.items():
        page.get_by_role("main").get_by_label(label, exact=True).fill(text)


def pick(page: Page, *choices: str) -> None:
    """Tap choices that are all in sight."""
    for choice in choices:
        page.get_by_role("main").get_by_label(choice, exact=True).check(force=True)


def the_administrator_founds_the_unit(page: Page) -> None:
    """All faults are said in one round; then the list of what is missing is there."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("开始使用明账")
    fill(
        page,
        单位名称=UNIT,
        统一社会信用代码="91350100M000100Y44",
        食堂名称="机关食堂",
        食堂代码="01",
        姓名="曹敏",
        工号="0001",
    )
    fill(page, 登录名="caomin", 新口令="太短", 再填一次="太短")
    press(page, "建立并登录")
    is_told(page, "末位校验码要对", "口令须有 15 至 128 个字")
    look(page, "first-run-refused")
    fill(page, 统一社会信用代码=TAX_NUMBER, 新口令=PASSWORD, 再填一次=PASSWORD)
    press(page, "建立并登录")
    expect(page.get_by_role("heading", level=1)).to_have_text("准备")
    is_told(page, "还缺 14 项", "北京时间（Asia/Shanghai）", TAX_NUMBER, "没有预算的类别，审批时拒绝")
    look(page, "setup-empty")


def the_canteen_starts_today(page: Page) -> None:
    """启用日期, and the departments that eat there."""
    page.get_by_role("link", name="下一步：启用日期").click()
    fill(page, 启用日期=clock.today().isoformat())
    look(page, "canteen")
    press(page, "保存")
    is_told(page, f"自 {clock.today()} 起")
    page.get_by_role("link", name="下一步：部门").click()
    page.get_by_role("link", name="登记部门").click()
    fill(page, 部门名称="党政办公室")
    press(page, "保存")
    look(page, "departments")


def people_are_appointed(page: Page) -> dict[str, str]:
    """Everybody gets a post and a one-time code."""
    codes = {}
    for number, (username, (name, post)) in enumerate(PEOPLE.items()):
        page.goto("/people/new")
        fill(page, 姓名=name, 工号=f"10{number:02}")
        page.get_by_label("岗位").select_option(post)
        press(page, "登记")
        page.get_by_role("link", name="发一次性登录码").click()
        fill(page, 登录名=username)
        press(page, "发一次性登录码")
        codes[username] = page.locator(".secret").inner_text()
    page.goto("/setup/")
    is_told(page, "王桂英还没有用登录码设口令；刘大伟还没有用登录码设口令")
    look(page, "setup-appointed")
    return codes


def everybody_comes_in(page: Page, codes: dict[str, str]) -> None:
    """With the code a password, with the password a PIN and the agreement."""
    for username, code in codes.items():
        page.context.clear_cookies()
        page.goto("/code")
        fill(page, 登录名=username, 一次性登录码=code, 新口令=PASSWORD, 再填一次=PASSWORD)
        press(page, "设好并登录")
        page.goto("/signing/pin")
        fill(page, 登录口令=PASSWORD, **{"新 PIN": PIN, "再填一次": PIN})
        draw(page)
        press(page, "同意约定，设好 PIN")
        is_told(page, "签名 PIN 已设好")


def the_accountant_enters_the_money(page: Page) -> None:
    """An account, the year's budgets, a receipt book; and finds the law's numbers right."""
    enter_as(page, "songdeming")
    expect(page.get_by_role("heading", level=1)).to_have_text("准备")
    page.get_by_role("link", name="下一步：参数").click()
    press(page, "以上待确认的 13 个值无误")
    page.goto("/desk/")
    is_told(page, "准备还缺")
    look(page, "accountants-desk")
    page.goto("/setup/")
    page.get_by_role("link", name="下一步：伙食费银行账户").click()
    page.get_by_role("link", name="登记账户").click()
    fill(page, 账户名称="伙食费户", 年初余额="20000.00")
    pick(page, "银行", "伙食费")
    look(page, "account-new")
    press(page, "保存")
    look(page, "accounts")
    page.goto("/setup/")
    page.get_by_role("link", name="下一步：预算").click()
    page.get_by_role("link", name=re.compile("类别预算")).click()
    fill(page, **BUDGETS)
    look(page, "budget-new")
    press(page, f"保存 {clock.today().year} 年类别预算")
    is_told(page, "600,000.00", "1,000,000.00")
    look(page, "budgets")


def the_accountant_enters_the_catalogues(page: Page) -> None:
    """A receipt book for the cashier, a supplier, an item."""
    page.goto("/setup/")
    page.get_by_role("link", name="下一步：票据本").click()
    fill(page, 票据本号="辽财食堂01", 起号="60010001", 止号="60010050")
    page.get_by_label("领用人").select_option("何晓丽（1005）")
    press(page, "保存")
    page.goto("/setup/")
    page.get_by_role("link", name="下一步：供应商").click()
    fill(page, 名称="顺城粮丰商贸有限公司")
    pick(page, "固定经营场所")
    press(page, "保存")
    page.goto("/setup/")
    page.get_by_role("link", name="下一步：品目").click()
    fill(page, 名称="东北大米", 计量单位="公斤")
    pick(page, "大宗食材")
    press(page, "保存")
    page.goto("/setup/")
    is_told(page, "还缺 1 项", "今年还没有伙食费或伙食补助收入")
    look(page, "setup-without-income")


def the_cashier_takes_the_first_fees(page: Page) -> None:
    """Without income no repair is lawful (7.2); with it, everything is there."""
    enter_as(page, "hexiaoli").goto("/income/new")
    page.get_by_label("交款部门").select_option("党政办公室")
    fill(page, 金额="36000")
    page.get_by_label("收到哪个账户").select_option(label=IN_BANK)
    press(page, "保存")
    enter_as(page, "songdeming").goto("/setup/")
    is_told(page, "都齐了，可以采购。", "王桂英、刘大伟")
    look(page, "setup-ready")


def test_from_an_empty_database_to_the_first_lawful_day(app: Flask, page: Page) -> None:
    the_administrator_founds_the_unit(page)
    the_canteen_starts_today(page)
    codes = people_are_appointed(page)
    everybody_comes_in(page, codes)
    the_accountant_enters_the_money(page)
    the_accountant_enters_the_catalogues(page)
    the_cashier_takes_the_first_fees(page)
    assert missing(db.session.scalars(select(Canteen.id)).one()) == []
    page.goto("/")
    expect(page).to_have_url(re.compile("/today/"))
