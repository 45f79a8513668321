"""What every fact is made of: values, sums that are never empty, and month arithmetic in SQL."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    SQLColumnExpression,
    and_,
    cast,
    extract,
    func,
    or_,
)

from canteen.parameters import Parameter
from canteen.seen import MONTH, MONTH_END

Value = SQLColumnExpression[Any]
Truth = ColumnElement[bool]
Amount = ColumnElement[int]


def total(value: Value) -> Amount:
    """The sum, 0 where nothing is summed, as an integer on every engine."""
    return cast(func.coalesce(func.sum(value), 0), BigInteger)


def month_index(day: Value) -> Amount:
    """Months since year 0: what month arithmetic in SQL is done on."""
    return extract("year", day) * 12 + extract("month", day)


def more_months_than(start: Value, months: Amount, day: Value) -> Truth:
    """Whether start + months lies before the day (31 August + 6 months is the last day of February)."""
    reached = month_index(start) + months
    return or_(
        reached < month_index(day),
        and_(reached == month_index(day), extract("day", start) < extract("day", day)),
    )


def ends_span(span: Parameter) -> Truth:
    """Whether the month ends a span of that many months, counted from January."""
    return extract("month", MONTH) % span.on(MONTH_END) == 0


def in_span(day: Value, span: Parameter) -> Truth:
    """Whether a day lies in the span that the month ends."""
    return and_(month_index(day) > month_index(MONTH) - span.on(MONTH_END), day <= MONTH_END)
