"""What the log keeps of a purchase beside its signatures (weighings, frozen lists), and what shows that it was changed since."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, inspect, select

from canteen import audit
from canteen.audit import Problem, one_line
from canteen.db import db
from canteen.models import Line, LogEntry, Purchase, Receipt, Weighing
from canteen.models.common import thing_of
from canteen.step import store

WEIGHED, LISTED = "过秤", "清单"
UNLIKE_WEIGHED = "过秤与日志不符：重量、理由、过秤的人或时间被改动"
UNLIKE_LISTED = "票据的清单与日志不符：固定以后被改动"


def log_weighings(purchase: Purchase, made: Iterable[Weighing]) -> None:
    """Keep in the log what was just weighed, within the caller's step."""
    db.session.flush()
    audit.record(WEIGHED, thing_of(purchase), weighings=[as_logged(each) for each in made])


def as_logged(weighing: Weighing) -> dict[str, Any]:
    """A weighing as the log writes it."""
    columns = inspect(Weighing).columns.keys()
    told = {name: getattr(weighing, name) for name in columns}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}


def store_list(receipt: Receipt) -> None:
    """Store a receipt, and keep in the log what its list says, where it was made, made anew or given up."""
    changed = inspect(receipt).attrs.listed.history.has_changes()
    told = changed and (receipt.listed is not None or inspect(receipt).persistent)
    store(receipt)
    if told:
        audit.record(LISTED, thing_of(receipt), digest=digest_of(receipt.listed))


def kept_traces(canteen_id: int | None = None) -> Iterator[Problem]:
    """The problems of all weighings and lists, or of those of one canteen."""
    yield from _of_weighings(canteen_id)
    yield from _of_lists(canteen_id)


def _of_weighings(canteen_id: int | None) -> Iterator[Problem]:
    said: Select[Any] = select(LogEntry.detail).where(LogEntry.action == WEIGHED)
    details = db.session.scalars(said)
    logged = {each["id"]: _text(each) for detail in details for each in detail["weighings"]}
    query = select(Weighing).join(Line).join(Purchase).order_by(Weighing.id)
    if canteen_id is not None:
        query = query.where(Purchase.canteen_id == canteen_id)
    for weighing in db.session.scalars(query.execution_options(yield_per=500)):
        if logged.pop(weighing.id, None) != _text(as_logged(weighing)):
            yield Problem("weighing", weighing.id, UNLIKE_WEIGHED)
    if canteen_id is None:
        yield from (Problem("weighing", key, "日志里的过秤不见了") for key in sorted(logged))


def _of_lists(canteen_id: int | None) -> Iterator[Problem]:
    said = select(LogEntry.thing, LogEntry.detail).where(LogEntry.action == LISTED).order_by(LogEntry.id)
    logged = {thing: detail["digest"] for thing, detail in db.session.execute(said)}
    query = select(Receipt).order_by(Receipt.id)
    for receipt in db.session.scalars(query if canteen_id is None else query.where(Receipt.canteen_id == canteen_id)):
        if logged.get(thing_of(receipt)) != digest_of(receipt.listed):
            yield Problem("receipt", receipt.id, UNLIKE_LISTED)


def digest_of(listed: Any) -> str | None:
    """The SHA-256 of a frozen list as the log keeps it; none of what was not frozen."""
    return None if listed is None else sha256(_text(listed).encode()).hexdigest()


def _text(kept: Any) -> str:
    """What is kept in one form, on one line each as the log writes texts."""
    if isinstance(kept, dict):
        kept = {name: one_line(value) if isinstance(value, str) else value for name, value in kept.items()}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)
