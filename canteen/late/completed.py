"""A purchase that late signatures complete: it must be what it was when they were entered, and goes on from there."""

from canteen.contents import act_of
from canteen.course import complete, is_complete, resettle
from canteen.db import db
from canteen.exchange.reading import Sheets
from canteen.models import Purchase
from canteen.models.common import thing_of
from canteen.models.words import Role
from canteen.signing import Act

STANDS = "签的内容"
"""Beside a completion's rows: the digest of what the signatures on paper stand under."""
MOVED = "送出以后这笔采购改过，纸上签的不是现在的内容：请退回，核对以后重填"
ROLES = (Role.BUYER, Role.RECEIVER)


def stands_under(purchase: Purchase) -> Sheets:
    """What signatures on paper stand under as it is now: what was ordered and what arrived, whatever is called how."""
    order, arrival = (act_of(purchase, role, held={}).content for role in ROLES)
    act = Act("late", thing_of(purchase), {"订单": order, "到货": arrival["明细"]})
    return {STANDS: [{"摘要": act.digest}]}


def has_moved(purchase: Purchase, sheets: Sheets) -> bool:
    """Whether the purchase was changed since the rows were entered."""
    return stands_under(purchase)[STANDS] != sheets.get(STANDS)


def complete_roles(purchase: Purchase) -> set[Role]:
    """The roles in which everybody has signed."""
    return {role for role in ROLES if is_complete(purchase, role)}


def go_on(purchase: Purchase, before: set[Role]) -> None:
    """Do what follows from the roles that became complete, within the step. Raises Refused where it is not lawful."""
    db.session.expire(purchase)
    resettle(purchase, "补录以后内容有改动")
    for role in ROLES:
        if role in complete_roles(purchase) - before:
            complete(purchase, role)
