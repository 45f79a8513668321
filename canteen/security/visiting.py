"""Who is there now: the log-in, the posts it holds today, the canteens that it sees and the chosen one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import g
from sqlalchemy import bindparam, or_, select
from werkzeug.exceptions import Unauthorized

from canteen import clock
from canteen.db import db
from canteen.models import Appointment, Canteen, LoginSession, Person
from canteen.models.words import Post

HELD = (
    select(Canteen.id, Canteen.code, Canteen.name, Person.id, Person.staff_no, Appointment.post)
    .join_from(Appointment, Person)
    .join(Canteen)
    .where(Person.user_id == bindparam("user"), Appointment.started_on <= bindparam("today"))
    .where(or_(Appointment.ended_on.is_(None), Appointment.ended_on >= bindparam("today")))
    .order_by(Canteen.code)
)
"""The posts that a user holds on a day; asked with every request, so it is made once."""


@dataclass(frozen=True)
class Place:
    """A canteen that somebody sees, and the posts that they hold there today."""

    id: int
    code: str
    name: str
    posts: frozenset[Post] = frozenset()
    person_id: int | None = None
    """None where an administrator of another canteen looks in."""
    staff_no: str | None = None


@dataclass(frozen=True)
class Current:
    """Somebody logged in."""

    session_id: int
    user_id: int
    username: str
    name: str
    places: Mapping[int, Place]
    canteen: Place | None
    """The canteen to work in; None where no post is held anywhere."""

    @property
    def posts(self) -> frozenset[Post]:
        """The posts held today in the chosen canteen."""
        return self.canteen.posts if self.canteen else frozenset()


def visitor() -> Current | None:
    """Whoever is logged in, if anybody is."""
    found: Current | None = g.get("visitor")
    return found


def current() -> Current:
    """Whoever is logged in."""
    if found := visitor():
        return found
    raise Unauthorized


def of_session(row: LoginSession) -> Current:
    """The one whose session this is, as of now."""
    places = places_of(row.user_id)
    chosen = places.get(row.canteen_id or 0) or next(iter(places.values()), None)
    return Current(row.id, row.user_id, row.user.username, row.user.name, places, chosen)


def places_of(user_id: int) -> dict[int, Place]:
    """The canteens in which the user holds a post today; log-ins being the installation's, administrators see all."""
    held = _held_today(user_id)
    if not any(Post.ADMINISTRATOR in place.posts for place in held.values()):
        return held
    every = db.session.execute(select(Canteen.id, Canteen.code, Canteen.name).order_by(Canteen.code))
    seen = [held.get(canteen.id) or Place(*canteen) for canteen in every]
    return {place.id: replace(place, posts=place.posts | {Post.ADMINISTRATOR}) for place in seen}


def _held_today(user_id: int) -> dict[int, Place]:
    held: dict[int, Place] = {}
    found = db.session.execute(HELD, {"user": user_id, "today": clock.today()})
    for canteen_id, code, name, person_id, staff_no, post in found:
        posts = held[canteen_id].posts if canteen_id in held else frozenset()
        held[canteen_id] = Place(canteen_id, code, name, posts | {Post(post)}, person_id, staff_no)
    return held
