"""A month's income at a glance: by kind and by department, the cash that lies there still, the latest ones."""

from datetime import date

from flask import url_for
from sqlalchemy import ColumnElement, and_, case, func, or_, select

from canteen.db import db
from canteen.facts import total
from canteen.income.books import Tally, tallies
from canteen.ledger import Line, Link
from canteen.models import Account, Department, Income
from canteen.models.words import AccountKind, IncomeKind, State
from canteen.months import last_day
from canteen.security import opens
from canteen.transfers.accounts import in_use
from canteen.transfers.balances import balances

SOME = 5


def by_kind(canteen_id: int, month: date) -> tuple[list[Line], Line]:
    """What came in, of each kind: how many papers, in cash, by bank, together; and the sums of it all."""
    cash = total(case((Account.kind == AccountKind.CASH, Income.amount), else_=0))
    bank = total(case((Account.kind == AccountKind.BANK, Income.amount), else_=0))
    query = select(Income.kind, func.count(), cash, bank, total(Income.amount)).join(Income.account)
    found = db.session.execute(query.where(*_of_month(canteen_id, month)).group_by(Income.kind)).all()
    rows = [list(row) for kind in IncomeKind for row in found if row.kind == kind]
    sums = [sum(column) for column in zip(*rows, strict=True) if isinstance(column[0], int)]
    return [Line(row) for row in rows], Line(["合计", *sums])


def by_department(canteen_id: int, month: date) -> list[Line]:
    """The meal fees of each department; one that pays none this month stands out."""
    paid = and_(Income.department == Department.name, Income.kind == IncomeKind.MEALS, *_of_month(canteen_id, month))
    query = select(Department.name, func.count(Income.id), total(Income.amount)).outerjoin(Income, paid)
    there = or_(Department.retired_on.is_(None), Department.retired_on > month)
    query = query.where(Department.canteen_id == canteen_id, there).group_by(Department.id, Department.name)
    found = db.session.execute(query.order_by(Department.name)).all()
    return [_of_department(*row) for row in found]


def tills(canteen_id: int) -> list[Line]:
    """The cash boxes into which income came and in which something lies, and the way to bank it, for those who may."""
    live = (Income.canteen_id == canteen_id, Income.state == State.LIVE)
    took = set(db.session.scalars(select(Income.account_id).where(*live).distinct()))
    held = balances(canteen_id)
    boxes = [each for each in in_use() if each.kind == AccountKind.CASH and each.id in took and held[each.id] > 0]
    return [_of_box(box, held[box.id]) for box in boxes]


def open_books(canteen_id: int) -> list[Line]:
    """The receipt books in which something is left, or missing."""
    return [_of_book(tally) for tally in tallies(canteen_id) if tally.left or tally.missing]


def latest(canteen_id: int, kind: IncomeKind) -> list[Line]:
    """The incomes of a kind that were entered last."""
    query = select(Income).where(Income.canteen_id == canteen_id, Income.kind == kind, Income.state == State.LIVE)
    found = db.session.scalars(query.order_by(Income.id.desc()).limit(SOME))
    return [Line([_link(each), each.received_on, each.department, each.receipt_no, each.amount]) for each in found]


def _of_department(name: str, many: int, amount: int) -> Line:
    if not many:
        return Line([name, "未交", None], "warm")
    return Line([Link(name, url_for("documents.named", slug="department", name=name)), many, amount])


def _of_box(box: Account, held: int) -> Line:
    to_box = Link(box.name, url_for("documents.paper", slug="account", key=box.id))
    to_bank = Link("存银行", url_for("transfers.new", source=box.id)) if opens("transfers.new") else "由出纳存"
    return Line([to_box, held, to_bank])


def _of_book(tally: Tally) -> Line:
    to_book = Link(tally.book.number, url_for("income.books.book", key=tally.book.id))
    counts = [tally.used, len(tally.void), tally.missing, tally.left]
    return Line([to_book, *counts, tally.next], "warm" if tally.missing else None)


def _link(income: Income) -> Link:
    return Link(income.number, url_for("documents.paper", slug="income", key=income.id))


def _of_month(canteen_id: int, month: date) -> tuple[ColumnElement[bool], ...]:
    days = Income.received_on.between(month, last_day(month))
    return Income.canteen_id == canteen_id, Income.state == State.LIVE, days
