"""Receptions and what may be charged for them."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from canteen.db import Fen
from canteen.models.common import Document, OfCanteen, Short, Text
from canteen.models.words import ReceptionKind, State, one_of


class ReceptionStandard(OfCanteen):
    """接待标准: the charge a head, for a kind of reception, from a day on."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "kind", "begins_on"),
        CheckConstraint("per_head >= 0", name="per_head"),
        CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="end_after_start"),
        one_of("kind", ReceptionKind),
    )

    kind: Mapped[Short]
    per_head: Mapped[Fen]
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    published_on: Mapped[date | None]


class Reception(Document):
    """接待."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "number"),
        one_of("kind", ReceptionKind),
        one_of("state", State),
        CheckConstraint("guests >= 0 AND companions >= 0", name="heads"),
        CheckConstraint("charge >= 0 AND cost >= 0 AND settled >= 0", name="amounts"),
        CheckConstraint("(settled_on IS NULL) = (settled IS NULL)", name="settled_whole"),
        CheckConstraint("state = 'draft' OR number IS NOT NULL", name="numbered"),
        Index("ix_reception_canteen_id_held_on", "canteen_id", "held_on"),
    )

    held_on: Mapped[date]
    kind: Mapped[Short]
    department: Mapped[Text]
    guests: Mapped[int]
    companions: Mapped[int]
    charge: Mapped[Fen]
    cost: Mapped[Fen]
    letter_no: Mapped[Text | None]
    """公函文号."""
    approved_on: Mapped[date | None]
    settled_on: Mapped[date | None]
    settled: Mapped[Fen | None]
