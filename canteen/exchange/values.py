"""What a cell says: its stored value by the kind of its column, or what is wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from math import isnan

from sqlalchemy import BigInteger

from canteen.clock import from_local
from canteen.exchange.cells import Cell
from canteen.exchange.sheets import Column, Kind, Sheet, Sign
from canteen.months import EARLIEST

Value = str | int | bool | date | datetime
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}([,，][0-9]{3})+(\.[0-9]*)?")
DAY = r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)"
DATE = re.compile(DAY)
DATE_AND_TIME = re.compile(DAY + r"(?: +([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?")
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
CLAUSE_COLUMN = "条款"
CLAUSE = re.compile(r"(B|[0-9]{1,2})\.[0-9]{1,2}")
ORDINARY = re.compile(r"\w[\w -]{1,15}")
"""Text that needs no closer look, in any text column but one; it only saves time."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
EXACT, LONGEST_NUMBER = Context(prec=100), 50
DIGITS = 15
"""As many as a spreadsheet keeps of a number."""
PLACES = {Kind.INTEGER: 0, Kind.MONEY: 2, Kind.QUANTITY: 3, Kind.MONEY4: 4}
IN_WORDS = {2: "两", 3: "三", 4: "四"}
BOUND = {Kind.MONEY: 10**11, Kind.QUANTITY: 10**12, Kind.MONEY4: 10**12}
"""The stored number stays below; products of these are looked at apart."""
COUNT_BOUND, NUMBER_BOUND = 10**7, 10**15
LAST_YEAR = 9999
NOT_PLAIN = {
    "bool": "是逻辑值（TRUE/FALSE），请填文字或数字",
    "formula": "公式没有存下结果，请在表格软件里重新计算并保存，或填入结果",
}


class Wrong(ValueError):
    """What is wrong with a cell."""


@dataclass(frozen=True)
class Fault:
    """Stands in the place of the value of a cell that cannot be one."""

    reason: str


@dataclass(frozen=True)
class Field:
    """A column of a sheet with what the schema says of it."""

    column: Column
    length: int | None
    """The longest text; none where the column is no text."""
    bound: int
    """Integers stay below."""
    takes_any_text: bool

    @classmethod
    def of(cls, sheet: Sheet, column: Column) -> "Field":
        """The field of a column."""
        kept = sheet.model.__table__.columns.get(column.attr)
        kind = getattr(kept, "type", None)
        is_text = column.kind in (Kind.TEXT, Kind.PERSON, Kind.REF)
        length = getattr(kind, "length", None) or 200 if is_text else None
        bound = NUMBER_BOUND if isinstance(kind, BigInteger) else COUNT_BOUND
        return cls(column, length, bound, is_text and column.name != CLAUSE_COLUMN)

    def read(self, cell: Cell) -> Value | Fault | None:
        """The value of a cell, None for an empty one."""
        if self.takes_any_text and isinstance(cell, str) and ORDINARY.fullmatch(cell):
            return cell
        try:
            if isinstance(cell, str) and not cell.strip():
                return None
            return READERS[self.column.kind](self, _usable(cell))
        except Wrong as wrong:
            return Fault(str(wrong))
        except OverflowError:
            return Fault("不是日期，超出了日历")


def _usable(cell: Cell) -> Cell:
    if isinstance(cell, list):
        kind, text = cell
        if kind == "error":
            raise Wrong(f"是错误值 {text}，请改正公式或填入结果")
        if kind in NOT_PLAIN:
            raise Wrong(NOT_PLAIN[kind])
    elif isinstance(cell, float) and isnan(cell):
        raise Wrong("不是数字")
    return cell


def _text(field: Field, cell: Cell) -> str:
    if isinstance(cell, list):
        raise Wrong("是日期或时间，请把单元格格式改为文本后重新填写")
    if isinstance(cell, int | float):
        return _number_as_text(field, cell)
    if field.length and len(cell) > field.length:
        raise Wrong(f"有 {len(cell)} 个字，超过 {field.length} 个")
    if UNPRINTABLE.search(cell):
        raise Wrong("含有看不见的控制字符，请删去后重新填写")
    if field.column.name == CLAUSE_COLUMN and not CLAUSE.fullmatch(cell):
        raise Wrong("不是条款号，例如 3.10 或 B.1")
    return cell


def _number_as_text(field: Field, number: float) -> str:
    if field.column.name == CLAUSE_COLUMN:
        raise Wrong("是数字（3.10 会变成 3.1），请把单元格格式改为文本后重新填写")
    if abs(number) >= 10**DIGITS:
        raise Wrong(f"数字超过 {DIGITS} 位，表格软件已丢掉末尾几位，请把单元格格式改为文本后重新填写")
    return _plain(_decimal(number))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimal(number: float) -> Decimal:
    """A numeric cell, at the digits that a spreadsheet keeps."""
    return Decimal(number) if isinstance(number, int) else Decimal(f"{number:.{DIGITS}g}")


