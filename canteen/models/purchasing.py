"""Sourcing cases and quotes, purchases with their lines and signatures."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, Computed, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from canteen.db import Fen, Milli, Model
from canteen.models.catalogue import Item, Supplier
from canteen.models.common import Document, Key, Long, Row, Short, Text, maybe, to
from canteen.models.receptions import Reception
from canteen.models.words import Amiss, Category, Fund, Purpose, Role, SourcingMethod, State, Via, one_of


class SourcingCase(Document):
    """采购立项."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "number"),
        one_of("method", SourcingMethod),
        one_of("state", State),
        one_of("category", Category),
    )

    matter: Mapped[Text]
    opened_on: Mapped[date | None]
    category: Mapped[Short | None]
    """What the things of the case are bought for; none in imported cases."""
    estimate: Mapped[Fen | None]
    """About how much it will cost."""
    method: Mapped[Short]
    approval_no: Mapped[Text | None]
    approved_on: Mapped[date | None]
    quotes: Mapped[list["Quote"]] = relationship(order_by="Quote.quoted_on")
    lines: Mapped[list["CaseLine"]] = relationship(order_by="CaseLine.line_no")


class CaseLine(Model):
    """询价明细: a thing that a case asks prices for."""

    __table_args__ = (UniqueConstraint("case_id", "line_no"), CheckConstraint("quantity > 0", name="quantity"))

    id: Mapped[Key]
    case_id: Mapped[int] = to("sourcing_case")
    line_no: Mapped[int]
    item_id: Mapped[int] = to("item")
    note: Mapped[Text | None]
    """规格要求."""
    quantity: Mapped[Milli]
    item: Mapped[Item] = relationship()


class Quote(Row):
    """报价: a supplier's price for a whole case."""

    __table_args__ = (
        UniqueConstraint("case_id", "supplier_id", "quoted_on"),
        CheckConstraint("amount >= 0", name="amount"),
    )

    case_id: Mapped[int] = to("sourcing_case")
    supplier_id: Mapped[int] = to("supplier")
    quoted_on: Mapped[date]
    amount: Mapped[Fen]
    supplier: Mapped[Supplier] = relationship()
    lines: Mapped[list["QuoteLine"]] = relationship(order_by="QuoteLine.line_no")


class QuoteLine(Model):
    """报价明细: a supplier's unit price for a line of the case."""

    __table_args__ = (UniqueConstraint("quote_id", "line_no"), CheckConstraint("unit_price >= 0", name="unit_price"))

    id: Mapped[Key]
    quote_id: Mapped[int] = to("quote")
    line_no: Mapped[int]
    unit_price: Mapped[Fen]


