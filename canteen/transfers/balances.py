"""What lies in the accounts: the opening balance and every live movement of money since, in fen."""

from datetime import date
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from canteen.db import by_code_point, db, first_of_year
from canteen.facts import total
from canteen.models import Account, Income, Payment, PaymentPart, Transfer, UtilityBill
from canteen.models.common import Document
from canteen.models.words import AccountKind, Fund, State


def balances(canteen_id: int) -> dict[int, int]:
    """What lies in each of a canteen's accounts, by the account's key."""
    moved = movements(canteen_id)
    query = (
        select(Account.id, func.coalesce(Account.opening, 0) + total(moved.c.amount))
        .outerjoin(moved, and_(moved.c.account_id == Account.id, counts(moved)))
        .where(Account.canteen_id == canteen_id)
        .group_by(Account.id, Account.opening)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def spare(account: Account, day: date) -> int:
    """What can leave an account on a day, so that neither then nor on a later day less than nothing is left."""
    daily = _daily(account)
    held = (account.opening or 0) + sum(amount for at, amount, _ in daily if at <= day)
    return min(accumulate((amount for at, amount, _ in daily if at > day), initial=held))


def withdrawn(box: Account, day: date) -> int:
    """What of a cash box came from a bank (提现) and can leave on a day for anything but a bank, never more than spare.

    Transfers in less all that left to anything but a bank; what is banked is income first, and the opening balance
    counts as income: nobody knows where it came from.
    """
    held = box.opening or 0
    left = [(date.min, min(0, held))]
    for at, amount, other in _daily(box):
        held += amount
        left.append((at, min(left[-1][1] + other, held)))
    begun = sum(at <= day for at, _ in left)
    return min(own for _, own in left[begun - 1 :])


def movements(canteen_id: int) -> Subquery:
    """Every live movement of a canteen's money: account, day and amount, and the kind, key and number of its paper."""
    paid = (
        select(total(PaymentPart.amount)).where(PaymentPart.payment_id == Payment.id).correlate(Payment)
    ).scalar_subquery()
    billed = func.coalesce(UtilityBill.account_id, _first_bank(canteen_id))
    return (
        _moved(canteen_id, "income", Income, Income.account_id, Income.received_on, Income.amount)
        .union_all(
            _moved(canteen_id, "payment", Payment, Payment.account_id, Payment.paid_on, -paid),
            _moved(canteen_id, "transfer", Transfer, Transfer.to_id, Transfer.moved_on, Transfer.amount),
            _moved(
                canteen_id, "transfer", Transfer, Transfer.from_id, Transfer.moved_on, -Transfer.amount - Transfer.fee
            ),
            _moved(canteen_id, "bill", UtilityBill, billed, UtilityBill.paid_on, -UtilityBill.paid_amount),
        )
        .subquery()
    )


def counts(moved: Subquery) -> ColumnElement[bool]:
    """Whether a movement comes after the opening balance of its account, which is joined."""
    return or_(Account.year.is_(None), moved.c.day >= first_of_year(Account.year))


def _daily(account: Account) -> list[tuple[date, int, int]]:
    """What moved in an account day by day, and how much of it was neither income nor banked."""
    moved, target = movements(account.canteen_id), aliased(Account)
    to_bank = exists().where(Transfer.id == moved.c.key, target.id == Transfer.to_id, target.kind == AccountKind.BANK)
    is_banked = and_(moved.c.kind == "transfer", moved.c.amount < 0, to_bank)
    other = case((or_(moved.c.kind == "income", is_banked), 0), else_=moved.c.amount)
    query = (
        select(moved.c.day, total(moved.c.amount), total(other))
        .join(Account, Account.id == moved.c.account_id)
        .where(Account.id == account.id, counts(moved))
        .group_by(moved.c.day)
        .order_by(moved.c.day)
    )
    return [(day, amount, own) for day, amount, own in db.session.execute(query)]


def _moved(canteen_id: int, kind: str, paper: type[Document], account: Any, day: Any, amount: Any) -> Select[Any]:
    return select(
        account.label("account_id"),
        day.label("day"),
        amount.label("amount"),
        literal(kind).label("kind"),
        paper.id.label("key"),
        paper.number.label("number"),
    ).where(paper.canteen_id == canteen_id, paper.state == State.LIVE, day.is_not(None))


def _first_bank(canteen_id: int) -> ColumnElement[int | None]:
    """The meal fund's first bank account by name: it paid the bills that name none."""
    return (
        select(Account.id)
        .where(Account.canteen_id == canteen_id, Account.kind == AccountKind.BANK, Account.fund == Fund.MEAL)
        .order_by(by_code_point(Account.name))
        .limit(1)
        .scalar_subquery()
    )
