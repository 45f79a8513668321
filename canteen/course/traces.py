"""What shows that a signed purchase was tampered with: signatures against their content, the log, and what is there now."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from canteen.acts import Act
from canteen.audit import Problem, one_line
from canteen.contents import forged_ever
from canteen.contents.roles import NAMES
from canteen.course.completing import ALIVE, VOID, life_of
from canteen.course.signatures import ASIDE, SIGNED, as_logged
from canteen.db import db
from canteen.models import LogEntry, Purchase, Receipt, Signature
from canteen.models.common import Document, thing_of
from canteen.models.words import Origin, Role, State

ALTERED = "所签的内容被改动"
UNLIKE_LOG = "签名与日志不符：签名人、角色、时间、笔迹或摘要被改动"
UNLIKE_ASIDE = "签名是否失效与日志不符"
OTHERWISE = "签名以后，采购、明细、过秤或票据被改动"
UNLIKE_LIFE = "采购的编号、来历、状态或作废理由与日志不符"
UNLIKE_VOID = "票据是否作废、为什么，与日志不符"


def traces(canteen_id: int | None = None) -> Iterator[Problem]:
    """The problems of all signatures made here, or of those in one canteen."""
    made = select(Signature).where(Signature.digest.is_not(None)).order_by(Signature.id)
    if canteen_id is not None:
        made = made.join(Purchase).where(Purchase.canteen_id == canteen_id)
    signed, aside = _logged(SIGNED), _logged(ASIDE)
    for signature in db.session.scalars(made.execution_options(yield_per=500)):
        yield from _of(signature, signed, aside)
    if canteen_id is None:
        yield from (Problem("signature", entry, "日志里的签名不见了") for entry in sorted(signed))
        yield from (Problem("signature", entry, UNLIKE_ASIDE) for entry in sorted(aside))
    yield from (Problem("signature", key, OTHERWISE) for key in forged_ever(canteen_id))
    yield from _of_lives(canteen_id)
    yield from _of_void_receipts(canteen_id)


def _of(signature: Signature, signed: set[str], aside: set[str]) -> Iterator[Problem]:
    thing = f"purchase:{signature.purchase_id}"
    if Act(NAMES[Role(signature.role)], thing, signature.content or {}).digest != signature.digest:
        yield Problem("signature", signature.id, ALTERED)
    entry = _entry(thing, as_logged(signature))
    if entry not in signed:
        yield Problem("signature", signature.id, UNLIKE_LOG)
    fell = _entry(thing, as_logged(signature) | {"why": signature.set_aside_why})
    if (fell in aside) != bool(signature.set_aside_at or signature.set_aside_why):
        yield Problem("signature", signature.id, UNLIKE_ASIDE)
    signed.discard(entry)
    aside.discard(fell)


def _of_lives(canteen_id: int | None) -> Iterator[Problem]:
    """A purchase that went live here keeps number, origin and author; it is void only where the log says so."""
    came = select(LogEntry.thing, LogEntry.detail).where(LogEntry.action == ALIVE)
    lives = {
        thing: detail
        for thing, detail in db.session.execute(came)
        if canteen_id is None or detail.get("canteen") == canteen_id
    }
    query = select(Purchase).where(Purchase.origin == Origin.PRODUCT, Purchase.state != State.DRAFT)
    void, known = _made_void(), set()
    for purchase in db.session.scalars(query if canteen_id is None else query.where(Purchase.canteen_id == canteen_id)):
        known.add(thing := thing_of(purchase))
        is_unlike = lives.get(thing, life_of(purchase)) != life_of(purchase)
        if is_unlike or _why(purchase) != void.get(thing) or (purchase.voided_at and purchase.state != State.VOID):
            yield Problem("purchase", purchase.id, UNLIKE_LIFE)
    yield from (Problem("purchase", thing, UNLIKE_LIFE) for thing in sorted(lives.keys() - known))


def _of_void_receipts(canteen_id: int | None) -> Iterator[Problem]:
    """A receipt is void where the log says so, for the reason that it says."""
    void, query = _made_void(), select(Receipt).order_by(Receipt.id)
    for receipt in db.session.scalars(query if canteen_id is None else query.where(Receipt.canteen_id == canteen_id)):
        if _why(receipt) != void.get(thing_of(receipt)):
            yield Problem("receipt", receipt.id, UNLIKE_VOID)


def _made_void() -> dict[str, str]:
    """Why each paper was made void, as the log has it."""
    said = select(LogEntry.thing, LogEntry.detail).where(LogEntry.action == VOID)
    return {thing: str(detail["why"]) for thing, detail in db.session.execute(said)}


def _why(document: Document) -> str | None:
    """Why the document says that it is void, as the log would write it; None where it is not."""
    return one_line(document.void_reason or "") if document.state == State.VOID or document.void_reason else None


def _logged(action: str) -> set[str]:
    said = select(LogEntry.thing, LogEntry.detail).where(LogEntry.action == action)
    return {
        _entry(thing, detail)
        for thing, detail in db.session.execute(said)
        if thing.startswith("purchase:") and detail["digest"]  # one on paper is falsified by nothing
    }


def _entry(thing: str, detail: Mapping[str, Any]) -> str:
    """As one text; what was typed over several lines the log writes on one."""
    told = {name: one_line(value) if isinstance(value, str) else value for name, value in detail.items()}
    return json.dumps([thing, told], ensure_ascii=False, sort_keys=True)
