"""A payment for purchases of a supplier: what each clause refuses and warns of, and what is no fact of an account."""

from datetime import date

import pytest
from sqlalchemy import select

from canteen.check import check
from canteen.db import db
from canteen.models import Payment
from canteen.models.words import Role
from canteen.months import When
from tests.course.market import BANK, CASH, RECEPTION_BANK, RICE, STALL, TODAY, Market
from tests.forms.filling import fill
from tests.payments.paying import approved, in_cash, kept, on_paper, paid, parts, pay


def found(market: Market, *clauses: str) -> list[str]:
    """What the month finds by these clauses."""
    when = When(market.canteen, date(2026, 11, 1), TODAY)
    return [finding.clause.number for finding in check(when, *clauses).findings]


def test_what_is_owed_is_listed_by_supplier_and_paid_in_one_payment(market: Market) -> None:
    first, second = approved(market, 560_00), approved(market, 440_00)
    market.covered(first)
    waiting = market.bought((RICE, 1_000, 70_00), upto=Role.RECEIVER)
    chu = market.client("chu")
    page = chu.get("/payments/").text
    for words in ("2 笔待付，共 1,000.00 元", "惠丰粮油商行", "伙食费，2 笔", "有发票", "未到票", "还没有收款账户"):
        assert words in page
    assert str(waiting.number) not in page
    supplier = first.supplier_id
    answer = fill(chu, f"/payments/new?supplier={supplier}", bank_ref="2026112500019", note="十一月米款")
    assert (answer.status_code, paid()) == (303, [("FK-202611-0001", "银行转账", 1000_00)])
    assert parts() == {first.number: 560_00, second.number: 440_00}
    paper = chu.get(answer.location).text
    for words in ("FK-202611-0001", BANK, "2026112500019", "十一月米款", "1,000.00"):
        assert words in paper
    assert "没有要付的" in chu.get("/payments/").text


def test_a_part_is_paid_and_the_rest_stays_owed(market: Market) -> None:
    purchase, chu = approved(market, 560_00), market.client("chu")
    pay(chu, purchase, **{"parts-0-amount": "200"})
    assert "360.00" in chu.get("/payments/").text
    pay(chu, purchase)
    assert [amount for _, _, amount in paid()] == [200_00, 360_00]


@pytest.mark.parametrize(("fen", "status", "numbers"), [(1000_00, 303, 1), (1000_01, 422, 0)])
def test_3_7_at_its_border(market: Market, fen: int, status: int, numbers: int) -> None:
    purchase, chu = approved(market, fen), market.client("chu")
    answer = in_cash(chu, purchase)
    assert (answer.status_code, len(paid())) == (status, numbers)
    for words in ("没有保存：条款", ">3.7</a>", "严禁使用现金", "改用银行转账或公务卡支付"):
        assert (words in answer.text) == (status == 422)
    assert found(market, "3.7") == []


def test_a_part_of_a_dear_purchase_is_no_way_around_3_7(market: Market) -> None:
    answer = in_cash(market.client("chu"), approved(market, 1000_01), **{"parts-0-amount": "500"})
    assert (answer.status_code, ">3.7</a>" in answer.text, paid()) == (422, True, [])


def test_two_of_600_in_cash_on_a_day_the_second_carries_3_8(market: Market) -> None:
    first, second, chu = approved(market, 600_00), approved(market, 600_00), market.client("chu")
    assert in_cash(chu, first).status_code == 303
    assert kept() == []
    looked = in_cash(chu, second, look="1")
    assert (looked.status_code, len(paid())) == (200, 1)
    for words in ("可以提交，会留下提醒", ">3.8</a>", "共 1200.00 元", "合并为一笔银行转账"):
        assert words in looked.text
    assert in_cash(chu, second).status_code == 303
    assert (kept(), found(market, "3.8")) == (["3.8"], ["3.8"])


@pytest.mark.parametrize(("amount", "status"), [("560.00", 303), ("560.01", 422)])
def test_6_2_refuses_a_fen_above_what_is_owed(market: Market, amount: str, status: int) -> None:
    answer = pay(market.client("chu"), approved(market, 560_00), **{"parts-0-amount": amount})
    assert (answer.status_code, len(paid())) == (status, status == 303)
    assert (">6.2</a>" in answer.text) == (status == 422)


