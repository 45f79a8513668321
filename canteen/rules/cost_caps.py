"""Item 7: utilities as actually used; equipment and repairs within their share of the meal money."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, cast, func, or_, select

from canteen.facts import has_line_in, is_of, spent, total
from canteen.models import Income, Purchase, UtilityBill
from canteen.models.words import Category, Fund, IncomeKind
from canteen.parameters import EQUIPMENT_CAP
from canteen.rulebook import DOCUMENT, Reached, Verdict, clause
from canteen.seen import MONTH_END, YEAR_START, among, seen
from canteen.stages import Stage
from canteen.subjects import BILL, month_with

TITLE = "水电费、设备费和维修费"
CAPPED = (Category.EQUIPMENT, Category.REPAIR)
ADDING: Reached = {Purchase: and_(is_of(DOCUMENT, Fund.MEAL), has_line_in(DOCUMENT, CAPPED))}
"""Only a purchase that adds to what is capped is asked about the cap."""
ONE = 1000
"""A multiplier of 1, in thousandths."""
PER_FEN = 10**3 * 10**3 * 10**4 // 100
"""Thousandths x thousandths x ten-thousandths of a yuan in one fen."""


@clause(
    "7.1",
    "水电费按实际支出在账内列支",
    BILL,
    Stage.RECORD,
    says="读数 {opening:qty} 至 {closing:qty}，按倍率和单价应为 {computed:yuan} 元，账单 {stake:yuan} 元，已付 {paid:yuan} 元",
    way_out="核对读数、倍率、单价和其他费用，按实际金额列支",
)
def utilities_as_used(bill: type[UtilityBill]) -> Verdict:
    """The amount is not what the readings give, the readings run backwards, or another amount was paid."""
    used = (bill.closing - bill.opening) * func.coalesce(bill.multiplier, ONE) * bill.unit_price
    computed = cast((used + PER_FEN // 2) // PER_FEN, BigInteger) + func.coalesce(bill.other_charges, 0)
    return Verdict(
        and_(
            bill.closing >= bill.opening,
            bill.amount == computed,
            or_(bill.paid_amount.is_(None), bill.paid_amount == bill.amount),
        ),
        stake=bill.amount,
        numbers={
            "opening": bill.opening,
            "closing": bill.closing,
            "computed": computed,
            "paid": bill.paid_amount,
        },
    )


def _meal_money() -> ColumnElement[int]:
    """Meal fees and subsidies of the year to date, into whichever account."""
    income = seen(Income)
    return (
        select(total(income.amount))
        .where(among(income.kind, IncomeKind.MEALS, IncomeKind.SUBSIDY))
        .where(income.received_on >= YEAR_START, income.received_on <= MONTH_END)
        .scalar_subquery()
    )


@clause(
    "7.2",
    "设备费和维修费总额不超过伙食费总额的 5%",
    month_with(ADDING, cost=spent(YEAR_START, MONTH_END, CAPPED), income=_meal_money()),
    Stage.APPROVE,
    says="本年设备费和维修费 {stake:yuan} 元，超过伙食费收入 {income:yuan} 元的 {cap:share}",
    way_out="暂缓设备购置和维修，待伙食费收入增加后再办",
    parameters=(EQUIPMENT_CAP,),
    to_date=True,
)
def equipment_within_cap(month: Any) -> Verdict:
    """Equipment and repairs of the meal fund to date above the cap's share of meal fees and subsidies to date."""
    cap = EQUIPMENT_CAP.on(MONTH_END)
    return Verdict(
        month.c.cost * 10_000 <= cap * month.c.income,
        stake=month.c.cost,
        numbers={"income": month.c.income, "cap": cap},
    )
