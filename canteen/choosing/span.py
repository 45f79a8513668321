"""The months in which a canteen has papers."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union_all

from canteen import clock
from canteen.db import db
from canteen.models import Income, Payment, Purchase, Receipt, Reception, UtilityBill
from canteen.models.common import Document
from canteen.months import first_day, months_between
from canteen.seen import CANTEEN

DATED: tuple[tuple[type[Document], Any], ...] = (
    (Purchase, Purchase.purchased_on),
    (Receipt, Receipt.issued_on),
    (Payment, Payment.paid_on),
    (Income, Income.received_on),
    (Reception, Reception.held_on),
    (UtilityBill, UtilityBill.month),
)


def months_of(canteen_id: int) -> list[date]:
    """From the month of the first paper to that of the last, none after today, the newest first."""
    first, last = db.session.execute(_whole_span(), {"canteen": canteen_id}).one()
    return months_between(first, min(last, clock.today()))[::-1] if first else []


def latest_month(canteen_id: int) -> date:
    """The month to begin with: the last one with papers, today's where there are none."""
    return next(iter(months_of(canteen_id)), first_day(clock.today()))


@cache
def _whole_span() -> Select[date, date]:
    spans = union_all(*(_span(model, day) for model, day in DATED)).subquery()
    return select(func.min(spans.c.first), func.max(spans.c.last))


def _span(model: type[Document], day: ColumnElement[date]) -> Select[date, date]:
    return select(func.min(day).label("first"), func.max(day).label("last")).where(model.canteen_id == CANTEEN)
