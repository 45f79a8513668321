"""Cash at a stall: stated by the purchaser from a float or their own money, confirmed by the cashier, given back."""

from datetime import date

import pytest
import time_machine
from flask import current_app
from sqlalchemy import select, update

from canteen import clock
from canteen.db import db
from canteen.models import Account, CanteenMonth, LogEntry, Payment, Purchase, Transfer
from canteen.models.words import Role, State
from canteen.payments.advances import advances
from canteen.step import unjudged
from canteen.transfers.balances import balances
from canteen.transfers.floats import floats
from tests.course.market import BANK, CABBAGE, CASH, STALL, STEPS, Market
from tests.forms.filling import fill
from tests.income.household import visitor
from tests.payments.paying import KILO, approved, in_cash, kept, paid, pay

OWN = "垫付·姓cai1（cai1）"


def at_stall(market: Market, fen: int = 320_00, upto: Role = Role.BUYER) -> Purchase:
    """A purchase from a stall."""
    return market.bought((CABBAGE, KILO, fen), supplier=STALL, upto=upto)


def state(market: Market, purchase: Purchase, **typed: str) -> int:
    """Have the purchaser state what was paid; gives the status."""
    return fill(market.client("cai1"), f"/payments/cash/{purchase.id}", **typed).status_code


def carry(market: Market, amount: str) -> None:
    """Hand the purchaser a float."""
    sent = {"person": "姓cai1", "source": CASH, "amount": amount}
    assert fill(market.client("chu"), "/transfers/floats/new", **sent).status_code == 303


def the_payment() -> Payment:
    """The one payment that there is."""
    return db.session.scalars(select(Payment)).one()


def test_cash_from_the_float_counts_at_once_and_waits_for_the_cashier(market: Market) -> None:
    carry(market, "500")
    purchase, cai, chu = at_stall(market), market.client("cai1"), market.client("chu")
    assert f"/payments/cash/{purchase.id}" in cai.get(f"/documents/purchase/{purchase.id}").text
    assert "我的备用金（伙食费，还有 500.00 元）" in cai.get(f"/payments/cash/{purchase.id}").text
    assert state(market, purchase) == 303
    payment = the_payment()
    assert (payment.stated_by, payment.method, payment.number) == ("cai1", "现金", "FK-202611-0001")
    for words in ("等出纳确认的现金", "姓cai1", "320.00", f"/payments/{payment.id}/confirm"):
        assert words in chu.get("/payments/").text
    assert fill(chu, f"/payments/{payment.id}/confirm").status_code == 303
    payment = the_payment()
    assert (payment.confirmed_by, payment.state) == ("chu", State.LIVE)
    assert "姓chu" in chu.get(f"/documents/payment/{payment.id}").text
    answer = fill(chu, f"/payments/{payment.id}/confirm")
    assert (answer.status_code, "已由 姓chu 确认过了" in answer.text) == (422, True)
    assert "等出纳确认的现金" not in chu.get("/payments/").text


def test_what_is_not_so_is_void_with_its_reason_and_a_seller_s_signature_falls(market: Market) -> None:
    purchase, chu = at_stall(market), market.client("chu")
    assert state(market, purchase) == 303
    market.sign(purchase, Role.SELLER, STALL)
    address = f"/payments/{the_payment().id}/confirm"
    assert "请写明为什么" in fill(chu, address, wrong="1").text
    assert fill(chu, address, wrong="1", reason="摊主说没有收到").status_code == 303
    payment = the_payment()
    assert (payment.state, payment.void_reason, paid()) == (State.VOID, "摊主说没有收到", [])
    assert [each.signer for each in purchase.signatures if each.set_aside_at] == [STALL]
    assert db.session.scalars(select(LogEntry).where(LogEntry.action == "现金付款不实")).one()
    assert "摊主说没有收到" in market.client("cai1").get(f"/documents/payment/{payment.id}").text


def test_what_the_month_will_miss_without_it_is_said_before_the_cashier_says_no(market: Market) -> None:
    purchase, chu = at_stall(market), market.client("chu")
    assert state(market, purchase) == 303
    market.sign(purchase, Role.SELLER, STALL)
    market.weigh(purchase)
    for role, who in STEPS[2:]:
        market.sign(purchase, role, who)
    page = chu.get(f"/payments/{the_payment().id}/confirm").text
    assert "照实登记，月度检查会列出" in page
    assert ">3.3</a>" in page
    assert paid(), "it was only looked at"
    with unjudged():
        db.session.add(CanteenMonth(canteen_id=market.canteen, month=date(2026, 11, 1), closed_at=clock.now()))
    answer = fill(chu, f"/payments/{the_payment().id}/confirm", wrong="1", reason="没付过")
    assert (answer.status_code, "2026-11 已结账" in answer.text, len(paid())) == (422, True, 1)


def test_a_late_confirmation_is_shown_as_such(market: Market, morning: time_machine.Traveller) -> None:
    assert state(market, at_stall(market)) == 303
    morning.shift(86_400)
    chu = visitor(market.app, "chu")
    assert "过了 1 天" in chu.get("/payments/").text
    assert "应当天确认，已过 1 天" in chu.get(f"/payments/{the_payment().id}/confirm").text


