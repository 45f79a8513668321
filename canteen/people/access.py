"""Getting in and out: the first run, log-in, one-time code, password, own sessions."""

from dataclasses import fields
from http import HTTPStatus

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response

from canteen import audit
from canteen.clock import to_local
from canteen.config import LOOPBACK
from canteen.db import db
from canteen.models import LoginSession
from canteen.people import accounts, founding
from canteen.people.forms import CodeForm, FirstRunForm, LogInForm, PasswordForm
from canteen.people.founding import Founding
from canteen.people.proving import who_idled
from canteen.security import current, open_to_all, sessions, signed_in, visitor
from canteen.security.gate import safe_next
from canteen.step import unjudged

pages = Blueprint("people", __name__)
WRONG = "登录名或口令不对"
WRONG_CODE = "登录名或登录码不对，或者登录码已过期"
WRONG_OLD = "现在的口令不对"
Page = str | Response | tuple[str, int]


@pages.get("/login")
@open_to_all
def log_in() -> Page:
    """Show the log-in form; on an empty installation the first run comes before it."""
    if not founding.is_founded():
        return redirect(url_for("people.first_run"))
    if visitor():
        return redirect(safe_next(request.args.get("next")))
    return _log_in_page(LogInForm())


@pages.post("/login")
@open_to_all
def try_log_in() -> Page:
    """Let somebody in, back to where they were going."""
    form = LogInForm(request.form)
    if form.validate():
        name = str(form.name.data)
        accounts.count_attempt(name, request.remote_addr or "")
        if accounts.log_in(name, str(form.password.data)):
            return redirect(safe_next(request.args.get("next")), HTTPStatus.SEE_OTHER)
        form.form_errors.append(WRONG)
    return _log_in_page(form), HTTPStatus.UNPROCESSABLE_ENTITY


@pages.post("/logout")
@signed_in
def log_out() -> Page:
    """End the session, and let the browser forget what it kept."""
    me = current()
    with unjudged():
        sessions.end(me.user_id, me.session_id)
        audit.record("退出")
    response = make_response(redirect(url_for("people.log_in"), HTTPStatus.SEE_OTHER))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@pages.route("/code", methods=["GET", "POST"])
@open_to_all
def use_code() -> Page:
    """Set a password with a one-time code."""
    form = CodeForm(request.form)
    if request.method == "POST" and form.validate():
        name, password = str(form.name.data), str(form.password.data)
        accounts.count_attempt(name, request.remote_addr or "")
        if fault := accounts.fault_of(name, password):
            form.password.errors = [fault]
        elif accounts.use_code(name, str(form.code.data), password):
            return redirect("/", HTTPStatus.SEE_OTHER)
        else:
            form.form_errors.append(WRONG_CODE)
    return _password_page("用登录码设口令", form)


@pages.route("/password", methods=["GET", "POST"])
@signed_in
def change_password() -> Page:
    """Replace one's own password."""
    form, me = PasswordForm(request.form), current()
    if request.method == "POST" and form.validate():
        accounts.count_attempt(me.username, request.remote_addr or "")
        if fault := accounts.fault_of(me.username, str(form.password.data)):
            form.password.errors = [fault]
        elif accounts.change_password(me.user_id, str(form.old.data), str(form.password.data)):
            flash("口令已改，其他设备上的登录都已结束。", "ok")
            return redirect(url_for("people.own_sessions"), HTTPStatus.SEE_OTHER)
        else:
            form.old.errors = [WRONG_OLD]
    return _password_page("改口令", form)


@pages.get("/sessions")
@signed_in
def own_sessions() -> Page:
    """List where one is logged in."""
    me = current()
    query = select(LoginSession).where(LoginSession.user_id == me.user_id, LoginSession.ended_at.is_(None))
    rows = db.session.scalars(query.order_by(LoginSession.id.desc()))
    lasting = [row for row in rows if sessions.lasts(row)]
    return render_template("people/sessions.html", sessions=lasting, own=me.session_id, to_local=to_local)


@pages.post("/sessions/<key:session_id>/end")
@signed_in
def end_session(session_id: int) -> Page:
    """End one of one's own sessions."""
    row = db.session.get(LoginSession, session_id)
    if row is None or row.user_id != current().user_id:
        raise NotFound
    with unjudged():
        sessions.end(current().user_id, session_id)
        audit.record("结束登录", str(session_id))
    return redirect(url_for("people.own_sessions"), HTTPStatus.SEE_OTHER)


@pages.post("/sessions/end")
@signed_in
def end_all_sessions() -> Page:
    """End all of one's own sessions, this one too: a phone is lost."""
    me = current()
    with unjudged():
        sessions.end(me.user_id)
        audit.record("结束全部登录", me.username)
    return redirect(url_for("people.log_in"), HTTPStatus.SEE_OTHER)


@pages.route("/first-run", methods=["GET", "POST"])
@open_to_all
def first_run() -> Page:
    """Found the installation: the unit, its canteen, the first administrator; only once, and only on this machine."""
    if founding.is_founded():
        raise NotFound
    if request.remote_addr not in LOOPBACK:
        raise Forbidden(
            "还没有建立单位：请在服务器本机的浏览器里打开，或者在服务器上执行 flask --app app create-person。"
        )
    form = FirstRunForm(request.form)
    if request.method == "POST" and form.validate():
        new = Founding(**{field.name: form.data[field.name] for field in fields(Founding)})
        founding.found(new, str(form.password.data))
        return redirect("/", HTTPStatus.SEE_OTHER)
    page = render_template("first_run.html", form=form, action=url_for("people.first_run"))
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _log_in_page(form: LogInForm) -> str:
    action = url_for("people.try_log_in", next=request.args.get("next"))
    pin_url = url_for("proving.reopen", next=request.args.get("next"))
    return render_template(
        "login.html",
        form=form,
        action=action,
        code_url=url_for("people.use_code"),
        expired=bool(g.get("expired")),
        idled=who_idled(),
        pin_url=pin_url,
    )


def _password_page(title: str, form: CodeForm | PasswordForm) -> Page:
    page = render_template("people/password.html", title=title, form=form, action=request.path)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