def _choice(field: Field, cell: Cell) -> str:
    if cell not in field.column.choices:
        raise Wrong(f"不在可选值内，应为 {'、'.join(field.column.choices)}")
    return str(cell)


def _yes_no(field: Field, cell: Cell) -> bool:
    if cell not in field.column.choices:
        raise Wrong("应为 是 或 否")
    return cell == "是"


def _number(field: Field, cell: Cell) -> int:
    places = PLACES[field.column.kind]
    number = _as_decimal(cell, places)
    scaled = number.scaleb(places, EXACT)
    if scaled != scaled.to_integral_value(context=EXACT):
        raise Wrong(f"超过{IN_WORDS[places]}位小数" if places else "不是整数")
    _check_sign(field.column.sign, number)
    bound = BOUND.get(field.column.kind, field.bound)
    if abs(scaled) >= bound:
        raise Wrong(f"数字过大，应小于 {Decimal(bound).scaleb(-places):f}")
    if field.column.name == "年度" and not 1 <= scaled <= LAST_YEAR:
        raise Wrong("不是年度，例如 2026")
    return int(scaled)


def _as_decimal(cell: Cell, places: int) -> Decimal:
    if isinstance(cell, int | float):
        return _decimal(cell)
    text = cell.strip() if isinstance(cell, str) else ""
    if GROUPED.fullmatch(text):
        raise Wrong("有千位分隔符，请去掉逗号")
    if len(text) > LONGEST_NUMBER or not NUMBER.fullmatch(text):
        raise Wrong("不是数字" if places else "不是整数")
    return Decimal(text)


def _check_sign(sign: Sign, number: Decimal) -> None:
    if sign is Sign.POSITIVE and number <= 0:
        raise Wrong("须大于零")
    if sign is Sign.NOT_NEGATIVE and number < 0:
        raise Wrong("不能为负")


def _date(_field: Field, cell: Cell) -> date:
    if isinstance(cell, list):
        return _spreadsheet_date(*cell)
    if isinstance(cell, str):
        if found := DATE.fullmatch(cell.strip()):
            return _day(found)
        if DATE_AND_TIME.fullmatch(cell.strip()):
            raise Wrong("日期带了时间，只填日期")
        raise Wrong("不是日期，例如 2026-10-05")
    raise Wrong("不是日期而是数字，请把单元格格式改为日期")


def _spreadsheet_date(kind: str, text: str) -> date:
    if kind == "clock":
        raise Wrong("不是日期而是时刻")
    moment = _whole_seconds(datetime.fromisoformat(text))
    if moment.time() != time.min:
        raise Wrong("日期带了时间，只填日期")
    return _in_range(moment.date())


def _day(found: re.Match[str]) -> date:
    year, month, day = (int(part) for part in found.groups()[:9] if part)
    try:
        found_day = date(year, month, day)
    except ValueError as error:
        raise Wrong(f"没有这一天：{year} 年 {month} 月 {day} 日") from error
    return _in_range(found_day)


def _in_range(day: date) -> date:
    if day < EARLIEST:
        raise Wrong(f"日期早于 {EARLIEST.year} 年")
    return day


def _whole_seconds(moment: datetime) -> datetime:
    """The moment without the fraction that a spreadsheet's arithmetic leaves."""
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def _time(_field: Field, cell: Cell) -> datetime:
    if isinstance(cell, list) and cell[0] != "clock":
        moment = _whole_seconds(datetime.fromisoformat(cell[1]))
    elif isinstance(cell, str) and (found := DATE_AND_TIME.fullmatch(cell.strip())):
        moment = _moment(found)
    else:
        raise Wrong("不是时间，例如 2026-10-05 09:30")
    _in_range(moment.date())
    return from_local(moment.replace(second=0))


def _moment(found: re.Match[str]) -> datetime:
    hour, minute, second = (int(part or 0) for part in found.groups()[9:])
    try:
        clock = time(hour, minute, second)
    except ValueError as error:
        raise Wrong("不是时间，时刻应在 00:00 与 23:59 之间") from error
    return datetime.combine(_day(found), clock)


def _month(field: Field, cell: Cell) -> date:
    if isinstance(cell, str) and not DATE.fullmatch(cell.strip()):
        return _written_month(cell.strip())
    day = _date(field, cell)
    if day.day != 1:
        raise Wrong("不是月份的第一天，请填月份，例如 2026-10")
    return day


def _written_month(text: str) -> date:
    if not MONTH.fullmatch(text) or not 1 <= int(text[5:]) <= 12:
        raise Wrong("不是月份，例如 2026-10")
    return _in_range(date.fromisoformat(f"{text}-01"))


READERS: dict[Kind, Callable[[Field, Cell], Value]] = {
    Kind.TEXT: _text,
    Kind.REF: _text,
    Kind.PERSON: _text,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.INTEGER: _number,
    Kind.MONEY: _number,
    Kind.MONEY4: _number,
    Kind.QUANTITY: _number,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.MONTH: _month,
}
