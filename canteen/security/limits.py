"""How often something may be done: counted in the database, so that every process counts the same."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, delete, func, or_, select
from werkzeug.exceptions import TooManyRequests

from canteen import audit, clock
from canteen.db import db
from canteen.models import Attempt
from canteen.step import unjudged

FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most so many uses under a key within a time."""

    key: str
    most: int
    within: timedelta


def spend(*limits: Limit) -> None:
    """Count one use under each key, or refuse it where one is used up."""
    with unjudged():
        audit.lock()  # two at once must not both take the last one
        for limit in limits:
            if is_spent(limit):
                raise TooManyRequests(retry_after=int(limit.within.total_seconds()))
        db.session.execute(delete(Attempt).where(Attempt.at < clock.now() - FORGOTTEN_AFTER))
        db.session.add_all(Attempt(key=limit.key, at=clock.now()) for limit in limits)


def forget(key: str) -> None:
    """Give back the uses under a key, within the caller's transaction."""
    db.session.execute(delete(Attempt).where(Attempt.key == key))


def is_spent(limit: Limit) -> bool:
    """Whether it is used up."""
    return used(limit) >= limit.most


def used(limit: Limit) -> int:
    """How often it was used within its time."""
    return used_of(limit)[limit]


def used_of(*limits: Limit) -> dict[Limit, int]:
    """The same of several, in one question."""
    now = clock.now()
    asked = [and_(Attempt.key == limit.key, Attempt.at > now - limit.within) for limit in limits]
    counted = select(Attempt.key, func.count()).where(or_(*asked), Attempt.at <= now).group_by(Attempt.key)
    found = dict(db.session.execute(counted).all())
    return {limit: found.get(limit.key, 0) for limit in limits}
