"""What purchasers were given back of their advances (垫付), and hand back where the payment was none."""

from sqlalchemy import case, or_, select

from canteen.choosing import here
from canteen.db import db
from canteen.entering import Fault
from canteen.facts import total
from canteen.formats import yuan
from canteen.models import Account, Transfer
from canteen.models.common import Document
from canteen.models.words import State
from canteen.transfers.balances import balances, movements


def given_back(account: Account) -> int:
    """What was transferred to the account less what came back from it, in fen."""
    back, again = Transfer.to_id == account.id, Transfer.from_id == account.id
    amount = case((back, Transfer.amount), else_=-Transfer.amount - Transfer.fee)
    return db.session.scalar(select(total(amount)).where(Transfer.state == State.LIVE, or_(back, again))) or 0


def returnable() -> list[Account]:
    """The chosen canteen's accounts from which something can be handed back."""
    own = select(Account).where(Account.canteen_id == here().id, Account.own_money).order_by(Account.name)
    return [account for account in db.session.scalars(own) if given_back(account) > 0]


def kept_too_much(canteen_id: int) -> list[tuple[Account, int]]:
    """Whose own-money accounts lie above zero: they were given back more than they advanced, so much in fen."""
    held = balances(canteen_id)
    own = select(Account).where(Account.canteen_id == canteen_id, Account.own_money).order_by(Account.name)
    return [(account, held[account.id]) for account in db.session.scalars(own) if held[account.id] > 0]


def refuse_more(account: Account, fen: int) -> None:
    """Raise Fault where more is handed back than was given."""
    if account.own_money and fen > (given := max(0, given_back(account))):
        raise Fault("amount", f"{account.name}只归还过 {yuan(given)} 元，交回的不能比它多")


def kept(paper: Document) -> str | None:
    """Why a paper that says what somebody advanced cannot be void: they were given it back; and what to do first."""
    moved, held = movements(paper.canteen_id), balances(paper.canteen_id)
    advanced = (
        select(Account, moved.c.amount)
        .join(Account, Account.id == moved.c.account_id)
        .where(moved.c.kind == paper.__tablename__, moved.c.key == paper.id, moved.c.amount < 0, Account.own_money)
    )
    for account, amount in db.session.execute(advanced):
        if (over := held[account.id] - amount) > 0:
            return f"{account.name}已经归还，多出 {yuan(over)} 元：请先登记交回（资金划转，从“{account.name}”转回账户）"
    return None
