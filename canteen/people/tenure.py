"""What 1.4 will say to somebody in a post: it refuses no appointment, but from a day on every signature."""

from datetime import date, timedelta

from sqlalchemy import select

from canteen import clock
from canteen.check import check
from canteen.db import db, writing
from canteen.models import Appointment, Person
from canteen.models.words import Post
from canteen.months import When, first_day, months_after
from canteen.parameters import ROTATION_MAX
from canteen.people import posts
from canteen.seen import POST_DAY
from canteen.subjects import TENURE

TOO_LONG = "1.4"
"""It speaks only once the person signs, which is too late to choose another."""
ROTATED = {Post.BUYER, Post.RECEIVER}


def begins(new: Appointment) -> date:
    """When the tenure began that somebody will be in on the first day of an appointment."""
    row = TENURE.row.c
    query = select(row.began).where(row.id == new.person_id, row.post == new.post)
    return db.session.execute(query, _on(new, new.started_on).binds()).scalar_one_or_none() or new.started_on


def coming(someone: Person, post: str) -> str | None:
    """From which day 1.4 refuses somebody's signatures in a post, where that is not just the end of a fresh start."""
    runs = [each for each in someone.appointments if each.post == post and not posts.is_over(each, clock.today())]
    return next(filter(None, map(_refusal, runs)), None) if post in ROTATED else None


def coming_again(someone: Person) -> list[str]:
    """What 1.4 would come to say were somebody put, today, into a post that was theirs before."""
    left = _left(someone)
    if not left:
        return []
    with writing():
        db.session.add_all([Appointment(person=someone, post=post, started_on=clock.today()) for post in left])
        db.session.flush()
        return [refusal for post in left if (refusal := coming(someone, post))]


def _left(someone: Person) -> list[str]:
    """The posts that somebody had and has left."""
    had = {each.post for each in someone.appointments}
    runs = {each.post for each in someone.appointments if not posts.is_over(each, clock.today())}
    return sorted((ROTATED & had) - runs)


def _refusal(held: Appointment) -> str | None:
    today, began = clock.today(), begins(held)
    day = max(held.started_on, today, _first_too_long(held, began))
    is_fresh = began == held.started_on and held.ended_on is None and day > today
    if is_fresh or not _is_refused(held, day):
        return None
    return f"{held.person.name}任{held.post}自 {began} 算起，从 {day} 起不收在这个岗位上的签名"


def _first_too_long(held: Appointment, began: date) -> date:
    longest = db.session.execute(select(ROTATION_MAX.on(POST_DAY)), _on(held, clock.today()).binds()).scalar_one()
    return months_after(began, longest) + timedelta(days=1)


def _is_refused(held: Appointment, day: date) -> bool:
    found = check(_on(held, day), TOO_LONG).findings
    return f"{held.person.staff_no}/{held.post}" in {finding.document for finding in found}


def _on(held: Appointment, day: date) -> When:
    return When(held.person.canteen_id, first_day(day), day, day)
