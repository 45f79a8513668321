"""What shows that a signed purchase was tampered with: signatures against their content, the log, and what is there now."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from canteen.acts import Act
from canteen.audit import Problem
from canteen.contents import forged_ever
from canteen.contents.roles import NAMES
from canteen.course.completing import ALIVE, VOID, life_of
from canteen.course.signatures import ASIDE, SIGNED, as_logged
from canteen.db import db
from canteen.models import LogEntry, Purchase, Signature
from canteen.models.common import thing_of
from canteen.models.words import Origin, Role, State

ALTERED = "所签的内容被改动"
UNLIKE_LOG = "签名与日志不符：签名人、角色、时间、笔迹或摘要被改动"
UNLIKE_ASIDE = "签名是否失效与日志不符"
OTHERWISE = "签名以后，采购、明细、过秤或票据被改动"
UNLIKE_LIFE = "采购的编号、来历或状态与日志不符"


def traces(canteen_id: int | None = None) -> Iterator[Problem]:
    """The problems of all signatures made here, or of those in one canteen."""
    made = select(Signature).where(Signature.digest.is_not(None)).order_by(Signature.id)
    if canteen_id is not None:
        made = made.join(Purchase).where(Purchase.canteen_id == canteen_id)
    signed, aside = _logged(SIGNED), _logged(ASIDE, without="why")
    for signature in db.session.scalars(made.execution_options(yield_per=500)):
        yield from _of(signature, signed, aside)
    if canteen_id is None:
        yield from (Problem("signature", entry, "日志里的签名不见了") for entry in sorted(signed))
        yield from (Problem("signature", entry, UNLIKE_ASIDE) for entry in sorted(aside))
    yield from (Problem("signature", key, OTHERWISE) for key in forged_ever(canteen_id))
    yield from _of_lives(canteen_id)


def _of(signature: Signature, signed: set[str], aside: set[str]) -> Iterator[Problem]:
    thing = f"purchase:{signature.purchase_id}"
    if Act(NAMES[Role(signature.role)], thing, signature.content or {}).digest != signature.digest:
        yield Problem("signature", signature.id, ALTERED)
    entry = _entry(thing, as_logged(signature))
    if entry not in signed:
        yield Problem("signature", signature.id, UNLIKE_LOG)
    if (entry in aside) != bool(signature.set_aside_at):
        yield Problem("signature", signature.id, UNLIKE_ASIDE)
    signed.discard(entry)
    aside.discard(entry)


def _of_lives(canteen_id: int | None) -> Iterator[Problem]:
    """A purchase that went live here keeps number, origin and author; it is void only where the log says so."""
    came = select(LogEntry.thing, LogEntry.detail).where(LogEntry.action == ALIVE)
    lives = {
        thing: detail
        for thing, detail in db.session.execute(came)
        if canteen_id is None or detail.get("canteen") == canteen_id
    }
    query = select(Purchase).where(Purchase.origin == Origin.PRODUCT, Purchase.state != State.DRAFT)
    void, known = set(db.session.scalars(select(LogEntry.thing).where(LogEntry.action == VOID))), set()
    for purchase in db.session.scalars(query if canteen_id is None else query.where(Purchase.canteen_id == canteen_id)):
        known.add(thing := thing_of(purchase))
        is_void = purchase.state == State.VOID
        is_unlike = lives.get(thing, life_of(purchase)) != life_of(purchase)
        if is_unlike or is_void != (thing in void) or (purchase.voided_at and not is_void):
            yield Problem("purchase", purchase.id, UNLIKE_LIFE)
    yield from (Problem("purchase", thing, UNLIKE_LIFE) for thing in sorted(lives.keys() - known))


def _logged(action: str, without: str = "") -> set[str]:
    said = select(LogEntry.thing, LogEntry.detail).where(LogEntry.action == action)
    return {
        _entry(thing, {name: value for name, value in detail.items() if name != without})
        for thing, detail in db.session.execute(said)
        if thing.startswith("purchase:") and detail["digest"]  # one on paper is falsified by nothing
    }


def _entry(thing: str, detail: Mapping[str, Any]) -> str:
    return json.dumps([thing, detail], ensure_ascii=False, sort_keys=True)
