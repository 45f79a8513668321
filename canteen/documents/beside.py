"""What is known of papers beside the columns of the workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from canteen.facts import total
from canteen.models import Account, Line, Payment, PaymentPart, Person, Reception
from canteen.models.words import State
from canteen.utilities.parts import mark_of_bill, mark_of_charge


def _bought(purchase: Any) -> ColumnElement[int]:
    line = aliased(Line)
    return select(total(line.amount)).where(line.purchase_id == purchase.id).scalar_subquery()


def _settled(purchase: Any) -> ColumnElement[int]:
    part, payment = aliased(PaymentPart), aliased(Payment)
    return (
        select(total(part.amount))
        .where(part.purchase_id == purchase.id, part.payment_id == payment.id, payment.state == State.LIVE)
        .scalar_subquery()
    )


def _paid(payment: Any) -> ColumnElement[int]:
    part = aliased(PaymentPart)
    return select(total(part.amount)).where(part.payment_id == payment.id).scalar_subquery()


def _holder(book: Any) -> ColumnElement[str | None]:
    person = aliased(Person)
    name = select(person.name).where(person.canteen_id == book.canteen_id, person.staff_no == book.handed_to)
    return func.coalesce(name.scalar_subquery(), book.handed_to)


def _account(bill: Any) -> ColumnElement[str | None]:
    return select(Account.name).where(Account.id == bill.account_id).scalar_subquery()


def _reception(income: Any) -> ColumnElement[str | None]:
    return select(Reception.number).where(Reception.id == income.reception_id).scalar_subquery()


@dataclass(frozen=True)
class Beside:
    """A column that the workbook does not have: how it is written, its value, and the page and key that it leads to."""

    kind: str
    value: Callable[[Any], ColumnElement[Any]]
    slug: str = ""
    key: Callable[[Any], ColumnElement[Any]] | None = None


BESIDE: dict[tuple[str, str], Beside] = {
    ("采购", "合计"): Beside("yuan", _bought),
    ("采购", "已付"): Beside("yuan", _settled),
    ("付款", "金额"): Beside("yuan", _paid),
    ("付款", "备注"): Beside("text", attrgetter("note")),
    ("采购明细", "金额"): Beside("yuan", attrgetter("amount")),
    ("品目", "参考单价"): Beside("yuan", attrgetter("usual_price")),
    ("供应商", "电话"): Beside("no", attrgetter("phone")),
    **{(sheet, "拼音"): Beside("text", attrgetter("pinyin")) for sheet in ("供应商", "品目")},
    **{(sheet, "首字母"): Beside("text", attrgetter("initials")) for sheet in ("供应商", "品目")},
    **{(sheet, "停用日期"): Beside("day", attrgetter("retired_on")) for sheet in ("供应商", "品目")},
    **{(sheet, "待会计确认"): Beside("yes", attrgetter("unconfirmed")) for sheet in ("供应商", "品目")},
    ("收入", "部门"): Beside("text", attrgetter("department"), "department", attrgetter("department")),
    ("收入", "接待编号"): Beside("no", _reception, "reception", attrgetter("reception_id")),
    ("收入", "备注"): Beside("text", attrgetter("note")),
    ("采购立项", "立项日期"): Beside("day", attrgetter("opened_on")),
    ("采购立项", "类别"): Beside("text", attrgetter("category")),
    ("采购立项", "估计金额"): Beside("yuan", attrgetter("estimate")),
    ("水电费", "供监管核对"): Beside("text", mark_of_bill),
    ("水电费", "付款账户"): Beside("text", _account, "account", attrgetter("account_id")),
    ("其他费用", "供监管核对"): Beside("text", mark_of_charge),
    **{
        (sheet, header): Beside(kind, attrgetter(attr))
        for sheet in ("预算", "部门接待预算")
        for header, kind, attr in (
            ("版本", "number", "version"),
            ("理由", "text", "reason"),
            ("谁定的", "text", "set_by"),
            ("定的时间", "instant", "set_at"),
        )
    },
    ("票据本", "领用人"): Beside("text", _holder),
    ("资金划转", "手续费"): Beside("yuan", attrgetter("fee")),
    ("资金划转", "备注"): Beside("text", attrgetter("note")),
}
