"""Advances (垫付): what purchasers paid of their own money, and are given back."""

from dataclasses import dataclass

from sqlalchemy import func, select

from canteen.db import db
from canteen.entering import Fault
from canteen.formats import yuan
from canteen.holders import name_of
from canteen.models import Account, Payment, PaymentPart, Purchase, Transfer
from canteen.models.words import State
from canteen.payments.owed import overpaid
from canteen.transfers import moving
from canteen.transfers.balances import balances
from canteen.transfers.forms import TransferForm


@dataclass(frozen=True)
class Advance:
    """What somebody is owed, in fen."""

    key: int
    name: str
    fund: str
    holder: str
    staff_no: str
    owed: int


def advances(canteen_id: int) -> list[Advance]:
    """To whom something is owed, by account; what the cashier has not confirmed is not owed yet."""
    own = select(Account).where(Account.canteen_id == canteen_id, Account.own_money).order_by(Account.id)
    owed = _owed(canteen_id)
    return [_advance(each, owed[each.id]) for each in db.session.scalars(own) if owed[each.id] > 0]


def owed_to(account: Account) -> int:
    """What the account's holder is owed."""
    return max(0, _owed(account.canteen_id)[account.id])


def still_out(account: Account) -> int:
    """What was paid too much for purchases out of the account and has not come back."""
    paid_for = select(PaymentPart.purchase_id).join(Payment)
    theirs = paid_for.where(Payment.account_id == account.id, Payment.state == State.LIVE)
    return -sum(each.left for each in overpaid(account.canteen_id, Purchase.id.in_(theirs)))


def give_back(form: TransferForm, account: Account, transfer: Transfer) -> None:
    """Write the transfer that gives it back, within the step."""
    owed = owed_to(account)
    if (form.amount.data or 0) > owed:
        raise Fault("amount", f"只欠 {yuan(owed)} 元；登记了还没有确认的现金，先确认再还")
    moving.move(form, transfer)


def _owed(canteen_id: int) -> dict[int, int]:
    """By account: what lies there below zero, but for cash that nobody has confirmed."""
    stated = (Payment.canteen_id == canteen_id, Payment.state == State.LIVE, Payment.stated_by.is_not(None))
    parts = select(Payment.account_id, func.sum(PaymentPart.amount)).join(PaymentPart)
    open_ones = parts.where(*stated, Payment.confirmed_at.is_(None)).group_by(Payment.account_id)
    owed = {account: -held for account, held in balances(canteen_id).items()}
    for account, amount in db.session.execute(open_ones):
        owed[account] -= int(amount)
    return owed


def _advance(account: Account, owed: int) -> Advance:
    holder = account.holder or ""
    return Advance(account.id, account.name, account.fund, name_of(account.canteen_id, holder), holder, owed)
