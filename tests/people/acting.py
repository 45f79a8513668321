"""Somebody in a canteen, and their appointments, for the tests of people and rotation."""

from datetime import date, timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Appointment, Person
from canteen.step import unjudged
from tests.security.staff import post


def id_of(staff_no: str) -> int:
    """The key of the person with this staff number."""
    return db.session.scalars(select(Person.id).where(Person.staff_no == staff_no)).one()


def appointments(staff_no: str) -> list[Appointment]:
    """A person's appointments by their beginning."""
    return list(db.session.get_one(Person, id_of(staff_no)).appointments)


def appoint(client: FlaskClient, staff_no: str, post_: str, start: date, end: date | None = None) -> TestResponse:
    """Appoint somebody by the form."""
    ended_on = end.isoformat() if end else ""
    return post(client, f"/people/{id_of(staff_no)}/posts", post=post_, started_on=start.isoformat(), ended_on=ended_on)


def hold(staff_no: str, post_: str, start: str, end: str | None = None) -> int:
    """Somebody is or was in a post, as history says; gives the appointment's key."""
    with unjudged():
        new = Appointment(person_id=id_of(staff_no), post=post_, started_on=day(start), ended_on=end and day(end))
        db.session.add(new)
        db.session.flush()
        return new.id


def day(text: str) -> date:
    """A day as a test writes it: 2026-10-30."""
    return date.fromisoformat(text)


A_DAY = timedelta(days=1)
