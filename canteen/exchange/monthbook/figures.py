"""Sums that no clause states: income and spending by fund and kind, balances at the year's beginning, budgets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from canteen.db import db
from canteen.facts import lines, total
from canteen.models import Account, Income, Purchase, UtilityBill
from canteen.models.words import Fund
from canteen.months import When
from canteen.seen import MONTH, seen
from canteen.subjects import BUDGET_ITEM


@dataclass(frozen=True)
class Flow:
    """What came in or went out: before the month, and in it."""

    before: int = 0
    month: int = 0


NOTHING = Flow()
Flows = dict[tuple[str, str], Flow]
"""By fund and kind."""


def incomes(when: When, start: date, end: date) -> Flows:
    """Income from start to end by the fund of its account and its kind."""
    income, account = seen(Income), aliased(Account)
    keys = (account.fund, income.kind)
    return _flows(
        when,
        keys,
        income.received_on,
        income.amount,
        income.received_on.between(start, end),
        account.id == income.account_id,
    )


def bought(when: When, start: date, end: date) -> Flows:
    """Purchases from start to end by fund and category."""
    line = lines(items=True).c
    return _flows(
        when, (line.fund, line.category), line.purchased_on, line.amount, line.purchased_on.between(start, end)
    )


def billed(when: When, start: date, end: date) -> Flows:
    """Utility bills of the months from start to end by fund (the meal fund bears them all) and kind."""
    bill = seen(UtilityBill)
    flows = _flows(when, (bill.utility,), bill.month, bill.amount, bill.month.between(start, end))
    return {(Fund.MEAL, utility): flow for (utility,), flow in flows.items()}


def opening(when: When, fund: Fund) -> int:
    """A fund's balance at the year's beginning: as its accounts state it, carried on from the year of the statement."""
    query = select(Account.opening, Account.year).where(Account.canteen_id == when.canteen_id, Account.fund == fund)
    stated = [(amount or 0, year or _first_year(when)) for amount, year in db.session.execute(query)]
    known = [(amount, year) for amount, year in stated if year is not None and year <= when.month.year]
    return sum(amount for amount, _ in known) + _carried(when, fund, min((year for _, year in known), default=None))


def budgets(when: When) -> dict[str, int | None]:
    """The year's budget of each category."""
    item = BUDGET_ITEM.row.c
    return dict(db.session.execute(select(item.category, item.budget), when.binds()).all())


def _carried(when: When, fund: Fund, base: int | None) -> int:
    if base is None:
        return 0
    span = (when, date(base, 1, 1), when.month.replace(month=1) - timedelta(days=1))
    spent = _sum_of(fund, bought(*span)) + _sum_of(fund, billed(*span))
    return _sum_of(fund, incomes(*span)) - spent


def _sum_of(fund: Fund, flows: Flows) -> int:
    return sum(flow.before for (of, _), flow in flows.items() if of == fund)


def _first_year(when: When) -> int | None:
    """The year of the earliest purchase or income: whose opening balance an account without a year states."""
    firsts = (select(func.min(seen(Purchase).purchased_on)), select(func.min(seen(Income).received_on)))
    days = [db.session.execute(query, when.binds()).scalar() for query in firsts]
    return min((day.year for day in days if day), default=None)


def _flows(when: When, keys: Iterable[Any], day: Any, amount: Any, *conditions: Any) -> dict[Any, Flow]:
    parts = (total(case((day < MONTH, amount), else_=0)), total(case((day >= MONTH, amount), else_=0)))
    query = select(*keys, *parts).where(*conditions).group_by(*keys)
    return {tuple(row[:-2]): Flow(*row[-2:]) for row in db.session.execute(query, when.binds())}