def test_own_money_goes_below_zero_is_no_float_and_is_given_back(market: Market) -> None:
    purchase, chu = at_stall(market), market.client("chu")
    assert state(market, purchase, source="我自己的钱") == 303
    account = market.account(OWN)
    assert (account.own_money, account.holder, account.kind, account.year) == (True, "cai1", "现金", 2026)
    assert balances(market.canteen)[account.id] == -320_00
    with current_app.test_request_context():
        assert floats(market.canteen) == []
    for address in (
        "/transfers/new",
        "/transfers/floats/new",
        "/income/new",
        f"/payments/new?purchase={approved(market, 1).id}",
    ):
        assert OWN not in chu.get(address).text, address
    assert market.client("kuai").get(f"/setup/accounts/{account.id}/edit").status_code == 404
    address = f"/payments/advances/{account.id}"
    assert address not in chu.get("/payments/").text, "not before the cashier has said that it is so"
    answer = fill(chu, address, amount="320")
    assert (answer.status_code, "只欠 0.00 元" in answer.text) == (422, True)
    assert fill(chu, f"/payments/{the_payment().id}/confirm").status_code == 303
    assert address in chu.get("/payments/").text
    answer = fill(chu, address, amount="320.01")
    assert (answer.status_code, "只欠 320.00 元" in answer.text) == (422, True)
    assert fill(chu, address, source="接待费专户").status_code == 422
    assert fill(chu, address, source=BANK, bank_ref="2026112500031").status_code == 303
    transfer = db.session.scalars(select(Transfer).order_by(Transfer.id.desc())).first()
    assert transfer
    assert (transfer.target.name, transfer.amount, transfer.bank_ref) == (OWN, 320_00, "2026112500031")
    assert (balances(market.canteen)[account.id], advances(market.canteen)) == (0, [])
    assert "没有人垫着钱" in chu.get("/payments/").text


def test_what_was_given_back_is_handed_back_before_the_payment_is_void(market: Market) -> None:
    assert state(market, at_stall(market), source="我自己的钱") == 303
    payment, own, chu = the_payment(), market.account(OWN), market.client("chu")
    fill(chu, f"/payments/{payment.id}/confirm")
    fill(chu, f"/payments/advances/{own.id}", bank_ref="1")
    transfer = db.session.scalars(select(Transfer).order_by(Transfer.id.desc())).first()
    assert transfer
    assert "作废要少" not in chu.get(f"/voiding/transfer/{transfer.id}").text, "it can be void itself"
    stands_against = f"{OWN}已经归还，多出 320.00 元：请先登记交回"
    assert stands_against in chu.get(f"/voiding/payment/{payment.id}").text
    with unjudged():
        db.session.refresh(payment)
        payment.confirmed_at = None
    answer = fill(chu, f"/payments/{payment.id}/confirm", wrong="1", reason="没付过")
    assert (answer.status_code, stands_against in answer.text) == (422, True)
    address = f"/transfers/new?source={own.id}"
    answer = fill(chu, address, amount="320.01", bank_ref="2")
    assert (answer.status_code, "只归还过 320.00 元" in answer.text) == (422, True)
    assert fill(chu, address, amount="320", bank_ref="2").status_code == 303
    assert fill(chu, f"/payments/{payment.id}/confirm", wrong="1", reason="没付过").status_code == 303
    assert (balances(market.canteen)[own.id], OWN in chu.get("/transfers/new").text) == (0, False)


def test_a_second_advance_goes_on_the_same_account(market: Market) -> None:
    for fen in (120_00, 80_00):
        assert state(market, at_stall(market, fen), source="我自己的钱") == 303
    with unjudged():
        db.session.execute(update(Payment).values(confirmed_by="chu", confirmed_at=clock.now()))
    assert db.session.scalars(select(Account.name).where(Account.own_money)).all() == [OWN]
    assert [each.owed for each in advances(market.canteen)] == [200_00]


@pytest.mark.parametrize(("fen", "status"), [(1000_00, 303), (1000_01, 422)])
def test_3_7_speaks_to_the_purchaser_too_before_the_button(market: Market, fen: int, status: int) -> None:
    purchase = at_stall(market, fen)
    page = market.client("cai1").get(f"/payments/cash/{purchase.id}").text
    assert ("这样提交会被拒" in page) == (status == 422)
    assert (state(market, purchase), len(paid())) == (status, int(status == 303))


def test_two_of_600_at_one_stall_carry_3_8_whoever_paid_them(market: Market) -> None:
    assert state(market, at_stall(market, 600_00)) == 303
    assert in_cash(market.client("chu"), approved(market, 600_00, STALL)).status_code == 303
    assert kept() == ["3.8"]


def test_what_cannot_be_stated_is_said(market: Market) -> None:
    carry(market, "100")
    stall, draft, shop = at_stall(market), market.draft((CABBAGE, KILO, 1), supplier=STALL), market.bought()
    cai = market.client("cai1")
    for purchase, typed, sentence in (
        (stall, {}, "最少时只有 100.00 元，不够 320.00 元"),
        (stall, {"source": "我自己的钱", "amount": "320.01"}, ">6.2</a>"),
        (stall, {"source": "我自己的钱", "paid_on": "2026-11-26"}, "不能晚于今天"),
        (draft, {"amount": "0.01"}, "这笔采购现在是“草稿”，不能登记现金付款"),
        (shop, {"source": "我自己的钱"}, "现付只用于零星摊贩"),
    ):
        answer = fill(cai, f"/payments/cash/{purchase.id}", **typed)
        assert (answer.status_code, paid()) == (422, []), sentence
        assert sentence in answer.text
    assert market.client("chu").get(f"/payments/cash/{stall.id}").status_code == 403


def test_nobody_confirms_what_nobody_stated(market: Market) -> None:
    pay(market.client("chu"), approved(market, 560_00))
    answer = fill(market.client("chu"), f"/payments/{the_payment().id}/confirm")
    assert (answer.status_code, "不在等确认" in answer.text) == (422, True)
