"""Proving again that it is oneself: the password for what is delicate, the PIN for a session that was idle too long."""

from http import HTTPStatus

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from canteen import audit
from canteen.db import db
from canteen.fields import Form
from canteen.models import User
from canteen.people import accounts
from canteen.people.forms import secret
from canteen.security import current, devices, open_to_all, passwords, sessions, signed_in
from canteen.security.gate import safe_next
from canteen.security.limits import forget
from canteen.signing import pins
from canteen.step import unjudged

pages = Blueprint("proving", __name__)
WRONG = "口令不对"
CONFIRMED = "口令已核对，请再提交一次"


class ConfirmForm(Form):
    """核对口令."""

    password = secret("口令", "current-password")


@pages.route("/confirm", methods=["GET", "POST"])
@signed_in
def confirm() -> str | Response | tuple[str, int]:
    """Ask for the password again before what is delicate."""
    form = ConfirmForm(request.form)
    if request.method == "POST" and form.validate():
        if knows_password(str(form.password.data)):
            flash(CONFIRMED, "ok")
            return redirect(safe_next(request.args.get("next")), HTTPStatus.SEE_OTHER)
        form.password.errors = [WRONG]
    action = url_for("proving.confirm", next=request.args.get("next"))
    page = render_template("people/confirm.html", form=form, action=action)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@pages.post("/login/pin")
@open_to_all
def reopen() -> Response:
    """Go on with a session that was idle too long on this device; what locks the PIN ends it."""
    row, back = sessions.idled(), request.args.get("next")
    if row is None:
        return redirect(url_for("people.log_in", next=back), HTTPStatus.SEE_OTHER)
    if fault := pins.fault_of(row.user_id, request.form.get("pin", "")):
        if not fault.startswith(pins.WRONG):
            with unjudged():
                sessions.end(row.user_id, row.id)
        flash(fault, "error")
        return redirect(url_for("people.log_in", next=back), HTTPStatus.SEE_OTHER)
    with unjudged():
        if not sessions.reopen(row):
            return redirect(url_for("people.log_in", next=back), HTTPStatus.SEE_OTHER)
        g.actor, g.actor_id = row.user.username, row.user_id
        audit.record("用 PIN 继续")
    return redirect(safe_next(back), HTTPStatus.SEE_OTHER)


def who_idled() -> str | None:
    """Who may go on here by PIN."""
    row = sessions.idled()
    return row.user.name if row and pins.in_use(row.user_id) else None


def knows_password(password: str) -> bool:
    """Whether whoever is logged in knows their password; wrong ones count as tries to log in."""
    me = current()
    accounts.count_attempt(me.username, request.remote_addr or "")
    user = db.session.get_one(User, me.user_id)
    if len(password) > passwords.LONGEST or not passwords.is_right(user.password_hash, password):
        with unjudged():
            audit.record("口令不对", me.username)
        return False
    with unjudged():
        forget(devices.account_key(me.username))
        sessions.confirm(me.session_id)
    return True
