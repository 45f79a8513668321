"""What waits for whom, oldest first, each one tap from the work; and for nobody else."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from sqlalchemy import delete, select

from canteen import clock
from canteen.course import send_back
from canteen.db import db
from canteen.models import Account, Appointment, Cover, Payment, PaymentPart, Person, Purchase, Receipt, User, WriteOff
from canteen.models.words import Amiss, PaymentMethod, Role
from canteen.step import unjudged
from tests.course.market import BANK, CABBAGE, PEOPLE, POTATO, RICE, SHOP, STALL, TODAY, Market
from tests.today.reading import at, links, told, waiting

B, R, A = Role.BUYER, Role.RECEIVER, Role.APPROVER
YESTERDAY = TODAY - timedelta(days=1)
NUMBER = re.compile(r"CG-\d{6}-\d{4}")
BEFORE = "2026-11-24T07:10:00+08:00"


def back(market: Market, purchase: Purchase, amiss: Amiss, reason: str) -> Purchase:
    """The approver sends it back."""
    with unjudged():
        send_back(purchase, amiss, reason, "shen")
    return purchase


def drafted(market: Market, who: str, **more: Any) -> Purchase:
    """Somebody's draft."""
    purchase = market.draft((CABBAGE, 20_000, 210), (POTATO, 30_000, 340), **more)
    with unjudged():
        purchase.author_id = db.session.scalars(select(User.id).where(User.username == who)).one()
    return purchase


def paid(market: Market, purchase: Purchase, amount: int, **more: str) -> Payment:
    """Money goes out for a purchase."""
    many = len(db.session.scalars(select(Payment.id)).all())
    account = market.account(BANK).id
    payment = Payment(
        canteen_id=market.canteen,
        number=f"FK-202611-{many + 1:04}",
        paid_on=clock.today(),
        method="现金",
        account_id=account,
        supplier_id=purchase.supplier_id,
        **more,
        parts=[PaymentPart(purchase_id=purchase.id, amount=amount)],
    )
    with unjudged():
        db.session.add(payment)
    return payment


def covered(market: Market, purchase: Purchase, kind: str) -> None:
    """A receipt that the form would refuse came in otherwise."""
    with unjudged():
        receipt = Receipt(canteen_id=market.canteen, number="PJ-202611-0099", kind=kind, has_list=False)
        receipt.covers = [Cover(purchase_id=purchase.id)]
        db.session.add(receipt)


def test_a_purchaser_is_led_through_the_day(market: Market) -> None:
    """From yesterday's order that came back to today's draft."""
    with time_machine.travel(BEFORE, tick=False):
        order = back(market, market.bought(upto=R, day=YESTERDAY), Amiss.ORDER, "单价高了")
        theirs = drafted(market, "cai2", supplier=STALL, day=YESTERDAY)
        market.sign(theirs, B, "cai2")
        paper = market.bought(upto=R, day=YESTERDAY)
        receipt = market.covered(paper)
        back(market, paper, Amiss.PAPER, "号码看不清")
    mine = drafted(market, "cai1", supplier=STALL)
    stall = market.bought((CABBAGE, 10_000, 210), upto=B, supplier=STALL)
    rows = waiting(market.client("cai1"))
    assert [(row.age, row.what, row.amount, row.url) for row in rows] == [
        ("1 天 11-24", "审批退回：订单", "56.00", at("purchasing.edit", order)),
        ("1 天 11-24", "等我签名", "144.00", at("signoff.buyer", theirs)),
        ("1 天 11-24", "审批退回：票据", "56.00", at("receipts.edit", receipt)),
        ("今天", "草稿，还没签名", "144.00", at("purchasing.edit", mine)),
        ("今天", "付了多少现金，还没登记", "21.00", at("payments.cash", stall)),
    ]
    said = told(market.client("cai1"))
    assert "姓shen：“单价高了”" in said["审批退回：订单"]
    assert "姓cai2已签，等第二位采购人" in said["等我签名"]
    others = told(market.client("cai2"))
    assert "草稿，还没签名" not in others, "a draft is its author's"
    assert "等我签名" not in others, "cai2 has signed"


def test_a_purchaser_brings_the_receipts_supplier_by_supplier(market: Market) -> None:
    """Their own purchases, those that are covered by 白条 alone among them; a stall's slip is made by the program."""
    with time_machine.travel(BEFORE, tick=False):
        first = market.bought(upto=B, day=YESTERDAY)
    second = market.bought(upto=B)
    covered(market, second, "白条")
    market.covered(market.bought(upto=B))
    market.bought((CABBAGE, 10_000, 210), upto=R, supplier=STALL)
    row = next(row for row in waiting(market.client("cai1")) if row.what == "还没有票据")
    assert (row.age, row.amount) == ("1 天 11-24", "112.00")
    assert row.url == at("receipts.new", purchase=[first.id, second.id])
    assert f"{SHOP} {first.number} 等 2 笔；月底前要取得票据，还剩 5 天" in row.why
    assert "还没有票据" not in told(market.client("yan1"))


