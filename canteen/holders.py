"""Who holds a post in the chosen canteen today, as the forms offer them, who the visitor is there, what people are called."""

from flask import abort
from sqlalchemy import or_, select

from canteen import clock
from canteen.choosing import here
from canteen.db import db
from canteen.models import Appointment, Person
from canteen.models.words import Post


def holding(post: Post, canteen_id: int | None = None) -> list[Person]:
    """Those who hold the post today in a canteen, the chosen one where none is named, by staff number."""
    today = clock.today()
    runs = or_(Appointment.ended_on.is_(None), Appointment.ended_on >= today)
    held = select(Appointment.person_id).where(Appointment.post == post, Appointment.started_on <= today, runs)
    people = select(Person).where(Person.canteen_id == (canteen_id or here().id), Person.id.in_(held))
    return list(db.session.scalars(people.order_by(Person.staff_no)))


def called(person: Person) -> str:
    """A person as the forms name them: two may have one name."""
    return f"{person.name}（{person.staff_no}）"


def my_person() -> Person:
    """The visitor as a person of the chosen canteen; an administrator of another one has no business there."""
    return db.session.get(Person, here().person_id or 0) or abort(403)


def my_staff_no() -> str | None:
    """The visitor's staff number in the chosen canteen, if any."""
    return here().staff_no


def name_of(canteen_id: int, staff_no: str) -> str:
    """What somebody is called in a canteen; the staff number, where nobody has it."""
    known = select(Person.name).where(Person.canteen_id == canteen_id, Person.staff_no == staff_no)
    return db.session.scalar(known) or staff_no


def names_in(canteen_id: int) -> dict[str, str]:
    """A canteen's people by staff number."""
    people = select(Person.staff_no, Person.name).where(Person.canteen_id == canteen_id)
    return {row.staff_no: row.name for row in db.session.execute(people)}
