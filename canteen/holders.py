"""Who holds a post in the chosen canteen today, as the forms offer them, and who the visitor is there."""

from sqlalchemy import or_, select

from canteen import clock
from canteen.choosing import here
from canteen.db import db
from canteen.models import Appointment, Person
from canteen.models.words import Post


def holding(post: Post) -> list[Person]:
    """Those who hold the post today, by staff number."""
    today = clock.today()
    runs = or_(Appointment.ended_on.is_(None), Appointment.ended_on >= today)
    held = select(Appointment.person_id).where(Appointment.post == post, Appointment.started_on <= today, runs)
    people = select(Person).where(Person.canteen_id == here().id, Person.id.in_(held))
    return list(db.session.scalars(people.order_by(Person.staff_no)))


def called(person: Person) -> str:
    """A person as the forms name them: two may have one name."""
    return f"{person.name}（{person.staff_no}）"


def my_staff_no() -> str | None:
    """The visitor's staff number in the chosen canteen; none for an administrator of another one."""
    return here().staff_no
