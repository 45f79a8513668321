"""Advances (垫付): what purchasers paid of their own money, and are given back."""

from dataclasses import dataclass

from sqlalchemy import select

from canteen.db import db
from canteen.entering import Fault
from canteen.formats import yuan
from canteen.models import Account, Transfer
from canteen.payments.stating import name_of
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
    """To whom something is owed, by account."""
    own = select(Account).where(Account.canteen_id == canteen_id, Account.own_money).order_by(Account.id)
    held = balances(canteen_id)
    return [_advance(each, -held[each.id]) for each in db.session.scalars(own) if held[each.id] < 0]


def owed_to(account: Account) -> int:
    """What the account's holder is owed."""
    return max(0, -balances(account.canteen_id)[account.id])


def give_back(form: TransferForm, account: Account, transfer: Transfer) -> None:
    """Write the transfer that gives it back, within the step."""
    owed = owed_to(account)
    if (form.amount.data or 0) > owed:
        raise Fault("amount", f"只欠 {yuan(owed)} 元")
    moving.move(form, transfer)


def _advance(account: Account, owed: int) -> Advance:
    holder = account.holder or ""
    return Advance(account.id, account.name, account.fund, name_of(account.canteen_id, holder), holder, owed)
