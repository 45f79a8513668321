"""The log-ins of the canteen's people: a one-time code given, another canteen's log-in joined, sessions ended, disabled, enabled."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request
from sqlalchemy import select
from werkzeug.exceptions import Conflict, NotFound
from werkzeug.wrappers import Response

from canteen import audit
from canteen.choosing.addresses import row_at
from canteen.db import db
from canteen.entering import Fault, Page, entry_page, mark, typed
from canteen.models import Person, User
from canteen.people import accounts, shown
from canteen.people.forms import UsernameForm
from canteen.people.posts import named
from canteen.security import may, sessions
from canteen.step import unjudged

pages = Blueprint("log_ins", __name__, url_prefix="/people/<key:person_id>")
LEAD = (
    "登录名由您定，口令由本人定：把登录码当面交给本人，24 小时内有效。"
    "在别的食堂已有登录的同一人，填那个登录名就关联到这里，口令不变。"
)


@pages.route("/code", methods=["GET", "POST"])
@may("管理员", confirmed=True)
def give_code(person_id: int) -> Page:
    """Give a log-in, or a new one-time code for it; the code is shown this once."""
    someone, form = row_at(Person, person_id), UsernameForm(typed())
    if request.method == "POST" and (someone.user_id or form.validate()):
        try:
            return _given(someone, str(form.username.data))
        except Fault as fault:
            mark(form, fault)
    if someone.user_id and not form.errors:
        return redirect(shown.url_of(someone))
    page = entry_page(
        form, [], title=f"给{someone.name}登录", button="发一次性登录码", lead=LEAD, back=shown.back(someone)
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@pages.post("/end")
@may("管理员", confirmed=True)
def end_sessions(person_id: int) -> Page:
    """End all sessions of a person's log-in."""
    someone = row_at(Person, person_id)
    user = _user_of(someone)
    with unjudged():
        sessions.end(user.id)
        audit.record("结束全部登录", user.username)
    return _to(someone, "全部登录已结束")


@pages.post("/disable")
@may("管理员", confirmed=True)
def disable(person_id: int) -> Page:
    """Disable a person's log-in; its sessions end."""
    someone = row_at(Person, person_id)
    user = _user_of(someone)
    with unjudged():
        accounts.disable(user)
    return _to(someone, "登录已停用")


@pages.post("/enable")
@may("管理员", confirmed=True)
def enable(person_id: int) -> Page:
    """Enable a disabled log-in again."""
    someone = row_at(Person, person_id)
    user = _user_of(someone)
    with unjudged():
        user.disabled_at = None
        audit.record("恢复登录", user.username)
    return _to(someone, "登录已恢复")


def _given(someone: Person, username: str) -> Page:
    """Show the code of the person's log-in, or go back to them once another canteen's was joined."""
    with unjudged():
        audit.lock()
        if fault := accounts.clash(accounts.posts_of(accounts.people_of(someone))):
            raise Conflict(fault) if someone.user_id else Fault("", fault)
        user = db.session.get(User, someone.user_id) if someone.user_id else _of_name(username)
        if user and not someone.user_id:
            _join(someone, user)
            code = None
        else:
            code = accounts.new_code(user or accounts.give_log_in(someone, username))
    if code is None:
        return _to(someone, f"已关联登录 {username}，{someone.name}用原来的口令登录")
    return render_template("people/code.html", back_url=shown.url_of(someone), **vars(code))


def _of_name(username: str) -> User | None:
    return db.session.scalar(select(User).where(User.username == username))


def _join(someone: Person, user: User) -> None:
    """Let a log-in stand for the person too. Raises Fault where it is not plainly theirs."""
    same_name = user.name == someone.name
    if not same_name or any(other.canteen_id == someone.canteen_id for other in user.people):
        raise Fault("username", "这个登录名已有人用，请换一个")
    if user.disabled_at:
        raise Fault("username", "这个登录已停用：请先在原来的食堂恢复它")
    if fault := accounts.clash(accounts.posts_of([someone, *user.people])):
        raise Fault("username", fault)
    someone.user_id = user.id
    audit.record("关联登录", user.username, person=named(someone))


def _user_of(someone: Person) -> User:
    if someone.user_id is None:
        raise NotFound
    return db.session.get_one(User, someone.user_id)


def _to(someone: Person, said: str) -> Response:
    flash(said, "ok")
    return redirect(shown.url_of(someone), HTTPStatus.SEE_OTHER)
