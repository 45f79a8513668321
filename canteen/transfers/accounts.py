"""The accounts that money can still come into and leave, as the forms offer them."""

from sqlalchemy import or_, select

from canteen import clock
from canteen.choosing import here
from canteen.db import db
from canteen.models import Account


def in_use() -> list[Account]:
    """The chosen canteen's accounts that are not given up, by name; what purchasers paid of their own (垫付) is none."""
    kept = or_(Account.retired_on.is_(None), Account.retired_on > clock.today())
    ours = (Account.canteen_id == here().id, Account.own_money.is_(False))
    return list(db.session.scalars(select(Account).where(*ours, kept).order_by(Account.name)))


def not_carried() -> list[Account]:
    """Those of them that are no purchaser's float."""
    return [account for account in in_use() if not account.holder]


def offered(accounts: list[Account]) -> list[tuple[int, str]]:
    """Accounts as choices, each with what must fit: its type and its fund."""
    return [(account.id, f"{account.name}（{account.kind}，{account.fund}）") for account in accounts]
