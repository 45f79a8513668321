"""What is signed: an act upon a thing, with the content that is shown, and the digest of its canonical form."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class Act:
    """Something that one signs: what is done, to which thing (income:12), and all of the content that was shown."""

    name: str
    thing: str
    content: Mapping[str, object]

    @cached_property
    def canonical(self) -> str:
        """Thing and content as JSON of one form. Raises TypeError where the content holds what has no one form."""
        plain = {"thing": _plain(self.thing), "content": _plain(self.content)}
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def text(self) -> str:
        """The canonical form under the act's name and the form's version."""
        return f"mingzhang.{self.name}.v1\n{self.canonical}"

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the text."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def short(self) -> str:
        """The digest's first 8 and last 4 characters, as pages and papers show it."""
        return short(self.digest)

    @property
    def stored(self) -> dict[str, Any]:
        """The content as it is stored: reading it gives the same digest."""
        content: dict[str, Any] = json.loads(self.canonical)["content"]
        return content


def short(digest: str) -> str:
    """A digest's first 8 and last 4 characters."""
    return f"{digest[:8]}…{digest[-4:]}"


def _plain(value: object) -> object:
    """Texts in NFC, whole numbers, yes, no, nothing, days, instants in UTC, and what is made of them; nothing else."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_name(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _in_utc(instant: datetime) -> str:
    if instant.tzinfo is None:
        raise TypeError("a time without a zone has no canonical form")
    return instant.astimezone(UTC).isoformat(timespec="seconds")


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError("only texts name what an object holds")
    return unicodedata.normalize("NFC", name)
