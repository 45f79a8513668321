"""Nonces: given out with a page to sign, for one user, session and content, five minutes long, taken once.

The page's nonce is sealed with the installation's key and not stored, so that showing a page writes nothing;
what is stored is that it was used.
"""

import re
from datetime import timedelta
from hashlib import sha256
from secrets import token_hex

from sqlalchemy import or_, select

from canteen import clock
from canteen.acts import Act
from canteen.db import db
from canteen.entering import Fault, Forged
from canteen.keys import is_sealed, seal
from canteen.models import Challenge
from canteen.signing.signers import Signer, myself

LASTS = timedelta(minutes=5)
PURPOSE = "nonce"
FORM = re.compile(r"(\d{1,12})\.([0-9a-f]{32})\.([0-9a-f]{64})\.([0-9a-f]{64})", re.ASCII)
FOREIGN = "这一页不是给您签的，请重新打开再签"
CHANGED = "内容刚刚改过，请先看清现在的内容再签"
TOO_LATE = "这一页打开太久，请看清内容再签一次"
SET_BACK = "服务器的时间被调回过，这一页打开的时间还没有到：请重新打开再签，并请管理员校准时间"
USED = "这一页已经签过，请重新打开"
SEEN_BEFORE = "和以前的签名一笔不差，请当场手写"


def offer(act: Act, signer: Signer | None = None) -> str:
    """A nonce for the signer, who is whoever is logged in if nobody else is named, to sign this act as it is now."""
    made, random = str(int(clock.now().timestamp())), token_hex(16)
    return (
        f"{made}.{random}.{act.digest}.{seal(PURPOSE, _bound(signer or myself(), act.name, made, random, act.digest))}"
    )


def take(nonce: str, act: Act, drawing: str, signer: Signer) -> None:
    """Use nonce and drawing up, within the caller's transaction. Raises Fault where they are not for this, or not new."""
    found = FORM.fullmatch(nonce)
    if not found or not is_sealed(PURPOSE, _bound(signer, act.name, *found.groups()[:3]), found[4]):
        raise Forged("", FOREIGN)
    age = clock.now().timestamp() - int(found[1])
    if not 0 <= age < LASTS.total_seconds():
        raise Fault("", SET_BACK if age < 0 else TOO_LATE)
    if found[3] != act.digest:
        raise Fault("", CHANGED)
    _use_up(nonce, act, drawing, signer)


def _use_up(nonce: str, act: Act, drawing: str, signer: Signer) -> None:
    hashed = sha256(nonce.encode()).digest()
    used = select(Challenge.nonce_hash).where(or_(Challenge.nonce_hash == hashed, Challenge.drawing == drawing))
    before = db.session.scalars(used).all()
    if hashed in before:
        raise Forged("", USED)
    if before:
        raise Forged("strokes", SEEN_BEFORE)
    db.session.add(
        Challenge(
            nonce_hash=hashed,
            drawing=drawing,
            user_id=signer.user_id,
            session_id=signer.session_id,
            act=act.name,
            digest=act.digest,
            used_at=clock.now(),
        )
    )


def _bound(signer: Signer, act: str, made: str, random: str, digest: str) -> str:
    return f"{signer.user_id} {signer.session_id} {act} {made} {random} {digest}"
