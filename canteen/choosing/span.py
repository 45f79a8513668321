"""The months in which a canteen has papers."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select, union_all

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
    """The first and the last day, asked apart: SQLite takes either from an index's end, but walks it all for both."""
    return select(_utmost(func.min), _utmost(func.max))


def _utmost(most: Callable[[Any], ColumnElement[date]]) -> ScalarSelect[date]:
    days = union_all(*(select(most(day).label("day")).where(model.canteen_id == CANTEEN) for model, day in DATED))
    return select(most(days.subquery().c.day)).scalar_subquery()
