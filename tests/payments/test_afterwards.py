"""What comes after a payment: less was accepted and money comes back or is deducted; the last fen are written off."""

from datetime import date

import pytest
from sqlalchemy import select, update

from canteen import clock
from canteen.db import db
from canteen.models import CanteenMonth, LogEntry, Payment, PaymentPart, Purchase, WriteOff
from canteen.models.words import Role, State
from canteen.step import unjudged
from canteen.transfers.balances import balances
from tests.course.market import CASH, RICE, STALL, TODAY, Market
from tests.forms.filling import Page, fill
from tests.payments.paying import KILO, approved, paid, parts, pay
from tests.today.reading import waiting


def overpaid(market: Market, fen: int) -> Purchase:
    """A purchase that was paid in full at the stall, and of which only half was accepted."""
    purchase = market.bought((RICE, 2 * KILO, fen), supplier=STALL)
    sent = {"source": "我自己的钱"}
    assert fill(market.client("cai1"), f"/payments/cash/{purchase.id}", **sent).status_code == 303
    market.weigh(purchase, KILO)
    for who in ("yan1", "yan2"):
        market.sign(purchase, Role.RECEIVER, who)
    return purchase


def test_what_was_paid_too_much_comes_back_and_no_more_than_was_paid(market: Market) -> None:
    purchase, chu = overpaid(market, 100_00), market.client("chu")
    page = chu.get("/payments/").text
    for words in ("应退", str(purchase.number), "100.00", f"/payments/refund/{purchase.id}"):
        assert words in page
    assert f"/payments/refund/{purchase.id}" in chu.get(f"/documents/purchase/{purchase.id}").text
    address = f"/payments/refund/{purchase.id}"
    answer = fill(chu, address, amount="200.01", note="坏的退了")
    assert (answer.status_code, "这笔一共付了 200.00 元" in answer.text) == (422, True)
    assert "请写明" in fill(chu, address).text
    assert fill(chu, address, note="坏的退了").status_code == 303
    assert [amount for _, _, amount in paid()] == [200_00, -100_00]
    payment = db.session.scalars(select(Payment).order_by(Payment.id)).first()
    assert payment
    not_so = fill(chu, f"/payments/{payment.id}/confirm", wrong="1", reason="没付过")
    assert (not_so.status_code, "付款 FK-202611-0002 退的、抵的是付给" in not_so.text) == (422, True)
    page = chu.get("/payments/").text
    assert "应退" not in page
    assert "垫付" in page  # it came back to whoever had advanced it, and who is owed the other half
    assert balances(market.canteen)[market.account("垫付·姓cai1（cai1）").id] == -100_00


def test_more_than_was_due_is_asked_about_once_and_is_not_asked_for_again(market: Market) -> None:
    """Rot that is found after the approval: 50.00 comes back, and nobody is urged to pay it once more."""
    rotten, other, chu = approved(market, 150_00), approved(market, 70_00), market.client("chu")
    address, typed = f"/payments/refund/{rotten.id}", {"amount": "50", "note": "烂了三分之一"}
    assert "这笔一共付了 0.00 元" in fill(chu, address, method="现金", account=CASH, **typed).text
    pay(chu, rotten)
    looked, refused = fill(chu, address, look="1", **typed), fill(chu, address, **typed)
    assert (looked.status_code, refused.status_code) == (200, 422)
    for answer in (looked, refused):
        assert "应退 0.00 元，退回 50.00 元以后这笔就差 50.00 元没付" in answer.text
    told = Page(looked.text)
    more = told.sent(typed | {"amount": "60"})
    assert chu.post(address, data=more).status_code == 422, "another amount is another question"
    assert chu.post(address, data=told.sent(typed)).status_code == 303
    assert parts() == {rotten.number: 100_00}
    due, _, aside = chu.get("/payments/").text.partition("退过款")
    assert (str(rotten.number) in due, str(rotten.number) in aside, ">50.00<" in aside) == (False, True, True)
    assert "1 笔待付，共 70.00 元" in due
    assert ("付款：惠丰粮油商行", "70.00") in [(row.what, row.amount) for row in waiting(chu)]
    assert Page(chu.get(f"/payments/new?supplier={other.supplier_id}").text).values["parts-1-pays"] == "y"
    assert "parts-0-pays" not in Page(chu.get(f"/payments/new?supplier={other.supplier_id}").text).values
    assert pay(chu, rotten).status_code == 303, "who says that it is due all the same can pay it"
    assert parts() == {rotten.number: 150_00}


def test_who_was_given_back_all_of_it_keeps_what_comes_back_too(market: Market) -> None:
    purchase, chu = overpaid(market, 100_00), market.client("chu")
    own, payment = market.account("垫付·姓cai1（cai1）"), db.session.scalars(select(Payment)).one()
    refund = f"/payments/refund/{purchase.id}"
    chosen = f'<option selected value="{own.id}">'
    assert chosen in chu.get(refund).text
    fill(chu, f"/payments/{payment.id}/confirm")
    assert "还有应退 100.00 元没收回" in chu.get(f"/payments/advances/{own.id}").text
    assert fill(chu, f"/payments/advances/{own.id}", bank_ref="1").status_code == 303
    assert chosen not in chu.get(refund).text
    assert "手上多拿着" not in chu.get("/transfers/floats").text
    back = fill(chu, refund, account=own.name, method="现金", note="坏的退了")
    for address in ("/payments/", "/transfers/floats"):
        page = chu.get(address).text.partition("手上多拿着")[2]
        assert (own.name in page, "100.00" in page, f"/transfers/new?source={own.id}" in page) == (True, True, True)
    assert "退款 FK-202611-0002" in chu.get(str(back.location)).text
    paper = chu.get(f"/papers/payments/{str(back.location).rpartition('/')[2]}").text
    assert ("退款单" in paper, "壹佰元整" in paper, "负" in paper, "付款审批单" in paper) == (True, True, False, False)


