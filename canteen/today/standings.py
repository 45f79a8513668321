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
    case,
    distinct,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from canteen.course.standing import WANTED, Standing
from canteen.db import db
from canteen.facts import total
from canteen.models import Cover, Line, Payment, PaymentPart, Person, Purchase, Receipt, SentBack, Signature, Supplier
from canteen.models.words import Amiss, Origin, Role, State
from canteen.seen import AS_OF, CANTEEN
from canteen.today.mine import Mine

ME: ColumnElement[str | None] = bindparam("me", type_=Text)
"""The visitor's staff number."""
HERE = (
    Purchase.canteen_id == CANTEEN,
    Purchase.origin == Origin.PRODUCT,
    Purchase.state != State.VOID,
    Purchase.voided_at.is_(None),
)
"""The purchases that were made here: those from before, and 补录, wait for nobody."""


def on_their_way(me: Mine) -> list[Row[Any]]:
    """Every purchase that is not approved yet; a closed course is the approver's signature."""
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
        .outerjoin(returned, returned.id == _open_return())
        .where(*HERE, ~_bears(Role.APPROVER))
    )


def standing() -> ColumnElement[str]:
    """What `course.standing_of` says of a purchase that is not approved, in SQL."""
    signed_today = _bears(Role.RECEIVER, Signature.signed_on == AS_OF)
    is_begun = or_(_many(Role.BUYER) > 0, Purchase.number.is_not(None))
    return case(
        (lacks(Role.BUYER), case((is_begun, Standing.ORDERING), else_=Standing.DRAFT)),
        (lacks(Role.RECEIVER), case((signed_today, Standing.ARRIVING), else_=Standing.ORDERED)),
        (_open_return(Amiss.PAPER).is_not(None), Standing.PAPERS),
        else_=Standing.ARRIVED,
    )


def lacks(role: Role) -> ColumnElement[bool]:
    """Whether fewer people than the law wants have signed a purchase in the role."""
    return _many(role) < WANTED[role].on(Purchase.purchased_on)


def is_mine() -> ColumnElement[bool]:
    """Whether the visitor drafted a purchase, or ever signed it as a purchaser."""
    return or_(Purchase.author_id == bindparam("user"), _signed(Role.BUYER, Signature.signer == ME))


def covered_by(*kinds: str) -> ColumnElement[bool]:
    """Whether a live receipt of the kinds, or of any, covers a purchase."""
    live = and_(Cover.purchase_id == Purchase.id, Receipt.id == Cover.receipt_id, Receipt.state == State.LIVE)
    return exists().where(live, *([Receipt.kind.in_(kinds)] if kinds else []))


def amount() -> ScalarSelect[int]:
    """A purchase's total: what was accepted of each line, or ordered, times its price."""
    return select(total(Line.amount)).where(Line.purchase_id == Purchase.id).scalar_subquery()


def _of_lines() -> tuple[ColumnElement[Any], ...]:
    lines = select(func.count()).where(Line.purchase_id == Purchase.id)
    return (
        amount().label("amount"),
        lines.scalar_subquery().label("lines"),
        lines.where(Line.accepted.is_(None)).scalar_subquery().label("unweighed"),
    )


def _of_signatures() -> tuple[ColumnElement[Any], ...]:
    """Who has signed as what, since when, and what of it was the visitor."""
    names = select(func.aggregate_strings(Signature.name, "、")).where(_in_force(Role.BUYER)).scalar_subquery()
    aside = select(func.max(Signature.set_aside_at)).where(Signature.purchase_id == Purchase.id).scalar_subquery()
    mine = Signature.signer == ME
    return (
        is_mine().label("mine"),
        names.label("buyers"),
        _bears(Role.BUYER, mine).label("i_bought"),
        _bears(Role.RECEIVER, mine).label("i_received"),
        _latest(Role.BUYER).label("bought_at"),
        _latest(Role.RECEIVER).label("received_at"),
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


def _in_force(role: Role) -> ColumnElement[bool]:
    return and_(Signature.purchase_id == Purchase.id, Signature.role == role, Signature.set_aside_at.is_(None))


def _signed(role: Role, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Signature.purchase_id == Purchase.id, Signature.role == role, *more)


def _bears(role: Role, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a signature in the role is in force."""
    return _signed(role, Signature.set_aside_at.is_(None), *more)


def _many(role: Role) -> ScalarSelect[int]:
    return select(func.count(distinct(Signature.signer))).where(_in_force(role)).scalar_subquery()


def _latest(role: Role) -> ScalarSelect[Any]:
    return select(func.max(Signature.signed_at)).where(_in_force(role)).scalar_subquery()


def _open_return(*amiss: Amiss) -> ScalarSelect[int]:
    """The latest return that nobody has mended yet."""
    open_ = select(func.max(SentBack.id)).where(SentBack.purchase_id == Purchase.id, SentBack.mended_at.is_(None))
    return open_.where(*([SentBack.amiss.in_(amiss)] if amiss else [])).scalar_subquery()


def _name_of(staff_no: Any) -> ScalarSelect[str]:
    named = select(Person.name).where(Person.canteen_id == CANTEEN, Person.staff_no == staff_no)
    return named.scalar_subquery()
