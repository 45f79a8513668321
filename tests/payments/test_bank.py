"""Transfers go to the bank as a list and come back as references; nothing that was listed is listed again by itself."""

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import select

from canteen.db import db
from canteen.models import Change, LogEntry, Payment
from canteen.step import unjudged
from tests.course.market import BANK, SHOP, STALL, Market
from tests.forms.filling import fill
from tests.payments.paying import approved, in_cash, paid, pay
from tests.security.staff import post

HEADS = ("序号", "收款人名称", "开户银行", "收款账号", "金额", "用途", "付款编号")
NUMBER = "0101040104001234567"


def with_account(market: Market, bank: str = "=抚顺农商银行") -> None:
    """Give the shop an account, at a bank whose name a spreadsheet would like to run."""
    with unjudged():
        shop = market.supplier(SHOP)
        shop.bank, shop.bank_account = bank, NUMBER


def download(market: Market, **typed: str) -> list[tuple[Any, ...]]:
    """The rows of the list that the cashier takes away."""
    answer = post(market.client("chu"), f"/payments/batch/{market.account(BANK).id}.xlsx", **typed)
    assert answer.status_code == 200
    page = load_workbook(BytesIO(answer.data))["转账清单"]
    return [tuple(cell.value for cell in row) for row in page.iter_rows()]


def test_the_list_has_what_the_bank_wants_and_is_logged(market: Market) -> None:
    with_account(market)
    first, second = approved(market, 560_00), approved(market, 440_05)
    chu = market.client("chu")
    fill(chu, f"/payments/new?supplier={first.supplier_id}")
    pay(chu, approved(market, 7_00, STALL), method="银行转账", account=BANK)
    in_cash(chu, approved(market, 8_00))
    page = chu.get("/payments/batch").text
    for words in ("下载清单，1 笔共 1,000.05 元", "没有登记，不进清单", "未列"):
        assert words in page
    purpose = f"食堂货款 {first.number}等2笔"
    assert second.number
    rows = download(market)
    assert rows == [HEADS, (1, SHOP, "=抚顺农商银行", NUMBER, 1000.05, purpose, "FK-202611-0001")]
    entry = db.session.scalars(select(LogEntry).where(LogEntry.action == "导出转账清单")).one()
    assert (entry.detail["count"], entry.detail["total"]) == (1, 1000_05)


def test_a_cell_that_looks_like_a_formula_stays_text(market: Market) -> None:
    with_account(market)
    pay(market.client("chu"), approved(market, 560_00))
    answer = post(market.client("chu"), f"/payments/batch/{market.account(BANK).id}.xlsx")
    page = load_workbook(BytesIO(answer.data))["转账清单"]
    cell = page["C2"]
    assert (page.print_title_rows, page["D2"].value) == ("$1:$1", NUMBER)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_what_was_listed_is_not_listed_again_unless_asked(market: Market) -> None:
    with_account(market)
    chu = market.client("chu")
    pay(chu, approved(market, 560_00))
    assert len(download(market)) == 2
    pay(chu, approved(market, 440_00))
    assert [row[-1] for row in download(market)[1:]] == ["FK-202611-0002"]
    page = chu.get("/payments/batch").text
    assert "已列 2026-11-25 06:30" in page
    assert "下载清单，" not in page
    assert [row[-1] for row in download(market, again="1")[1:]] == ["FK-202611-0001", "FK-202611-0002"]
    answer = post(chu, f"/payments/batch/{market.account(BANK).id}.xlsx")
    assert (answer.status_code, "没有要列的" in chu.get(answer.location).text) == (303, True)


def test_references_come_back_several_at_once_or_one_by_one(market: Market) -> None:
    chu = market.client("chu")
    for fen in (560_00, 440_00):
        pay(chu, approved(market, fen))
    first, second = db.session.scalars(select(Payment).order_by(Payment.id))
    answer = fill(chu, "/payments/batch")
    assert (answer.status_code, "还没有填任何流水号" in answer.text) == (422, True)
    assert fill(chu, "/payments/batch", **{"rows-1-bank_ref": "2026112500019"}).status_code == 303
    db.session.refresh(second)
    assert second.bank_ref == "2026112500019"
    assert "FK-202611-0002" not in chu.get("/payments/batch").text
    assert fill(chu, f"/payments/{first.id}/reference", bank_ref="2026112500020").status_code == 303
    assert fill(chu, f"/payments/{first.id}/reference", bank_ref="2026112500021").status_code == 303
    history = db.session.execute(
        select(Change.before, Change.after).where(Change.thing == f"payment:{first.id}").order_by(Change.id)
    )
    assert [tuple(row) for row in history] == [(None, "2026112500020"), ("2026112500020", "2026112500021")]
    assert "没有等流水号的转账" in chu.get("/payments/batch").text


def test_cash_takes_no_reference_and_only_the_cashier_enters_one(market: Market) -> None:
    in_cash(market.client("chu"), approved(market, 8_00))
    key = db.session.scalars(select(Payment.id)).one()
    answer = fill(market.client("chu"), f"/payments/{key}/reference", bank_ref="1")
    assert (answer.status_code, "现金没有银行流水号" in answer.text) == (422, True)
    for address in ("/payments/batch", f"/payments/{key}/reference"):
        assert market.client("kuai").get(address).status_code == 403
    assert (len(paid()), date(2026, 11, 25)) == (1, db.session.scalars(select(Payment.paid_on)).one())
