"""What the pages of people show: rows, a person's facts, and the buttons that the state of a log-in allows."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import render_template, url_for
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from canteen import clock
from canteen.choosing import here
from canteen.db import db
from canteen.ledger import Line, Link
from canteen.models import Appointment, Person, User
from canteen.models.words import Post
from canteen.people import accounts
from canteen.people.forms import AppointForm, UsernameForm
from canteen.rulebook import Finding
from canteen.security import current

Page = str | Response | tuple[str, int]


def administers() -> bool:
    """Whether the visitor may change what is shown."""
    return Post.ADMINISTRATOR in current().posts


def person(person_id: int) -> Person:
    """A person of the chosen canteen; others are not there."""
    found = db.session.get(Person, person_id)
    if found is None or found.canteen_id != here().id:
        raise NotFound
    return found


def url_of(someone: Person) -> str:
    """The person's page."""
    return url_for("persons.person", person_id=someone.id)


def rows(people: Sequence[Person]) -> list[Line]:
    """The list's rows: name, staff number, today's posts, log-in."""
    ids = [someone.user_id for someone in people]
    users = {user.id: user for user in db.session.scalars(select(User).where(User.id.in_(ids)))}
    return [
        Line(
            [
                _link(someone),
                someone.staff_no,
                _posts_today(someone),
                _state(someone, users.get(someone.user_id or 0)),
            ]
        )
        for someone in people
    ]


def refusals(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The findings of a refused step, as every page shows them."""
    return [
        {
            "clause": finding.clause.number,
            "clause_url": url_for("lawbook.clause", number=finding.clause.number),
            "text": finding.clause.text,
            "message": finding.message,
            "force": finding.clause.force,
        }
        for finding in findings
    ]


def person_page(
    someone: Person,
    *,
    appoint_form: AppointForm | None = None,
    code_form: UsernameForm | None = None,
    findings: Iterable[Finding] = (),
) -> str:
    """A person's page, with the forms as they were sent, if one was."""
    user = db.session.get(User, someone.user_id) if someone.user_id else None
    return render_template(
        "people/person.html",
        person=someone,
        facts=_facts(someone, user),
        findings=refusals(findings),
        appoint_form=(appoint_form or AppointForm(data={"started_on": clock.today()})) if administers() else None,
        code_form=None if user else code_form or UsernameForm(),
        **(_actions(someone, user) if administers() else {}),
    )


def _actions(someone: Person, user: User | None) -> dict[str, str]:
    """The addresses of what can be done with the log-in as it is."""
    names = ["give_code"]
    if user:
        names = ["enable"] if user.disabled_at else ["give_code", "end_sessions", "disable"]
    templates = {"give_code": "code_url", "end_sessions": "end_url", "disable": "disable_url", "enable": "enable_url"}
    return {templates[name]: url_for(f"log_ins.{name}", person_id=someone.id) for name in names}


def _facts(someone: Person, user: User | None) -> list[dict[str, Any]]:
    facts = [("工号", someone.staff_no), ("登录", _state(someone, user))]
    if user:
        facts.append(("登录名", user.username))
    return [{"label": label, "value": value, "kind": "text"} for label, value in facts]


def _link(someone: Person) -> Link:
    return Link(someone.name, url_of(someone))


def _posts_today(someone: Person) -> str:
    return "、".join(each.post for each in someone.appointments if _is_held(each)) or "无"


def _is_held(appointment: Appointment) -> bool:
    ended_on = appointment.ended_on
    return appointment.started_on <= clock.today() and (ended_on is None or ended_on >= clock.today())


def _state(someone: Person, user: User | None) -> str:
    if user is None:
        return "有岗无账号" if accounts.posts_of([someone]) else "无"
    if user.disabled_at:
        return "已停用"
    if user.password_hash:
        return "可以登录"
    in_time = user.code_expires_at and user.code_expires_at > clock.now()
    return "登录码已发，还没有设口令" if in_time else "登录码已过期"
