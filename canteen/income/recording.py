"""An income written from its form: lawful first, in the clauses' words; then what can be no fact of a paper receipt."""

from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.entering import Fault
from canteen.income.books import is_used, spoiled
from canteen.income.forms import IncomeForm
from canteen.models import Department, Income, Reception
from canteen.models.words import IncomeReceipt, State
from canteen.stages import Stage
from canteen.step import judge, store


def write(form: IncomeForm, income: Income) -> None:
    """Write the form into the income, within the step."""
    income.received_on = form.received_on.data or clock.today()
    income.amount, income.account_id = form.amount.data or 0, form.account.data
    income.receipt_kind, income.receipt_no = form.receipt_kind.data, form.receipt_no.data
    income.note = form.note.data or None
    if "department" in form and (department := db.session.get(Department, form.department.data)):
        income.department = department.name
    if "reception" in form and (reception := db.session.get(Reception, form.reception.data)):
        _settle(reception, income)
    store(income)
    if not any(finding.blocks for finding in judge(Stage.RECORD, income)):
        _use_number(income)


def _settle(reception: Reception, income: Income) -> None:
    """Say which reception the income settles. Raises Fault where another income does."""
    settling = select(Income.number).where(Income.reception_id == reception.id, Income.state == State.LIVE)
    if number := db.session.scalar(settling):
        raise Fault("reception", f"{reception.number} 已由 {number} 结算")
    income.reception_id, income.department = reception.id, reception.department


def _use_number(income: Income) -> None:
    """Raise Fault where the receipt is void, or another income has it that 3.9 does not count as the earlier one."""
    no = income.receipt_no
    if no is None or income.receipt_kind != IncomeReceipt.FISCAL:
        return
    if void := spoiled(income.canteen_id, no):
        raise Fault("receipt_no", f"{no} 号 {void.spoiled_on} 已作废（{void.reason}），不能再用")
    query = select(Income).where(Income.canteen_id == income.canteen_id, Income.receipt_no == no, is_used())
    if other := db.session.scalar(query.where(Income.id != income.id)):
        raise Fault("receipt_no", f"{no} 号已用在 {other.number}（{other.received_on}）")
