"""What a value was and what it became: the history of names, licences and accounts, beside the papers that hold their own."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from canteen import audit, clock, money
from canteen.db import db
from canteen.models import Change
from canteen.models.common import Row, thing_of
from canteen.security import visitor

MADE = "登记"
MONEY = {"opening", "usual_price", "amount"}
"""The values that are fen."""


def amend(row: Row, values: Mapping[str, object], labels: Mapping[str, str]) -> None:
    """Set the row's values, and note each that is another one now; of a new row, that it was made."""
    is_new, before = row.id is None, {attr: getattr(row, attr) for attr in values}
    for attr, value in values.items():
        setattr(row, attr, value)
    if is_new:
        made([row])
        return
    for attr, value in values.items():
        if before[attr] != value:
            note(row, labels[attr], _said(attr, before[attr]), _said(attr, value))


def made(rows: Iterable[Any]) -> None:
    """Store new rows, and note of each who made it and its name."""
    db.session.add_all(rows := list(rows))
    db.session.flush()
    for row in rows:
        note(row, MADE, None, row.name)


def changes_of(row: Row) -> list[Change]:
    """What became of a row's values, the latest first."""
    return list(db.session.scalars(select(Change).where(Change.thing == thing_of(row)).order_by(Change.id.desc())))


def note(row: Row, field: str, before: object, after: object) -> None:
    """Note that a value of a row became another one, by the label that people read."""
    me, at = visitor(), clock.now()
    by = me.name if me else audit.actor()
    change = Change(thing=thing_of(row), field=field, before=_written(before), after=_written(after), at=at, by=by)
    db.session.add(change)


def _said(attr: str, value: object) -> object:
    return money.yuan(value) if attr in MONEY and isinstance(value, int) else value


def _written(value: object) -> str | None:
    if value is None or isinstance(value, bool):
        return {None: None, True: "是", False: "否"}[value]
    return value.isoformat() if isinstance(value, date) else str(value)
