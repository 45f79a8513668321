"""Who has held 采购 or 验收 how long: the clauses' own tenures, the days on which they grow too long, and who is next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from canteen import clock
from canteen.check import check
from canteen.db import db
from canteen.models import Appointment, Person
from canteen.months import When, first_day, months_after, months_and_days
from canteen.parameters import ROTATION_ADVISE, ROTATION_MAX
from canteen.people import posts
from canteen.people.tenure import TOO_LONG, begins
from canteen.rulebook import Finding
from canteen.seen import POST_DAY
from canteen.subjects import TENURE


@dataclass(frozen=True)
class Next:
    """Who begins in a post after its holder, as planned."""

    appointment: Appointment
    began: date
    """When their tenure began: earlier than the appointment, where they were in the post not long before."""


@dataclass(frozen=True)
class Tenure:
    """A tenure that runs, as of a day."""

    appointment: Appointment
    """The appointment that runs the longest of those of today."""
    began: date
    day: date
    advised: date
    """The last day within the advised span."""
    last: date
    """The last day on which 1.4 does not find it."""
    next: tuple[Next, ...]
    refusal: Finding | None
    """What 1.4 says on the day."""

    @property
    def person(self) -> Person:
        """Whoever is in the post."""
        return self.appointment.person

    @property
    def served(self) -> str:
        """How long it has lasted, in words."""
        months, days = months_and_days(self.began, self.day)
        return f"{months} 个月 {days} 天" if months else f"{days} 天"

    @property
    def is_planned(self) -> bool:
        """Whether it ends in time."""
        return self.appointment.ended_on is not None and self.appointment.ended_on <= self.last

    @property
    def reminds(self) -> bool:
        """Whether the longest span is over within a month and nobody planned for it."""
        return not self.is_planned and self.day >= months_after(self.last, -1)

    @property
    def nears_half(self) -> bool:
        """Whether the advised span is over within a month, and nobody is next."""
        return not self.next and months_after(self.advised, -1) <= self.day <= self.advised

    def share(self, day: date) -> int:
        """How much of the longest span is over on a day, in thousandths."""
        return (day - self.began).days * 1000 // (self.last - self.began).days


def running(canteen_id: int) -> list[Tenure]:
    """The canteen's tenures of today, the longest first."""
    today = clock.today()
    when = When(canteen_id, first_day(today), today, today)
    advise, most = _spans(when)
    refusals = {finding.document: finding for finding in check(when, TOO_LONG).findings}
    planned = _planned(canteen_id, today)
    return [
        Tenure(
            appointment=held,
            began=began,
            day=today,
            advised=months_after(began, advise),
            last=months_after(began, most),
            next=tuple(Next(each, begins(each)) for each in planned.get((held.person.staff_no, held.post), [])),
            refusal=refusals.get(f"{held.person.staff_no}/{held.post}"),
        )
        for held, began in _tenures(when)
    ]


def _spans(when: When) -> tuple[int, int]:
    """The advised and the longest span in force, in months."""
    advise, most = db.session.execute(_spans_in_force(), when.binds()).one()
    return advise, most


@cache
def _spans_in_force() -> Select[int, int]:
    return select(ROTATION_ADVISE.on(POST_DAY), ROTATION_MAX.on(POST_DAY))


def _tenures(when: When) -> Iterable[tuple[Appointment, date]]:
    """Each tenure that runs: the appointment that ends last, and when the tenure began."""
    found = db.session.execute(_begun(), when.binds()).all()
    people = select(Person).where(Person.id.in_([each.id for each in found])).options(selectinload(Person.appointments))
    known = {someone.id: someone for someone in db.session.scalars(people)}
    for id_, post, began in found:
        held = [each for each in known[id_].appointments if each.post == post and posts.is_held(each, when.as_of)]
        yield max(held, key=lambda each: each.ended_on or date.max), began


@cache
def _begun() -> Select[int, str, date]:
    row = TENURE.row.c
    return select(row.id, row.post, row.began).order_by(row.began)


def _planned(canteen_id: int, today: date) -> dict[tuple[str | None, str], list[Appointment]]:
    """Who is to begin in a post, by whom they follow and the post."""
    query = (
        select(Appointment)
        .join(Person)
        .where(Person.canteen_id == canteen_id, Appointment.started_on > today, Appointment.follows.is_not(None))
        .order_by(Appointment.started_on)
    )
    planned = defaultdict[tuple[str | None, str], list[Appointment]](list)
    for new in db.session.scalars(query):
        planned[new.follows, new.post].append(new)
    return planned


def successor(held: Appointment) -> Appointment | None:
    """Who follows in the post on the day after an appointment's end."""
    if held.ended_on is None:
        return None
    query = (
        select(Appointment)
        .join(Person)
        .where(Person.canteen_id == held.person.canteen_id, Appointment.post == held.post)
        .where(Appointment.follows == held.person.staff_no)
        .where(Appointment.started_on == held.ended_on + timedelta(days=1))
    )
    return db.session.scalars(query.limit(1)).first()


def ending(canteen_id: int) -> list[Appointment]:
    """The appointments that ended within a month or are to end, other than for standing in: they are handed over."""
    query = (
        select(Appointment)
        .join(Person)
        .where(Person.canteen_id == canteen_id, Appointment.ended_on >= months_after(clock.today(), -1))
        .where(Appointment.stands_in_for.is_(None), Appointment.started_on <= clock.today())
        .order_by(Appointment.ended_on)
        .options(joinedload(Appointment.person))
    )
    return list(db.session.scalars(query))
