"""Payments, and what the funds spent, received and began the year with."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Integer,
    Subquery,
    cast,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from canteen.db import first_of_year
from canteen.facts.purchases import lines, total_of
from canteen.facts.words import Amount, Truth, Value, total
from canteen.models import (
    Account,
    Income,
    Payment,
    PaymentPart,
    Purchase,
    UtilityBill,
)
from canteen.models.words import UTILITIES, AccountKind, Fund, PaymentMethod
from canteen.seen import CANTEEN, LAST_YEAR_END, MONTH, MONTH_END, YEAR, YEAR_START, among, seen, there


def parts() -> Subquery:
    """The parts of the payments that are there for purchases that are there, with both their facts."""
    payment, purchase, account = aliased(Payment), aliased(Purchase), aliased(Account)
    return (
        select(
            PaymentPart.payment_id,
            PaymentPart.purchase_id,
            PaymentPart.amount,
            payment.paid_on,
            payment.supplier_id.label("payee_id"),
            purchase.supplier_id,
            purchase.fund,
            account.fund.label("paid_from"),
        )
        .join(payment, payment.id == PaymentPart.payment_id)
        .join(purchase, purchase.id == PaymentPart.purchase_id)
        .join(account, account.id == payment.account_id)
        .where(*there(payment, linked=True), *there(purchase, linked=True))
        .subquery()
    )


def paid_by(payment_id: Value) -> Amount:
    """A payment's own amount: the sum of its parts."""
    part = parts()
    return select(total(part.c.amount)).where(part.c.payment_id == payment_id).scalar_subquery()


def paid_for(purchase_id: Value, until: Value | None = None) -> Amount:
    """What was paid for a purchase in all, or up to a day."""
    part = parts()
    known = [] if until is None else [part.c.paid_on <= until]
    return select(total(part.c.amount)).where(part.c.purchase_id == purchase_id, *known).scalar_subquery()


def in_cash(payment: type[Payment]) -> Truth:
    """Whether a payment is in cash: by its method or by its account."""
    account = aliased(Account)
    return or_(
        payment.method == PaymentMethod.CASH,
        exists().where(account.id == payment.account_id, account.kind == AccountKind.CASH),
    )


def dearest_settled(payment_id: Value) -> Amount:
    """The largest total among the purchases that a payment settles; 0 where it settles none."""
    part = parts()
    return (
        select(func.coalesce(func.max(total_of(part.c.purchase_id)), 0))
        .where(part.c.payment_id == payment_id)
        .scalar_subquery()
    )


def spent(start: Value, end: Value, categories: Iterable[str] = (), fund: Fund = Fund.MEAL) -> Amount:
    """A fund's spending on purchases dated from start to end, in the categories or in all."""
    line = lines(items=bool(categories), scan=True)
    within = [among(line.c.category, *categories)] if categories else []
    return (
        select(total(line.c.amount))
        .where(line.c.fund == fund, line.c.purchased_on >= start, line.c.purchased_on <= end, *within)
        .scalar_subquery()
    )


def billed(start: Value, end: Value) -> Amount:
    """The utility bills of the months from start to end; the meal fund bears them all."""
    bill = seen(UtilityBill)
    return select(total(bill.amount)).where(bill.month >= start, bill.month <= end).scalar_subquery()


def received(start: Value, end: Value, fund: Fund = Fund.MEAL) -> Amount:
    """Income into accounts of a fund from start to end."""
    income, account = seen(Income), aliased(Account)
    return (
        select(total(income.amount))
        .where(income.account_id == account.id, account.fund == fund)
        .where(income.received_on >= start, income.received_on <= end)
        .scalar_subquery()
    )


def spending_by_category() -> Subquery:
    """Meal-fund spending of the year to date: category and amount, the utilities among them."""
    line, bill = lines(items=True, scan=True), seen(UtilityBill)
    bought = (
        select(line.c.category, total(line.c.amount).label("spent"))
        .where(line.c.fund == Fund.MEAL, line.c.purchased_on >= YEAR_START, line.c.purchased_on <= MONTH_END)
        .group_by(line.c.category)
    )
    used = select(literal(UTILITIES), total(bill.amount)).where(bill.month >= YEAR_START, bill.month <= MONTH)
    return bought.union_all(used).subquery()


def spending_papers() -> Subquery:
    """What that spending is made of: a purchase's part in a category, or a bill; and whether it is not paid in full."""
    line, purchase, bill = lines(items=True), seen(Purchase), seen(UtilityBill)
    within = (purchase.fund == Fund.MEAL, purchase.purchased_on >= YEAR_START, purchase.purchased_on <= MONTH_END)
    bought = (
        select(
            line.c.category,
            literal("purchase").label("kind"),
            purchase.id,
            purchase.number,
            purchase.purchased_on.label("day"),
            total(line.c.amount).label("amount"),
            (paid_for(purchase.id) < total_of(purchase.id)).label("open"),
        )
        .join(line, line.c.purchase_id == purchase.id)
        .where(*within)
        .group_by(line.c.category, purchase.id, purchase.number, purchase.purchased_on)
    )
    used = select(
        literal(UTILITIES), literal("bill"), bill.id, bill.number, bill.month, bill.amount, bill.paid_on.is_(None)
    ).where(bill.month >= YEAR_START, bill.month <= MONTH)
    return bought.union_all(used).subquery()


def opening_balance(fund: Fund = Fund.MEAL) -> Amount:
    """A fund's balance at the year's beginning: as its accounts state it, carried on from the year of the statement."""
    accounts = (
        select(total(Account.opening).label("stated"), cast(func.min(_account_year()), Integer).label("base"))
        .where(Account.canteen_id == CANTEEN, Account.fund == fund, _account_year() <= YEAR)
        .subquery()
    )
    start: ColumnElement[date] = first_of_year(accounts.c.base)
    carried = received(start, LAST_YEAR_END, fund) - spent(start, LAST_YEAR_END, fund=fund)
    if fund is Fund.MEAL:
        carried -= billed(start, LAST_YEAR_END)
    return select(accounts.c.stated + func.coalesce(carried, 0)).scalar_subquery()


def _account_year() -> ColumnElement[int]:
    """The year whose opening balance an account states: its own or that of the earliest purchase or income."""
    purchase, income = seen(Purchase), seen(Income)
    years = (
        select(func.min(extract("year", purchase.purchased_on)).label("year"))
        .union_all(select(func.min(extract("year", income.received_on))))
        .subquery()
    )
    return func.coalesce(Account.year, select(func.min(years.c.year)).scalar_subquery())
