"""How values are written for people: the filters of the templates."""

from datetime import date, datetime

from flask import Flask

from canteen import money
from canteen.capitals import capitals
from canteen.clock import to_local

MINUS = "−"


def _for_people(text: str) -> str:
    """A decimal text with thousands separators and a true minus."""
    whole, point, fraction = text.removeprefix("-").partition(".")
    return f"{MINUS if text.startswith('-') else ''}{int(whole):,}{point}{fraction}"


def yuan(fen: int | None) -> str:
    """Fen as yuan: 123450 -> '1,234.50', nothing for none."""
    return "" if fen is None else _for_people(money.yuan(fen))


def milli(thousandths: int | None) -> str:
    """A quantity or a reading without trailing zeros: 48500 -> '48.5'."""
    return "" if thousandths is None else _for_people(money.trimmed(thousandths, 3))


def price4(ten_thousandths: int | None) -> str:
    """A unit price of utilities, with two to four decimals: 5250 -> '0.525'."""
    if ten_thousandths is None:
        return ""
    whole, _, fraction = money.to_text(ten_thousandths, 4).partition(".")
    return _for_people(f"{whole}.{fraction.rstrip('0').ljust(2, '0')}")


def day(value: date | None) -> str:
    """A day: '2026-10-23'."""
    return "" if value is None else value.isoformat()


def month_name(month: date) -> str:
    """A month: '2026 年 10 月'."""
    return f"{month.year} 年 {month.month} 月"


def instant(moment: datetime | None) -> str:
    """An instant by the canteens' clock, to the minute: '2026-10-23 05:48'."""
    return "" if moment is None else f"{to_local(moment):%Y-%m-%d %H:%M}"


def init(app: Flask) -> None:
    """Give the templates these filters."""
    for write in (yuan, milli, price4, day, month_name, instant, capitals):
        app.add_template_filter(write)