def test_a_draft_payment_that_was_given_up_says_so(market: Market) -> None:
    purchase = market.bought((RICE, KILO, 100_00), supplier=STALL)
    with unjudged():
        given_up = {"state": State.DRAFT, "voided_at": clock.now(), "void_reason": "没付", "paid_on": TODAY}
        paid_by = {"method": "现金", "account_id": market.account(CASH).id, "supplier_id": purchase.supplier_id}
        payment = Payment(canteen_id=market.canteen, **given_up, **paid_by)
        payment.parts = [PaymentPart(purchase_id=purchase.id, amount=100_00)]
        db.session.add(payment)
        db.session.flush()
        key = payment.id
    for address in (f"/documents/purchase/{purchase.id}", "/documents/payment/", f"/documents/payment/{key}"):
        page = market.client("chu").get(address).text
        assert ("已丢弃" in page, ">草稿<" in page) == (True, False), address
    assert "这份草稿已经丢弃：没付" in page


def test_what_comes_back_in_part_is_a_fact_though_6_2_still_finds_the_rest(market: Market) -> None:
    purchase, chu = overpaid(market, 100_00), market.client("chu")
    address = f"/payments/refund/{purchase.id}"
    looked = fill(chu, address, amount="60", note="先退一部分", look="1").text
    for words in ("照实登记，月度检查会列出", ">6.2</a>", "多付 40.00 元"):
        assert words in looked
    assert fill(chu, address, amount="60", note="先退一部分").status_code == 303
    assert parts() == {purchase.number: 140_00}
    with unjudged():
        db.session.add(CanteenMonth(canteen_id=market.canteen, month=date(2026, 10, 1), closed_at=clock.now()))
    shut = fill(chu, address, amount="40", note="退了", paid_on="2026-10-31", look="1")
    assert (shut.status_code, "2026-10 已结账" in shut.text) == (200, True)
    answer = fill(chu, address, amount="40", note="退到银行", method="银行转账")
    assert (answer.status_code, "银行转账只能走银行账户" in answer.text) == (422, True)


def test_it_is_deducted_from_the_next_payment_and_the_net_is_shown(market: Market) -> None:
    before, chu = overpaid(market, 100_00), market.client("chu")
    after = approved(market, 560_00, STALL)
    assert f"offset={before.id}" in chu.get(f"/payments/refund/{before.id}").text
    address = f"/payments/new?supplier={after.supplier_id}&offset={before.id}"
    assert "这次实付 <b>460.00</b> 元" in chu.get(address).text
    answer = fill(chu, address, **{"offsets-0-amount": "100.01"})
    assert (answer.status_code, "这笔多付了 100.00 元" in answer.text) == (422, True)
    answer = fill(chu, address, **{"parts-0-amount": "99.99"})
    assert (answer.status_code, "抵的比付的多" in answer.text) == (422, True)
    assert fill(chu, address).status_code == 303
    assert paid()[-1][2] == 460_00
    assert parts() == {before.number: 100_00, after.number: 560_00}


def test_a_refund_in_cash_comes_into_the_box(market: Market) -> None:
    purchase, chu = overpaid(market, 100_00), market.client("chu")
    assert fill(chu, f"/payments/refund/{purchase.id}", method="现金", account=CASH, note="退现").status_code == 303
    assert [(method, amount) for _, method, amount in paid()] == [("现金", 200_00), ("现金", -100_00)]


@pytest.mark.parametrize(("left", "status"), [(1_00, 303), (1_01, 422)])
def test_not_more_than_one_yuan_is_written_off(market: Market, left: int, status: int) -> None:
    purchase, chu = approved(market, 560_00), market.client("chu")
    pay(chu, purchase, **{"parts-0-amount": f"{559 if left == 100 else 558}.{'00' if left == 100 else '99'}"})
    answer = fill(chu, f"/payments/write-off/{purchase.id}", reason="商户说零头不要了")
    rows = [(each.amount, each.reason, each.by) for each in db.session.scalars(select(WriteOff))]
    assert (answer.status_code, len(rows)) == (status, int(status == 303))
    page = chu.get("/payments/").text
    assert ("没有要付的" in page) == (status == 303)
    if status == 303:
        assert rows == [(1_00, "商户说零头不要了", "chu")]
        assert db.session.scalars(select(LogEntry).where(LogEntry.action == "抹零")).one().detail["amount"] == 1_00
        assert "没有欠的了" in fill(chu, f"/payments/write-off/{purchase.id}", reason="再来").text
        with unjudged():
            db.session.execute(update(Payment).values(state=State.VOID, voided_at=clock.now()))
        answer = pay(chu, purchase, **{"parts-0-amount": "559.01"})
        assert (answer.status_code, "最多再付 559.00 元" in answer.text) == (422, True)
        assert pay(chu, purchase, **{"parts-0-amount": "558.50"}).status_code == 303
        answer = fill(chu, f"/payments/write-off/{purchase.id}", reason="再抹")
        assert (answer.status_code, "已经抹过零，抹了 1.00 元" in answer.text) == (422, True)
    else:
        assert "超过 1.00 元的不能抹" in answer.text


def test_these_are_the_cashier_s_alone_and_of_the_chosen_canteen(market: Market) -> None:
    purchase = approved(market, 560_00)
    for address in ("refund", "write-off"):
        assert market.client("kuai").get(f"/payments/{address}/{purchase.id}").status_code == 403
        assert market.client("chu").get(f"/payments/{address}/999").status_code == 404
