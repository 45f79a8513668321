"""Sums that no clause states: income and spending by fund and kind, balances at the year's beginning, budgets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import aliased

from canteen.db import db
from canteen.facts import lines, opening_balance, total
from canteen.models import Account, Income, UtilityBill
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
    """A fund's balance at the year's beginning."""
    return db.session.scalar(select(opening_balance(fund)), when.binds()) or 0


def budgets(when: When) -> dict[str, int | None]:
    """The year's budget of each category."""
    item = BUDGET_ITEM.row.c
    return dict(db.session.execute(select(item.category, item.budget), when.binds()).all())


def _flows(when: When, keys: Iterable[Any], day: Any, amount: Any, *conditions: Any) -> dict[Any, Flow]:
    parts = (total(case((day < MONTH, amount), else_=0)), total(case((day >= MONTH, amount), else_=0)))
    query = select(*keys, *parts).where(*conditions).group_by(*keys)
    return {tuple(row[:-2]): Flow(*row[-2:]) for row in db.session.execute(query, when.binds())}
