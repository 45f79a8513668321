"""Payments, and the meal fund's spending and income."""

from collections.abc import Iterable

from sqlalchemy import (
    Subquery,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

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
from canteen.seen import MONTH, MONTH_END, YEAR_START, among, seen, there


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


def spent(start: Value, end: Value, categories: Iterable[str] = ()) -> Amount:
    """Meal-fund spending on purchases dated from start to end, in the categories or in all."""
    line = lines(items=bool(categories), scan=True)
    within = [among(line.c.category, *categories)] if categories else []
    return (
        select(total(line.c.amount))
        .where(line.c.fund == Fund.MEAL, line.c.purchased_on >= start, line.c.purchased_on <= end, *within)
        .scalar_subquery()
    )


def billed(start: Value, end: Value) -> Amount:
    """The utility bills of the months from start to end."""
    bill = seen(UtilityBill)
    return select(total(bill.amount)).where(bill.month >= start, bill.month <= end).scalar_subquery()


def meal_income(start: Value, end: Value) -> Amount:
    """Income into accounts of the meal fund from start to end."""
    income, account = seen(Income), aliased(Account)
    return (
        select(total(income.amount))
        .where(income.account_id == account.id, account.fund == Fund.MEAL)
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
