"""Suppliers and items."""

from datetime import date

from sqlalchemy import String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from canteen.db import Fen
from canteen.models.common import OfCanteen, Short, Text
from canteen.models.words import Category, SupplierKind, one_of


class Supplier(OfCanteen):
    """供应商."""

    __table_args__ = (UniqueConstraint("canteen_id", "name"), one_of("kind", SupplierKind))

    name: Mapped[Text]
    kind: Mapped[Short]
    tax_number: Mapped[Text | None]
    licence: Mapped[Text | None]
    licence_until: Mapped[date | None]
    bank: Mapped[Text | None]
    bank_account: Mapped[Text | None]
    phone: Mapped[Text | None]
    pinyin: Mapped[str | None] = mapped_column(String(400))
    initials: Mapped[Text | None]
    retired_on: Mapped[date | None]
    unconfirmed: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Made on the spot by a purchaser, and not yet looked at by the accountant."""


class Item(OfCanteen):
    """品目: something bought, with what it is bought for."""

    __table_args__ = (UniqueConstraint("canteen_id", "name"), one_of("category", Category))

    name: Mapped[Text]
    category: Mapped[Short]
    unit: Mapped[Text]
    in_catalogue: Mapped[bool]
    """集采目录内: on the government's purchasing catalogue."""
    durable: Mapped[bool]
    usual_price: Mapped[Fen | None]
    """What a unit of it usually costs, until there are purchases that say so."""
    pinyin: Mapped[str | None] = mapped_column(String(400))
    initials: Mapped[Text | None]
    retired_on: Mapped[date | None]
    unconfirmed: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """Made on the spot by a purchaser, and not yet looked at by the accountant."""
