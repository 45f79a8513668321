"""What the visitor signed this month, for whom the own purchases wait now, what the own money is owed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import Row, Select, func, select

from canteen.course import Standing
from canteen.course.in_sql import GOING_ON
from canteen.db import db
from canteen.documents.rows import address
from canteen.facts import total
from canteen.formats import yuan
from canteen.models import Purchase, Signature
from canteen.models.words import Post, Role
from canteen.months import month_text
from canteen.payments.advances import advances
from canteen.payments.owed import amount
from canteen.seen import MONTH, MONTH_END
from canteen.today.mine import Mine
from canteen.today.standings import ME

DONE = {Role.BUYER: "采购", Role.RECEIVER: "验收", Role.APPROVER: "审批"}
WAITS_FOR = {
    Standing.ORDERED: "验收",
    Standing.ARRIVING: "验收",
    Standing.ARRIVED: "审批",
}


@dataclass(frozen=True)
class Fact:
    """A number of the month, and where it leads."""

    label: str
    value: str
    url: str


def handled(me: Mine, on_their_way: list[Row[Any]]) -> list[Fact]:
    """What was signed as what, in how many purchases of how much; then who has the others now."""
    return [*_signed(me), *_with_others(me, on_their_way), *_owed(me)]


def _signed(me: Mine) -> Iterator[Fact]:
    for role, many, sum_ in db.session.execute(_by_role(), me.binds()):
        yield Fact(DONE[Role(role)], f"{many} 笔 {yuan(sum_)} 元", url_for("signatures.own"))


@cache
def _by_role() -> Select[Any]:
    signed = (
        select(Signature.role, Purchase.id, amount().label("amount"))
        .join(Purchase, Purchase.id == Signature.purchase_id)
        .where(*GOING_ON, Signature.signer == ME, Signature.role.in_(DONE))
        .where(Signature.digest.is_not(None), Signature.set_aside_at.is_(None))
        .where(Signature.signed_on.between(MONTH, MONTH_END))
        .subquery()
    )
    by_role = select(signed.c.role, func.count(), total(signed.c.amount)).group_by(signed.c.role)
    return by_role.order_by(signed.c.role.desc())


def _with_others(me: Mine, on_their_way: list[Row[Any]]) -> Iterator[Fact]:
    waited = [WAITS_FOR[each.standing] for each in on_their_way if each.mine and each.standing in WAITS_FOR]
    if waited:
        words = "，".join(f"{who} {waited.count(who)}" for who in dict.fromkeys(WAITS_FOR.values()) if who in waited)
        url = url_for("documents.listing", slug="purchase", month=month_text(me.when.month))
        yield Fact("在等别人", words, url)


def _owed(me: Mine) -> Iterator[Fact]:
    """What a purchaser paid of their own money and was not given back yet."""
    if Post.BUYER in me.posts:
        for each in advances(me.canteen_id):
            if each.staff_no == me.staff_no:
                yield Fact(f"垫付还没还我，{each.fund}", f"{yuan(each.owed)} 元", address("account", each.key))
