"""Subjects that are sums: a supplier's day, a seller's month, the month, budget items and departments."""

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    select,
    true,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from canteen.db import days_after
from canteen.facts import is_of, month_index, spending_by_category, total
from canteen.models import (
    Budget,
    Canteen,
    DepartmentBudget,
    Item,
    Line,
    Payment,
    Purchase,
    Receipt,
    Reception,
    Supplier,
)
from canteen.models.words import BUDGET_CATEGORIES, Category, Fund, ReceiptKind
from canteen.months import month_text
from canteen.rulebook import DOCUMENT, Reached, Subject
from canteen.seen import CANTEEN, MONTH, MONTH_END, YEAR, YEAR_START, linked, seen
from canteen.stages import Months
from canteen.subjects.common import page, within

WEEK = 6
"""A purchase weighs on its own day and on the six days after it (B.10)."""
REACHED_BY_ALL: Reached = {Purchase: true()}
"""Every purchase weighs on its month."""


def _supplier_day(model: type[Payment] | type[Purchase], day_column: str) -> Subject:
    """The days on which a supplier was paid (or bought from)."""
    source = seen(model)
    day = getattr(source, day_column)
    row = (
        select(source.supplier_id, Supplier.name, day.label("day"))
        .join(Supplier, Supplier.id == source.supplier_id)
        .group_by(source.supplier_id, Supplier.name, day)
        .subquery()
    )
    written = aliased(model)
    written_on = getattr(written, day_column)
    reach = 0 if model is Payment else WEEK
    return Subject(
        "供应商日",
        "个",
        row,
        {"supplier_id": row.c.supplier_id, "supplier": row.c.name, "day": row.c.day},
        lambda found: f"{found.supplier}/{found.day.isoformat()}",
        within(row.c.day),
        page("supplier", "supplier_id"),
        reached={
            model: exists().where(
                written.id == DOCUMENT,
                written.supplier_id == row.c.supplier_id,
                row.c.day >= written_on,
                row.c.day <= days_after(written_on, reach),
            )
        },
    )


def _month() -> Subject:
    """The month itself: there whatever is missing in it."""
    row = select(MONTH.label("month")).where(exists().where(Canteen.id == CANTEEN)).subquery()
    return Subject(
        "月份",
        "个",
        row,
        {"month": row.c.month},
        lambda found: month_text(found.month),
        true(),
        page("month", "month"),
        reached=REACHED_BY_ALL,
        months=Months.SINCE,
    )


def month_with(reached: Reached = REACHED_BY_ALL, **sums: ColumnElement[int]) -> Subject:
    """The month with sums beside it; without the limit a database would add them up anew wherever they are named."""
    month = MONTH_ITSELF.row.c.month
    row = select(month, *(value.label(name) for name, value in sums.items())).limit(1).subquery()
    return replace(MONTH_ITSELF, row=row, keys={"month": row.c.month}, counted_as=MONTH_ITSELF, reached=reached)


def _latest_amount(budget: Any, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """The latest version of the year's budget under the conditions; NULL where there is none."""
    return (
        select(budget.amount)
        .where(budget.canteen_id == CANTEEN, budget.year == YEAR, *conditions)
        .order_by(budget.version.desc())
        .limit(1)
        .scalar_subquery()
    )


def _budget_item() -> Subject:
    """Every category that can be spent on, in the year; with the spending to date."""
    categories = union_all(
        *(select(literal(category).label("category")) for category in (*BUDGET_CATEGORIES, Category.UNRELATED))
    ).subquery()
    category, spending, budget = categories.c.category, spending_by_category(), aliased(Budget)
    row = (
        select(
            YEAR.label("year"),
            category,
            func.coalesce(spending.c.spent, 0).label("spent"),
            _latest_amount(budget, budget.category == category).label("budget"),
        )
        .outerjoin(spending, spending.c.category == category)
        .subquery()
    )
    line, item = aliased(Line), aliased(Item)
    of_line = (line.purchase_id == DOCUMENT, line.item_id == item.id, item.category == row.c.category)
    subject = Subject(
        "预算项目",
        "个",
        row,
        {"year": row.c.year, "category": row.c.category},
        lambda found: f"{found.year}/{found.category}",
        true(),
        page("budget", "category"),
        reached={Purchase: and_(is_of(DOCUMENT, Fund.MEAL), exists().where(*of_line))},
        months=Months.SINCE,
    )
    return replace(subject, counted_as=replace(subject, row=categories))


def _departments() -> Subquery:
    """Departments with a reception budget in the year or a reception in it to date, with what these were charged."""
    budget, reception = aliased(DepartmentBudget), seen(Reception)
    had = (
        select(reception.department, func.count().label("receptions"), total(reception.charge).label("charged"))
        .where(reception.held_on >= YEAR_START, reception.held_on <= MONTH_END)
        .group_by(reception.department)
        .subquery()
    )
    names = union(
        select(budget.department).where(budget.canteen_id == CANTEEN, budget.year == YEAR), select(had.c.department)
    ).subquery()
    latest = aliased(DepartmentBudget)
    return (
        select(
            names.c.department,
            YEAR.label("year"),
            func.coalesce(had.c.receptions, 0).label("receptions"),
            func.coalesce(had.c.charged, 0).label("charged"),
            _latest_amount(latest, latest.department == names.c.department).label("budget"),
        )
        .outerjoin(had, had.c.department == names.c.department)
        .subquery()
    )


def _department() -> Subject:
    row, written = _departments(), aliased(Reception)
    return Subject(
        "部门",
        "个",
        row,
        {"year": row.c.year, "department": row.c.department},
        lambda found: f"{found.year}/{found.department}",
        true(),
        page("department", "department"),
        reached={Reception: exists().where(written.id == DOCUMENT, written.department == row.c.department)},
        months=Months.SINCE,
    )


def _follows(invoice: type[Receipt], before: type[Receipt]) -> ColumnElement[bool]:
    return and_(
        invoice.invoice_key == before.next_key,
        invoice.canteen_id == before.canteen_id,
        invoice.seller == before.seller,
        invoice.kind == ReceiptKind.INVOICE,
        month_index(invoice.issued_on) == month_index(before.issued_on),
    )


def _seller_month() -> Subject:
    """The sellers of the month's invoices; with how many start a run of three consecutive numbers."""
    first, second, third = seen(Receipt), linked(Receipt), linked(Receipt)
    run = and_(_follows(second, first), exists().where(_follows(third, second)))
    row = (
        select(first.seller, MONTH.label("month"), func.count(case((exists().where(run), 1))).label("runs"))
        .where(first.kind == ReceiptKind.INVOICE, first.seller.is_not(None), within(first.issued_on))
        .group_by(first.seller)
        .subquery()
    )
    written = aliased(Receipt)
    return Subject(
        "销售方",
        "家",
        row,
        {"seller": row.c.seller, "month": row.c.month},
        lambda found: f"{found.seller}/{month_text(found.month)}",
        true(),
        page("seller", "seller"),
        reached={Receipt: exists().where(written.id == DOCUMENT, written.seller == row.c.seller)},
    )


PAYMENT_DAY = _supplier_day(Payment, "paid_on")
PURCHASE_DAY = _supplier_day(Purchase, "purchased_on")
MONTH_ITSELF = _month()
BUDGET_ITEM = _budget_item()
DEPARTMENT = _department()
SELLER_MONTH = _seller_month()
