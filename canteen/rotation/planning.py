"""Planning a rotation in one step: from a day on somebody follows in a post, which its holder leaves the day before."""

from datetime import date, timedelta

from sqlalchemy import select
from wtforms import BooleanField, Field, RadioField, ValidationError
from wtforms.validators import InputRequired

from canteen import clock
from canteen.db import db
from canteen.entering import Fault
from canteen.fields import Entry, day, row_key
from canteen.models import Appointment, Person
from canteen.models.words import Post
from canteen.months import next_month
from canteen.people import posts
from canteen.rotation.tenures import Tenure, successor

CHECKING_EACH_OTHER = {Post.BUYER, Post.RECEIVER, Post.APPROVER}
A_DAY = timedelta(days=1)


class PlanForm(Entry):
    """安排接任."""

    starts_on = day("接任人从哪天起上岗", description="原任到前一天为止，当天仍可签名")
    person = RadioField("谁接任", [InputRequired("请选一位")], coerce=row_key, validate_choice=False)
    leaves = BooleanField("接任人原来的采购、验收、审批岗位，也到前一天为止")

    def validate_starts_on(self, field: Field) -> None:
        """Refuse a day that is past."""
        if field.data and field.data < clock.today():
            raise ValidationError("不能早于今天")


def usual_day(tenure: Tenure | None) -> date:
    """When the next one would begin: with the next month, or as soon as the holder's span is over."""
    tomorrow, month = clock.today() + A_DAY, next_month(clock.today())
    return max(tomorrow, min(month, tenure.last + A_DAY)) if tenure else month


def plan(held: Appointment, someone: Person, first: date, *, leaves: bool) -> None:
    """End the one and begin the other. Raises Fault where the days do not fit what is known."""
    before = first - A_DAY
    if someone is held.person:
        raise Fault("person", "请选另一位")
    if (known := successor(held)) or held.stands_in_for:
        raise Fault("person", f"已安排{known.person.name}接任，要改先撤回" if known else "顶班的人没有接任")
    if before < held.started_on or posts.is_over(held, before):
        raise Fault("starts_on", f"{held.person.name}任{held.post}{posts.span(held)}，接任应在这之间或紧接其后")
    if held.ended_on != before:
        posts.end(held, before)
    if leaves:
        _leave(someone, before)
    posts.appoint(someone, Appointment(post=held.post, started_on=first, follows=held.person.staff_no))


def cancel(new: Appointment, holder: Person) -> None:
    """Take a plan back: the holder stays. Raises Fault where it has begun, or the holder has the post anew."""
    before = new.started_on - A_DAY
    posts.withdraw(new)
    for held in holder.appointments:
        if (held.post, held.ended_on) == (new.post, before):
            posts.extend(held, None)


def holder_before(new: Appointment) -> Person | None:
    """Whom somebody is to follow."""
    query = select(Person).where(Person.canteen_id == new.person.canteen_id, Person.staff_no == new.follows)
    return db.session.scalar(query)


def _leave(someone: Person, day_: date) -> None:
    for other in someone.appointments:
        if other.post in CHECKING_EACH_OTHER and posts.is_held(other, day_) and other.ended_on != day_:
            posts.end(other, day_)
