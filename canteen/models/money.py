"""Accounts, payments, transfers, income and its receipt books, budgets and utility bills."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from canteen.db import Fen, Milli, Model, Tenk
from canteen.models.catalogue import Supplier
from canteen.models.common import Document, Key, Long, OfCanteen, Row, Short, Text, maybe, to
from canteen.models.purchasing import Purchase
from canteen.models.words import (
    BUDGET_CATEGORIES,
    AccountKind,
    Fund,
    IncomeKind,
    IncomeReceipt,
    PaymentMethod,
    State,
    Utility,
    one_of,
)


class Account(OfCanteen):
    """A bank account or a cash box, of one fund."""

    __table_args__ = (UniqueConstraint("canteen_id", "name"), one_of("kind", AccountKind), one_of("fund", Fund))

    name: Mapped[Text]
    kind: Mapped[Short]
    fund: Mapped[Short]
    opening: Mapped[Fen | None]
    """年初余额."""
    year: Mapped[int | None]
    """年度: whose opening balance it is; none means the year of the earliest purchase or income."""
    holder: Mapped[Text | None]
    """备用金, 垫付: the staff number of the purchaser who carries this cash, or pays from their own."""
    own_money: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """垫付: what the holder paid of their own; below zero is what they are owed."""
    retired_on: Mapped[date | None]


class Payment(Document):
    """付款."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "number"),
        one_of("method", PaymentMethod),
        one_of("state", State),
        CheckConstraint("state = 'draft' OR number IS NOT NULL", name="numbered"),
        Index("ix_payment_canteen_id_paid_on", "canteen_id", "paid_on"),
        Index("ix_payment_supplier_id_paid_on", "supplier_id", "paid_on"),
    )

    paid_on: Mapped[date]
    method: Mapped[Short]
    account_id: Mapped[int] = to("account")
    supplier_id: Mapped[int] = to("supplier")
    bank_ref: Mapped[Text | None]
    note: Mapped[Text | None]
    stated_by: Mapped[Text | None]
    """The purchaser who stated what was paid at the stall, by staff number; the cashier confirms it."""
    confirmed_by: Mapped[Text | None]
    confirmed_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()
    supplier: Mapped[Supplier] = relationship()
    parts: Mapped[list["PaymentPart"]] = relationship(back_populates="payment")


class PaymentPart(Row):
    """付款明细: the part of a payment that settles one purchase."""

    __table_args__ = (UniqueConstraint("payment_id", "purchase_id"),)

    payment_id: Mapped[int] = to("payment")
    purchase_id: Mapped[int] = to("purchase", index=True)
    amount: Mapped[Fen]
    payment: Mapped[Payment] = relationship(back_populates="parts")
    purchase: Mapped[Purchase] = relationship()


class Transfer(Document):
    """资金划转 between two accounts of one fund."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "number"),
        CheckConstraint("from_id <> to_id", name="two_accounts"),
        one_of("state", State),
    )

    moved_on: Mapped[date]
    from_id: Mapped[int] = to("account")
    to_id: Mapped[int] = to("account")
    amount: Mapped[Fen]
    bank_ref: Mapped[Text | None]
    fee: Mapped[Fen] = mapped_column(default=0, server_default="0")
    """手续费, taken from the account that the money leaves."""
    note: Mapped[Text | None]
    source: Mapped[Account] = relationship(foreign_keys=from_id)
    target: Mapped[Account] = relationship(foreign_keys=to_id)


class ReceiptBook(OfCanteen):
    """票据本: a book of fiscal receipts, handed out with its range of numbers."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "number"),
        CheckConstraint("first_no >= 0 AND last_no >= first_no", name="range"),
    )

    number: Mapped[Text]
    first_no: Mapped[int] = mapped_column(BigInteger)
    last_no: Mapped[int] = mapped_column(BigInteger)
    handed_out_on: Mapped[date]
    handed_to: Mapped[Text | None]


