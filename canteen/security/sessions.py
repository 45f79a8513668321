"""Log-ins that last: kept on the server, known by the hash of a secret cookie, ended by time and by many an act."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from flask import Response, current_app, g, request
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import joinedload

from canteen import clock
from canteen.db import db
from canteen.models import LoginSession, User
from canteen.models.words import Post
from canteen.security import devices
from canteen.security.visiting import places_of
from canteen.step import unjudged

AT_ONCE = 2
LONGEST = timedelta(hours=8)
IDLE, IDLE_READING = timedelta(minutes=15), timedelta(minutes=30)
READING = frozenset({Post.SUPERVISOR})
CONFIRMED_FOR = timedelta(minutes=5)
NOTED_EVERY = timedelta(minutes=1)
OF_TOKEN = (
    select(LoginSession).where(LoginSession.token_hash == bindparam("token")).options(joinedload(LoginSession.user))
)
CLOCK_SLACK = timedelta(minutes=2)
"""How far the clock may have been set back before a session counts as over."""


def cookie_name() -> str:
    """The cookie's name: over TLS the browser itself guards its origin."""
    return "__Host-sid" if current_app.config["CONFIG"].secure else "sid"


def secret() -> str:
    """The visitor's secret: that of the cookie, else a new one, sent with the answer."""
    if "secret" not in g:
        g.secret = request.cookies.get(cookie_name()) or renew_secret()
    return str(g.secret)


def hash_of(token: str) -> bytes:
    """What the database keeps of a secret."""
    return sha256(token.encode("utf-8", "replace")).digest()


def renew_secret() -> str:
    """Give the visitor a new secret, which the answer's cookie carries."""
    g.secret = g.new_secret = token_urlsafe(32)
    return str(g.secret)


def send_cookie(response: Response) -> Response:
    """Send the cookie, where the secret is new."""
    if "new_secret" in g:
        secure = current_app.config["CONFIG"].secure
        response.set_cookie(cookie_name(), g.new_secret, path="/", secure=secure, httponly=True, samesite="Lax")
    return response


def begin(user: User) -> None:
    """Begin a session on this device under a new secret, within the caller's transaction; the user's older ones make room."""
    now = clock.now()
    open_ones = select(LoginSession).where(LoginSession.user_id == user.id, LoginSession.ended_at.is_(None))
    for older in db.session.scalars(open_ones.order_by(LoginSession.id.desc()).offset(AT_ONCE - 1)):
        older.ended_at = now
    db.session.add(
        LoginSession(
            token_hash=hash_of(renew_secret()),
            user_id=user.id,
            started_at=now,
            seen_at=now,
            confirmed_at=now,
            address=request.remote_addr or "",
            agent=request.user_agent.string[:200],
            device=devices.remember(user.username),
        )
    )


def end(user_id: int, session_id: int | None = None) -> None:
    """End the user's sessions, or the one, within the caller's transaction."""
    ending = update(LoginSession).where(LoginSession.user_id == user_id, LoginSession.ended_at.is_(None))
    if session_id is not None:
        ending = ending.where(LoginSession.id == session_id)
    db.session.execute(ending.values(ended_at=clock.now()))


def reopen(row: LoginSession) -> bool:
    """Go on with a session that was idle, under a new secret, within the caller's transaction; its 8 hours run on.

    False where it was ended meanwhile, by its owner, an administrator, or another who went on with it.
    """
    now = clock.now()
    ending = update(LoginSession).where(LoginSession.id == row.id, LoginSession.ended_at.is_(None))
    if db.session.execute(ending.values(ended_at=now).returning(LoginSession.id)).first() is None:
        return False
    db.session.add(
        LoginSession(
            token_hash=hash_of(renew_secret()),
            user_id=row.user_id,
            canteen_id=row.canteen_id,
            started_at=row.started_at,
            seen_at=now,
            address=request.remote_addr or "",
            agent=row.agent,
            device=row.device,
        )
    )
    return True


def idled() -> LoginSession | None:
    """The session of the request's cookie where it was only idle too long."""
    row: LoginSession | None = g.get("expired")
    return row if row and not _is_over(row) else None


def recent(user_id: int) -> list[bytes]:
    """The hashes of the secrets that the user's sessions of the last hours had."""
    begun = LoginSession.started_at > clock.now() - 2 * LONGEST
    return list(db.session.scalars(select(LoginSession.token_hash).where(LoginSession.user_id == user_id, begun)))


def is_confirmed() -> bool:
    """Whether the visitor gave the password not long ago."""
    at: datetime | None = g.get("confirmed_at")
    return at is not None and timedelta() <= clock.now() - at < CONFIRMED_FOR


def confirm(session_id: int) -> None:
    """Note that the password was given again, within the caller's transaction."""
    db.session.execute(update(LoginSession).where(LoginSession.id == session_id).values(confirmed_at=clock.now()))


def end_others(user_id: int, session_id: int) -> None:
    """End the user's sessions but this one, within the caller's transaction."""
    others = update(LoginSession).where(LoginSession.user_id == user_id, LoginSession.id != session_id)
    db.session.execute(others.where(LoginSession.ended_at.is_(None)).values(ended_at=clock.now()))


def choose(session_id: int, canteen_id: int) -> None:
    """Keep the canteen that was chosen to work in."""
    with unjudged():
        db.session.execute(update(LoginSession).where(LoginSession.id == session_id).values(canteen_id=canteen_id))


def find() -> LoginSession | None:
    """The session of the request's cookie, if it lasts; that it was seen is noted once a minute."""
    token = request.cookies.get(cookie_name())
    row = token and db.session.scalar(OF_TOKEN, {"token": hash_of(token)})
    if not row or row.ended_at or row.user.disabled_at:
        return None
    if not lasts(row):
        g.expired = row
        return None
    if clock.now() - row.seen_at >= NOTED_EVERY:
        with unjudged():
            db.session.execute(update(LoginSession).where(LoginSession.id == row.id).values(seen_at=clock.now()))
    return row


def lasts(row: LoginSession) -> bool:
    """Whether an open session is within its times."""
    if _is_over(row):
        return False
    quiet = clock.now() - row.seen_at
    return quiet < IDLE or quiet < idle_limit(row.user_id)


def _is_over(row: LoginSession) -> bool:
    """Whether no act brings the session back."""
    now = clock.now()
    return row.seen_at - now > CLOCK_SLACK or now - row.started_at >= LONGEST


def idle_limit(user_id: int) -> timedelta:
    """How long the user may do nothing: those who only read have longer."""
    posts = frozenset().union(*(place.posts for place in places_of(user_id).values()))
    return IDLE_READING if posts and posts <= READING else IDLE
