"""What subjects share: being within the month, a reference that is the number, a page."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    SQLColumnExpression,
    and_,
)

from canteen.seen import MONTH, MONTH_END


def within(day: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    return and_(day >= MONTH, day <= MONTH_END)


def number(row: Row[Any]) -> str:
    return str(row.number)


def page(kind: str, key: str = "id") -> Callable[[Row[Any]], tuple[str, int | str]]:
    return lambda row: (kind, getattr(row, key))
