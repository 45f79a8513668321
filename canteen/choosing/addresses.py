"""Months and keys in addresses, the rows that they name, and what their questions ask for."""

from datetime import date
from typing import TypeVar

from flask import request
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.routing import BaseConverter, IntegerConverter, Map, ValidationError

from canteen.choosing import here
from canteen.db import db
from canteen.models import Attachment
from canteen.models.common import OfCanteen
from canteen.months import month_text, parse_month

Named = TypeVar("Named", bound=OfCanteen | Attachment)
LARGEST = 2**63 - 1


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


class KeyConverter(IntegerConverter):
    """A row's key: no larger than a database keeps."""

    def __init__(self, addresses: Map) -> None:
        super().__init__(addresses, max=LARGEST)


def row_at(model: type[Named], key: int) -> Named:
    """The chosen canteen's row of the key; one of another canteen is not there."""
    row = db.session.get(model, key)
    if row is None or row.canteen_id != here().id:
        raise NotFound
    return row


def asked_number(name: str, default: int) -> int:
    """The number that the address asks for, if it does."""
    number = request.args.get(name, default, type=int)
    if not 0 < number <= LARGEST // 100:
        raise NotFound
    return number


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
