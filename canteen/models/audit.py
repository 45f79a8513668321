"""The append-only log, hash-chained, and the files that brought history in."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from canteen.db import Model
from canteen.models.common import Key, Long, Short, Text, to


class LogEntry(Model):
    """One event: who did what to which thing; its hash is over itself and the entry before."""

    id: Mapped[Key]
    """The place in the chain: 1, 2, 3 … without a gap."""
    at: Mapped[datetime]
    actor: Mapped[Text]
    """A log-in's name, '命令行' for a command, '' for nobody."""
    action: Mapped[Short] = mapped_column(String(40))
    thing: Mapped[Text] = mapped_column("object")
    detail: Mapped[dict[str, object]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    """The hash of the entry before; unique, so that the chain cannot fork."""
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    mac: Mapped[str] = mapped_column(String(64))
    """HMAC of the hash with the installation's key."""


class LogHead(Model):
    """The chain's end; one row, locked by whoever appends."""

    id: Mapped[Key]
    last_id: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))
    """HMAC of place and hash: without the key the chain cannot be cut back."""


class ImportFile(Model):
    """A workbook that was brought in; its bytes are kept under their SHA-256."""

    id: Mapped[Key]
    canteen_id: Mapped[int] = to("canteen", index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[Text]
    late: Mapped[bool]
    brought_by: Mapped[Text]
    brought_at: Mapped[datetime]
    counts: Mapped[dict[str, object]] = mapped_column(JSON)
    note: Mapped[Long | None]
