"""The pages of a purchase that no other story opens: short goods until the money is back, the last fen, a bank's list, late papers.

Every page of these areas is opened here or named with those that others open: one that is added fails this until it is seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from canteen.db import db
from canteen.models import Payment, Person
from canteen.models.words import Role
from tests.browser.acting import enter_as, is_told, look, press
from tests.browser.test_answering import sign
from tests.course.market import CABBAGE, MORNING, RICE, STALL, STEPS, Market, open_market
from tests.forms.filling import fill
from tests.payments.paying import approved, pay
from tests.payments.test_bank import with_account
from tests.pictures.photos import photo

AREAS = {"acceptance", "approval", "papers", "payments", "purchasing", "receipts", "signatures", "signoff", "today"}
ELSEWHERE = {
    *("acceptance.index", "acceptance.weigh", "approval.send_back", "approval.sheet"),
    *("papers.acceptance", "papers.checks", "papers.listing", "papers.payment", "papers.slip", "papers.stock"),
    *("payments.confirm", "payments.new", "purchasing.edit", "purchasing.index", "purchasing.new"),
    *("receipts.edit", "receipts.index", "receipts.link", "receipts.new", "signatures.pin"),
    *("signoff.buyer", "signoff.buyer_code", "signoff.receiver", "signoff.seller", "today.index"),
}
"""What other stories look at."""
NO_PAGES = {"purchasing.sent", "signoff.waits", "today.findings"}
"""What only scripts ask."""


@dataclass
class Visitor:
    """Whoever sits before the page, and which pages were seen."""

    market: Market
    page: Page
    who: str = ""
    seen: set[str] = field(default_factory=set)

    def see(self, who: str, address: str, name: str) -> None:
        """Open somebody's page; it is sound. Nobody logs in where they are already: a third session would end another."""
        if self.who != who:
            enter_as(self.page, who)
        self.who = who
        opened = self.page.goto(address)
        assert opened is not None
        assert opened.ok, address
        self.look(name)

    def look(self, name: str) -> None:
        """The page is sound."""
        look(self.page, f"rarer-{name}")
        path = self.page.evaluate("location.pathname")
        self.seen.add(self.market.app.url_map.bind("").match(path)[0])


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    """It is half past six on a Wednesday."""
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def visitor(app: Flask, page: Page) -> Visitor:
    """The canteen's visitor; the shop has a bank account."""
    market = open_market(app)
    with_account(market, "抚顺农商银行")
    return Visitor(market, page)


def test_every_page_of_a_purchase_is_seen(visitor: Visitor) -> None:
    short_goods_until_the_money_is_back(visitor)
    the_bank_takes_a_list_and_the_last_fen_stay(visitor)
    rot_comes_back_after_the_approval(visitor)
    papers_come_late(visitor)
    what_was_signed(visitor)
    rules = [each for each in visitor.market.app.url_map.iter_rules() if "GET" in (each.methods or ())]
    pages = {each.endpoint for each in rules if each.endpoint.partition(".")[0] in AREAS} - NO_PAGES
    assert pages - visitor.seen == ELSEWHERE


def short_goods_until_the_money_is_back(visitor: Visitor) -> None:
    """cai1 pays 24.00 of their own at the stall, 9.6 of 10 arrive, the stall gives 0.96 back, and the cashier 23.04."""
    market, page = visitor.market, visitor.page
    bought = market.bought((CABBAGE, 10_000, 240), supplier=STALL)
    visitor.see("cai1", f"/payments/cash/{bought.id}", "cash")
    press(page, "登记这笔现金")
    is_told(page, "垫付", "24.00")
    market.weigh(bought, 9_600)
    for role, who in STEPS[2:4]:
        market.sign(bought, role, who)
    payment = db.session.scalars(select(Payment)).one()
    assert fill(market.client("chu"), f"/payments/{payment.id}/confirm").status_code == 303
    visitor.see("chu", f"/payments/refund/{bought.id}", "refund")
    page.get_by_label("为什么退").fill("短少 0.4 公斤")
    press(page, "登记退款")
    is_told(page, "短少 0.4 公斤", "0.96")
    page.goto("/payments/")
    visitor.look("advances")
    page.get_by_role("main").get_by_role("link", name="归还").click()
    visitor.look("advance")
    press(page, "登记归还")
    is_told(page, "23.04")


