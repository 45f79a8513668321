"""Posts: beginning, ending and taking back an appointment; what cannot be a fact is a Fault, the clauses speak in the step."""

from datetime import date

from canteen import audit, clock
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Appointment, Person
from canteen.models.words import Post
from canteen.people import accounts


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
    for other in someone.appointments:
        if other.post == new.post and _meet(other, new):
            raise Fault("", f"{someone.name}{span(other)} 已任{other.post}，同一岗位的日期不能重叠")
    if someone.user_id and (fault := accounts.clash(accounts.posts_of(accounts.people_of(someone)) | {new.post})):
        raise Fault("", fault)
    someone.appointments.append(new)
    audit.record("任命", named(someone), **_facts(new))


def end(appointment: Appointment, day: date) -> None:
    """End an appointment on a day, which it includes. Raises Fault where it is over, or began later."""
    if is_over(appointment, clock.today()):
        raise Fault("", f"这个岗位 {appointment.ended_on} 已经结束")
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


def _meet(one: Appointment, other: Appointment) -> bool:
    return not (
        (one.ended_on and one.ended_on < other.started_on) or (other.ended_on and other.ended_on < one.started_on)
    )


def _facts(appointment: Appointment) -> dict[str, object]:
    names = ("post", "started_on", "ended_on", "stands_in_for", "follows", "reason")
    return {name: value for name in names if (value := getattr(appointment, name)) is not None}
