"""The append-only log, hash-chained, and the files that brought history in."""

from datetime import datetime

from sqlalchemy import JSON, Index, String
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


class Change(Model):
    """A changed value of a name, a licence, a bank account: what it was, what it became; append-only."""

    __table_args__ = (Index("ix_change_thing", "thing"),)

    id: Mapped[Key]
    thing: Mapped[Text]
    """As the log writes it: supplier:12."""
    field: Mapped[Text]
    """The label that people read."""
    before: Mapped[Long | None]
    after: Mapped[Long | None]
    at: Mapped[datetime]
    by: Mapped[Text]


class Attachment(Model):
    """A file that belongs to something: a photo, a paper; its bytes are kept under their SHA-256, append-only."""

    __table_args__ = (Index("ix_attachment_thing", "thing"), Index("ix_attachment_sha256", "sha256"))

    id: Mapped[Key]
    canteen_id: Mapped[int] = to("canteen")
    thing: Mapped[Text]
    role: Mapped[Text]
    """What it shows: 表盘照片, 审批文件."""
    name: Mapped[Text]
    media: Mapped[Text]
    """image/jpeg, image/png, application/pdf."""
    sha256: Mapped[str] = mapped_column(String(64))
    shown: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the re-encoded picture that pages show; none where there is none to show."""
    added_by: Mapped[Text]
    added_at: Mapped[datetime]