class SpoiledReceipt(Model):
    """作废票号: a number of a receipt book that was spoiled, and why; it is used no more."""

    __table_args__ = (UniqueConstraint("book_id", "receipt_no"),)

    id: Mapped[Key]
    book_id: Mapped[int] = to("receipt_book")
    receipt_no: Mapped[int] = mapped_column(BigInteger)
    spoiled_on: Mapped[date]
    reason: Mapped[Text]
    by: Mapped[Text]


class Income(Document):
    """收入."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "number"),
        one_of("kind", IncomeKind),
        one_of("receipt_kind", IncomeReceipt),
        one_of("state", State),
        CheckConstraint("state = 'draft' OR number IS NOT NULL", name="numbered"),
        Index("ix_income_canteen_id_received_on", "canteen_id", "received_on"),
        Index("ix_income_canteen_id_receipt_no", "canteen_id", "receipt_no"),
    )

    received_on: Mapped[date]
    kind: Mapped[Short]
    amount: Mapped[Fen]
    receipt_kind: Mapped[Short]
    receipt_no: Mapped[int | None] = mapped_column(BigInteger)
    account_id: Mapped[int] = to("account")
    department: Mapped[Text | None]
    reception_id: Mapped[int | None] = maybe("reception", index=True)
    """The reception that a settlement pays for."""
    note: Mapped[Text | None]
    account: Mapped[Account] = relationship()


class Budget(OfCanteen):
    """预算 of a category for a year; the latest version counts."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "year", "category", "version"),
        CheckConstraint("amount >= 0", name="amount"),
        one_of("category", BUDGET_CATEGORIES),
    )

    year: Mapped[int]
    category: Mapped[Short]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    amount: Mapped[Fen]
    reason: Mapped[Long | None]
    set_by: Mapped[Text | None]
    set_at: Mapped[datetime | None]


class DepartmentBudget(OfCanteen):
    """部门接待预算 for a year; the latest version counts."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "year", "department", "version"),
        CheckConstraint("amount >= 0", name="amount"),
    )

    year: Mapped[int]
    department: Mapped[Text]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    amount: Mapped[Fen]
    reason: Mapped[Long | None]
    set_by: Mapped[Text | None]
    set_at: Mapped[datetime | None]


class UtilityBill(Document):
    """水电费 of one meter for a month."""

    __table_args__ = (
        UniqueConstraint("canteen_id", "number"),
        one_of("utility", Utility),
        one_of("state", State),
        CheckConstraint("opening >= 0 AND closing >= 0", name="readings"),
        CheckConstraint("multiplier >= 0", name="multiplier"),
        CheckConstraint("unit_price >= 0", name="unit_price"),
        CheckConstraint("(paid_on IS NULL) = (paid_amount IS NULL)", name="paid_whole"),
        Index("ix_utility_bill_canteen_id_month", "canteen_id", "month"),
    )

    utility: Mapped[Short]
    meter: Mapped[Text | None]
    """表号; none is the only meter of its kind."""
    month: Mapped[date]
    """The month's first day."""
    opening: Mapped[Milli]
    closing: Mapped[Milli]
    multiplier: Mapped[Milli | None]
    unit_price: Mapped[Tenk]
    other_charges: Mapped[Fen | None]
    amount: Mapped[Fen]
    paid_on: Mapped[date | None]
    paid_amount: Mapped[Fen | None]
    account_id: Mapped[int | None] = maybe("account")
    """The account that it is paid from; none in imported bills, which the meal fund's first bank account paid."""
    account: Mapped[Account | None] = relationship()
    charges: Mapped[list["UtilityCharge"]] = relationship(order_by="UtilityCharge.id")


class UtilityCharge(Model):
    """其他费用 of a bill by name: a tier's surcharge, a fee."""

    id: Mapped[Key]
    bill_id: Mapped[int] = to("utility_bill", index=True)
    name: Mapped[Text]
    tier: Mapped[Text | None]
    quantity: Mapped[Milli | None]
    unit_price: Mapped[Tenk | None]
    amount: Mapped[Fen]
