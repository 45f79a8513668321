"""The rulebook: the list of the clauses, a clause's page with its switch, a parameter's page with its change."""

from collections.abc import Iterable
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Form

from canteen.check import rulebook
from canteen.choosing import READERS
from canteen.choosing.addresses import asked_month
from canteen.choosing.span import latest_month
from canteen.entering import typed
from canteen.lawbook import changes, confirming
from canteen.lawbook.confirming import Standing
from canteen.lawbook.forms import OffForm, OnForm, ParameterForm
from canteen.lawbook.page import Book, meaning
from canteen.models.words import Post
from canteen.month.page import titles
from canteen.parameters import PARAMETERS, Parameter
from canteen.rulebook import Clause
from canteen.security import current, may, opens, signed_in

pages = Blueprint("lawbook", __name__, url_prefix="/lawbook")
NOBODYS = 0
"""No canteen: whoever reads no canteen's papers sees the rulebook without its counts."""
SWITCHERS = (Post.ADMINISTRATOR, Post.ACCOUNTANT)
CONFIRMERS = (Post.ACCOUNTANT, Post.APPROVER)
Page = str | Response | tuple[str, int]


@pages.get("/")
@signed_in
def index() -> str:
    """List the clauses in the notice's order, and the parameters."""
    book = _book()
    book.ask()
    parameters = book.parameters.values()
    return render_template(
        "lawbook/index.html",
        groups=book.groups(),
        month=book.when.month,
        parameters=parameters,
        confirmable=_confirmable(parameter.word for parameter in parameters),
    )


@pages.get("/<number>")
@signed_in
def clause(number: str) -> str:
    """Show a clause: its text, what it means, its parameters, its year."""
    found = _clause(number)
    is_off = changes.switches(found) or not changes.is_on(found)
    return _clause_page(found, OnForm() if is_off else OffForm())


@pages.post("/<number>/off")
@may(*SWITCHERS)
def switch_off(number: str) -> Page:
    """Switch a clause of ours off from a day on."""
    found, form = _ours(number), OffForm(request.form)
    if not form.validate():
        return _clause_page(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    changes.switch_off(found, form.day, str(form.reason.data))
    flash(f"{number} 自 {form.day} 起停用")
    return redirect(url_for("lawbook.clause", number=number), HTTPStatus.SEE_OTHER)


@pages.post("/<number>/on")
@may(*SWITCHERS)
def switch_on(number: str) -> Page:
    """Switch a clause of ours on again."""
    found, form = _ours(number), OnForm(request.form)
    if not form.validate():
        return _clause_page(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    changes.switch_on(found, str(form.reason.data))
    flash(f"{number} 已启用")
    return redirect(url_for("lawbook.clause", number=number), HTTPStatus.SEE_OTHER)


@pages.get("/parameters/<name>")
@signed_in
def parameter(name: str) -> str:
    """Show a parameter with its history; an administrator finds the form for another value."""
    return _parameter_page(_parameter(name), ParameterForm(typed()))


@pages.post("/parameters/<name>")
@may(Post.ADMINISTRATOR, confirmed=True)
def change(name: str) -> Page:
    """Let a parameter have another value from a day on."""
    found, form = _parameter(name), ParameterForm(request.form)
    value = form.read(found) if form.validate() else None
    if value is None:
        return _parameter_page(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    if not changes.change(found, value, form.day, str(form.reason.data)):
        form.begins_on.errors = ["这一天已经有一个值，请换一天"]
        return _parameter_page(found, form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(f"{found.label}自 {form.day} 起为 {found.show(value)}")
    return redirect(url_for("lawbook.parameter", name=found.name), HTTPStatus.SEE_OTHER)


@pages.post("/parameters/confirm")
@may(*CONFIRMERS)
def confirm() -> Response:
    """Confirm the parameters' values that were shown."""
    sent = request.form.getlist("shown")
    if done := confirming.confirm(sent):
        flash(f"已确认 {done} 个参数的值", "ok")
    else:
        flash("没有要确认的：值刚被改过，或者已有人确认。", "warn")
    return redirect(url_for("lawbook.index", _anchor="parameters"), HTTPStatus.SEE_OTHER)


def _confirmable(words: Iterable[Standing]) -> list[Standing]:
    """What waits for the visitor's word."""
    return [word for word in words if word.waits] if opens("lawbook.confirm") else []


def _book() -> Book:
    place = current().canteen
    canteen_id = place.id if place and not place.posts.isdisjoint(READERS) else NOBODYS
    return Book(canteen_id, asked_month() or latest_month(canteen_id))


def _clause(number: str) -> Clause:
    return next((clause for clause in rulebook() if clause.number == number), None) or abort(404)


def _ours(number: str) -> Clause:
    """A clause that can be switched: the notice's own are always on."""
    found = _clause(number)
    return found if found.item == "B" else abort(404)


def _parameter(name: str) -> Parameter:
    return PARAMETERS.get(name) or abort(404)


def _clause_page(found: Clause, form: Form) -> str:
    book = _book()
    return render_template(
        "lawbook/clause.html",
        clause=found,
        item=dict(titles())[found.item],
        meaning=meaning(found),
        index=book.groups(found),
        parameters=book.of(found),
        month=book.when.month,
        months=book.months(found),
        switch=_switch(found, form) if found.item == "B" else None,
    )


def _switch(found: Clause, form: Form) -> dict[str, object]:
    """Whether a clause of ours is on, from when on it is not, and the form that changes it, for those who may."""
    set_off = changes.switches(found)
    endpoint = "lawbook.switch_off" if isinstance(form, OffForm) else "lawbook.switch_on"
    return {
        "on": changes.is_on(found),
        "since": set_off[0].off_from if set_off else None,
        "form": None if current().posts.isdisjoint(SWITCHERS) else form,
        "url": url_for(endpoint, number=found.number),
        "label": "停用本条" if isinstance(form, OffForm) else "启用本条",
    }


def _parameter_page(found: Parameter, form: ParameterForm) -> str:
    may_change = Post.ADMINISTRATOR in current().posts
    shown = _book().parameters[found.name]
    return render_template(
        "lawbook/parameter.html",
        parameter=shown,
        confirmable=_confirmable([shown.word]),
        source=found.source,
        clauses=[clause for clause in rulebook() if found in clause.parameters],
        form=form if may_change else None,
        action=url_for("lawbook.change", name=found.name),
        unit=found.unit.word or "小数，0.05 即 5%",
    )
