"""Purchases under way: where each stands, and what a purchaser can do with it now."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from canteen.course import Deed, Standing, may_now, signers, standing_of
from canteen.course.in_sql import MADE_HERE, bears
from canteen.db import db
from canteen.holders import my_staff_no
from canteen.ledger import Line, Link
from canteen.models import Purchase
from canteen.models.words import Role
from canteen.security import current

MOST = 200


@dataclass(frozen=True)
class UnderWay:
    """Purchases as lines: what waits for the visitor, and what others do."""

    mine: list[Line]
    others: list[Line]


def under_way(canteen_id: int) -> UnderWay:
    """The purchases made here that are not approved yet, the newest first."""
    me = my_staff_no() or ""
    lines = [(_waits_for(me, purchase), _line(me, purchase)) for purchase in _open(canteen_id)]
    return UnderWay([line for mine, line in lines if mine], [line for mine, line in lines if not mine])


def _open(canteen_id: int) -> list[Purchase]:
    query = select(Purchase).where(*MADE_HERE, ~bears(Role.APPROVER))
    loaded = (
        joinedload(Purchase.supplier),
        selectinload(Purchase.lines),
        selectinload(Purchase.open_lines),
        selectinload(Purchase.signatures),
        selectinload(Purchase.returns),
    )
    newest = query.order_by(Purchase.purchased_on.desc(), Purchase.id.desc()).limit(MOST)
    return list(db.session.scalars(newest.options(*loaded), {"canteen": canteen_id}))


def _waits_for(me: str, purchase: Purchase) -> bool:
    """Whether a purchaser has something to do: a draft of theirs to finish, a signature of theirs that is missing."""
    standing = standing_of(purchase)
    if standing in {Standing.DRAFT, Standing.UNPRICED}:
        return purchase.author_id == current().user_id
    return standing == Standing.ORDERING and me not in signers(purchase, Role.BUYER)


def _line(me: str, purchase: Purchase) -> Line:
    amount = sum(line.amount for line in purchase.lines)
    name = Link(purchase.supplier.name, url_for("documents.paper", slug="purchase", key=purchase.id))
    what = f"{len(purchase.lines) + len(purchase.open_lines)} 行"
    if purchase.open_lines:
        what += f"，{len(purchase.open_lines)} 行没填齐，没算进金额"
    return Line([name, purchase.purchased_on, what, amount, str(standing_of(purchase)), _way(me, purchase)])


def _way(me: str, purchase: Purchase) -> Link | None:
    return next(_ways(me, purchase), None)


def _ways(me: str, purchase: Purchase) -> Iterator[Link]:
    """What a purchaser can do, the next thing first."""
    if may_now(Deed.ORDER, purchase) and me not in signers(purchase, Role.BUYER):
        draft = standing_of(purchase) == Standing.DRAFT
        yield Link("接着填" if draft else "去签名", _url("purchasing.edit" if draft else "signoff.buyer", purchase))
    if may_now(Deed.ORDER, purchase):
        yield Link("请另一位签名", _url("signoff.buyer", purchase))
    if standing_of(purchase) == Standing.UNPRICED:
        yield Link("接着填", _url("purchasing.edit", purchase))
    if may_now(Deed.EDIT, purchase):
        yield Link("修改", _url("purchasing.edit", purchase))


def _url(endpoint: str, purchase: Purchase) -> str:
    return url_for(endpoint, key=purchase.id)
