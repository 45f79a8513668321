"""People of the chosen canteen: the list, registering somebody, posts begun, ended and taken back, somebody who leaves."""

from functools import partial
from typing import Any

from flask import Blueprint, flash, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from canteen import audit, clock
from canteen.choosing import here
from canteen.choosing.addresses import row_at
from canteen.db import db
from canteen.entering import Fault, Page, enter, entry_page, sent_before, settle, typed
from canteen.fields import Entry
from canteen.models import Appointment, Person
from canteen.people import leaving, posts, shown, tenure
from canteen.people.forms import AppointForm, EndForm, NewPersonForm
from canteen.security import may

pages = Blueprint("persons", __name__, url_prefix="/people")


@pages.get("/")
@may("管理员", "监管")
def listed() -> Page:
    """List the canteen's people with their posts and log-ins."""
    query = select(Person).where(Person.canteen_id == here().id).options(selectinload(Person.appointments))
    rows = shown.rows(db.session.scalars(query.order_by(Person.staff_no)).all())
    new_url = url_for("persons.new") if shown.administers() else None
    waiting = sum(row.mark is not None for row in rows)
    return render_template("people/list.html", rows=rows, waiting=waiting, new_url=new_url, canteen=here().name)


@pages.route("/new", methods=["GET", "POST"])
@may("管理员", confirmed=True)
def new() -> Page:
    """Register a person with a post."""
    someone, form = Person(canteen_id=here().id), NewPersonForm(typed(), data={"started_on": clock.today()})
    answer = enter(
        form,
        someone,
        partial(_register, form),
        page=lambda findings: entry_page(
            form, findings, title="登记人员", button="登记", back=("人员", url_for("persons.listed"))
        ),
        to=shown.url_of,
        said=f"已登记{form.name.data}：还要发一次性登录码，本人才能登录",
    )
    return _warned(answer, someone, form.post.data)


@pages.get("/<key:person_id>")
@may("管理员", "监管")
def person(person_id: int) -> Page:
    """Show a person: posts, log-in."""
    return shown.person_page(row_at(Person, person_id))


@pages.route("/<key:person_id>/posts", methods=["GET", "POST"])
@may("管理员", confirmed=True)
def appoint(person_id: int) -> Page:
    """Appoint a person to a post."""
    someone, form = row_at(Person, person_id), AppointForm(typed(), data={"started_on": clock.today()})
    answer = enter(
        form,
        someone,
        partial(_appoint, form),
        page=lambda findings: entry_page(
            form,
            findings,
            title=f"任命{someone.name}",
            button="任命",
            lead="；".join(f"今天起再任的话，条款 1.4：{refusal}" for refusal in tenure.coming_again(someone)),
            back=shown.back(someone),
        ),
        to=shown.url_of,
        said="已任命",
    )
    return _warned(answer, someone, form.post.data)


@pages.route("/posts/<key:appointment_id>/end", methods=["GET", "POST"])
@may("管理员", confirmed=True)
def end_post(appointment_id: int) -> Page:
    """End an appointment on a day: an earlier end is a fact, which no clause refuses; to a later one they speak."""
    held = shown.appointment(appointment_id)
    someone, form = held.person, EndForm(typed(), data={"ended_on": clock.today()})
    title, day = f"结束{someone.name}的{held.post}岗位", form.ended_on.data

    def page(findings: list[dict[str, Any]]) -> str:
        return entry_page(form, findings, title=title, button="结束任职", back=shown.back(someone))

    def change() -> str:
        posts.end(held, day or clock.today())
        return shown.url_of(someone)

    if day is None or not posts.is_longer(held, day):
        return settle(form, change, page=page, said="任职已结束", canteen_id=someone.canteen_id)
    answer = enter(
        form,
        someone,
        lambda _: posts.extend(held, day),
        page=page,
        to=shown.url_of,
        said=f"结束日改为 {day}",
        since=clock.today(),
    )
    return _warned(answer, someone, held.post)


@pages.route("/posts/<key:appointment_id>/withdraw", methods=["GET", "POST"])
@may("管理员", confirmed=True)
def withdraw(appointment_id: int) -> Page:
    """Take back an appointment that has not begun; it never was a fact."""
    form = Entry(typed())
    if again := sent_before(form):
        return again
    held = shown.appointment(appointment_id)
    someone = held.person

    def change() -> str:
        posts.withdraw(held)
        return shown.url_of(someone)

    title, lead = (
        f"撤回{someone.name}的{held.post}任命",
        f"{posts.span(held)}，还没有开始。撤回后不再生效，日志里留有记录。",
    )
    return settle(
        form,
        change,
        page=lambda _: entry_page(form, [], title=title, button="撤回任命", lead=lead, back=shown.back(someone)),
        said="任命已撤回",
        canteen_id=someone.canteen_id,
    )


@pages.route("/<key:person_id>/leave", methods=["GET", "POST"])
@may("管理员", confirmed=True)
def leave(person_id: int) -> Page:
    """Somebody leaves: every post ends today, the log-in is disabled, the history stays."""
    someone, form = row_at(Person, person_id), Entry(typed())

    def change() -> str:
        leaving.leave(someone)
        return shown.url_of(someone)

    return settle(
        form,
        change,
        page=lambda _: entry_page(
            form,
            [],
            title=f"{someone.name}离岗",
            button="结束全部岗位，停用登录",
            lead=leaving.meaning(someone),
            back=shown.back(someone),
        ),
        said=f"{someone.name}已离岗：岗位到今天为止，单据和签名都保留。移交单在下面的“交接”栏",
        canteen_id=someone.canteen_id,
    )


def _warned(answer: Page, someone: Person, post: str) -> Page:
    """The answer; where it is stored, with the 1.4 that is to come: the clause refuses the signature, not the post."""
    if isinstance(answer, Response) and (refusal := tenure.coming(someone, post)):
        flash(f"有提醒：条款 1.4，{refusal}", "warn")
    return answer


def _register(form: NewPersonForm, someone: Person) -> None:
    if db.session.scalar(
        select(Person.id).where(Person.canteen_id == here().id, Person.staff_no == form.staff_no.data)
    ):
        raise Fault("staff_no", "这个工号已登记")
    someone.name, someone.staff_no = str(form.name.data), str(form.staff_no.data)
    audit.record("登记人员", posts.named(someone))
    posts.appoint(someone, Appointment(post=form.post.data, started_on=form.started_on.data))


def _appoint(form: AppointForm, someone: Person) -> None:
    new = Appointment(post=form.post.data, started_on=form.started_on.data, ended_on=form.ended_on.data)
    posts.appoint(someone, new)
