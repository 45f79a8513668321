"""What supervision leaves: handovers, inspections, disclosures, reports, answers and kept checks."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canteen.db import Fen, Model
from canteen.models.common import Key, Long, OfCanteen, Row, Short, Text, maybe, to
from canteen.models.words import State, one_of


class AssetHandover(Row):
    """固定资产移交 of a purchase line; its 行号 need not be one of the purchase's."""

    __table_args__ = (UniqueConstraint("purchase_id", "line_no"),)

    purchase_id: Mapped[int] = to("purchase")
    line_no: Mapped[int]
    copy_on: Mapped[date | None]
    """发票复印件移交日期."""
    asset_no: Mapped[Text | None]
    registered_on: Mapped[date | None]


class Inspection(OfCanteen):
    """监管检查."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "inspected_on", "inspector"),
        CheckConstraint("sampled >= 0", name="sampled"),
    )

    inspected_on: Mapped[date]
    inspector: Mapped[Text]
    sampled: Mapped[int]
    conclusion: Mapped[Long]


class Disclosure(OfCanteen):
    """公示 of a month."""

    __table_args__ = (UniqueConstraint("canteen_id", "month", "published_on"),)

    month: Mapped[date]
    published_on: Mapped[date]


class ReceptionReport(OfCanteen):
    """接待费汇报 up to a month."""

    __table_args__ = (UniqueConstraint("canteen_id", "until_month", "reported_on"),)

    until_month: Mapped[date]
    reported_on: Mapped[date]


class Answer(OfCanteen):
    """答复 to a finding: explained by the person responsible, accepted by the supervisor."""

    __table_args__ = (UniqueConstraint("canteen_id", "month", "clause", "document"),)

    month: Mapped[date]
    clause: Mapped[Short]
    document: Mapped[Text]
    amount: Mapped[Fen | None]
    """The amount at stake when it was answered."""
    explanation: Mapped[Long]
    responsible: Mapped[Text]
    supervisor: Mapped[Text]
    answered_on: Mapped[date]


class CanteenMonth(Model):
    """A month of a canteen that was closed; a month without a row is open."""

    __table_args__ = (UniqueConstraint("canteen_id", "month"),)

    id: Mapped[Key]
    canteen_id: Mapped[int] = to("canteen")
    month: Mapped[date]
    closed_at: Mapped[datetime | None]


class Snapshot(Model):
    """A check that was kept (保存检查, or a close): its findings and counts as the command prints them."""

    __table_args__ = (Index("ix_snapshot_canteen_id_month", "canteen_id", "month"),)

    id: Mapped[Key]
    canteen_id: Mapped[int] = to("canteen")
    month: Mapped[date]
    as_of: Mapped[date]
    taken_at: Mapped[datetime]
    taken_by: Mapped[int | None] = maybe("user")
    report: Mapped[dict[str, object]] = mapped_column(JSON)


class KeptWarning(Model):
    """A warning with which a step was let through, with the numbers and parameter values used; append-only."""

    __table_args__ = (Index("ix_kept_warning_canteen_id_document", "canteen_id", "document"),)

    id: Mapped[Key]
    canteen_id: Mapped[int] = to("canteen")
    clause: Mapped[Short]
    document: Mapped[Text]
    stage: Mapped[Short]
    amount: Mapped[Fen | None]
    message: Mapped[Long]
    numbers: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[datetime]
    user_id: Mapped[int | None] = maybe("user")


class LateEntry(OfCanteen):
    """补录 of what happened outside: rows of the history workbook that wait for the supervisor, then came in."""

    __table_args__ = (one_of("state", State), Index("ix_late_entry_canteen_id_state", "canteen_id", "state"))

    matter: Mapped[Text]
    sheets: Mapped[dict[str, list[dict[str, object]]]] = mapped_column(JSON)
    """Rows by sheet, each with its cells by header, as the import reads them."""
    reason: Mapped[Long]
    state: Mapped[Short]
    author_id: Mapped[int] = to("user")
    made_at: Mapped[datetime]
    decided_by: Mapped[int | None] = maybe("user")
    """Who countersigned it or gave it back."""
    decided_at: Mapped[datetime | None]
    why_returned: Mapped[Text | None]


class VoidRequest(OfCanteen):
    """作废申请: a numbered paper is to be made void; it waits for the second signature, then the paper is void."""

    __table_args__ = (one_of("state", State), Index("ix_void_request_canteen_id_thing", "canteen_id", "thing"))

    thing: Mapped[Text]
    """As the log writes it: payment:12."""
    reason: Mapped[Text]
    state: Mapped[Short]
    author_id: Mapped[int] = to("user")
    made_at: Mapped[datetime]
    decided_by: Mapped[int | None] = maybe("user")
    """Who agreed, or the author who took it back."""
    decided_at: Mapped[datetime | None]
