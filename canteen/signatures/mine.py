"""What was signed in somebody's name: purchases by staff number, everything else by log-in, newest first."""

from typing import Any

from flask import url_for
from sqlalchemy import func, literal, null, select, union_all

from canteen.acts import short
from canteen.db import db
from canteen.documents.rows import address
from canteen.ledger import Head, Line, Link
from canteen.models import Endorsement, Person, Purchase, Signature
from canteen.models.words import Role
from canteen.security import Current
from canteen.signatures.names import act_name, thing_link

PAGE = 50
COLUMNS = [
    Head("时间", "instant"),
    Head("作为", "text"),
    Head("签的是", "text"),
    Head("摘要", "code"),
    Head("说明", "text"),
]


def count(me: Current) -> int:
    """How many signatures there are."""
    return db.session.scalar(select(func.count()).select_from(_signed(me).subquery())) or 0


def lines(me: Current, page: int) -> list[Line]:
    """A page of them."""
    every = _signed(me).subquery()
    newest = select(every).order_by(every.c.at.desc(), every.c.kind, every.c.key.desc())
    return [_line(row) for row in db.session.execute(newest.limit(PAGE).offset((page - 1) * PAGE))]


def _signed(me: Current) -> Any:
    return union_all(_of_purchases(me), _of_others(me))


def _of_purchases(me: Current) -> Any:
    """A seller signs by name, which is nobody's staff number."""
    staff_no = select(Person.staff_no).where(Person.id == (me.canteen and me.canteen.person_id)).scalar_subquery()
    return (
        select(
            Signature.signed_at.label("at"),
            literal("purchase").label("kind"),
            Purchase.id.label("key"),
            Signature.role.label("act"),
            Purchase.number.label("thing"),
            Signature.digest.label("digest"),
            Signature.set_aside_at.label("set_aside_at"),
            Signature.made_by.label("made_by"),
        )
        .join(Purchase)
        .where(Purchase.canteen_id == (me.canteen and me.canteen.id))
        .where(Signature.signer == staff_no, Signature.role != Role.SELLER)
    )


def _of_others(me: Current) -> Any:
    return select(
        Endorsement.signed_at,
        literal("endorsement"),
        Endorsement.id,
        Endorsement.act,
        Endorsement.thing,
        Endorsement.digest,
        null(),
        null(),
    ).where(Endorsement.user_id == me.user_id)


def _line(row: Any) -> Line:
    digest = row.digest and short(row.digest)
    if row.kind == "purchase":
        return Line([row.at, row.act, Link(row.thing, address("purchase", row.key)), digest, _note(row)])
    page = url_for("signatures.endorsement", key=row.key)
    return Line([row.at, Link(act_name(row.act), page), thing_link(row.thing), digest, None])


def _note(row: Any) -> str | None:
    if row.set_aside_at:
        return "已失效"
    if row.made_by:
        return f"实际由 {row.made_by} 签"
    return None if row.digest else "纸质签名"
