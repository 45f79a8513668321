"""Passwords and one-time codes: how they are hashed, compared and chosen, and which are too easy to guess."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from secrets import choice
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask import current_app
from werkzeug.exceptions import TooManyRequests

SHORTEST, SHORTEST_PRIVILEGED, LONGEST = 12, 15, 128
AT_ONCE = 4
PATIENCE = 1.0
"""Seconds that a visitor waits for one of the four."""
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_GROUPS = 3
LETS_PASS = 3
"""Bytes of a name so short (a staff number) that a good password may well hold it by chance."""
COMMON = Path(__file__).parent / "common_passwords.txt"

_slots = BoundedSemaphore(AT_ONCE)


def hash_of(password: str) -> str:
    """The password's Argon2id hash."""
    with _slot():
        return _hasher(cheap=_is_cheap()).hash(_normal(password))


def is_right(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; without a stored one it takes as long, and is not."""
    with _slot():
        try:
            return (
                _hasher(cheap=_is_cheap()).verify(stored or _nobodys(cheap=_is_cheap()), _normal(password))
                and stored is not None
            )
        except (Argon2Error, InvalidHashError):
            return False


def new_code() -> str:
    """A one-time code of 60 bits, in groups that can be read out."""
    return "-".join("".join(choice(CODE_LETTERS) for _ in range(4)) for _ in range(CODE_GROUPS))


def fault(password: str, *, privileged: bool, known: tuple[str, ...]) -> str | None:
    """Why a password cannot be chosen; known: names that somebody would try."""
    shortest = SHORTEST_PRIVILEGED if privileged else SHORTEST
    if not shortest <= len(password) <= LONGEST:
        return f"口令须有 {shortest} 至 {LONGEST} 个字"
    folded = _normal(password).casefold()
    if folded in _common() or len(set(folded)) <= shortest // 3:
        return "这个口令太常见，容易被人猜中，请换一个"
    if any(name.casefold() in folded for name in known if len(name.encode()) > LETS_PASS):
        return "口令里不要有自己的姓名、登录名、工号或单位名"
    return None


@contextmanager
def _slot() -> Iterator[None]:
    if not _slots.acquire(timeout=PATIENCE):
        raise TooManyRequests(retry_after=1)
    try:
        yield
    finally:
        _slots.release()


def _is_cheap() -> bool:
    return bool(current_app.config["CONFIG"].cheap_hashes)


@cache
def _hasher(*, cheap: bool) -> PasswordHasher:
    """OWASP's least Argon2id; in tests a cheap one."""
    time_cost, memory_cost = (1, 8) if cheap else (2, 19456)
    return PasswordHasher(time_cost, memory_cost, parallelism=1)


@cache
def _nobodys(*, cheap: bool) -> str:
    """A hash that no password has, for those who are not there."""
    return _hasher(cheap=cheap).hash(new_code())


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="utf-8").split())


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)
