"""The desk's word on late entries: what waits for the supervisor, what came back to the accountant."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, func, select

from canteen import clock
from canteen.choosing import here
from canteen.db import db
from canteen.desk.notices import Notice
from canteen.models import LateEntry
from canteen.models.words import State
from canteen.security import current, opens

RECENT = timedelta(days=7)


def notices() -> Iterator[Notice]:
    """What the supervisor has to countersign, and what the accountant was given back these days."""
    if opens("late.countersign"):
        waiting, since = _counted(LateEntry.made_at, LateEntry.state == State.DRAFT)
        if waiting:
            yield Notice(f"{waiting} 份补录等您会签。", "去会签", url_for("late.index"), since)
    if opens("late.new"):
        recent = LateEntry.decided_at >= clock.now() - RECENT
        mine = LateEntry.state == State.VOID, LateEntry.author_id == current().user_id, recent
        returned, since = _counted(LateEntry.decided_at, *mine)
        if returned:
            yield Notice(f"您登记的 {returned} 份补录被退回了。", "看理由", url_for("late.index"), since)


def _counted(since: Any, *which: ColumnElement[bool]) -> tuple[int, datetime | None]:
    """How many there are, and since when the first of them is."""
    query = select(func.count(LateEntry.id), func.min(since)).where(LateEntry.canteen_id == here().id, *which)
    many, first = db.session.execute(query).one()
    return many, first
