"""移交单: what somebody who leaves a post still carries, for whoever follows."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy import and_, case, exists, not_, or_, select

from canteen import clock
from canteen.db import db
from canteen.facts import covering, signed_as, signed_by, total_of
from canteen.income.books import tallies
from canteen.ledger import Head, Line, Link
from canteen.models import Account, Person, Purchase, ReceiptBook, Supplier
from canteen.models.words import ReceiptKind, Role, State
from canteen.months import When, first_day
from canteen.seen import seen
from canteen.transfers.balances import balances

SIGNERS = (Role.BUYER, Role.RECEIVER, Role.APPROVER)


@dataclass(frozen=True)
class Open:
    """A table of the sheet: what is open of one kind."""

    title: str
    columns: list[Head]
    rows: list[Line]


def carried(someone: Person) -> list[Open]:
    """Everything that is open with a person today."""
    return [_floats(someone), _advances(someone), _drafts(someone), _waiting(someone), _books(someone)]


def _floats(someone: Person) -> Open:
    columns = [Head("账户", "text"), Head("应有余额", "yuan"), Head("实点", "text")]
    held = _held(someone, own_money=False)
    return Open("备用金", columns, [Line([account.name, lies, ""]) for account, lies in held])


def _advances(someone: Person) -> Open:
    """What they paid of their own and were not given back yet."""
    columns = [Head("账户", "text"), Head("欠本人", "yuan"), Head("归还", "text")]
    held = _held(someone, own_money=True)
    return Open("垫付", columns, [Line([account.name, -lies, ""]) for account, lies in held if lies])


def _held(someone: Person, *, own_money: bool) -> list[tuple[Account, int]]:
    """The accounts that somebody holds, with what lies there."""
    lies = balances(someone.canteen_id)
    query = select(Account).where(Account.canteen_id == someone.canteen_id, Account.holder == someone.staff_no)
    held = query.where(Account.retired_on.is_(None), Account.own_money.is_(own_money))
    return [(account, lies[account.id]) for account in db.session.scalars(held.order_by(Account.name))]


def _drafts(someone: Person) -> Open:
    query = (
        select(Purchase.id, Purchase.purchased_on, Supplier.name)
        .join(Supplier, Supplier.id == Purchase.supplier_id)
        .where(Purchase.canteen_id == someone.canteen_id, Purchase.state == State.DRAFT)
        .where(Purchase.author_id == someone.user_id, Purchase.voided_at.is_(None))
        .order_by(Purchase.purchased_on)
    )
    columns = [Head("日期", "day"), Head("供应商", "text"), Head("处理", "text")]
    return Open("没有提交的采购草稿", columns, [Line([day, name, ""]) for _, day, name in db.session.execute(query)])


def _waiting(someone: Person) -> Open:
    today, purchase = clock.today(), seen(Purchase)
    signature, signed = signed_as(purchase.id, *SIGNERS)
    approved = signed_by(purchase.id, Role.APPROVER)
    vouched = covering(purchase.id, ReceiptKind.INVOICE, ReceiptKind.SLIP)
    state = case((purchase.accepted_on.is_(None), "等验收"), (not_(approved), "等审批"), else_="没有票据")
    query = (
        select(purchase.id, purchase.number, purchase.purchased_on, Supplier.name, total_of(purchase.id), state)
        .join(Supplier, Supplier.id == purchase.supplier_id)
        .where(exists().where(and_(signed, signature.signer == someone.staff_no)))
        .where(or_(purchase.accepted_on.is_(None), not_(approved), not_(vouched)))
        .order_by(purchase.purchased_on, purchase.number)
    )
    found = db.session.execute(query, When(someone.canteen_id, first_day(today), today).binds())
    columns = [
        Head("编号", "no"),
        Head("日期", "day"),
        Head("供应商", "text"),
        Head("金额", "yuan"),
        Head("在等", "text"),
    ]
    rows = [
        Line([Link(number, url_for("documents.paper", slug="purchase", key=id_)), *rest])
        for id_, number, *rest in found
    ]
    return Open("经手未办完的采购", columns, rows)


def _books(someone: Person) -> Open:
    mine = tallies(someone.canteen_id, ReceiptBook.handed_to == someone.staff_no)
    columns = [
        Head("票据本", "no"),
        Head("号段", "no"),
        Head("已用", "number"),
        Head("下一号", "number"),
        Head("剩", "number"),
    ]
    rows = [
        Line([tally.book.number, f"{tally.book.first_no} 至 {tally.book.last_no}", tally.used, tally.next, tally.left])
        for tally in mine
        if tally.left
    ]
    return Open("财政票据本", columns, rows)
