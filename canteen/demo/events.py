"""What does not happen every week: equipment, quotes, guests; and what goes wrong in the fourth month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from canteen.demo import catalogue as c
from canteen.demo.purchasing import Line, Purchase, workdays

Quotes = tuple[tuple[str, str], ...]
DINNERS = (
    (8, "行政接待", "党政办公室", 8, 3, (("牛腩", 4), ("冷冻带鱼", 5), ("苹果", 6))),
    (15, "商务接待", "招商局", 12, 4, (("牛腩", 6), ("猪五花肉", 6), ("西红柿", 8))),
)
"""Each month's guests: workday, kind, department, guests, companions, what is cooked."""


@dataclass(frozen=True)
class Case:
    """A sourcing case before a purchase."""

    number: str
    matter: str
    method: str
    approved_on: date
    approval: str
    quotes: Quotes = ()


@dataclass(frozen=True)
class Dinner:
    """A reception and the purchase made for it."""

    number: str
    kind: str
    department: str
    guests: int
    companions: int
    purchase: Purchase


def dinners(month: date) -> Iterator[Dinner]:
    """The month's receptions."""
    for n, (at, kind, department, guests, companions, food) in enumerate(DINNERS, 1):
        number = f"JD-{month:%Y%m}-{n:04}"
        lines = [Line(item, Decimal(kilos), c.price(item)) for item, kilos in food]
        purchase = Purchase(workdays(month)[at], c.MEAT, lines, "接待费", "接待", account=c.GUESTS, reception=number)
        yield Dinner(number, kind, department, guests, companions, purchase)


def cases(months: list[date]) -> list[Case]:
    """A central purchase and two at the best of three quotes."""
    first, second, _third, fourth = months
    boxes = ((c.SUNDRIES, "1380.00"), (c.GLOVES, "1440.00"), (c.KITCHENS, "1500.00"))
    steamer = ((c.KITCHENS, "7600.00"), (c.STOVES, "7850.00"), (c.COLD, "7980.00"))
    return [
        _case(first, 3, "商用冷柜", "集中采购", letter="98"),
        _case(second, 13, "打包餐盒", "询价", letter="113", quotes=boxes),
        _case(fourth, 8, "蒸饭柜", "询价", letter="131", quotes=steamer),
    ]


def _case(month: date, at: int, item: str, method: str, *, letter: str, quotes: Quotes = ()) -> Case:
    day = workdays(month)[at]
    return Case(f"LX-{month:%Y%m}-0001", f"{item}{method}", method, day, f"高管采〔{day:%Y}〕{letter}号", quotes)


def equipped(months: list[date], of: list[Case]) -> list[Purchase]:
    """What the cases were for, and a repair and some plates, which need none."""
    first, second, third, fourth = months
    freezer, boxes, steamer = of
    return [
        _one(first, 9, c.COLD, "商用冷柜", 1, case=freezer),
        _one(second, 10, c.REPAIRS, "灶具维修", 1),
        _one(second, 14, c.SUNDRIES, "打包餐盒", 30, case=boxes),
        _one(third, 9, c.STOVES, "不锈钢餐盘", 20),
        _one(fourth, 9, c.KITCHENS, "蒸饭柜", 1, case=steamer),
    ]


def _one(month: date, at: int, supplier: str, item: str, pieces: int, *, case: Case | None = None) -> Purchase:
    line = Line(item, Decimal(pieces), c.price(item))
    return Purchase(workdays(month)[at], supplier, [line], case=case.number if case else None)


def go_wrong(purchases: list[Purchase]) -> Purchase:
    """What the fourth month's check finds (its steamer breaks the five per cent besides); beef paid in cash comes new."""
    _of(purchases, c.EGGS)[0].receivers = 1
    _of(purchases, c.GRAIN, "东北大米")[0].receipt = "白条"
    greens = _of(purchases, c.GREENS)
    for purchase in greens:
        purchase.listed = purchase.day.isocalendar().week != greens[4].day.isocalendar().week
    pork = _of(purchases, c.MEAT, "鸡胸肉")[-1]
    pork.lines[1] = pork.lines[1]._replace(price=Decimal("36.00"))
    guests = _of(purchases, c.MEAT, "西红柿")[0]
    guests.fund, guests.account = "伙食费", c.MEALS
    beef = [Line("牛腩", Decimal(20), Decimal("64.00"))]
    return Purchase(pork.day, c.MEAT, beef, method="现金", account=c.PETTY)


def _of(purchases: list[Purchase], supplier: str, item: str | None = None) -> list[Purchase]:
    return [p for p in purchases if p.supplier == supplier and item in (None, *(line.item for line in p.lines))]
