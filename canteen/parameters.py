"""The numbers of the law and their history: each is a function of a date, in SQL."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, func, literal, select

from canteen.models.law import ParameterValue
from canteen.money import trimmed, yuan
from canteen.seen import seen


class Unit(Enum):
    """How a parameter is written; the stored integer is in brackets."""

    COUNT = ("个", 0)
    MONTHS = ("个月", 0)
    DAYS = ("天", 0)
    MONEY = ("元", 2)  # (fen)
    SHARE = ("", 4)  # (ten-thousandths)

    @property
    def word(self) -> str:
        """The unit's name after the number."""
        return self.value[0]

    @property
    def places(self) -> int:
        """How many decimals the written number may have."""
        return self.value[1]


@dataclass(frozen=True)
class Parameter:
    """A number of the law: its default is the notice's."""

    name: str
    label: str
    default: int
    unit: Unit
    source: str
    looser: Callable[[int, int], bool]
    """Whether the first value is looser than the second."""

    def on(self, day: SQLColumnExpression[date]) -> ColumnElement[int]:
        """The value in force on a day."""
        value = seen(ParameterValue)
        latest = (
            select(value.value)
            .where(value.name == self.name, value.begins_on <= day)
            .order_by(value.begins_on.desc())
            .limit(1)
            .scalar_subquery()
        )
        return func.coalesce(latest, literal(self.default, BigInteger))

    def parse(self, text: str) -> int:
        """Read a written value. Raises ValueError with a sentence for people."""
        try:
            number = Decimal(text) if re.fullmatch(r"\d{1,9}(\.\d{1,4})?", text, re.ASCII) else None
        except InvalidOperation:
            number = None
        scaled = None if number is None else number.scaleb(self.unit.places)
        if scaled is None or scaled != scaled.to_integral_value():
            raise ValueError(
                f"{self.label}应是{'整数' if not self.unit.places else f'至多 {self.unit.places} 位小数的数'}"
            )
        if scaled < self.least:
            raise ValueError(f"{self.label}不能小于 {self.show(self.least)}")
        if scaled > self.most:
            raise ValueError(f"{self.label}不能大于 {self.show(self.most)}")
        return int(scaled)

    @property
    def most(self) -> int:
        """The largest value that date arithmetic and sums can bear."""
        return {Unit.COUNT: 1_000, Unit.MONTHS: 1_200, Unit.DAYS: 36_500}.get(self.unit, 10**11)

    @property
    def least(self) -> int:
        """The smallest value that means anything: a span of months has at least one."""
        return 1 if self.unit in (Unit.COUNT, Unit.MONTHS) else 0

    def written(self, value: int) -> str:
        """The value as the workbook writes it: 0.05, 1000.00, 3."""
        if self.unit is Unit.MONEY:
            return yuan(value)
        return trimmed(value, self.unit.places) if self.unit.places else str(value)

    def show(self, value: int) -> str:
        """The value for people: 5%, 1000.00 元, 3 个月."""
        if self.unit is Unit.SHARE:
            return f"{trimmed(value, 2)}%"
        return f"{self.written(value)} {self.unit.word}"


def _fewer(value: int, than: int) -> bool:
    return value < than


def _more(value: int, than: int) -> bool:
    return value > than


MIN_PURCHASERS = Parameter("min_purchasers", "采购人数", 2, Unit.COUNT, "第 1 项", _fewer)
MIN_RECEIVERS = Parameter("min_receivers", "验收人数", 2, Unit.COUNT, "第 1 项", _fewer)
ROTATION_ADVISE = Parameter("rotation_advise_months", "一般轮换", 6, Unit.MONTHS, "第 1 项", _more)
ROTATION_MAX = Parameter("rotation_max_months", "最长轮换", 12, Unit.MONTHS, "第 1 项", _more)
ROTATION_GAP = Parameter(
    "rotation_gap_days", "视为连续任职的最长间隔", 90, Unit.DAYS, "本单位：防止“昨日离任、今日再任”", _fewer
)
MIN_QUOTES = Parameter("min_quotes", "询价家数", 3, Unit.COUNT, "第 2 项", _fewer)
QUOTE_FLOOR = Parameter("quote_floor", "询价起点", 100000, Unit.MONEY, "本单位：低于此数不要求书面询价", _more)
CASH_LIMIT = Parameter("cash_limit", "现金上限", 100000, Unit.MONEY, "第 3 项", _more)
EQUIPMENT_CAP = Parameter("equipment_repair_cap", "设备维修占比上限", 500, Unit.SHARE, "第 7 项", _more)
ASSET_FLOOR = Parameter("asset_floor", "固定资产单价起点", 100000, Unit.MONEY, "第 9 项及通用设备国家标准", _more)
INSPECTION_SPAN = Parameter("inspection_months", "监管检查间隔", 1, Unit.MONTHS, "第 6 项", _more)
DISCLOSURE_SPAN = Parameter("disclosure_months", "公示间隔", 1, Unit.MONTHS, "第 4 项", _more)
REPORT_SPAN = Parameter("report_months", "接待费汇报间隔", 3, Unit.MONTHS, "第 10 项", _more)

ALL = (
    MIN_PURCHASERS,
    MIN_RECEIVERS,
    ROTATION_ADVISE,
    ROTATION_MAX,
    ROTATION_GAP,
    MIN_QUOTES,
    QUOTE_FLOOR,
    CASH_LIMIT,
    EQUIPMENT_CAP,
    ASSET_FLOOR,
    INSPECTION_SPAN,
    DISCLOSURE_SPAN,
    REPORT_SPAN,
)
PARAMETERS = {name: parameter for parameter in ALL for name in (parameter.name, parameter.label)}
"""Every parameter, by its name and by its label."""
