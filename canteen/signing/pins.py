"""PINs: six digits that only their owner knows; what is kept, how often one may guess, and which are too easy."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from canteen import audit, clock
from canteen.clock import local_day
from canteen.db import db
from canteen.keys import seal
from canteen.models import Attempt, Pin
from canteen.security import passwords
from canteen.security.limits import Limit, forget, is_spent, used, used_of
from canteen.signing.signers import Signer
from canteen.step import unjudged

PEPPER = "pin"
IN_USE = select(Pin).where(Pin.user_id == bindparam("user"), Pin.ended_at.is_(None))
A_DAY = timedelta(days=1)
REMEMBERED = 3
NONE = "还没有签名 PIN：请先到“我的签名”里设 PIN"
LOCKED = "PIN 连错 5 次，签名暂停 15 分钟，请稍后再签"
SPENT = "今天 PIN 错得太多，请明天再签"
WRONG = "PIN 不对"
ENDED = "PIN 一天里错了 10 次，已停用：请到“我的签名”里用口令重设"
WORN_OUT = "一天里错了 10 次"


def in_use(user_id: int) -> Pin | None:
    """The user's PIN."""
    return db.session.scalar(IN_USE, {"user": user_id})


def has_pin(signer: Signer) -> bool:
    """Whether the signer can sign at all."""
    return in_use(signer.user_id) is not None


def latest(user_id: int) -> Pin | None:
    """The user's last PIN, in use or ended."""
    return db.session.scalar(select(Pin).where(Pin.user_id == user_id).order_by(Pin.id.desc()).limit(1))


def in_words(user_id: int) -> str:
    """What has become of the user's PIN."""
    pin = latest(user_id)
    if pin is None:
        return "还没有设"
    if pin.ended_at:
        return f"{local_day(pin.ended_at)} 停用（{pin.why_ended}），本人重设后才能签名"
    return f"{local_day(pin.set_at)} 起在用"


def lost(user_ids: Iterable[int]) -> set[int]:
    """Those of the users whose PIN has ended and who have not set another."""
    set_and_used = func.count(Pin.id) - func.count(Pin.ended_at)
    query = select(Pin.user_id).where(Pin.user_id.in_(user_ids)).group_by(Pin.user_id).having(set_and_used == 0)
    return set(db.session.scalars(query))


def fault_of(user_id: int, typed: str) -> str | None:
    """Why this is not the user's PIN, or cannot be tried now; each wrong one counts, whatever becomes of the form."""
    with unjudged():
        refusal, pin_id, stored = _begin_try(user_id)
    if refusal:
        return refusal
    right = passwords.is_right(stored, _peppered(user_id, typed))
    with unjudged():
        audit.lock()
        if not right:
            return _wrong(user_id, pin_id)
        _right(user_id, pin_id)
    return None


def keep(user_id: int, chosen: str) -> Pin:
    """Make this the user's PIN, within the caller's transaction; the one before ends."""
    end(user_id, "本人重设")
    for limit in (_row(user_id), _lock(user_id)):
        forget(limit.key)
    pin = Pin(user_id=user_id, hash=passwords.hash_of(_peppered(user_id, chosen)), set_at=clock.now())
    db.session.add(pin)
    db.session.flush()
    return pin


def end(user_id: int, why: str) -> None:
    """End the user's PIN, within the caller's transaction."""
    ending = update(Pin).where(Pin.user_id == user_id, Pin.ended_at.is_(None))
    if db.session.execute(ending.values(ended_at=clock.now(), why_ended=why).returning(Pin.id)).first():
        audit.record("PIN 停用", f"user:{user_id}", why_ended=why)


def was_used(user_id: int, chosen: str) -> bool:
    """Whether it is one of the user's last three."""
    before = select(Pin.hash).where(Pin.user_id == user_id).order_by(Pin.id.desc()).limit(REMEMBERED)
    return any(passwords.is_right(stored, _peppered(user_id, chosen)) for stored in db.session.scalars(before).all())


def _peppered(user_id: int, typed: str) -> str:
    return seal(PEPPER, f"{user_id} {typed}")


def _begin_try(user_id: int) -> tuple[str | None, int, str]:
    """Count the try as a wrong one until it is known, so that many at once are no more than in a row."""
    audit.lock()
    pin = in_use(user_id)
    if pin is None:
        return NONE, 0, ""
    spent = {
        limit for limit, many in used_of(_lock(user_id), _row(user_id), _all(user_id)).items() if many >= limit.most
    }
    if spent:
        return SPENT if spent == {_all(user_id)} else LOCKED, 0, ""
    limits = _row(user_id), _one(pin.id), _all(user_id)
    db.session.execute(insert(Attempt), [{"key": limit.key, "at": clock.now()} for limit in limits])
    return None, pin.id, pin.hash


def _right(user_id: int, pin_id: int) -> None:
    """Take the try back; the wrong ones of the day stay, but there are none in a row any more."""
    latest_of = select(func.max(Attempt.id)).where(Attempt.key.in_([_one(pin_id).key, _all(user_id).key]))
    taken_back = Attempt.id.in_(latest_of.group_by(Attempt.key))
    undone = delete(Attempt).where(or_(Attempt.key == _row(user_id).key, taken_back))
    db.session.execute(undone, execution_options={"synchronize_session": False})


def _wrong(user_id: int, pin_id: int) -> str:
    audit.record("PIN 错误", f"user:{user_id}")
    if is_spent(_one(pin_id)):
        end(user_id, WORN_OUT)
        return ENDED
    if is_spent(_row(user_id)):
        forget(_row(user_id).key)
        db.session.add(Attempt(key=_lock(user_id).key, at=clock.now()))
        return LOCKED
    return f"{WRONG}，还可以试 {_row(user_id).most - used(_row(user_id))} 次"


def _row(user_id: int) -> Limit:
    """Wrong ones without a right one between."""
    return Limit(f"pin in a row of {user_id}", 5, A_DAY)


def _lock(user_id: int) -> Limit:
    """The pause after them."""
    return Limit(f"pin lock of {user_id}", 1, timedelta(minutes=15))


def _one(pin_id: int) -> Limit:
    """Wrong ones after which a PIN is over."""
    return Limit(f"pin {pin_id}", 10, A_DAY)


def _all(user_id: int) -> Limit:
    """Wrong ones after which the day is over, however many PINs were set in it."""
    return Limit(f"pins of {user_id}", 20, A_DAY)
