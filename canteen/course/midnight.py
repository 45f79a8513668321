"""What midnight does: a lone receiver's signature of a day before is set aside before anybody does anything today.

Reading changes nothing, and nobody reads without having logged in: so the first form that is sent on a day, which is at
the latest the first log-in, sees to all canteens at once, and each process looks once a day.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Flask, current_app, request
from sqlalchemy import ColumnElement, select

from canteen import clock
from canteen.course.in_sql import bears, lacks
from canteen.course.signatures import lapse
from canteen.db import db
from canteen.models import Purchase, Signature
from canteen.models.words import Role, State
from canteen.months import When, first_day
from canteen.step import unjudged

A_YEAR = timedelta(days=366)
"""How far back a process looks that has just been started."""
LOOKED = "midnight"
"""Where the application keeps the day on which it looked last."""


def init(app: Flask) -> None:
    """Look before the first form of a day is answered."""
    app.before_request(_before_form)


def lapse_overdue() -> None:
    """Set aside every lone receiver's signature of a day before, under its canteen's lock; once a day."""
    today, looked = clock.today(), current_app.extensions.get(LOOKED)
    if looked != today:
        since = looked if looked and looked < today else today - A_YEAR
        for canteen_id in sorted({purchase.canteen_id for purchase in _overdue(today, since)}):
            with unjudged(canteen_id):
                for purchase in _overdue(today, since, Purchase.canteen_id == canteen_id):
                    lapse(purchase)
        current_app.extensions[LOOKED] = today


def _before_form() -> None:
    if request.method == "POST":
        lapse_overdue()


def _overdue(today: date, since: date, *more: ColumnElement[bool]) -> Sequence[Purchase]:
    """The live purchases that a receiver signed since a day and before today, while another is missing."""
    made = select(Signature.purchase_id).where(Signature.role == Role.RECEIVER, Signature.digest.is_not(None))
    made = made.where(Signature.set_aside_at.is_(None), Signature.signed_on >= since, Signature.signed_on < today)
    waits = bears(Role.RECEIVER, Signature.signed_on == today)
    lone = select(Purchase).where(Purchase.id.in_(made), Purchase.state == State.LIVE, lacks(Role.RECEIVER), ~waits)
    return db.session.scalars(lone.where(*more), When(0, first_day(today), today).binds()).all()
