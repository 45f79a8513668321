"""Money moved: within one fund, and no more cash than may leave."""

from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Account, Person, Transfer
from canteen.models.words import AccountKind
from canteen.transfers.cash import leave
from canteen.transfers.forms import FloatForm, TransferForm
from canteen.transfers.own_money import refuse_more


def move(form: TransferForm, transfer: Transfer) -> None:
    """Write the form into the transfer, within the step."""
    source, target = db.session.get_one(Account, form.source.data), db.session.get_one(Account, form.target.data)
    if source.fund != target.fund:
        raise Fault(
            "target",
            f"{source.name}是{source.fund}，{target.name}是{target.fund}，不能互转："
            "接待费要单独列支、单独核算，与职工的伙食费分开（条款 5.1）",
        )
    _write(form, transfer, source, target)


def hand_out(form: FloatForm, transfer: Transfer) -> None:
    """Write the form into a transfer to the purchaser's float, which is opened where there is none yet."""
    person = db.session.get_one(Person, form.person.data)
    source = db.session.get_one(Account, form.source.data)
    _write(form, transfer, source, _float_of(person, source))


def _write(form: TransferForm | FloatForm, transfer: Transfer, source: Account, target: Account) -> None:
    day, amount, fee = form.moved_on.data or clock.today(), form.amount.data or 0, form.fee.data or 0
    leave("amount", source, day, amount + fee, target)
    refuse_more(source, amount + fee)
    transfer.moved_on, transfer.from_id, transfer.to_id = day, source.id, target.id
    transfer.amount, transfer.fee = amount, fee
    transfer.bank_ref, transfer.note = form.bank_ref.data, form.note.data or None


def _float_of(person: Person, source: Account) -> Account:
    """The purchaser's float of the source's fund."""
    of_fund = select(Account).where(Account.canteen_id == source.canteen_id, Account.fund == source.fund)
    of_fund = of_fund.where(Account.own_money.is_(False))
    carried = of_fund.where(Account.holder == person.staff_no, Account.retired_on.is_(None))
    return db.session.scalar(carried.order_by(Account.id)) or _open_float(person, source)


def _open_float(person: Person, source: Account) -> Account:
    """A new float; its books begin with the year of the account that fills it, so that no opening balance moves."""
    name = f"{source.fund}备用金 {person.name}（{person.staff_no}）"
    if db.session.scalar(select(Account.id).where(Account.canteen_id == source.canteen_id, Account.name == name)):
        raise Fault("person", f"已有账户“{name}”，但不在用或没有写明领用人，请会计先更正")
    opened = Account(
        canteen_id=source.canteen_id,
        name=name,
        kind=AccountKind.CASH,
        fund=source.fund,
        opening=0,
        year=source.year,
        holder=person.staff_no,
    )
    db.session.add(opened)
    db.session.flush()
    return opened
