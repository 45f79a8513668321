"""The log-ins of the canteen's people: a one-time code given, sessions ended, disabled and enabled again."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from canteen import audit, clock
from canteen.db import db
from canteen.models import Person, User
from canteen.people import accounts, shown
from canteen.people.forms import UsernameForm
from canteen.people.shown import Page
from canteen.security import may, sessions
from canteen.step import unjudged

pages = Blueprint("log_ins", __name__, url_prefix="/people/<key:person_id>")


@pages.post("/code")
@may("管理员")
def give_code(person_id: int) -> Page:
    """Give a log-in, or a new one-time code for it; the code is shown this once."""
    someone, form = shown.person(person_id), UsernameForm(request.form)
    if fault := accounts.clash(accounts.posts_of(accounts.people_of(someone))):
        form.form_errors.append(fault)
    elif someone.user_id is None and form.validate() and _is_taken(str(form.username.data)):
        form.username.errors = ["这个登录名已有人用"]
    if form.errors:
        return shown.person_page(someone, code_form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    code = _new_code(someone, str(form.username.data))
    return render_template("people/code.html", back_url=shown.url_of(someone), **vars(code))


@pages.post("/end")
@may("管理员")
def end_sessions(person_id: int) -> Page:
    """End all sessions of a person's log-in."""
    someone = shown.person(person_id)
    user = _user_of(someone)
    with unjudged():
        sessions.end(user.id)
        audit.record("结束全部登录", user.username)
    return _to(someone)


@pages.post("/disable")
@may("管理员")
def disable(person_id: int) -> Page:
    """Disable a person's log-in; its sessions end."""
    someone = shown.person(person_id)
    user = _user_of(someone)
    with unjudged():
        user.disabled_at = clock.now()
        accounts.keep_an_administrator()
        sessions.end(user.id)
        audit.record("停用登录", user.username)
    return _to(someone)


@pages.post("/enable")
@may("管理员")
def enable(person_id: int) -> Page:
    """Enable a disabled log-in again."""
    someone = shown.person(person_id)
    user = _user_of(someone)
    with unjudged():
        user.disabled_at = None
        audit.record("恢复登录", user.username)
    return _to(someone)


def _new_code(someone: Person, username: str) -> accounts.Code:
    with unjudged():
        known = db.session.get(User, someone.user_id) if someone.user_id else None
        return accounts.new_code(known or accounts.give_log_in(someone, username))


def _is_taken(username: str) -> bool:
    return db.session.scalar(select(User.id).where(User.username == username)) is not None


def _user_of(someone: Person) -> User:
    if someone.user_id is None:
        raise NotFound
    return db.session.get_one(User, someone.user_id)


def _to(someone: Person) -> Response:
    return redirect(shown.url_of(someone), HTTPStatus.SEE_OTHER)
