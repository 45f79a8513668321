"""What the demonstration canteen buys in a month, week by week, and the papers that a purchase makes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from canteen.demo import catalogue as c
from canteen.months import last_day

WEEK = 5
"""Days of work in a week."""
ALWAYS, ODD, EVEN = (0, 1), (0,), (1,)
ROUNDS = (
    (0, c.GREENS, ("大白菜", "土豆", "西红柿"), 38, ALWAYS),
    (0, c.MEAT, ("猪后腿肉", "猪五花肉"), 22, ALWAYS),
    (1, c.TOFU, ("豆腐", "干豆腐"), 18, ALWAYS),
    (2, c.GREENS, ("黄瓜", "芹菜", "大葱"), 34, ALWAYS),
    (2, c.EGGS, ("鸡蛋",), 45, ODD),
    (2, c.GRAIN, ("东北大米", "富强粉"), 110, EVEN),
    (3, c.MEAT, ("鸡胸肉", "猪后腿肉"), 24, ALWAYS),
    (3, c.FARMER, ("大白菜", "大葱"), 30, ODD),
    (4, c.GREENS, ("豆角", "土豆", "黄瓜"), 32, ODD),
    (4, c.GREENS, ("西红柿", "大白菜", "苹果"), 32, EVEN),
    (4, c.FISH, ("冷冻带鱼",), 20, ODD),
)
"""The rounds: day of the week, supplier, items, about how much of each, in which weeks."""

Row = dict[str, object]


class Line(NamedTuple):
    """An item, how much of it, and its price."""

    item: str
    quantity: Decimal
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """Quantity times price, to the fen."""
        return (self.quantity * self.price).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass
class Purchase:
    """A purchase before it has a number."""

    day: date
    supplier: str
    lines: list[Line]
    fund: str = "伙食费"
    purpose: str = "职工伙食"
    method: str = "银行转账"
    account: str = c.MEALS
    receipt: str = "发票"
    listed: bool = True
    """Whether an invoice for several days has its list."""
    receivers: int = 2
    case: str | None = None
    reception: str | None = None
    number: str = field(default="", init=False)

    @property
    def total(self) -> Decimal:
        """The sum of the lines."""
        return sum((line.amount for line in self.lines), Decimal(0))


def workdays(month: date) -> list[date]:
    """Monday to Friday of the month."""
    days = (month + timedelta(days=n) for n in range((last_day(month) - month).days + 1))
    return [day for day in days if day.weekday() < WEEK]


def bought(month: date) -> list[Purchase]:
    """The month's ordinary purchases for the staff, by day."""
    days = workdays(month)
    daily = [purchase for n, day in enumerate(days) for purchase in _on(day, n)]
    return daily + list(_monthly(days))


def _on(day: date, n: int) -> Iterator[Purchase]:
    for weekday, supplier, items, about, weeks in ROUNDS:
        if weekday == day.weekday() and n // WEEK % 2 in weeks:
            yield _goods(day, supplier, n, items, about)


def _monthly(days: list[date]) -> Iterator[Purchase]:
    """What is bought once a month: oil, spices, milk, gas, sundries, the cleaning of the hood."""
    yield _goods(days[1], c.SPICES, 1, ("酱油", "花椒"), 3)
    yield _goods(days[2], c.GRAIN, 2, ("大豆油",), 8)
    yield _goods(days[4], c.GAS, 4, ("液化石油气",), 2)
    yield _goods(days[6], c.EGGS, 6, ("纯牛奶",), 6)
    yield Purchase(days[7], c.SUNDRIES, [_line("洗洁精", 8, 7), _line("垃圾袋", 20, 7)], method="现金", account=c.PETTY)
    yield Purchase(days[11], c.REPAIRS, [Line("油烟机清洗", Decimal(1), c.price("油烟机清洗"))])
    yield Purchase(days[13], c.GLOVES, [_line("一次性手套", 24, 13)], method="公务卡")


def _goods(day: date, supplier: str, n: int, items: Iterable[str], about: int) -> Purchase:
    """From a shop on account, at a stall with cash and a slip of our own."""
    lines = [_line(item, about, n + k) for k, item in enumerate(items)]
    if supplier in c.STALLS:
        return Purchase(day, supplier, lines, method="现金", account=c.PETTY, receipt="自制购货报销单")
    return Purchase(day, supplier, lines)


def _line(item: str, about: int, n: int) -> Line:
    """Quantities and prices go a little up and down, the same way each time."""
    more, dearer = (n * 7) % 9 - 4, (n * 5) % 7 - 3
    step = Decimal("0.1") if c.ITEMS[item][1] == "公斤" else Decimal(1)
    quantity = (Decimal(about) * (100 + 3 * more) / 100).quantize(step)
    return Line(item, quantity, (c.price(item) * (100 + dearer) / 100).quantize(Decimal("0.01")))
