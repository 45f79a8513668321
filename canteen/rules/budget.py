"""Item 8: spending by budget, and no more than there is."""

from typing import Any

from canteen.facts import billed, opening_balance, received, spent
from canteen.rulebook import Verdict, clause
from canteen.seen import MONTH_END, YEAR_START
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


@clause(
    "8.3",
    "严格执行以收定支",
    month_with(
        spent=spent(YEAR_START, MONTH_END) + billed(YEAR_START, MONTH_END),
        opening=opening_balance(),
        income=received(YEAR_START, MONTH_END),
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
