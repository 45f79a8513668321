"""A finding of the month is explained at the desk or on the phone, and accepted by the supervisor; an idle page goes on by PIN."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from canteen import clock
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import LoginSession
from canteen.security.sessions import IDLE
from canteen.step import unjudged
from tests import world
from tests.browser.acting import enter_as, is_told, look, press
from tests.browser.test_signing import draw
from tests.security.staff import employ
from tests.signing.pens import PIN, enrol
from tests.world import CABBAGE

WHY = "经办把接待的菜开在了伙食费，已退回重报，以后由会计先核对用途"
OCTOBER = "/month/2026-10"


@pytest.fixture
def canteen(app: Flask, page: Page) -> Page:
    """A canteen whose October breaks 5.2, with an accountant and a supervisor who can sign."""
    book = world.changed(world.lawful(), "采购", CABBAGE, 用途="接待")
    assert bring_in(book, canteen="01", name="机关食堂", by="宋德明").errors == []
    for name, held in {"kuaiji": "会计", "jianguan": "监管"}.items():
        enrol(employ(name, held))
    return page


def sign(page: Page, button: str) -> None:
    """Draw one's name, give the PIN, press."""
    draw(page)
    page.get_by_label("签名 PIN").fill(PIN)
    press(page, button)


def explain(page: Page) -> None:
    """Go from the month to the form of its finding."""
    page.goto(OCTOBER)
    page.locator(".finding").filter(has_text=CABBAGE).get_by_role("link", name="答复", exact=True).click()
    page.get_by_label("说明").fill(WHY)


def test_a_finding_is_explained_and_accepted(canteen: Page) -> None:
    page = enter_as(canteen, "kuaiji")
    explain(page)
    look(page, "answer")
    sign(page, "签名，送监管")
    is_told(page, "已答复，等监管认可")
    look(page, "answer-waits")

    enter_as(page, "jianguan").goto("/desk/")
    is_told(page, "1 条答复等您认可或退回")
    page.get_by_role("link", name="去看").click()
    look(page, "answers-waiting")
    page.get_by_role("link", name=CABBAGE).click()
    is_told(page, WHY)
    page.get_by_role("radio", name="认可").check()
    look(page, "answer-decide")
    sign(page, "签名，提交决定")
    is_told(page, "这一条发现已答复")
    page.goto(OCTOBER)
    expect(page.locator(".finding").filter(has_text=CABBAGE)).to_contain_text("已答复")


def test_what_was_typed_waits_while_one_idles_and_goes_on_by_pin(canteen: Page) -> None:
    page = enter_as(canteen, "kuaiji")
    explain(page)
    draw(page)
    page.get_by_label("签名 PIN").fill(PIN)
    with unjudged():
        db.session.execute(update(LoginSession).values(seen_at=clock.now() - IDLE))
    press(page, "签名，送监管")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    look(page, "log-in-idled")
    page.get_by_label("姓kuaiji的签名 PIN").fill(PIN)
    press(page, "用 PIN 继续")
    is_told(page, "还没有提交")
    expect(page.get_by_label("说明")).to_have_value(WHY)
    look(page, "answer-parked")
    sign(page, "签名，送监管")
    is_told(page, "已答复，等监管认可")
