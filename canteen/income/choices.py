"""What the form of an income offers: departments, accounts, receptions that are not settled."""

from sqlalchemy import exists, or_, select

from canteen import clock
from canteen.choosing import here
from canteen.db import db
from canteen.formats import yuan
from canteen.models import Account, Department, Income, Reception
from canteen.models.words import AccountKind, Fund, IncomeKind, State

Choices = list[tuple[int, str]]
NONE = 0


def departments() -> Choices:
    """The departments, and none: fees that several pay at once."""
    kept = or_(Department.retired_on.is_(None), Department.retired_on > clock.today())
    query = select(Department.id, Department.name).where(Department.canteen_id == here().id, kept)
    return [
        (NONE, "不分部门，按日收取"),
        *((key, name) for key, name in db.session.execute(query.order_by(Department.name))),
    ]


def receptions() -> Choices:
    """The receptions that no income settles yet, and none."""
    settles = exists().where(Income.reception_id == Reception.id, Income.state == State.LIVE)
    there = (Reception.canteen_id == here().id, Reception.state == State.LIVE, Reception.held_on <= clock.today())
    query = select(Reception).where(*there, Reception.settled_on.is_(None), ~settles)
    unsettled = db.session.scalars(query.order_by(Reception.held_on, Reception.id))
    return [(NONE, "不对应某一次接待"), *((each.id, _called(each)) for each in unsettled)]


def usual_account(kind: IncomeKind, fund: Fund) -> int | None:
    """The account that the last live income of the kind came into, else a bank account of the fund."""
    live = (Income.canteen_id == here().id, Income.kind == kind, Income.state == State.LIVE)
    last = select(Income.account_id).join(Income.account).where(*live, Account.holder.is_(None))
    bank = select(Account.id).where(
        Account.canteen_id == here().id, Account.kind == AccountKind.BANK, Account.fund == fund
    )
    return db.session.scalar(last.order_by(Income.id.desc()).limit(1)) or db.session.scalar(bank.limit(1))


def _called(reception: Reception) -> str:
    return f"{reception.number} {reception.held_on} {reception.department} {yuan(reception.cost)} 元"
