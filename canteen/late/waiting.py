"""The desk's word on late entries: what waits for the supervisor, what came back to the accountant."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for
from sqlalchemy import func, select

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
    if opens("late.countersign") and (waiting := _count(LateEntry.state == State.DRAFT)):
        yield Notice(f"{waiting} 份补录等您会签。", "去会签", url_for("late.index"))
    mine = (LateEntry.author_id == current().user_id, LateEntry.decided_at >= clock.now() - RECENT)
    if opens("late.new") and (returned := _count(LateEntry.state == State.VOID, *mine)):
        yield Notice(f"您登记的 {returned} 份补录被退回了。", "看理由", url_for("late.index"))


def _count(*which: object) -> int:
    query = select(func.count(LateEntry.id)).where(LateEntry.canteen_id == here().id, *which)  # type: ignore[arg-type]
    return db.session.scalar(query) or 0