def test_5_1_refuses_the_other_fund_s_account(market: Market) -> None:
    answer = pay(market.client("chu"), approved(market, 560_00), account=RECEPTION_BANK)
    assert (answer.status_code, ">5.1</a>" in answer.text, paid()) == (422, True, [])


def test_b_11_warns_of_another_payee(market: Market) -> None:
    purchase, chu = approved(market, 560_00), market.client("chu")
    assert ">B.11</a>" in pay(chu, purchase, payee=STALL, look="1").text
    assert pay(chu, purchase, payee=STALL).status_code == 303
    assert (kept(), found(market, "B.11")) == (["B.11"], ["B.11"])


def test_an_unapproved_purchase_is_not_paid_by_the_cashier(market: Market) -> None:
    purchase, other, chu = market.bought(upto=Role.RECEIVER), approved(market, 560_00), market.client("chu")
    back = chu.get(f"/payments/new?purchase={purchase.id}").location
    assert "不能付款" in chu.get(back).text
    for method in ("银行转账", "公务卡", "现金"):
        answer = pay(chu, other, method=method, **{"parts-0-purchase": str(purchase.id)})
        assert (answer.status_code, paid()) == (422, [])
        assert "这笔采购现在是“等审批”，不能付款" in answer.text


IMPOSSIBLE: list[tuple[dict[str, str], str]] = [
    ({"parts-0-pays": ""}, "请至少勾选一笔采购"),
    ({"parts-0-amount": ""}, "请填数字"),
    ({"parts-0-amount": "0"}, "应大于 0"),
    ({"parts-0-amount": "-5"}, "不能是负数"),
    ({"paid_on": "2026-11-26"}, "不能晚于今天"),
    ({"method": "现金", "account": BANK}, "现金只能走现金账户"),
    ({"method": "公务卡", "account": CASH}, "公务卡只能走银行账户"),
    ({"method": "现金", "account": CASH, "bank_ref": "1"}, "现金没有银行流水号"),
    ({"method": "现金", "account": CASH, "paid_on": "2026-11-01"}, "最少时只有 0.00 元，不够 560.00 元"),
]


def test_what_is_no_payment_is_said(market: Market) -> None:
    purchase, chu = approved(market, 560_00), market.client("chu")
    for typed, sentence in IMPOSSIBLE:
        answer = pay(chu, purchase, **typed)
        assert (answer.status_code, paid()) == (422, []), typed
        assert sentence in answer.text


def test_a_form_sent_twice_pays_once_and_one_with_the_same_purchase_twice_is_none(market: Market) -> None:
    purchase, chu = approved(market, 560_00), market.client("chu")
    key = "0" * 32
    assert [pay(chu, purchase, key=key, **{"parts-0-amount": "100"}).status_code for _ in range(2)] == [303, 303]
    assert len(paid()) == 1
    twice = {"parts-1-purchase": str(purchase.id), "parts-1-pays": "y", "parts-1-amount": "1"}
    assert pay(chu, purchase, **twice).status_code == 404


def test_a_purchase_of_history_that_was_approved_on_paper_is_paid_too(market: Market) -> None:
    purchase, chu = on_paper(market, 560_00), market.client("chu")
    page = chu.get("/payments/").text
    assert "没有要付的" in page.partition("<h2>导入的历史</h2>")[0], "nobody is pressed for it"
    assert (str(purchase.number) in page.partition("<h2>导入的历史</h2>")[2], "btn-do" in page) == (True, False)
    assert pay(chu, purchase).status_code == 303


def test_only_the_cashier_pays_and_everybody_who_reads_papers_sees_what_is_owed(market: Market) -> None:
    purchase = approved(market, 560_00)
    for who in ("cai1", "kuai", "shen", "jian"):
        page = market.client(who).get("/payments/")
        assert (page.status_code, "560.00" in page.text, "/payments/new" in page.text) == (200, True, False)
        assert market.client(who).get(f"/payments/new?purchase={purchase.id}").status_code == 403
    assert db.session.scalars(select(Payment)).all() == []
