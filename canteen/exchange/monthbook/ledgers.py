"""采购台账 and 付款台账: the month's purchases line by line, its payments part by part."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, select
from sqlalchemy.orm import aliased

from canteen.db import by_code_point, db
from canteen.exchange.monthbook.book import PAYMENTS, PURCHASES, Book
from canteen.exchange.monthbook.fields import Field, count, day, money, of, price, quantity, text
from canteen.exchange.monthbook.table import Table
from canteen.facts import total_of
from canteen.models import Account, Item, Line, PaymentPart, Purchase, Reception, SourcingCase, Supplier
from canteen.seen import linked
from canteen.subjects import LINE, PAYMENT

BOUGHT, LINES, PART, SETTLED = aliased(Purchase), LINE.row.c, aliased(PaymentPart), linked(Purchase)
PAID = case((SETTLED.id.is_not(None), PART.amount))
"""What a part paid; nothing yet, where its purchase is not there on the as-of day."""
PURCHASE_LEDGER = (
    text("采购编号", 16, LINES.number),
    day("采购日期", LINES.purchased_on),
    text("供应商", 24, of(Supplier.name, BOUGHT.supplier_id), wraps=True),
    text("资金", 7, LINES.fund),
    text("用途", 8.5, BOUGHT.purpose),
    text("立项编号", 15, of(SourcingCase.number, BOUGHT.case_id)),
    text("接待编号", 15, of(Reception.number, BOUGHT.reception_id)),
    day("验收日期", LINES.accepted_on),
    count("行号", LINES.line_no, 5),
    text("品目", 18, of(Item.name, LINES.item_id), wraps=True),
    text("类别", 8.5, LINES.category),
    text("单位", 5.5, of(Item.unit, LINES.item_id)),
    quantity("订购数量", of(Line.quantity, LINES.id)),
    quantity("计价数量", LINES.arrived),
    price("单价", LINES.unit_price),
    money("金额", LINES.amount),
)
PAYMENT_LEDGER = (
    text("付款编号", 17, PAYMENT.row.number),
    day("付款日期", PAYMENT.row.paid_on),
    text("方式", 10, PAYMENT.row.method),
    text("账户", 18, of(Account.name, PAYMENT.row.account_id), wraps=True),
    text("资金", 8, of(Account.fund, PAYMENT.row.account_id)),
    text("收款供应商", 26, of(Supplier.name, PAYMENT.row.supplier_id), wraps=True),
    text("银行流水号", 20, PAYMENT.row.bank_ref),
    text("采购编号", 17, SETTLED.number),
    day("采购日期", SETTLED.purchased_on),
    money("采购金额", case((SETTLED.id.is_not(None), total_of(SETTLED.id))), total=False),
    money("本次付款", PAID),
)


def fill_purchases(book: Book) -> Table:
    """The purchases of the month, line by line."""
    query = _select(PURCHASE_LEDGER).select_from(LINE.row).join(BOUGHT, BOUGHT.id == LINES.purchase_id)
    ordered = query.order_by(LINES.purchased_on, by_code_point(LINES.number), LINES.line_no)
    note = "计价数量：验收的数量，没有验收记录的按订购数量；金额 = 计价数量 × 单价，四舍五入到分"
    return _fill(book, PURCHASES, note, PURCHASE_LEDGER, ordered.where(LINE.in_month))


def fill_payments(book: Book) -> Table:
    """The payments of the month, one line for each purchase that a payment settles."""
    query = (
        _select(PAYMENT_LEDGER)
        .select_from(PAYMENT.row)
        .outerjoin(PART, PART.payment_id == PAYMENT.row.id)
        .outerjoin(SETTLED, SETTLED.id == PART.purchase_id)
        .order_by(PAYMENT.row.paid_on, by_code_point(PAYMENT.row.number), by_code_point(SETTLED.number))
    )
    note = "一笔付款结清几笔采购的，每笔采购一行；水电费的付款见“水电费单”"
    return _fill(book, PAYMENTS, note, PAYMENT_LEDGER, query.where(PAYMENT.in_month))


def _select(fields: Sequence[Field]) -> Select[Any]:
    columns: list[ColumnElement[Any]] = [field.value.label(f"field_{index}") for index, field in enumerate(fields)]
    return select(*columns)


def _fill(book: Book, name: str, note: str, fields: Sequence[Field], query: Select[Any]) -> Table:
    table = Table(book.sheets[name], note, [field.column for field in fields])
    for row in db.session.execute(query, book.when.binds()):
        table.add(*row)
    table.close()
    return table
