"""Item 8: spending by budget, and no more than there is."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, extract, func, select

from canteen.db import first_of_year
from canteen.facts import billed, meal_income, spent, total
from canteen.models import Account, Income, Purchase
from canteen.models.words import Fund
from canteen.rulebook import Verdict, clause
from canteen.seen import CANTEEN, LAST_YEAR_END, MONTH_END, YEAR, YEAR_START, seen
from canteen.stages import Stage
from canteen.subjects import BUDGET_ITEM, month_with

TITLE = "预算"


@clause(
    "8.1",
    "按照项目列支费用，禁止…超范围支出",
    BUDGET_ITEM,
    Stage.APPROVE,
    says="本年已支出 {stake:yuan} 元，没有这一类别的预算",
    way_out="先编制并登记该类别的预算",
    to_date=True,
)
def within_scope(item: Any) -> Verdict:
    """Positive spending to date in a category that has no budget for the year."""
    return Verdict(item.c.budget.is_not(None), concerns=item.c.spent > 0, stake=item.c.spent)


@clause(
    "8.2",
    "禁止超标准…支出",
    BUDGET_ITEM,
    Stage.APPROVE,
    says="本年已支出 {spent:yuan} 元，预算 {budget:yuan} 元，超出 {stake:yuan} 元",
    way_out="压减支出，或按程序调整预算",
    to_date=True,
)
def within_budget(item: Any) -> Verdict:
    """Spending to date in a budgeted category above its budget."""
    return Verdict(
        item.c.spent <= item.c.budget,
        concerns=item.c.budget.is_not(None),
        stake=item.c.spent - item.c.budget,
        numbers={"spent": item.c.spent, "budget": item.c.budget},
    )


def _account_year() -> ColumnElement[int]:
    """The year whose opening balance an account states: its own or that of the earliest purchase or income."""
    purchase, income = seen(Purchase), seen(Income)
    years = (
        select(func.min(extract("year", purchase.purchased_on)).label("year"))
        .union_all(select(func.min(extract("year", income.received_on))))
        .subquery()
    )
    return func.coalesce(Account.year, select(func.min(years.c.year)).scalar_subquery())


def _opening_balance() -> ColumnElement[int]:
    """The meal fund's balance at the year's beginning."""
    accounts = (
        select(total(Account.opening).label("stated"), cast(func.min(_account_year()), Integer).label("base"))
        .where(Account.canteen_id == CANTEEN, Account.fund == Fund.MEAL, _account_year() <= YEAR)
        .subquery()
    )
    start: ColumnElement[date] = first_of_year(accounts.c.base)
    end = LAST_YEAR_END
    carried = meal_income(start, end) - spent(start, end) - billed(start, end)
    return select(accounts.c.stated + func.coalesce(carried, 0)).scalar_subquery()


@clause(
    "8.3",
    "严格执行以收定支",
    month_with(
        spent=spent(YEAR_START, MONTH_END) + billed(YEAR_START, MONTH_END),
        opening=_opening_balance(),
        income=meal_income(YEAR_START, MONTH_END),
    ),
    Stage.CLOSE,
    says="本年支出 {spent:yuan} 元，年初余额 {opening:yuan} 元加收入 {income:yuan} 元，超出 {stake:yuan} 元",
    way_out="压减支出，以收定支",
    to_date=True,
)
def within_means(month: Any) -> Verdict:
    """Meal-fund spending to date above the year's opening balance plus income to date."""
    sums = month.c
    over = sums.spent - sums.opening - sums.income
    return Verdict(
        over <= 0,
        stake=over,
        numbers={"spent": sums.spent, "opening": sums.opening, "income": sums.income},
    )
