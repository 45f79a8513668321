"""What lies in the accounts: the opening balance and every live movement of money since, in fen."""

from datetime import date
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, literal, or_, select

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
    moved = movements(account.canteen_id)
    query = (
        select(moved.c.day, total(moved.c.amount))
        .join(Account, Account.id == moved.c.account_id)
        .where(Account.id == account.id, counts(moved))
        .group_by(moved.c.day)
        .order_by(moved.c.day)
    )
    daily: list[tuple[date, int]] = [(day, amount) for day, amount in db.session.execute(query)]
    held = (account.opening or 0) + sum(amount for at, amount in daily if at <= day)
    return min(accumulate((amount for at, amount in daily if at > day), initial=held))


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
