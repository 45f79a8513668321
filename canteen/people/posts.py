"""Posts: beginning, ending and taking back an appointment; what cannot be a fact is a Fault, the clauses speak in the step."""

from datetime import date

from canteen import audit, clock
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Appointment, Person
from canteen.models.words import Post
from canteen.people import accounts

LONGEST_STAND_IN = 31
"""Days; whoever takes a post for longer is appointed to it."""
CHANGED = "结束日刚才有人改过，请重新打开这一页"


def named(someone: Person) -> str:
    """The person as the log writes them."""
    return f"{someone.staff_no} {someone.name}"


def is_held(appointment: Appointment, day: date) -> bool:
    """Whether the appointment runs on the day, its end included."""
    return appointment.started_on <= day and not is_over(appointment, day)


def holds(someone: Person, post: Post, day: date) -> bool:
    """Whether somebody is in the post on the day."""
    return any(each.post == post and is_held(each, day) for each in someone.appointments)


def is_over(appointment: Appointment, day: date) -> bool:
    """Whether the appointment has ended before the day."""
    return appointment.ended_on is not None and appointment.ended_on < day


def span(appointment: Appointment) -> str:
    """From when to when: 自 2026-10-01, 2026-10-20 至 2026-10-22."""
    return (
        f"{appointment.started_on} 至 {appointment.ended_on}"
        if appointment.ended_on
        else f"自 {appointment.started_on}"
    )


def appoint(someone: Person, new: Appointment) -> None:
    """Add an appointment. Raises Fault where the days overlap others in the post, or one log-in would have too much."""
    _refuse_misfit(someone, new)
    someone.appointments.append(new)
    audit.record("任命", named(someone), **_facts(new))


def is_longer(appointment: Appointment, day: date | None) -> bool:
    """Whether it would last longer than is known with its end on the day, or with none."""
    return appointment.ended_on is not None and (day is None or day > appointment.ended_on)


def extend(appointment: Appointment, day: date | None) -> None:
    """Let an appointment last longer: as lawful as a new one. Raises Fault as `appoint` does, or where it is over."""
    _refuse_over(appointment)
    if not is_longer(appointment, day):
        raise Fault("", CHANGED)
    if appointment.stands_in_for and ((day or date.max) - appointment.started_on).days >= LONGEST_STAND_IN:
        raise Fault("ended_on", f"顶班最多 {LONGEST_STAND_IN} 天，从 {appointment.started_on} 起；更久的请任命")
    appointment.ended_on = day
    _refuse_misfit(appointment.person, appointment)
    audit.record("延长任职", named(appointment.person), **_facts(appointment))


def end(appointment: Appointment, day: date) -> None:
    """End an appointment on a day, which it includes. Raises Fault where it is over, began later, or ended earlier."""
    _refuse_over(appointment)
    if is_longer(appointment, day):
        raise Fault("", CHANGED)
    if day < appointment.started_on:
        raise Fault("ended_on", f"不能早于任职开始 {appointment.started_on}")
    appointment.ended_on = day
    if appointment.post == Post.ADMINISTRATOR:
        accounts.keep_an_administrator(day)
    audit.record("结束任职", named(appointment.person), **_facts(appointment))


def withdraw(appointment: Appointment) -> None:
    """Take back an appointment that has not begun. Raises Fault where it has."""
    if appointment.started_on <= clock.today():
        raise Fault("", f"{appointment.started_on} 已经开始任职，只能结束")
    audit.record("撤回任命", named(appointment.person), **_facts(appointment))
    db.session.delete(appointment)


def end_all(someone: Person) -> None:
    """End every post today, and take back what was planned."""
    today = clock.today()
    for appointment in list(someone.appointments):
        if appointment.started_on > today:
            withdraw(appointment)
        elif not is_over(appointment, today) and appointment.ended_on != today:
            end(appointment, today)


def _refuse_over(appointment: Appointment) -> None:
    if is_over(appointment, clock.today()):
        raise Fault("", f"这个岗位 {appointment.ended_on} 已经结束")


def _refuse_misfit(someone: Person, new: Appointment) -> None:
    for other in someone.appointments:
        if other is not new and other.post == new.post and _meet(other, new):
            raise Fault("", f"{someone.name}{span(other)} 已任{other.post}，同一岗位的日期不能重叠")
    if someone.user_id and (fault := accounts.clash(accounts.posts_of(accounts.people_of(someone)) | {new.post})):
        raise Fault("", fault)


def _meet(one: Appointment, other: Appointment) -> bool:
    return not (
        (one.ended_on and one.ended_on < other.started_on) or (other.ended_on and other.ended_on < one.started_on)
    )


def _facts(appointment: Appointment) -> dict[str, object]:
    names = ("post", "started_on", "ended_on", "stands_in_for", "follows", "reason")
    return {name: value for name in names if (value := getattr(appointment, name)) is not None}
