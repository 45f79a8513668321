"""What was signed in somebody's name: purchases by staff number, everything else by log-in, newest first."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import Subquery, false, func, literal, null, select, union_all

from canteen.acts import short
from canteen.choosing.addresses import asked_number
from canteen.db import db
from canteen.documents.rows import address
from canteen.formats import instant
from canteen.ledger import Head, Line, Link, foot
from canteen.models import Endorsement, Person, Purchase, Signature, Supplier
from canteen.models.words import Role
from canteen.security import Current
from canteen.signatures.names import act_name, purchase_name, thing_link

PAGE = 50
COLUMNS = [
    Head("时间", "instant"),
    Head("签名", "text"),
    Head("签的是", "text"),
    Head("摘要", "code"),
    Head("说明", "text"),
]
PURCHASE, OTHER = "purchase", "endorsement"


@dataclass(frozen=True)
class Whose:
    """Somebody as signatures know them."""

    canteen_id: int | None
    staff_no: str | None
    user_id: int | None
    here_only: bool = False
    """Whether what the log-in signed elsewhere is left out."""


def own(me: Current) -> Whose:
    """Whoever is logged in, in the chosen canteen."""
    place = me.canteen
    return Whose(place.id if place else None, place.staff_no if place else None, me.user_id)


def of_person(person: Person) -> Whose:
    """A person of a canteen, as those see them who oversee it."""
    return Whose(person.canteen_id, person.staff_no, person.user_id, here_only=True)


def listed(whose: Whose, endpoint: str, **values: Any) -> dict[str, Any]:
    """The page of their signatures that the address asks for, as templates take it: columns, rows, pages."""
    page, every = asked_number("page", 1), _every(whose)
    newest = select(every).order_by(every.c.at.desc(), every.c.kind, every.c.key.desc())
    rows = db.session.execute(newest.limit(PAGE).offset((page - 1) * PAGE))
    total = db.session.scalar(select(func.count()).select_from(every)) or 0
    pages = foot(page, PAGE, total, f"{total:,} 次签名", lambda other: url_for(endpoint, page=other, **values))
    return {"columns": COLUMNS, "rows": list(map(_line, rows)), "pages": pages}


def _every(whose: Whose) -> Subquery:
    return union_all(_of_purchases(whose), _of_others(whose)).subquery()


def _of_purchases(whose: Whose) -> Any:
    """A seller signs by name, which is nobody's staff number."""
    return (
        select(
            Signature.signed_at.label("at"),
            literal(PURCHASE).label("kind"),
            Signature.id.label("key"),
            Signature.role.label("act"),
            Purchase.number.label("thing"),
            Signature.digest.label("digest"),
            Signature.set_aside_at.label("set_aside_at"),
            Signature.set_aside_why.label("why"),
            Signature.made_by.label("made_by"),
            Signature.via.label("via"),
            Purchase.id.label("purchase"),
            Purchase.purchased_on.label("day"),
            Supplier.name.label("supplier"),
        )
        .join(Purchase, Purchase.id == Signature.purchase_id)
        .join(Supplier, Supplier.id == Purchase.supplier_id)
        .where(Purchase.canteen_id == whose.canteen_id, Signature.signer == whose.staff_no)
        .where(Signature.role != Role.SELLER)
    )


def _of_others(whose: Whose) -> Any:
    made = select(
        Endorsement.signed_at,
        literal(OTHER),
        Endorsement.id,
        Endorsement.act,
        Endorsement.thing,
        Endorsement.digest,
        *(null() for _ in range(7)),
    ).where(Endorsement.user_id == whose.user_id if whose.user_id else false())
    return made.where(Endorsement.canteen_id == whose.canteen_id) if whose.here_only else made


def _line(row: Any) -> Line:
    digest = row.digest and short(row.digest)
    if row.kind == OTHER:
        page = url_for("signatures.endorsement", key=row.key)
        return Line([row.at, Link(act_name(row.act), page), thing_link(row.thing), digest, None])
    page, name = url_for("signatures.signature", key=row.key), purchase_name(row.thing, row.supplier, row.day)
    cells = [row.at, Link(row.act, page), Link(name, address("purchase", row.purchase)), digest, _note(row)]
    return Line(cells, "gone" if row.set_aside_at else None)


def _note(row: Any) -> str | None:
    notes = [row.via, f"实际由 {row.made_by} 签" if row.made_by else None, None if row.digest else "纸质签名"]
    if row.set_aside_at:
        notes.append(f"{instant(row.set_aside_at)} 失效：{row.why or '没有写明原因'}")
    return "；".join(filter(None, notes)) or None
