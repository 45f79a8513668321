"""Months in addresses, and days in their questions."""

from datetime import date

from flask import request
from werkzeug.exceptions import BadRequest
from werkzeug.routing import BaseConverter, ValidationError

from canteen.months import month_text, parse_month


class MonthConverter(BaseConverter):
    """A month as YYYY-MM; anything else is no address of ours."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> date:
        """The month's first day."""
        try:
            return parse_month(value)
        except ValueError:
            raise ValidationError from None

    def to_url(self, value: date) -> str:
        """The month as written."""
        return month_text(value)


def asked_month() -> date | None:
    """The month that the address asks for, if it does."""
    text = request.args.get("month", "")
    try:
        return parse_month(text) if text else None
    except ValueError:
        raise BadRequest("月份应写成 2026-10 这样") from None


def shown_month() -> date | None:
    """The month that the page is about, whether or not its address is sound."""
    try:
        return (request.view_args or {}).get("month") or asked_month()
    except BadRequest:
        return None


def asked_day(name: str) -> date | None:
    """The day that the address asks for, if it does."""
    text = request.args.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadRequest("日期应写成 2026-10-31 这样") from None
