"""The demonstration's money coming in, meters, budgets, and what supervision leaves behind."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from canteen.demo import catalogue as c
from canteen.demo.events import Dinner
from canteen.demo.papers import Numbers
from canteen.demo.purchasing import Row, workdays
from canteen.months import last_day, month_text, next_month

FEES = ("6800.00", "5600.00", "5200.00", "4900.00", "5500.00")
METERS = (
    ("水", "1203.5", ("140.0", "136.5", "150.2", "143.8"), None, "4.35", "45.00"),
    ("电", "4512.8", ("84.0", "90.5", "79.2", "88.4"), "40", "0.5283", None),
    ("气", "880.0", ("620.0", "597.0", "575.0", "604.0"), None, "3.445", None),
)
"""Meters: what, first reading, used each month, multiplier, unit price, other charges."""


def after(month: date, day: int, today: date) -> date:
    """A day of the next month, or today where that is still to come."""
    return min(next_month(month).replace(day=day), today)


def settled_on(dinner: Dinner) -> date:
    """A week after the guests, within their month."""
    return min(dinner.purchase.day + timedelta(days=7), last_day(dinner.purchase.day))


def incomes(months: list[date], dinners: list[Dinner]) -> Iterator[Row]:
    """Meal fees, subsidy, scraps, settlements and the bank's interest, on numbered fiscal receipts by date."""
    taken = [income for month in months for income in _month_income(month)]
    taken += [(settled_on(dinner), "接待结算", dinner.purchase.total, c.GUESTS) for dinner in dinners]
    numbers, fiscal = Numbers(), 60010001
    for day, kind, amount, account in sorted(taken, key=lambda income: income[0]):
        on_receipt = kind in ("伙食费", "下脚料", "接待结算")
        yield {
            "收入编号": numbers.next("SR", day),
            "日期": day,
            "类别": kind,
            "金额": amount,
            "票据种类": "财政专用票据" if on_receipt else "无",
            "票据号码": fiscal if on_receipt else None,
            "账户": account,
        }
        fiscal += on_receipt


def _month_income(month: date) -> Iterator[tuple[date, str, Decimal, str]]:
    days = workdays(month)
    for day, amount in zip(days, FEES, strict=False):
        yield day, "伙食费", Decimal(amount), c.MEALS
    yield days[5], "伙食补助", Decimal("12000.00"), c.MEALS
    yield days[-2], "下脚料", Decimal("230.00") + month.month, c.MEALS
    if month.month % 3 == 0:
        yield month.replace(day=21), "其他", Decimal("21.37") + month.month, c.MEALS


def bills(months: list[date], today: date) -> Iterator[Row]:
    """The meters' bills, each reading where the last one ended."""
    for what, first, used, multiplier, unit_price, other in METERS:
        reading = Decimal(first)
        for month, units in zip(months, used, strict=True):
            cost = Decimal(units) * Decimal(multiplier or 1) * Decimal(unit_price)
            amount = cost.quantize(Decimal("0.01"), ROUND_HALF_UP) + Decimal(other or 0)
            yield {
                "单号": f"SD-{month:%Y%m}-{what}",
                "项目": what,
                "月份": month_text(month),
                "期初读数": reading,
                "期末读数": reading + Decimal(units),
                "倍率": multiplier,
                "单价": unit_price,
                "其他费用": other,
                "账单金额": amount,
                "付款日期": after(month, 8, today),
                "付款金额": amount,
            }
            reading += Decimal(units)


def receptions(dinners: list[Dinner]) -> Iterator[Row]:
    """The receptions, charged and settled at cost."""
    for serial, dinner in enumerate(dinners):
        day, cost = dinner.purchase.day, dinner.purchase.total
        yield {
            "接待编号": dinner.number,
            "日期": day,
            "接待类别": dinner.kind,
            "部门": dinner.department,
            "来宾人数": dinner.guests,
            "陪餐人数": dinner.companions,
            "收费金额": cost,
            "实际成本": cost,
            "公函文号": f"抚高函〔{day:%Y}〕{36 + 5 * serial}号",
            "审批日期": day - timedelta(days=1),
            "结算日期": settled_on(dinner),
            "结算金额": cost,
        }


def oversight(months: list[date], today: date) -> dict[str, list[Row]]:
    """Inspections each month, disclosures after it, a report after each quarter."""
    return {
        "监管检查": [
            {"日期": workdays(month)[12], "监管人": "4001", "抽查单据数": 15, "结论": "未见异常"} for month in months
        ],
        "公示": [{"月份": month_text(month), "公示日期": after(month, 5, today)} for month in months],
        "接待费汇报": [
            {"截止月份": month_text(month), "汇报日期": after(month, 8, today)}
            for month in months
            if month.month % 3 == 0
        ],
    }


def yearly(years: range) -> dict[str, list[Row]]:
    """The budgets of the years."""
    return {
        "预算": [{"年度": year, "类别": kind, "金额": sum_} for year in years for kind, sum_ in c.BUDGET.items()],
        "部门接待预算": [
            {"年度": year, "部门": office, "金额": sum_} for year in years for office, sum_ in c.DEPARTMENTS.items()
        ],
    }
