"""顶班: somebody takes another's post for some days, arranged by the administrator or the approver, from a phone."""

from datetime import date, timedelta
from functools import partial

from flask import Blueprint, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from wtforms import Field, RadioField, ValidationError
from wtforms.validators import InputRequired

from canteen import clock
from canteen.choosing import here
from canteen.choosing.addresses import row_at
from canteen.db import db
from canteen.entering import Fault, Page, enter, entry_page, sent_before, settle, typed
from canteen.fields import Entry, day, one_of, row_key
from canteen.models import Appointment, Person
from canteen.models.words import Post
from canteen.people import foresight, posts, shown
from canteen.people.posts import LONGEST_STAND_IN
from canteen.security import may

pages = Blueprint("standing_in", __name__, url_prefix="/standing-in")
ARRANGERS = (Post.ADMINISTRATOR, Post.APPROVER)
TODAY, TOMORROW, UNTIL = "今天", "明天", "今天起到"
REASONS = ("病假", "事假", "公差", "培训", "其他")


class StandInForm(Entry):
    """安排顶班."""

    person = RadioField("谁来顶", [InputRequired("请选一位")], coerce=row_key, validate_choice=False)
    days = one_of("哪几天", (TODAY, TOMORROW, UNTIL), default=TODAY)
    until = day("到哪天", needed=False, description=f"选“{UNTIL}”时填，当天仍顶班，最多 {LONGEST_STAND_IN} 天")
    reason = one_of("原因", REASONS)

    @property
    def first(self) -> date:
        """The first day."""
        return clock.today() + timedelta(days=self.days.data == TOMORROW)

    @property
    def last(self) -> date:
        """The last day."""
        until = self.until.data if self.days.data == UNTIL else None
        return max(until or self.first, self.first)

    def validate_days(self, field: Field) -> None:
        """Ask for the last day, where it is to be chosen."""
        if field.data == UNTIL and not any(self.until.raw_data or ()):
            raise ValidationError("请填顶班到哪天")

    def validate_until(self, field: Field) -> None:
        """Refuse a day that is past or far away."""
        days = (field.data - self.first).days if field.data else 0
        if self.days.data == UNTIL and not 0 <= days < LONGEST_STAND_IN:
            raise ValidationError(f"应从今天起，最多 {LONGEST_STAND_IN} 天；更久的请管理员任命")


@pages.get("/")
@may(*ARRANGERS)
def index() -> Page:
    """Ask who is away, and show who stands in for whom."""
    people = _people()
    names = {someone.staff_no: someone.name for someone in people}
    return render_template(
        "people/standing_in.html", absent=_posts_today(people), stands=shown.stand_ins(people), names=names
    )


@pages.route("/<key:appointment_id>", methods=["GET", "POST"])
@may(*ARRANGERS)
def arrange(appointment_id: int) -> Page:
    """Let somebody stand in for whoever holds the appointment."""
    away = shown.appointment(appointment_id)
    form = StandInForm(typed())
    form.person.choices = [(candidate.person.id, candidate.label) for candidate in _candidates(away, form)]
    chosen = row_at(Person, form.person.data) if form.person.data else None
    title = f"顶{away.person.name}的{away.post}岗位"
    return enter(
        form,
        chosen or away.person,
        partial(_stand_in, form, away),
        page=lambda findings: entry_page(
            form, findings, title=title, button="安排顶班", back=("顶班", url_for("standing_in.index"))
        ),
        to=lambda _: url_for("standing_in.index"),
        said="已安排顶班",
    )


@pages.route("/<key:appointment_id>/end", methods=["GET", "POST"])
@may(*ARRANGERS)
def end(appointment_id: int) -> Page:
    """Whoever was away is back: standing in ends today, or does not begin."""
    form = Entry(typed())
    if again := sent_before(form):
        return again
    stand_in = shown.appointment(appointment_id)

    def change() -> str:
        _end(stand_in)
        return url_for("standing_in.index")

    title = f"{stand_in.person.name}不再顶班"
    lead = f"{stand_in.post}岗位，{posts.span(stand_in)}。今天仍可签名，明天起没有这个岗位；还没有开始的就此撤回。"
    return settle(
        form,
        change,
        page=lambda _: entry_page(
            form, [], title=title, button="结束顶班", lead=lead, back=("顶班", url_for("standing_in.index"))
        ),
        said="顶班已结束",
        canteen_id=stand_in.person.canteen_id,
    )


def _stand_in(form: StandInForm, away: Appointment, someone: Person) -> None:
    if someone.id == here().person_id:
        raise Fault("person", "不能安排自己顶班")
    if not posts.is_held(away, form.last):
        raise Fault("days", f"{away.person.name}到那时已不任{away.post}")
    new = Appointment(
        post=away.post,
        started_on=form.first,
        ended_on=form.last,
        stands_in_for=away.person.staff_no,
        reason=form.reason.data,
    )
    posts.appoint(someone, new)


def _end(stand_in: Appointment) -> None:
    if not stand_in.stands_in_for:
        raise Fault("", "这不是顶班：请管理员在人员页结束这个岗位")
    if stand_in.started_on > clock.today():
        posts.withdraw(stand_in)
    else:
        posts.end(stand_in, clock.today())


def _people() -> list[Person]:
    query = select(Person).where(Person.canteen_id == here().id).options(selectinload(Person.appointments))
    return list(db.session.scalars(query.order_by(Person.staff_no)))


def _posts_today(people: list[Person]) -> list[Appointment]:
    """What can be stood in for: posts held today by their own holders, but the administrator's."""
    order = list(Post)
    held = [
        each
        for someone in people
        for each in someone.appointments
        if posts.is_held(each, clock.today()) and not each.stands_in_for and each.post != Post.ADMINISTRATOR
    ]
    return sorted(held, key=lambda each: order.index(Post(each.post)))


def _candidates(away: Appointment, form: StandInForm) -> list[foresight.Candidate]:
    """Everyone else who is not in the post: nobody arranges it for themselves, and no administrator does the work."""
    others = [
        someone
        for someone in _people()
        if someone.id not in (away.person_id, here().person_id)
        and not posts.holds(someone, Post.ADMINISTRATOR, clock.today())
    ]
    return foresight.candidates(others, away.post, form.first, form.last)
