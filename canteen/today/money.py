"""What waits for the cashier: what may be paid, supplier by supplier; transfers without reference; cash; what is to come back."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import Select, and_, bindparam, func, select

from canteen.course.in_sql import GOING_ON, bears, latest
from canteen.db import Id, db
from canteen.facts import total
from canteen.models import Account, Payment, PaymentPart, Person, Purchase, Supplier, Transfer
from canteen.models.words import Role, State
from canteen.months import EARLIEST
from canteen.payments.advances import advances
from canteen.payments.owed import came_back, left
from canteen.payments.references import batches
from canteen.seen import CANTEEN
from canteen.today.mine import Mine, Waiting


def to_pay(me: Mine) -> Iterator[Waiting]:
    """What is approved and not paid in full, as one sum a supplier and fund; what came back is not asked for again."""
    for each in db.session.execute(_to_pay(), me.binds()):
        url = url_for("payments.new", supplier=each.id, fund=each.fund)
        yield Waiting(each.since, f"付款：{each.name}", url, each.rest, (f"{each.fund}，{each.many} 笔已审批",))


def to_refer(me: Mine) -> Iterator[Waiting]:
    """The transfers that have no reference of the bank's yet, as one."""
    if rows := [row for batch in batches(me.canteen_id) for row in batch.rows]:
        since, amount_ = min(row.paid_on for row in rows), sum(row.amount for row in rows)
        yield Waiting(since, "转账没填银行流水号", url_for("payments.batch"), amount_, (f"{len(rows)} 笔转账",))


def to_confirm(me: Mine) -> Iterator[Waiting]:
    """The cash that purchasers say they have paid."""
    for each in db.session.execute(_to_confirm(), me.binds()):
        url = url_for("payments.confirm", key=each.id)
        why = f"{each.supplier} {each.number}", f"{each.by}{'自己垫的' if each.own_money else '从备用金付的'}"
        yield Waiting(
            each.paid_on, "确认现金付款", url, each.amount, why, "应当天确认" if each.paid_on < me.today else ""
        )


def to_come_back(me: Mine) -> Iterator[Waiting]:
    """What was paid above what was accepted."""
    for each in db.session.execute(_overpaid(), me.binds()):
        url = url_for("payments.refund", key=each.id)
        why = f"{each.supplier} {each.number}", "付的多于收下的"
        yield Waiting(each.accepted_on, "应退", url, -each.rest, why)


def to_give_back(me: Mine) -> Iterator[Waiting]:
    """What purchasers paid of their own money."""
    for each in advances(me.canteen_id):
        since = db.session.scalar(_advanced_since(), {"account": each.key}) or me.today
        url = url_for("payments.settle_advance", key=each.key)
        yield Waiting(since, f"还垫付：{each.holder}", url, each.owed, (each.fund,))


@cache
def _to_pay() -> Select[int, str, str, int, int, datetime]:
    money = (left().label("rest"), came_back().label("back"), latest(Role.APPROVER).label("at"))
    open_ = (
        select(Purchase.supplier_id, Purchase.fund, *money)
        .where(*GOING_ON, Purchase.state == State.LIVE, bears(Role.APPROVER))
        .subquery()
    )
    return (
        select(
            Supplier.id,
            Supplier.name,
            open_.c.fund,
            func.count().label("many"),
            total(open_.c.rest).label("rest"),
            func.min(open_.c.at).label("since"),
        )
        .join(open_, open_.c.supplier_id == Supplier.id)
        .where(open_.c.rest > 0, open_.c.back == 0)
        .group_by(Supplier.id, Supplier.name, open_.c.fund)
    )


@cache
def _to_confirm() -> Select[Any]:
    sums = select(total(PaymentPart.amount)).where(PaymentPart.payment_id == Payment.id).scalar_subquery()
    return (
        select(
            Payment.id,
            Payment.number,
            Payment.paid_on,
            Supplier.name.label("supplier"),
            Account.own_money,
            func.coalesce(Person.name, Payment.stated_by).label("by"),
            sums.label("amount"),
        )
        .join(Supplier, Supplier.id == Payment.supplier_id)
        .join(Account, Account.id == Payment.account_id)
        .outerjoin(Person, and_(Person.canteen_id == Payment.canteen_id, Person.staff_no == Payment.stated_by))
        .where(Payment.canteen_id == CANTEEN, Payment.state == State.LIVE)
        .where(Payment.stated_by.is_not(None), Payment.confirmed_at.is_(None))
    )


@cache
def _advanced_since() -> Select[date]:
    """The first payment out of somebody's own money after the last time that they were given back any."""
    account = bindparam("account", type_=Id)
    given_back = select(func.max(Transfer.moved_on)).where(Transfer.to_id == account, Transfer.state == State.LIVE)
    paid = select(func.min(Payment.paid_on)).where(Payment.account_id == account, Payment.state == State.LIVE)
    return paid.where(Payment.paid_on >= func.coalesce(given_back.scalar_subquery(), EARLIEST))


@cache
def _overpaid() -> Select[Any]:
    rest = select(Purchase.id, left().label("rest")).where(*GOING_ON, Purchase.accepted_on.is_not(None)).subquery()
    return (
        select(Purchase.id, Purchase.number, Purchase.accepted_on, Supplier.name.label("supplier"), rest.c.rest)
        .join(rest, rest.c.id == Purchase.id)
        .join(Supplier, Supplier.id == Purchase.supplier_id)
        .where(rest.c.rest < 0)
    )
