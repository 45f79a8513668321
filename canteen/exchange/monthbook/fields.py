"""Columns of the workbook's lists with the SQL that fills them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.orm import aliased

from canteen.exchange.columns import Kind
from canteen.exchange.monthbook.look import Column

BETWEEN = "、"


@dataclass(frozen=True)
class Field:
    """A column and what fills it."""

    column: Column
    value: SQLColumnExpression[Any]


def text(head: str, width: float, value: SQLColumnExpression[Any], *, wraps: bool = False) -> Field:
    """A column of text."""
    return Field(Column(head, width, wraps=wraps), value)


def money(head: str, value: SQLColumnExpression[Any], *, total: bool = True) -> Field:
    """A column of fen, added up unless a row may show one twice."""
    return Field(Column(head, 12.5, Kind.MONEY, total=total), value)


def price(head: str, value: SQLColumnExpression[Any], kind: Kind = Kind.MONEY) -> Field:
    """A column of prices, which nobody adds up."""
    return Field(Column(head, 10, kind), value)


def quantity(head: str, value: SQLColumnExpression[Any]) -> Field:
    """A column of thousandths."""
    return Field(Column(head, 10, Kind.QUANTITY), value)


def count(head: str, value: SQLColumnExpression[Any], width: float = 8) -> Field:
    """A column of whole numbers."""
    return Field(Column(head, width, Kind.INTEGER), value)


def day(head: str, value: SQLColumnExpression[Any]) -> Field:
    """A column of days."""
    return Field(Column(head, 10.5, Kind.DATE), value)


def of(column: Any, row_id: Any) -> ColumnElement[Any]:
    """A column of the row of another table that an id names."""
    model = aliased(column.class_)
    return select(getattr(model, column.key)).where(model.id == row_id).scalar_subquery()


def listed(names: Any, row: Any) -> ColumnElement[str]:
    """The names that a select gives for the row, in its order, as one text."""
    ordered = names.correlate(row).subquery()
    return select(func.aggregate_strings(ordered.c[0], BETWEEN)).scalar_subquery()
