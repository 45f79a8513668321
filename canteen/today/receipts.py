"""Purchases without a receipt: a supplier's as one to whoever bought there, all as one to the accountant when the month ends."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from flask import url_for
from sqlalchemy import Row, Select, and_, or_, select

from canteen.approval import late
from canteen.course import Standing
from canteen.course.in_sql import GOING_ON, lacks, standing
from canteen.db import db
from canteen.models import Purchase, Supplier
from canteen.models.words import Origin, ReceiptKind, Role, State, SupplierKind
from canteen.months import last_day
from canteen.payments.owed import amount
from canteen.today.mine import Mine, Waiting
from canteen.today.standings import covered_by, is_mine

Bought = Row[int, str | None, date, str, int]
"""Key, number, day, supplier and amount."""
NEAR = timedelta(days=7)
"""How long before the month's end the accountant is told."""
MOST = 50
"""How many purchases an address names."""


def of_mine(me: Mine) -> Iterator[Waiting]:
    """What the visitor bought and has no receipt for, supplier by supplier: one invoice often covers several."""
    listed_apart = standing() == Standing.PAPERS  # sent back, with the reason
    found = db.session.execute(_without().where(is_mine(), ~listed_apart), me.binds())
    for supplier, rows in groupby(found, lambda each: each.supplier):
        each = list(rows)
        url = url_for("receipts.new", purchase=[bought.id for bought in each[:MOST]])
        why = f"{supplier} {each[0].number}"
        yield _together(each, "还没有票据", url, f"{why} 等 {len(each)} 笔" if len(each) > 1 else why, me.today)


def of_all(me: Mine) -> Iterator[Waiting]:
    """All together: of earlier months, and of this one when it ends."""
    ends = me.today + NEAR > last_day(me.today)
    found = db.session.execute(_without(), me.binds()).all()
    due = [each for each in found if ends or last_day(each.purchased_on) < me.today]
    if due:
        yield _together(due, "还没有票据", url_for("receipts.index"), f"{len(due)} 笔采购", me.today)


def since_approved(me: Mine) -> Iterator[Waiting]:
    """The receipts that came after the visitor had approved their purchases, as the list that is signed in one go."""
    found, more = late.listed(me.canteen_id, me.staff_no or "")
    if found:
        first = min(each.purchase.purchased_on for each in found)
        total = sum(each.total for each in found)
        why = [f"批准以后登记的 {len(found)} 张票据", *([f"签完这张清单还有 {more} 张"] if more else [])]
        yield Waiting(first, "补票核签", url_for("approval.late"), total, tuple(why))


def _together(rows: Sequence[Bought], what: str, url: str, why: str, today: date) -> Waiting:
    first = min(each.purchased_on for each in rows)
    return Waiting(first, what, url, sum(each.amount for each in rows), (why,), _due(first, today))


@cache
def _without() -> Select[int, str | None, date, str, int]:
    """By supplier, the oldest first. A stall gives none: the program makes the slip, unless there is a 白条 already.

    It makes none where the last receiver's signature was entered late with the purchase.
    """
    stall = Supplier.kind == SupplierKind.STALL
    received_on_paper = and_(Purchase.origin == Origin.LATE, ~lacks(Role.RECEIVER))
    return (
        select(
            Purchase.id,
            Purchase.number,
            Purchase.purchased_on,
            Supplier.name.label("supplier"),
            amount().label("amount"),
        )
        .join(Supplier, Supplier.id == Purchase.supplier_id)
        .where(*GOING_ON, Purchase.state == State.LIVE, ~lacks(Role.BUYER))
        .where(~covered_by(ReceiptKind.INVOICE, ReceiptKind.SLIP))
        .where(or_(~stall, covered_by(), received_on_paper))
        .order_by(Supplier.name, Supplier.id, Purchase.purchased_on, Purchase.id)
    )


def _due(day: date, today: date) -> str:
    """How long there is until 3.10 finds it."""
    left = (last_day(day) - today).days
    if left < 0:
        return "已过月底，条款 3.10 会列出"
    return f"月底前要取得票据，{f'还剩 {left} 天' if left else '今天是最后一天'}"
