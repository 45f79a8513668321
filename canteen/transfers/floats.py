"""Floats (备用金): what purchasers were handed, spent, gave back and still carry, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, Row, and_, func, select

from canteen.db import db
from canteen.ledger import Line, Link
from canteen.models import Account, Person
from canteen.transfers.balances import counts, movements

WAYS = {("transfer", True): "领入", ("transfer", False): "交回", ("payment", True): "退款", ("income", True): "收入"}
"""What a movement into the float, or out of it, is called; all others are spending."""


@dataclass(frozen=True)
class Float:
    """What somebody carries for the canteen, in fen."""

    account: Account
    holder: str
    handed: int
    spent: int
    returned: int
    carried: int
    since: date | None
    """The day from which on something has been carried; none where nothing is."""
    lines: list[Line]
    """Each movement with what was carried after it."""


def floats(canteen_id: int, *narrowing: ColumnElement[bool]) -> list[Float]:
    """The floats of a canteen, by holder."""
    moved = movements(canteen_id)
    holder = and_(Person.canteen_id == Account.canteen_id, Person.staff_no == Account.holder)
    query = (
        select(Account, func.coalesce(Person.name, Account.holder).label("holder"), moved)
        .outerjoin(Person, holder)
        .outerjoin(moved, and_(moved.c.account_id == Account.id, counts(moved)))
        .where(Account.canteen_id == canteen_id, Account.holder.is_not(None), Account.own_money.is_(False), *narrowing)
        .order_by(Account.holder, Account.id, moved.c.day, moved.c.amount.desc())
    )
    by_account = groupby(db.session.execute(query), lambda row: row.Account.id)
    return [_float(list(rows)) for _, rows in by_account]


def _float(rows: Sequence[Row[Any]]) -> Float:
    account, carried, lines = rows[0].Account, rows[0].Account.opening or 0, list[Line]()
    since = date(account.year, 1, 1) if carried > 0 and account.year else None
    moved = [row for row in rows if row.day]
    for row in moved:
        carried += row.amount
        since = (since or row.day) if carried > 0 else None
        lines.append(_line(row, carried))
    transfers = [row.amount for row in moved if row.kind == "transfer"]
    return Float(
        account=account,
        holder=rows[0].holder,
        handed=sum(amount for amount in transfers if amount > 0),
        spent=-sum(row.amount for row in moved if row.kind != "transfer"),
        returned=-sum(amount for amount in transfers if amount < 0),
        carried=carried,
        since=since,
        lines=lines,
    )


def _line(row: Row[Any], carried: int) -> Line:
    paper = Link(row.number, url_for("documents.paper", slug=row.kind, key=row.key))
    taken_in, given_out = (row.amount, None) if row.amount > 0 else (None, -row.amount)
    return Line([paper, row.day, WAYS.get((row.kind, row.amount > 0), "付款"), taken_in, given_out, carried])
