"""What signing needs: PINs, what was used once, and personal acts upon what is no purchase."""

from datetime import datetime

from sqlalchemy import JSON, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from canteen.db import Model
from canteen.models.common import Key, Short, Text, maybe, to


class Pin(Model):
    """A PIN that somebody chose; the one that has not ended is in use, the ended ones may not be chosen again."""

    id: Mapped[Key]
    user_id: Mapped[int] = to("user", index=True)
    hash: Mapped[Text]
    """Argon2id over HMAC-SHA-256(pepper, user, PIN)."""
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    why_ended: Mapped[Text | None]


class Challenge(Model):
    """A nonce that was used to sign, and the drawing that came with it: neither is taken a second time."""

    id: Mapped[Key]
    nonce_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    drawing: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the strokes."""
    user_id: Mapped[int] = to("user")
    session_id: Mapped[int] = to("login_session")
    act: Mapped[Short]
    digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime]


class Endorsement(Model):
    """签署: a personal act with PIN and drawn name upon one digest, other than signing a purchase; append-only."""

    __table_args__ = (Index("ix_endorsement_thing_act", "thing", "act"),)

    id: Mapped[Key]
    canteen_id: Mapped[int | None] = maybe("canteen", index=True)
    act: Mapped[Short]
    """What was done by it: agree, void, late, bank_account."""
    thing: Mapped[Text]
    """As the log writes it: income:12."""
    content: Mapped[dict[str, object]] = mapped_column(JSON)
    """What was shown and signed, in its canonical form."""
    digest: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[int] = to("user")
    signer: Mapped[Text]
    """Staff number, of the canteen."""
    name: Mapped[Text]
    posts: Mapped[Text]
    strokes: Mapped[str] = mapped_column(String(65536))
    signed_at: Mapped[datetime]
