"""A payment was entered twice: the accountant asks that one be void, the supervisor agrees, and the list strikes it through."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from canteen.exchange.history import bring_in
from tests import world
from tests.browser.acting import enter_as, is_told, look
from tests.browser.test_answering import sign
from tests.security.staff import employ
from tests.signing.pens import enrol

NUMBER = "FK-202610-0009"
WHY = "同一笔登记了两次"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is the tenth of November."""
    with time_machine.travel("2026-11-10T12:00:00+08:00"):
        yield


@pytest.fixture
def canteen(app: Flask, page: Page) -> Page:
    """A canteen with an accountant and a supervisor who can sign."""
    assert bring_in(world.lawful(), canteen="01", name="机关食堂", by="宋德明").errors == []
    for username, post in {"kuaiji": "会计", "jianguan": "监管"}.items():
        enrol(employ(username, post))
    return page


def test_a_payment_entered_twice(canteen: Page) -> None:
    page = enter_as(canteen, "kuaiji")
    page.goto("/documents/payment/")
    page.get_by_role("link", name=NUMBER).click()
    page.get_by_role("main").get_by_role("link", name="作废", exact=True).click()
    look(page, "void-ask")
    page.get_by_label("作废理由").fill(WHY)
    sign(page, "申请作废")
    is_told(page, "等第二个人签", WHY)
    look(page, "void-waiting")

    enter_as(page, "jianguan").goto("/desk/")
    is_told(page, "1 张单据等第二个人签名作废")
    page.get_by_role("link", name="去看").click()
    page.get_by_role("link", name=NUMBER).click()
    sign(page, "同意作废")
    is_told(page, "已作废", WHY)
    look(page, "void-agreed")
    page.goto("/documents/payment/")
    expect(page.locator("tr.gone")).to_contain_text(NUMBER)
    look(page, "void-list")
