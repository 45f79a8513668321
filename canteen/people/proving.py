"""Proving again that it is oneself: the password for what is delicate, the PIN for a session that was idle too long."""

from flask import request

from canteen import audit
from canteen.db import db
from canteen.models import User
from canteen.people import accounts
from canteen.security import current, devices, passwords, sessions
from canteen.security.limits import forget
from canteen.step import unjudged


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