def test_an_order_that_was_signed_anew_waits_for_the_other(market: Market) -> None:
    with time_machine.travel(BEFORE, tick=False):
        order = back(market, market.bought(upto=R, day=YESTERDAY), Amiss.ORDER, "单价高了")
    market.sign(order, B, "cai1")
    assert "审批退回：订单" not in told(market.client("cai2"))
    assert waiting(market.client("cai2"))[0].url == at("signoff.buyer", order)
    assert "等我签名" not in told(market.client("cai1"))


def test_receivers_weigh_blind_and_sign_one_after_the_other(market: Market) -> None:
    new, again = market.bought(upto=B), back(market, market.bought(upto=R), Amiss.GOODS, "少了一袋")
    weighed = market.bought(upto=B)
    market.weigh(weighed)
    second = market.bought(upto=B)
    market.weigh(second)
    market.sign(second, R, "yan1")
    expected = [
        ("等过秤验收", "", at("acceptance.weigh", new)),
        ("审批退回：实物，要复验", "", at("acceptance.weigh", again)),
        ("已过秤，等我签名", "56.00", at("signoff.receiver", weighed)),
        ("等我签名，第二位验收人", "56.00", at("signoff.receiver", second)),
    ]
    assert [(row.what, row.amount, row.url) for row in waiting(market.client("yan2"))] == expected
    assert [(row.what, row.amount, row.url) for row in waiting(market.client("yan1"))] == expected[:3]
    assert waiting(market.client("yan1"))[0].age == "今天 06:30"


def test_the_approver_has_what_arrived(market: Market) -> None:
    bare, covered = market.bought(upto=R), market.bought(upto=R, supplier=STALL)
    back(market, market.bought(upto=R), Amiss.PAPER, "号码看不清")
    market.bought(upto=A)
    rows = waiting(market.client("shen"))
    assert [(row.what, row.url) for row in rows] == [
        ("等我审批", at("approval.sheet", bare)),
        ("等我审批", at("approval.sheet", covered)),
    ]
    assert ["还没有票据" in row.why for row in rows] == [True, False]


def test_a_receipt_that_comes_after_the_approval_waits_for_its_approver(market: Market) -> None:
    market.covered(market.bought(upto=A))
    before = market.bought(upto=R)
    market.covered(before)
    market.sign(before, A, "shen")
    rows = waiting(market.client("shen"))
    assert [(row.what, row.amount, row.url) for row in rows] == [("补票核签", "56.00", "/approval/late")]


def test_whoever_bought_it_is_asked_neither_to_receive_nor_to_approve_it(market: Market) -> None:
    """Standing in (1.6): cai1 receives and approves today, but not what they signed."""
    ordered, arrived = market.bought(upto=B), market.bought(upto=R)
    with unjudged():
        someone = db.session.scalars(select(Person).where(Person.staff_no == "cai1")).one()
        someone.appointments += [Appointment(post=post, started_on=date(2026, 11, 25)) for post in ("验收", "审批")]
    said = {row.url for row in waiting(market.client("cai1"))}
    assert said.isdisjoint({at("acceptance.weigh", ordered), at("approval.sheet", arrived)})


def test_the_cashier_pays_by_supplier_confirms_and_gets_back(market: Market) -> None:
    with time_machine.travel(BEFORE, tick=False):
        first = market.bought(upto=A, day=YESTERDAY)
    second, done, off = market.bought(upto=A), market.bought(upto=A), market.bought(upto=A)
    market.bought(upto=R)  # not approved: not to be paid
    stated = market.bought((CABBAGE, 10_000, 210), upto=R, supplier=STALL)
    paid(market, first, 1000)
    paid(market, done, 5600)
    paid(market, off, 5599)
    payment = paid(market, stated, 2600, stated_by="cai1")
    with unjudged():
        db.session.add(WriteOff(purchase_id=off.id, amount=1, reason="抹零", by="chu", at=clock.now()))
    supplier = market.supplier(SHOP).id
    assert [(row.age, row.what, row.amount, row.url) for row in waiting(market.client("chu"))] == [
        ("1 天 11-24", f"付款：{SHOP}", "102.00", f"/payments/new?supplier={supplier}&fund={quote('伙食费')}"),
        ("今天", "确认现金付款", "26.00", at("payments.confirm", payment)),
        ("今天", "应退", "5.00", at("payments.refund", stated)),
    ]
    assert "伙食费，2 笔已审批" in told(market.client("chu"))[f"付款：{SHOP}"]
    paid(market, first, 4600)
    paid(market, second, 5600)
    with unjudged():
        payment.confirmed_by, payment.confirmed_at = "chu", clock.now()
    assert [row.what for row in waiting(market.client("chu"))] == ["应退"]


def test_a_transfer_without_the_banks_reference_waits_for_the_cashier(market: Market) -> None:
    payment = paid(market, market.bought(upto=A), 5600)
    assert waiting(market.client("chu")) == []
    with unjudged():
        payment.method = PaymentMethod.TRANSFER
    (row,) = waiting(market.client("chu"))
    assert (row.what, row.amount, row.why, row.url) == ("转账没填银行流水号", "56.00", "1 笔转账", "/payments/batch")
    with unjudged():
        payment.bank_ref = "2026112500017"
    assert waiting(market.client("chu")) == []


