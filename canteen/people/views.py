"""People of the chosen canteen: the list, registering somebody, appointing to a post and ending it."""

from datetime import date
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from canteen import audit, clock
from canteen.choosing import here
from canteen.db import db
from canteen.models import Appointment, Person
from canteen.people import accounts, shown
from canteen.people.forms import AppointForm, NewPersonForm
from canteen.people.shown import Page
from canteen.rulebook import Finding, Refused
from canteen.security import may
from canteen.stages import Stage
from canteen.step import step, unjudged

pages = Blueprint("persons", __name__, url_prefix="/people")


@pages.get("/")
@may("管理员", "监管")
def listed() -> Page:
    """List the canteen's people with their posts and log-ins."""
    query = select(Person).where(Person.canteen_id == here().id).options(selectinload(Person.appointments))
    people = db.session.scalars(query.order_by(Person.staff_no)).all()
    new_url = url_for("persons.new") if shown.administers() else None
    return render_template("people/list.html", rows=shown.rows(people), new_url=new_url, canteen=here().name)


@pages.route("/new", methods=["GET", "POST"])
@may("管理员")
def new() -> Page:
    """Register a person with a post."""
    form, findings = NewPersonForm(request.form, data={"started_on": clock.today()}), list[Finding]()
    if request.method == "POST" and form.validate():
        if _is_known(str(form.staff_no.data)):
            form.staff_no.errors = ["这个工号已登记"]
        else:
            person = Person(canteen_id=here().id, staff_no=form.staff_no.data, name=form.name.data)
            findings = _appoint(person, form.post.data, form.started_on.data)
            if not findings:
                return _to(person)
    page = render_template(
        "people/new.html", form=form, action=url_for("persons.new"), findings=shown.refusals(findings)
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or findings else HTTPStatus.OK


@pages.get("/<key:person_id>")
@may("管理员", "监管")
def person(person_id: int) -> Page:
    """Show a person: posts, log-in."""
    return shown.person_page(shown.person(person_id))


@pages.post("/<key:person_id>/posts")
@may("管理员")
def appoint(person_id: int) -> Page:
    """Appoint a person to a post."""
    someone, form, findings = shown.person(person_id), AppointForm(request.form), list[Finding]()
    if form.validate():
        if fault := _fault_of(someone, form):
            form.post.errors = [fault]
        else:
            findings = _appoint(someone, form.post.data, form.started_on.data, form.ended_on.data)
    if form.errors or findings:
        page = shown.person_page(shown.person(person_id), appoint_form=form, findings=findings)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    return _to(someone)


@pages.post("/<key:person_id>/posts/<key:appointment_id>/end")
@may("管理员")
def end_post(person_id: int, appointment_id: int) -> Page:
    """End an appointment today; that somebody leaves a post is a fact, which no clause refuses."""
    someone, appointment = shown.person(person_id), db.session.get(Appointment, appointment_id)
    if appointment is None or appointment.person_id != someone.id:
        raise NotFound
    with unjudged(someone.canteen_id):
        if appointment.ended_on is None or appointment.ended_on > clock.today():
            appointment.ended_on = max(clock.today(), appointment.started_on)
            accounts.keep_an_administrator()
            audit.record("结束任职", f"{someone.staff_no} {someone.name}", post=appointment.post)
    return _to(someone)


def _appoint(someone: Person, post: str, started_on: date | None, ended_on: date | None = None) -> list[Finding]:
    """Appoint, or give the findings of the clauses that refuse it."""
    try:
        with step(Stage.RECORD, someone):
            someone.appointments.append(Appointment(post=post, started_on=started_on, ended_on=ended_on))
            audit.record(
                "任命", f"{someone.staff_no} {someone.name}", post=post, started_on=started_on, ended_on=ended_on
            )
    except Refused as refused:
        return refused.findings
    return []


def _fault_of(someone: Person, form: AppointForm) -> str | None:
    if any((each.post, each.started_on) == (form.post.data, form.started_on.data) for each in someone.appointments):
        return "这个岗位从这一天起的任职已登记"
    if someone.user_id is None:
        return None
    return accounts.clash(accounts.posts_of(accounts.people_of(someone)) | {form.post.data})


def _is_known(staff_no: str) -> bool:
    known = select(Person.id).where(Person.canteen_id == here().id, Person.staff_no == staff_no)
    return db.session.scalar(known) is not None


def _to(someone: Person) -> Response:
    return redirect(url_for("persons.person", person_id=someone.id), HTTPStatus.SEE_OTHER)
