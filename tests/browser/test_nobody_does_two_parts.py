"""One person tries to do two parts of a purchase, and one tries to sign for another: each time the page or the server says no."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from canteen.db import db
from canteen.models import Appointment, Person, Purchase, Signature
from canteen.models.words import Post, Role
from canteen.step import unjudged
from tests.browser.acting import enter_as, is_told, look, press
from tests.browser.buying import hand_over
from tests.browser.test_answering import sign
from tests.browser.test_short_delivery import weigh
from tests.browser.test_signing import draw
from tests.course.market import MORNING, PEOPLE, RICE, Market, open_market
from tests.forms.market_stock import turn
from tests.signing.pens import PIN

ANOTHER_PIN = "907142"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six on a Wednesday."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def market(app: Flask) -> Market:
    """A canteen in which history gave liang the posts of purchaser and receiver."""
    made = open_market(app, [*PEOPLE.items(), ("liang", "采购")])
    with unjudged():
        liang = db.session.scalars(select(Person).where(Person.staff_no == "liang")).one()
        liang.appointments.append(Appointment(post="验收", started_on=date(2026, 8, 1)))
    return made


def signed() -> list[tuple[str, str]]:
    """Who has signed as what by now."""
    db.session.rollback()
    return [(each.role, each.signer) for each in db.session.scalars(select(Signature).order_by(Signature.id))]


def order(purchase: Purchase) -> str:
    """Where purchasers sign."""
    return f"/signoff/{purchase.id}/order"


def test_a_purchaser_receives_nothing(market: Market, page: Page) -> None:
    purchase = market.bought()
    enter_as(page, "cai1").goto(f"/documents/purchase/{purchase.id}")
    is_told(page, "等验收")
    for button in ("过秤验收", "审批", "付款"):
        expect(page.get_by_role("main").get_by_role("link", name=button, exact=True)).to_have_count(0)
    for address in (f"/acceptance/{purchase.id}", f"/signoff/{purchase.id}/arrival", f"/approval/{purchase.id}"):
        answer = page.goto(address)
        assert answer
        assert answer.status == 403
    is_told(page, "这一页不归您的岗位")
    look(page, "two-not-yours")


def test_one_person_is_not_both_purchasers(market: Market, page: Page) -> None:
    """With the page open twice; opened again, it only shows who else could sign."""
    purchase = market.draft()
    enter_as(page, "cai1").goto(order(purchase))
    again = page.context.new_page()
    again.goto(order(purchase))
    sign(page, "姓cai1签名")
    is_told(page, "还差 1 人")
    expect(page.get_by_label("签名 PIN")).to_have_count(0)
    sign(again, "姓cai1签名")
    is_told(again, "您已经以采购人签过名", "条款 1.1", "请另一位采购人签")
    look(again, "two-twice")
    assert signed() == [(Role.BUYER, "cai1")]


def test_who_bought_does_not_receive_whatever_posts_history_gave(market: Market, page: Page) -> None:
    """1.6 is said at the scales and where receivers sign; there is no button, and the names of those who can sign."""
    purchase = market.draft()
    market.sign(purchase, Role.BUYER, "liang")
    market.sign(purchase, Role.BUYER, "cai1")
    enter_as(page, "liang").goto(f"/acceptance/{purchase.id}")
    is_told(page, "您不能签：条款 1.6", "请别的验收人签：姓yan1、姓yan2。")
    look(page, "two-both-posts-scales")
    weigh(page, f"1 {RICE}", "10")
    press(page, "记下，看订购数量")
    is_told(page, "验收结果")
    expect(page.get_by_role("link", name="去签名")).to_have_count(0)
    page.goto(f"/signoff/{purchase.id}/arrival")
    is_told(page, "您不能签：条款 1.6", "请另一位验收人签名", "姓yan1")
    expect(page.get_by_label("签名 PIN")).to_have_count(0)
    look(page, "two-both-posts-barred")
    page.goto(f"/documents/purchase/{purchase.id}")
    expect(page.get_by_role("main").get_by_role("link", name="验收人签名", exact=True)).to_have_count(0)
    assert (Role.RECEIVER, "liang") not in signed()


def test_who_bought_does_not_approve_whatever_posts_history_gave(market: Market, page: Page) -> None:
    """The sheet is there to be read; another approver signs it, or sends it back."""
    turn("liang", Post.APPROVER)
    purchase = market.draft()
    for role, who in ((Role.BUYER, "liang"), (Role.BUYER, "cai1"), (Role.RECEIVER, "yan1"), (Role.RECEIVER, "yan2")):
        market.weigh(purchase)
        market.sign(purchase, role, who)
    enter_as(page, "liang").goto(f"/approval/{purchase.id}")
    is_told(page, "您不能签：条款 1.6", "请别的审批人签：姓shen。")
    expect(page.get_by_label("签名 PIN")).to_have_count(0)
    expect(page.get_by_role("link", name="退回")).to_have_count(0)
    look(page, "two-approver-barred")


def guess(page: Page, pin: str) -> None:
    """Try a PIN under cai2's name."""
    page.get_by_label("签名 PIN").fill(pin)
    with page.expect_event("load"):
        press(page, "姓cai2签名")


def test_five_wrong_pins_of_a_colleague(market: Market, page: Page) -> None:
    """cai1 draws cai2's name and guesses: five times, then not even the right one counts."""
    purchase = market.draft()
    enter_as(page, "cai1").goto(order(purchase))
    hand_over(page, "姓cai2")
    draw(page)
    for _ in range(4):
        guess(page, ANOTHER_PIN)
        is_told(page, "PIN 不对")
    for pin in (ANOTHER_PIN, PIN):
        guess(page, pin)
        is_told(page, "PIN 连错 5 次，签名暂停 15 分钟")
    look(page, "two-paused")
    page.get_by_role("link", name="先不签，交还手机").click()
    sign(page, "姓cai1签名")
    is_told(page, "姓cai1已签名")
    assert signed() == [(Role.BUYER, "cai1")]


def test_a_page_that_was_given_to_somebody_else(market: Market, page: Page) -> None:
    """cai1 puts the nonce of the own page into the one for cai2."""
    purchase = market.draft()
    enter_as(page, "cai1").goto(order(purchase))
    own = page.locator("[name=nonce]").input_value()
    hand_over(page, "姓cai2")
    page.locator("[name=nonce]").evaluate("(field, nonce) => field.value = nonce", own)
    sign(page, "姓cai2签名")
    is_told(page, "这一页不是给您签的，请重新打开再签")
    look(page, "two-foreign-page")
    assert signed() == []
