"""The purchases on their way to the approver, in one select: where each stands, whose turn it is, since when."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Select,
    Text,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from canteen.course.in_sql import GOING_ON, bears, counted_as, has_arrived, latest, open_return, standing
from canteen.db import db
from canteen.models import (
    Cover,
    Line,
    OpenLine,
    Payment,
    PaymentPart,
    Person,
    Purchase,
    Receipt,
    SentBack,
    Signature,
    Supplier,
)
from canteen.models.words import Origin, Role, State
from canteen.payments.owed import amount
from canteen.seen import CANTEEN
from canteen.today.mine import Mine

ME: ColumnElement[str | None] = bindparam("me", type_=Text)
"""The visitor's staff number."""


def on_their_way(me: Mine) -> list[Row[Any]]:
    """Every purchase that waits for somebody here and is not approved yet, by day; one entered late waits for its approver."""
    return list(db.session.execute(_on_their_way(), me.binds()))


@cache
def _on_their_way() -> Select[Any]:
    returned = aliased(SentBack)
    return (
        select(
            Purchase.id,
            Purchase.number,
            Purchase.purchased_on,
            Purchase.author_id,
            Supplier.name.label("supplier"),
            Supplier.kind.label("supplier_kind"),
            Purchase.origin,
            standing().label("standing"),
            *_of_lines(),
            *_of_signatures(),
            *_of_papers(),
            returned.amiss,
            returned.reason,
            returned.at.label("returned_at"),
            _name_of(returned.by).label("returned_by"),
        )
        .join(Supplier, Supplier.id == Purchase.supplier_id)
        .outerjoin(returned, returned.id == open_return())
        .where(*GOING_ON, ~bears(Role.APPROVER))
        .where(or_(Purchase.origin == Origin.PRODUCT, has_arrived()))
        .order_by(Purchase.purchased_on, Purchase.id)
    )


def is_mine() -> ColumnElement[bool]:
    """Whether the visitor drafted a purchase, or ever signed it as a purchaser."""
    signed = exists().where(Signature.purchase_id == Purchase.id, Signature.role == Role.BUYER, Signature.signer == ME)
    return or_(Purchase.author_id == bindparam("user"), signed)


def covered_by(*kinds: str) -> ColumnElement[bool]:
    """Whether a live receipt of the kinds, or of any, covers a purchase."""
    live = and_(Cover.purchase_id == Purchase.id, Receipt.id == Cover.receipt_id, Receipt.state == State.LIVE)
    return exists().where(live, *([Receipt.kind.in_(kinds)] if kinds else []))


def _of_lines() -> tuple[ColumnElement[Any], ...]:
    lines = select(func.count()).where(Line.purchase_id == Purchase.id)
    return (
        amount().label("amount"),
        lines.scalar_subquery().label("lines"),
        select(func.count()).where(OpenLine.purchase_id == Purchase.id).scalar_subquery().label("open_lines"),
        lines.where(Line.accepted.is_(None)).scalar_subquery().label("unweighed"),
    )


def _of_signatures() -> tuple[ColumnElement[Any], ...]:
    """Who has signed as what, since when, and what of it was the visitor."""
    names = select(func.aggregate_strings(Signature.name, "、")).where(counted_as(Role.BUYER)).scalar_subquery()
    aside = select(func.max(Signature.set_aside_at)).where(Signature.purchase_id == Purchase.id).scalar_subquery()
    mine = Signature.signer == ME
    return (
        is_mine().label("mine"),
        names.label("buyers"),
        bears(Role.BUYER, mine).label("i_bought"),
        bears(Role.RECEIVER, mine).label("i_received"),
        latest(Role.BUYER).label("bought_at"),
        latest(Role.RECEIVER).label("received_at"),
        aside.label("aside_at"),
    )


def _of_papers() -> tuple[ColumnElement[Any], ...]:
    """Whether money was paid or stated, and the receipt that covers it."""
    paid = exists().where(
        PaymentPart.purchase_id == Purchase.id, Payment.id == PaymentPart.payment_id, Payment.voided_at.is_(None)
    )
    receipt = (
        select(func.max(Receipt.id))
        .join(Cover, Cover.receipt_id == Receipt.id)
        .where(Cover.purchase_id == Purchase.id, Receipt.state == State.LIVE)
    )
    return paid.label("paid"), receipt.scalar_subquery().label("receipt")


def _name_of(staff_no: Any) -> ScalarSelect[str]:
    named = select(Person.name).where(Person.canteen_id == CANTEEN, Person.staff_no == staff_no)
    return named.scalar_subquery()