def test_what_came_back_for_its_papers_waits_once(market: Market) -> None:
    back(market, market.bought(upto=R), Amiss.PAPER, "没有发票")
    assert [row.what for row in waiting(market.client("cai1"))] == ["审批退回：票据"]


def test_own_money_is_given_back_by_the_cashier_and_known_to_its_owner(market: Market) -> None:
    purchase = market.bought(upto=A)
    with unjudged():
        own = Account(
            canteen_id=market.canteen, name="姓cai1 垫付", kind="现金", fund="伙食费", holder="cai1", own_money=True
        )
        db.session.add(own)
    payment = paid(market, purchase, 5600)
    with unjudged():
        payment.account_id = own.id
    row = next(row for row in waiting(market.client("chu")) if row.what.startswith("还垫付"))
    assert (row.what, row.amount, row.url) == ("还垫付：姓cai1", "56.00", at("payments.settle_advance", own))
    page = market.client("cai1").get("/today/").text
    assert "垫付还没还我，伙食费" in page
    assert "垫付还没还我" not in market.client("cai2").get("/today/").text


@pytest.mark.parametrize(("day", "is_told"), [("2026-11-23", False), ("2026-11-24", True), ("2026-12-01", True)])
def test_the_accountant_is_told_of_missing_receipts_when_the_month_ends(
    market: Market, day: str, is_told: bool
) -> None:
    with time_machine.travel("2026-11-20T07:00:00+08:00", tick=False):
        first, second = market.bought(upto=B, day=date(2026, 11, 20)), market.bought(upto=B, day=date(2026, 11, 20))
        covered(market, second, "白条")
        market.covered(market.bought(upto=B, day=date(2026, 11, 20)))
    with time_machine.travel(f"{day}T07:00:00+08:00", tick=False):
        rows = [row for row in waiting(market.client("kuai")) if row.what == "还没有票据"]
    assert [(row.amount, row.url) for row in rows] == ([("112.00", "/receipts/")] if is_told else [])
    if is_told:
        assert "2 笔采购" in rows[0].why
        assert ("已过月底" in rows[0].why) is (day > "2026-11-30")
    assert first.id


def test_history_waits_for_nobody(market: Market) -> None:
    every = [market.bought(upto=role) for role in (B, R, A)]
    with unjudged():
        for purchase in every:
            purchase.origin = "import"
    assert {who: waiting(market.client(who)) for who in PEOPLE} == {who: [] for who in PEOPLE}


def test_what_is_entered_late_waits_for_whoever_comes_after_the_paper(market: Market) -> None:
    """It was bought and received on paper; its receipt is brought, it is approved and paid here. The cash was paid outside."""
    every = [market.bought(upto=role) for role in (B, R, A, A)]
    every += [market.bought((CABBAGE, 10_000, 210), upto=role, supplier=STALL) for role in (B, R)]
    paid(market, every[3], 6000)
    with unjudged():
        db.session.execute(delete(Cover))
        for purchase in every:
            purchase.origin = "late"
    asked = {who: [(row.what, row.amount) for row in waiting(market.client(who))] for who in PEOPLE}
    bought = [("还没有票据", "224.00"), ("还没有票据", "21.00")]
    wanted = {"cai1": bought, "cai2": bought, "kuai": [("还没有票据", "245.00")]}
    wanted["shen"] = [("等我审批", "56.00"), ("等我审批", "21.00")]
    wanted["chu"] = [("应退", "4.00"), ("付款：惠丰粮油商行", "56.00")]
    assert asked == {who: wanted.get(who, []) for who in PEOPLE}
    assert "审批 2 笔 112.00 元" in re.sub(r"(<[^>]+>|\s)+", " ", market.client("shen").get("/today/").text)
    receipts, payments = (market.client("chu").get(f"/{pages}/").text for pages in ("receipts", "payments"))
    assert set(NUMBER.findall(receipts)) == {each.number for each in every}
    assert set(NUMBER.findall(payments)) == {every[2].number, every[3].number}
    assert "导入的历史" not in receipts + payments


def test_whoever_has_nothing_to_do_is_told_what_comes_next(market: Market) -> None:
    for who in PEOPLE:
        page = market.client(who).get("/today/").text
        assert "没有等您的事" in page
        assert "等我处理" not in page


def test_every_way_leads_to_a_page(market: Market) -> None:
    """Whatever waits, and whatever number stands there, for every post."""
    with time_machine.travel(BEFORE, tick=False):
        for amiss in Amiss:
            back(market, market.bought(upto=R, day=YESTERDAY), amiss, "不对")
    drafted(market, "cai1")
    market.sign(drafted(market, "cai2"), B, "cai2")
    market.bought(upto=B)
    market.bought(upto=R)
    paid(market, market.bought(upto=A), 5700)
    market.covered(market.bought((RICE, 10_000, 560), upto=A))
    for who in PEOPLE:
        client = market.client(who)
        found = links(client)
        assert found
        assert {
            url: client.get(url).status_code for url in found if client.get(url).status_code not in {200, 302}
        } == {}
