"""Subjects that are people: tenures and persons."""

from datetime import date

from sqlalchemy import (
    ColumnElement,
    and_,
    exists,
    func,
    or_,
    select,
    true,
)

from canteen.db import days_after
from canteen.facts import (
    in_force,
    signed_as,
)
from canteen.models import (
    Appointment,
    Person,
    Purchase,
)
from canteen.models.words import Post, Role
from canteen.parameters import ROTATION_GAP
from canteen.rulebook import DOCUMENT, Subject
from canteen.seen import CANTEEN, POST_DAY, among, seen
from canteen.stages import Months
from canteen.subjects.common import page


def _began(held: type[Appointment]) -> ColumnElement[date]:
    """When the tenure of which an appointment is the latest part began: gaps up to the limit are joined."""
    first, before = seen(Appointment), seen(Appointment)
    joined = exists().where(
        before.person_id == first.person_id,
        before.post == first.post,
        before.started_on < first.started_on,
        or_(
            before.ended_on.is_(None),
            first.started_on <= days_after(before.ended_on, ROTATION_GAP.on(POST_DAY)),
        ),
    )
    return (
        select(func.max(first.started_on))
        .where(first.person_id == held.person_id, first.post == held.post, first.started_on <= POST_DAY, ~joined)
        .scalar_subquery()
    )


def _tenure() -> Subject:
    """The tenures of purchasers and receivers who are in the post on the day."""
    held = seen(Appointment)
    row = (
        select(Person.id, Person.staff_no, Person.name, held.post, _began(held).label("began"))
        .join(Person, Person.id == held.person_id)
        .where(Person.canteen_id == CANTEEN, among(held.post, Post.BUYER, Post.RECEIVER), in_force(held, POST_DAY))
        .distinct()
        .subquery()
    )
    signature, signed = signed_as(DOCUMENT, Role.BUYER, Role.RECEIVER)
    by_them_today = and_(
        signed,
        signature.signer == row.c.staff_no,
        signature.signed_on == POST_DAY,
        func.substr(signature.role, 1, 2) == row.c.post,
    )
    return Subject(
        "任期",
        "个",
        row,
        {"id": row.c.id, "staff_no": row.c.staff_no, "post": row.c.post},
        lambda found: f"{found.staff_no}/{found.post}",
        true(),
        page("person"),
        reached={Person: row.c.id == DOCUMENT, Purchase: exists().where(by_them_today)},
        months=Months.TODAY,
    )


def _person() -> Subject:
    held = seen(Appointment)
    row = (
        select(Person.id, Person.staff_no, Person.name)
        .where(
            Person.canteen_id == CANTEEN,
            exists().where(held.person_id == Person.id, in_force(held, POST_DAY)),
        )
        .subquery()
    )
    return Subject(
        "人员",
        "人",
        row,
        {"id": row.c.id, "staff_no": row.c.staff_no},
        lambda found: str(found.staff_no),
        true(),
        page("person"),
        reached={Person: row.c.id == DOCUMENT},
        months=Months.SINCE,
    )


TENURE = _tenure()
PERSON = _person()
