"""How a workbook is described: kinds of cells, columns and sheets."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from canteen.db import Base

YES_NO = ("是", "否")
DATED_BY = {
    "报价": "quoted_on",
    "采购": "purchased_on",
    "签名": "signed_at",
    "票据": "issued_on",
    "付款": "paid_on",
    "资金划转": "moved_on",
    "票据本": "handed_out_on",
    "收入": "received_on",
    "接待": "held_on",
    "水电费": "month",
    "监管检查": "inspected_on",
    "公示": "published_on",
    "接待费汇报": "reported_on",
    "答复": "answered_on",
}
"""The attribute that holds a row's own date: what a closed month or the canteen's first day refuses."""


class Kind(Enum):
    """How a cell is read; the stored value is in brackets."""

    TEXT = auto()
    CHOICE = auto()
    YES_NO = auto()  # (bool; empty is False)
    INTEGER = auto()
    MONEY = auto()  # (fen)
    MONEY4 = auto()  # (ten-thousandths of a yuan)
    QUANTITY = auto()  # (thousandths)
    DATE = auto()
    TIME = auto()  # (UTC instant)
    MONTH = auto()  # (date, the first of the month)
    REF = auto()  # (the id of the row of another sheet)
    PERSON = auto()  # (the id of the person with this 工号)


class Sign(Enum):
    """Which numbers a column takes."""

    ANY = auto()
    NOT_NEGATIVE = auto()
    POSITIVE = auto()


@dataclass(frozen=True)
class Column:
    """A column: its header, the model's attribute, and what may stand in it."""

    name: str
    attr: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    ref: str = ""
    """The sheet in whose '#' column the value must stand."""
    sign: Sign = Sign.NOT_NEGATIVE
    not_before: str = ""
    """The column whose date or number this one may not lie before."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its model, its columns, and the columns that name a row."""

    name: str
    model: type[Base]
    columns: tuple[Column, ...]
    keys: tuple[str, ...]

    @property
    def named(self) -> bool:
        """Whether one column ('#') names the row, so that other sheets can refer to it."""
        return len(self.keys) == 1

    @property
    def dated_by(self) -> Column | None:
        """The column with the row's own date, where it has one."""
        return next((c for c in self.columns if c.attr == DATED_BY.get(self.name)), None)

    def column(self, name: str) -> Column:
        """The column with that header. Raises StopIteration where there is none."""
        return next(c for c in self.columns if c.name == name)


def _columns(*specs: tuple[str, str] | Column) -> Iterator[Column]:
    for spec in specs:
        yield spec if isinstance(spec, Column) else Column(spec[0].rstrip("!"), spec[1], required=spec[0].endswith("!"))


def sheet(name: str, model: type[Base], *specs: tuple[str, str] | Column, keys: str = "") -> Sheet:
    """A sheet; without keys its first column names the row."""
    columns = tuple(_columns(*specs))
    return Sheet(name, model, columns, tuple(keys.split()) or (columns[0].name,))


def of(kind: Kind, header: str, attr: str, sign: Sign = Sign.NOT_NEGATIVE, not_before: str = "") -> Column:
    """A column of a kind; '!' behind the header makes it required."""
    return Column(header.rstrip("!"), attr, kind, header.endswith("!"), sign=sign, not_before=not_before)


def choice(header: str, attr: str, words: type[StrEnum] | tuple[str, ...]) -> Column:
    """A column with one of these words."""
    return Column(header, attr, Kind.CHOICE, True, tuple(str(word) for word in words))


def yes_no(header: str, attr: str) -> Column:
    """A column of 是 and 否."""
    return Column(header, attr, Kind.YES_NO, choices=YES_NO)


def ref(header: str, attr: str, to: str) -> Column:
    """A column that names a row of another sheet."""
    return Column(header.rstrip("!"), attr, Kind.REF, header.endswith("!"), ref=to)


def day(header: str, attr: str, not_before: str = "") -> Column:
    """A column of dates."""
    return of(Kind.DATE, header, attr, not_before=not_before)


def month(header: str, attr: str) -> Column:
    """A column of months."""
    return of(Kind.MONTH, header, attr)


def money(header: str, attr: str, sign: Sign = Sign.NOT_NEGATIVE) -> Column:
    """A column of amounts."""
    return of(Kind.MONEY, header, attr, sign)


def quantity(header: str, attr: str, sign: Sign = Sign.NOT_NEGATIVE) -> Column:
    """A column of quantities."""
    return of(Kind.QUANTITY, header, attr, sign)


def integer(header: str, attr: str) -> Column:
    """A column of whole numbers."""
    return of(Kind.INTEGER, header, attr)
