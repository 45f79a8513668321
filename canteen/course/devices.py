"""Several people who signed a purchase on one device, each within a session of their own: a fact beside the signatures, which refuses nothing."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from canteen import audit
from canteen.db import db
from canteen.models import Challenge, LoginSession, Purchase, Signature
from canteen.models.common import thing_of
from canteen.signing.drawings import fingerprint

SHARED = "同一设备签名"
WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Neighbour:
    """Somebody else's signature on the same device."""

    name: str
    minutes: int
    """Whole minutes between the two."""


def neighbours(purchase: Purchase) -> dict[int, list[Neighbour]]:
    """By a signature's key, who else signed on its device less than ten minutes before or after; a guest is marked as one and not told here."""
    used = _devices(purchase)
    own = [each for each in purchase.signatures if each.id in used]
    return {one.id: _near(one, [each for each in own if used[each.id] == used[one.id]]) for one in own}


def log_neighbours(signature: Signature) -> None:
    """Say in the log who else signed on the device of a signature just made, within the caller's step."""
    for each in neighbours(signature.purchase).get(signature.id, []):
        thing = thing_of(signature.purchase)
        audit.record(SHARED, thing, signature=signature.id, near=each.name, minutes=each.minutes)


def _devices(purchase: Purchase) -> dict[int, str]:
    """The device of each signature made within its signer's own session; a drawing is taken once, so it tells which session."""
    own = [each for each in purchase.signatures if each.strokes and each.user_id and not each.via]
    drawn = {fingerprint(each.strokes or ""): each.id for each in own}
    query = select(Challenge.drawing, LoginSession.device).join(LoginSession, LoginSession.id == Challenge.session_id)
    used = db.session.execute(query.where(Challenge.drawing.in_(drawn)))
    return {drawn[drawing]: device for drawing, device in used if device}


def _near(one: Signature, there: list[Signature]) -> list[Neighbour]:
    """Of each other signer the nearest of their signatures there."""
    nearest: dict[str, tuple[timedelta, str]] = {}
    for each in there:
        gap = abs(each.signed_at - one.signed_at)
        if each.signer != one.signer and gap < WITHIN:
            nearest[each.signer] = min((gap, each.name or each.signer), nearest.get(each.signer, (WITHIN, "")))
    return [Neighbour(name, gap // timedelta(minutes=1)) for gap, name in nearest.values()]
