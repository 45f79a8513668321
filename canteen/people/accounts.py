"""Log-ins: given with a one-time code, opened with a password, ended, disabled; each act in the log."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import g
from sqlalchemy import or_, select
from werkzeug.exceptions import Conflict

from canteen import audit, clock
from canteen.db import db
from canteen.models import Appointment, Person, Unit, User
from canteen.models.words import Post
from canteen.security import devices, passwords, sessions
from canteen.security.limits import Limit, forget, spend
from canteen.signing import pins
from canteen.step import unjudged

CODE_LASTS = timedelta(hours=24)
PRIVILEGED = {Post.ADMINISTRATOR, Post.ACCOUNTANT, Post.CASHIER, Post.APPROVER}
NAME_SHOWN = 64
RESET = "管理员重发了登录码"


@dataclass(frozen=True)
class Code:
    """A one-time code, to be handed to its owner; it is shown once and kept only as a hash."""

    name: str
    username: str
    code: str
    expires_at: datetime


def count_attempt(username: str, address: str) -> None:
    """Count a try to log in, or refuse it: guessing one account, from one address, or everywhere at once."""
    spend(
        Limit(devices.account_key(username), 5, timedelta(minutes=15)),
        Limit(f"login from {address[:NAME_SHOWN]}", 100, timedelta(minutes=5)),
        Limit("login", 1000, timedelta(minutes=5)),
    )


def log_in(username: str, password: str) -> bool:
    """Begin a session for whoever has this password; every failure looks the same."""
    user = _active(username)
    stored = user.password_hash if user else None
    if len(password) > passwords.LONGEST or not passwords.is_right(stored, password):
        return _failed(username)
    with unjudged():
        found = _active(username, lock=True)
        still = found is not None and found.password_hash == stored
        if found and still:
            _begin(found, "登录")
    return still or _failed(username)


def use_code(username: str, code: str, password: str) -> bool:
    """Set the password that the one-time code allows to set, and begin a session."""
    user = _active(username)
    in_time = bool(user and user.code_expires_at and user.code_expires_at > clock.now())
    stored = user.code_hash if user and in_time else None
    if not passwords.is_right(stored, code):
        return _failed(username)
    hashed = passwords.hash_of(password)
    with unjudged():
        found = _active(username, lock=True)
        still = found is not None and found.code_hash == stored
        if found and still:
            set_password(found, hashed)
            _begin(found, "用登录码设口令")
    return still or _failed(username)


def change_password(user_id: int, old: str, password: str) -> bool:
    """Replace the password by a new one; every session of the user ends, and a new one begins."""
    user = db.session.get_one(User, user_id)
    if not passwords.is_right(user.password_hash, old):
        return _failed(user.username)
    hashed = passwords.hash_of(password)
    with unjudged():
        set_password(user, hashed)
        _begin(user, "改口令")
    return True


def set_password(user: User, hashed: str) -> None:
    """Keep the new password's hash; codes and sessions of before are over."""
    user.password_hash, user.code_hash, user.code_expires_at = hashed, None, None
    sessions.end(user.id)


def fault_of(username: str, password: str) -> str | None:
    """Why the user cannot choose this password."""
    user = db.session.scalar(select(User).where(User.username == username))
    known = [username, *db.session.scalars(select(Unit.title))]
    posts: set[str] = set()
    if user is not None:
        known += [user.name, *(person.staff_no for person in user.people)]
        posts = posts_of(user.people)
    return passwords.fault(password, privileged=bool(posts & PRIVILEGED), known=tuple(known))


def posts_of(people: list[Person]) -> set[str]:
    """The posts that people hold or will hold."""
    return {
        appointment.post
        for person in people
        for appointment in person.appointments
        if appointment.ended_on is None or appointment.ended_on >= clock.today()
    }


def clash(posts: set[str]) -> str | None:
    """Why nobody can log in with all these posts."""
    if Post.ADMINISTRATOR in posts and len(posts) > 1:
        return "管理员不能同时有业务岗位：请先结束其中一种岗位"
    return None


def new_code(user: User) -> Code:
    """Give a one-time code that replaces the password, within the caller's transaction; the PIN ends with it."""
    code = passwords.new_code()
    user.password_hash, user.code_hash = None, passwords.hash_of(code)
    user.code_expires_at = clock.now() + CODE_LASTS
    sessions.end(user.id)
    pins.end(user.id, RESET)
    audit.record("发一次性登录码", user.username)
    return Code(user.name, user.username, code, user.code_expires_at)


def give_log_in(person: Person, username: str) -> User:
    """Make the person's log-in, within the caller's transaction."""
    user = User(username=username, name=person.name, created_at=clock.now())
    db.session.add(user)
    db.session.flush()
    person.user_id = user.id
    audit.record("给登录", username, person=f"{person.staff_no} {person.name}")
    return user


def people_of(person: Person) -> list[Person]:
    """The person, and whoever else the same log-in stands for in other canteens."""
    if person.user_id is None:
        return [person]
    return list(db.session.scalars(select(Person).where(Person.user_id == person.user_id)))


def disable(user: User) -> None:
    """Disable a log-in, within the caller's transaction; its sessions end."""
    user.disabled_at = clock.now()
    keep_an_administrator(clock.today())
    sessions.end(user.id)
    audit.record("停用登录", user.username)


def keep_an_administrator(after: date) -> None:
    """Refuse a change after which, from a day on, nobody could give log-ins any more."""
    db.session.flush()
    query = (
        select(User.id)
        .join(Person)
        .join(Appointment)
        .where(User.disabled_at.is_(None), Appointment.post == Post.ADMINISTRATOR)
        .where(Appointment.started_on <= clock.today())
        .where(or_(Appointment.ended_on.is_(None), Appointment.ended_on > after))
    )
    if db.session.scalar(query.limit(1)) is None:
        raise Conflict("这是最后一位管理员：请先任命另一位并发给登录，再停用或结束这一位。")


def _active(username: str, *, lock: bool = False) -> User | None:
    query = select(User).where(User.username == username, User.disabled_at.is_(None))
    return db.session.scalar(query.with_for_update() if lock else query)


def _begin(user: User, action: str) -> None:
    sessions.begin(user)
    forget(devices.account_key(user.username))
    g.actor, g.actor_id = user.username, user.id
    audit.record(action)


def _failed(username: str) -> bool:
    with unjudged():
        audit.record("登录失败", username[:NAME_SHOWN])
    return False