def the_bank_takes_a_list_and_the_last_fen_stay(visitor: Visitor) -> None:
    """Of 560.50 the shop is paid 560.00 by a list that the bank takes; it wants no more."""
    market, page = visitor.market, visitor.page
    rice = approved(market, 560_50)
    assert pay(market.client("chu"), rice, **{"parts-0-amount": "560"}).status_code == 303
    visitor.see("chu", "/payments/batch", "batch")
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载清单").first.click()
    assert taken.value.suggested_filename.endswith(".xlsx")
    payment = db.session.scalars(select(Payment.id).order_by(Payment.id.desc())).first()
    page.goto(f"/payments/{payment}/reference")
    visitor.look("reference")
    page.get_by_label("银行流水号").fill("20261125000183")
    press(page, "填上流水号")
    is_told(page, "20261125000183")
    page.goto(f"/payments/write-off/{rice.id}")
    visitor.look("write-off")
    page.get_by_label("原因").fill("商户说零头不要了")
    press(page, "抹去零头，结清")
    is_told(page, rice.number or "")


def rot_comes_back_after_the_approval(visitor: Visitor) -> None:
    """More comes back than was due: it is asked about, registered, and not asked for again."""
    market, page = visitor.market, visitor.page
    rotten = approved(market, 150_00)
    assert pay(market.client("chu"), rotten).status_code == 303
    visitor.see("chu", f"/payments/refund/{rotten.id}", "refund-nothing-due")
    page.get_by_label("退回金额").fill("50")
    page.get_by_label("为什么退").fill("烂了三分之一")
    page.get_by_label("为什么退").press("Tab")
    is_told(page, "退回 50.00 元以后这笔就差 50.00 元没付")
    button = page.get_by_role("button", name="登记退款")
    expect(button).to_be_focused()
    expect(button).to_have_css("outline-width", "3px")
    visitor.look("refund-asked")
    press(page, "登记退款")
    is_told(page, "烂了三分之一", "50.00")
    page.goto("/payments/")
    is_told(page, "退过款，差着的", "没有要付的")
    visitor.look("refunded")


def papers_come_late(visitor: Visitor) -> None:
    """Two receipts come after the approval and are signed for as a list; a draft is given up; a code is over."""
    market, page = visitor.market, visitor.page
    for _ in range(2):
        market.covered(market.bought((RICE, 10_000, 560), upto=Role.APPROVER))
    visitor.see("shen", "/approval/", "approvals")
    page.goto("/approval/late")
    visitor.look("late")
    sign(page, "签这 2 张票据")
    is_told(page, "没有等补签的票据")
    visitor.look("late-done")
    ordered, draft = market.bought((RICE, 10_000, 560)), market.draft((RICE, 10_000, 560))
    visitor.see("cai1", f"/purchases/{ordered.id}/photo", "photo")
    page.locator("input[type=file]").set_input_files({"name": "1.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    press(page, "补上")
    is_told(page, "照片已补上")
    visitor.see("cai1", f"/purchases/{draft.id}/discard", "discard")
    page.get_by_label("没有买成").check()
    press(page, "丢弃这份草稿")
    is_told(page, "草稿已丢弃")
    page.goto("/signoff/code/over")
    visitor.look("code-over")


def what_was_signed(visitor: Visitor) -> None:
    """The approver reads what was signed in their name; a receiver is shown a code for their colleague."""
    market, page = visitor.market, visitor.page
    visitor.see("shen", "/signing/", "signed")
    page.get_by_role("main").get_by_role("link", name="补票核签").first.click()
    visitor.look("signed-list")
    page.goto("/signing/")
    page.get_by_role("main").get_by_role("link", name="审批人").first.click()
    visitor.look("signed-purchase")
    weighed = market.bought((CABBAGE, 10_000, 240))
    market.weigh(weighed)
    market.sign(weighed, Role.RECEIVER, "yan1")
    visitor.see("yan1", f"/signoff/{weighed.id}/arrival/code?guest={_person('yan2')}", "code")


def _person(staff_no: str) -> int:
    """Somebody's key."""
    return db.session.scalars(select(Person.id).where(Person.staff_no == staff_no)).one()
