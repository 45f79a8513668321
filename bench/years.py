"""Makes a lawful year of a canteen as a history workbook, of any size and always the same."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from canteen.exchange.sheets import SHEETS

YEAR = 2026
MONTHS = [date(YEAR, month, 1) for month in range(1, 13)]
DAYS = [date(YEAR, 1, 1) + timedelta(days=day) for day in range(365)]
LINES = 5
FOOD = ("大米", "面粉", "大豆油", "猪肉", "鸡蛋", "白菜", "土豆", "豆腐", "苹果", "食盐")
STAPLES = 5
"""The first of the food is 大宗食材, the rest 零星食材."""
SUPPLIERS = 20
SHIFTS = {"采购": (("1001", "1002"), ("1003", "1004")), "验收": (("2001", "2002"), ("2003", "2004"))}
"""Who buys and who receives, in the first half of the year and in the second."""
OTHERS = (("3001", "审批"), ("4001", "出纳"), ("4002", "会计"), ("5001", "监管"), ("6001", "管理员"))
MEALS = "伙食费专户"
SIGNING = (
    ("采购人", "采购", 0, time(6, 30)),
    ("采购人", "采购", 1, time(6, 40)),
    ("验收人", "验收", 0, time(8, 0)),
    ("验收人", "验收", 1, time(8, 5)),
)
READING, PRICE = 1000, "0.5283"
Rows = Iterator[list[Any]]


def generate(path: Path, purchases: int) -> None:
    """Write the workbook of a year with so many purchases."""
    book = Workbook(write_only=True)
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.append([column.name for column in sheet.columns])
        for row in ROWS.get(sheet.name, lambda _: iter(()))(purchases):
            page.append(row)
    book.save(path)


def _day(place: int, purchases: int) -> date:
    return DAYS[place * len(DAYS) // purchases]


def _name(prefix: str, place: int) -> str:
    return f"{prefix}-{YEAR}-{place + 1:06}"


def _supplier(place: int) -> str:
    return f"供应商{place % SUPPLIERS + 1:02}号商行"


def _line(place: int, line: int) -> tuple[str, int, int]:
    """Item, quantity and price in fen; an item's price never moves far."""
    item = (place * 3 + line) % len(FOOD)
    return FOOD[item], 5 + (place * 7 + line * 3) % 40, 300 + 100 * item + (place + line) % 30


def _total(place: int) -> float:
    return sum(quantity * price for _, quantity, price in (_line(place, line) for line in range(LINES))) / 100


def _appointments(_: int) -> Rows:
    for post, shifts in SHIFTS.items():
        for (start, end), people in zip(((1, 6), (7, 12)), shifts, strict=True):
            for person in people:
                yield [person, f"员工{person}", post, date(YEAR, start, 1), date(YEAR, end, 30 if end < 12 else 31)]
    for person, post in OTHERS:
        yield [person, f"员工{person}", post, date(YEAR - 2, 3, 1)]


def _suppliers(_: int) -> Rows:
    for place in range(SUPPLIERS):
        yield [
            _supplier(place),
            "固定经营场所",
            f"9221{place:014}",
            f"JY{place:014}",
            date(YEAR + 3, 12, 31),
            "抚顺银行",
            f"6231{place:012}",
        ]


def _items(_: int) -> Rows:
    for place, name in enumerate(FOOD):
        yield [name, "大宗食材" if place < STAPLES else "零星食材", "公斤", "否", "否"]


def _purchases(purchases: int) -> Rows:
    for place in range(purchases):
        day = _day(place, purchases)
        yield [_name("CG", place), day, _supplier(place), "伙食费", "职工伙食", None, None, day]


def _lines(purchases: int) -> Rows:
    for place in range(purchases):
        for line in range(LINES):
            item, quantity, price = _line(place, line)
            yield [_name("CG", place), line + 1, item, quantity, price / 100, quantity if line % 2 else None]


def _signatures(purchases: int) -> Rows:
    for place in range(purchases):
        day = _day(place, purchases)
        for role, post, which, clock in SIGNING:
            signer = SHIFTS[post][day.month > 6][which]
            yield [_name("CG", place), role, signer, datetime.combine(day, clock)]
        yield [_name("CG", place), "审批人", "3001", datetime.combine(day + timedelta(days=1), time(9, place % 60))]


def _receipts(purchases: int) -> Rows:
    for place in range(purchases):
        number = f"26212000{place * 7:012}"
        yield [
            _name("PJ", place),
            "发票",
            None,
            number,
            _day(place, purchases),
            "机关食堂",
            _supplier(place),
            _total(place),
            "否",
        ]


def _covers(purchases: int) -> Rows:
    for place in range(purchases):
        yield [_name("PJ", place), _name("CG", place)]


def _accounts(_: int) -> Rows:
    yield [MEALS, "银行", "伙食费", 0, YEAR]


def _payments(purchases: int) -> Rows:
    for place in range(purchases):
        yield [_name("FK", place), _day(place, purchases), "银行转账", MEALS, _supplier(place), f"20260000{place:08}"]


def _parts(purchases: int) -> Rows:
    for place in range(purchases):
        yield [_name("FK", place), _name("CG", place), _total(place)]


def _book(_: int) -> Rows:
    yield ["辽财食堂01", 60010001, 60010099, date(YEAR, 1, 1)]


def _incomes(purchases: int) -> Rows:
    for number, month in enumerate(MONTHS):
        yield [
            _name("SR", number),
            month,
            "伙食费",
            400 * purchases + 1_000_000,
            "财政专用票据",
            60010001 + number,
            MEALS,
        ]


def _budgets(purchases: int) -> Rows:
    for category in ("大宗食材", "零星食材", "水电费"):
        yield [YEAR, category, 4_000 * purchases + 1_000_000]


def _bills(_: int) -> Rows:
    for number, month in zip(count(), MONTHS, strict=False):
        opening = 5000 + number * READING
        yield [
            _name("SD", number),
            "电",
            None,
            f"{month:%Y-%m}",
            opening,
            opening + READING,
            None,
            PRICE,
            None,
            "528.30",
            month.replace(day=20),
            "528.30",
        ]


def _inspections(_: int) -> Rows:
    for month in MONTHS:
        yield [month.replace(day=15), "5001", 20, "未见异常"]


def _disclosures(_: int) -> Rows:
    for month in MONTHS:
        yield [f"{month:%Y-%m}", (month + timedelta(days=32)).replace(day=8)]


ROWS = {
    "任职": _appointments,
    "供应商": _suppliers,
    "品目": _items,
    "采购": _purchases,
    "采购明细": _lines,
    "签名": _signatures,
    "票据": _receipts,
    "票据采购": _covers,
    "账户": _accounts,
    "付款": _payments,
    "付款明细": _parts,
    "票据本": _book,
    "收入": _incomes,
    "预算": _budgets,
    "水电费": _bills,
    "监管检查": _inspections,
    "公示": _disclosures,
}
