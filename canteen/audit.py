"""The log: append-only, each entry hashed over the one before and sealed with the installation's key."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask import g, has_request_context
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from canteen import clock, triggers
from canteen.db import db
from canteen.keys import is_sealed, seal
from canteen.models import LogEntry, LogHead, User

VERSION = "mingzhang.log.v1"
LONGEST_NAME = 200
START = "0" * 64
PURPOSE = "log"
HEAD = select(LogHead).with_for_update().execution_options(populate_existing=True)
LOCKED = "log head"
"""Where a session keeps what it has locked, with the transaction that holds the lock."""
COMMAND_LINE = "命令行"
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
LONGEST = 200
ENTRY = (
    LogEntry.id,
    LogEntry.at,
    LogEntry.actor,
    LogEntry.action,
    LogEntry.thing,
    LogEntry.detail,
    LogEntry.previous,
    LogEntry.hash,
    LogEntry.mac,
)


@dataclass(frozen=True)
class Problem:
    """Something that was tampered with: what it is, where, and how that shows."""

    what: str
    at: int | str
    reason: str


def record(action: str, thing: str = "", **detail: object) -> None:
    """Append an event to the log, within the caller's transaction."""
    head = lock()
    entry = LogEntry(
        id=head.last_id + 1,
        at=clock.now(),
        actor=one_line(actor())[:LONGEST],
        action=action,
        thing=one_line(thing)[:LONGEST],
        detail={name: _plain(value) for name, value in detail.items()},
        previous=head.hash,
    )
    entry.hash = _hash(entry)
    entry.mac = seal(PURPOSE, entry.hash)
    head.last_id, head.hash = entry.id, entry.hash
    head.mac = seal(PURPOSE, _place(entry.id, entry.hash))
    db.session.add(entry)
    db.session.flush()


def lock() -> LogHead:
    """Lock the chain's end until the transaction ends, and give it."""
    session = db.session()
    held: tuple[object, LogHead] | None = session.info.get(LOCKED)
    if held and held[0] is session.get_transaction():
        return held[1]
    head = _lock()
    session.info[LOCKED] = session.get_transaction(), head
    return head


def _lock() -> LogHead:
    if head := db.session.scalar(HEAD):
        return head
    with suppress(IntegrityError), db.session.begin_nested():  # another's first entry may come in between
        db.session.add(LogHead(id=1, last_id=0, hash=START, mac=""))
    return db.session.scalars(HEAD).one()


def actor_id() -> int | None:
    """The log-in that acts, if one does."""
    found: int | None = g.get("actor_id") if has_request_context() else None
    return found


def file_name(name: str | None) -> str:
    """The name that a file came with, on one line and no longer than is kept."""
    return one_line(name or "")[:LONGEST_NAME]


def one_line(text: str) -> str:
    """The text on one line: what a terminal or a database would take for more than text is written out."""
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def problems() -> list[Problem]:
    """What was changed, removed, inserted, cut off or forged in the log, and triggers that are not as installed."""
    return [*_of_triggers(), *_of_chain()]


def _of_triggers() -> Iterator[Problem]:
    for name in triggers.altered(db.session.connection()):
        yield Problem("trigger", name, "数据库的保护触发器缺失、被改动或被停用")


def _of_chain() -> Iterator[Problem]:
    last_id, last_hash = 0, START
    for entry in db.session.execute(select(*ENTRY).order_by(LogEntry.id).execution_options(yield_per=1000)):
        if reason := _fault(entry, last_id, last_hash):
            yield Problem("log", min(entry.id, last_id + 1), reason)
        last_id, last_hash = entry.id, entry.hash
    yield from _of_head(last_id, last_hash)


def _fault(entry: Any, last_id: int, last_hash: str) -> str | None:
    if entry.id != last_id + 1:
        return f"第 {last_id + 1} 条到第 {entry.id - 1} 条记录被删除"
    if entry.hash != _hash(entry):
        return "记录的内容被改动"
    if entry.previous != last_hash:
        return "与前一条记录不相连"
    if not is_sealed(PURPOSE, entry.hash, entry.mac):
        return "不是本程序写入的记录：印记与密钥不符"
    return None


def _of_head(last_id: int, last_hash: str) -> Iterator[Problem]:
    head = db.session.execute(select(LogHead.last_id, LogHead.hash, LogHead.mac)).one_or_none()
    if head is None:
        if last_id or db.session.scalar(select(User.id).limit(1)):
            yield Problem("log", last_id, "日志的末尾标记或整个日志被删除")
        return
    if not is_sealed(PURPOSE, _place(head.last_id, head.hash), head.mac):
        yield Problem("log", last_id, "日志的末尾标记被改动")
    elif head.last_id > last_id:
        yield Problem("log", last_id + 1, f"第 {last_id + 1} 条起的 {head.last_id - last_id} 条记录被删除")
    elif (head.last_id, head.hash) != (last_id, last_hash):
        yield Problem("log", head.last_id + 1, "末尾标记之后还有记录")


def _hash(entry: Any) -> str:
    """The SHA-256 of an entry's canonical form."""
    content = {
        "id": entry.id,
        "at": _plain(entry.at),
        "actor": entry.actor,
        "action": entry.action,
        "object": entry.thing,
        "detail": entry.detail,
        "previous": entry.previous,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(f"{VERSION}\n{text}".encode()).hexdigest()


def _place(entry_id: int, entry_hash: str) -> str:
    return f"{entry_id} {entry_hash}"


def actor() -> str:
    """Who acts, as the log names them."""
    return g.get("actor", "") if has_request_context() else COMMAND_LINE


def _plain(value: object) -> object:
    """The value as JSON keeps it on every database: text, whole numbers, yes, no, nothing, and what is made of them."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, dict):
        return {one_line(str(name)): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return one_line(str(value))