class Purchase(Document):
    """采购."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "number"),
        one_of("fund", Fund),
        one_of("purpose", Purpose),
        one_of("state", State),
        CheckConstraint("state = 'draft' OR number IS NOT NULL", name="numbered"),
        Index("ix_purchase_canteen_id_purchased_on", "canteen_id", "purchased_on"),
        Index("ix_purchase_supplier_id_purchased_on", "supplier_id", "purchased_on"),
    )

    purchased_on: Mapped[date]
    supplier_id: Mapped[int] = to("supplier")
    fund: Mapped[Short]
    purpose: Mapped[Short]
    case_id: Mapped[int | None] = maybe("sourcing_case", index=True)
    reception_id: Mapped[int | None] = maybe("reception", index=True)
    accepted_on: Mapped[date | None]
    supplier: Mapped[Supplier] = relationship()
    case: Mapped[SourcingCase | None] = relationship()
    reception: Mapped[Reception | None] = relationship()
    lines: Mapped[list["Line"]] = relationship(order_by="Line.line_no", back_populates="purchase")
    signatures: Mapped[list["Signature"]] = relationship(order_by="Signature.signed_at", back_populates="purchase")
    open_lines: Mapped[list["OpenLine"]] = relationship(order_by="OpenLine.position")
    returns: Mapped[list["SentBack"]] = relationship(order_by="SentBack.id", back_populates="purchase")
    write_off: Mapped["WriteOff | None"] = relationship(back_populates="purchase")

    def signed(self, *roles: Role) -> list["Signature"]:
        """The signatures in the roles, or in any, that count, made here or on paper."""
        return [each for each in self.signatures if not each.set_aside_at and (not roles or each.role in roles)]


class Line(Row):
    """采购明细. Amounts are the line's, rounded half up to the fen by the database itself."""

    __table_args__ = (
        UniqueConstraint("purchase_id", "line_no"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("unit_price >= 0", name="unit_price"),
        CheckConstraint("accepted >= 0", name="accepted"),
    )

    purchase_id: Mapped[int] = to("purchase")
    line_no: Mapped[int]
    item_id: Mapped[int] = to("item", index=True)
    quantity: Mapped[Milli]
    unit_price: Mapped[Fen]
    note: Mapped[Text | None]
    """规格: what is written beside the item."""
    accepted: Mapped[Milli | None]
    ordered_amount: Mapped[int] = mapped_column(
        BigInteger, Computed("(quantity * unit_price + 500) / 1000", persisted=True)
    )
    amount: Mapped[int] = mapped_column(
        BigInteger, Computed("(coalesce(accepted, quantity) * unit_price + 500) / 1000", persisted=True)
    )
    """What was accepted, or ordered where no acceptance is recorded, times the unit price."""
    item: Mapped[Item] = relationship()
    purchase: Mapped[Purchase] = relationship(back_populates="lines")
    weighings: Mapped[list["Weighing"]] = relationship(order_by="Weighing.id", back_populates="line")


class OpenLine(Model):
    """A line of a draft whose quantity or price nobody knows yet: no line of a purchase until it says both.

    It is kept apart so that a line's numbers are never missing, and no clause or sum meets one that is.
    """

    __table_args__ = (
        UniqueConstraint("purchase_id", "position"),
        CheckConstraint("quantity IS NULL OR unit_price IS NULL", name="open"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("unit_price >= 0", name="unit_price"),
    )

    id: Mapped[Key]
    purchase_id: Mapped[int] = to("purchase")
    position: Mapped[int]
    """Where it stands among all lines of the draft, from 1."""
    item_id: Mapped[int] = to("item", index=True)
    quantity: Mapped[Milli | None]
    unit_price: Mapped[Fen | None]
    note: Mapped[Text | None]
    item: Mapped[Item] = relationship()

    @property
    def lacks(self) -> str:
        """What it does not say yet."""
        return "和".join(said for said, value in (("数量", self.quantity), ("单价", self.unit_price)) if value is None)


class Weighing(Model):
    """过秤: what receivers found of a line; append-only, the latest of the latest round counts."""

    __table_args__ = (
        CheckConstraint("accepted >= 0", name="accepted"),
        CheckConstraint("gross >= 0 AND tare >= 0", name="weights"),
    )

    id: Mapped[Key]
    line_id: Mapped[int] = to("line", index=True)
    round: Mapped[int]
    """1; one more after each return of the goods (复验)."""
    gross: Mapped[Milli | None]
    tare: Mapped[Milli | None]
    accepted: Mapped[Milli]
    reason: Mapped[Text | None]
    """Why less, more or nothing was accepted."""
    batch: Mapped[Text | None]
    best_before: Mapped[date | None]
    certificate: Mapped[Text | None]
    """检疫合格证号."""
    by: Mapped[Text]
    """The receiver's staff number."""
    at: Mapped[datetime]
    line: Mapped[Line] = relationship(back_populates="weighings")


class SentBack(Model):
    """退回: an approver sends a purchase back for its order, its goods or its papers."""

    __table_args__ = (one_of("amiss", Amiss),)

    id: Mapped[Key]
    purchase_id: Mapped[int] = to("purchase", index=True)
    amiss: Mapped[Short]
    reason: Mapped[Long]
    by: Mapped[Text]
    """The approver's staff number."""
    at: Mapped[datetime]
    mended_at: Mapped[datetime | None]
    """When what was amiss was signed, weighed or registered anew."""
    purchase: Mapped[Purchase] = relationship(back_populates="returns")


class WriteOff(Model):
    """抹零: the last fen of a purchase, which nobody will pay."""

    __table_args__ = (UniqueConstraint("purchase_id"), CheckConstraint("amount BETWEEN 1 AND 100", name="amount"))

    id: Mapped[Key]
    purchase_id: Mapped[int] = to("purchase")
    amount: Mapped[Fen]
    reason: Mapped[Text]
    by: Mapped[Text]
    at: Mapped[datetime]
    purchase: Mapped[Purchase] = relationship(back_populates="write_off")


class Signature(Row):
    """签名: of the person named, even where somebody else made it (clause 3.5 alone finds that)."""

    __table_args__ = (
        UniqueConstraint("purchase_id", "role", "signer", "signed_at"),
        one_of("role", Role),
        one_of("via", Via),
        CheckConstraint("origin <> 'product' OR digest IS NOT NULL", name="digest_where_made_here"),
        Index("ix_signature_signed_on_purchase_id", "signed_on", "purchase_id"),
    )

    purchase_id: Mapped[int] = to("purchase")
    role: Mapped[Short]
    signer: Mapped[Text]
    """A staff number; of a seller, the name."""
    signed_at: Mapped[datetime]
    signed_on: Mapped[date]
    """The day of signing in the canteen's own zone."""
    made_by: Mapped[Text | None]
    """实际签署人: somebody else's staff number, where it was somebody else."""
    digest: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of what was signed; a signature on paper has none."""
    strokes: Mapped[str | None] = mapped_column(String(65536))
    content: Mapped[dict[str, object] | None] = mapped_column(JSON)
    """What was signed, as the page showed it; of it is the digest."""
    name: Mapped[Text | None]
    """The signer's name at the time."""
    posts: Mapped[Text | None]
    """The posts that the signer held, in words."""
    user_id: Mapped[int | None] = maybe("user", index=True)
    via: Mapped[Short | None]
    """How it came from somebody who was not logged in on the device; else none."""
    phone: Mapped[Text | None]
    """Of a seller, how to be reached."""
    set_aside_at: Mapped[datetime | None]
    set_aside_why: Mapped[Long | None]
    purchase: Mapped[Purchase] = relationship(back_populates="signatures")
