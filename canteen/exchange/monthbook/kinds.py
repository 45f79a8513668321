"""What the workbook says of each kind of subject beside the verdicts."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from canteen.exchange.columns import Kind
from canteen.exchange.monthbook.fields import Field, count, day, listed, money, of, price, quantity, text
from canteen.facts import in_force, paid_by, paid_for, signed_as, total_of
from canteen.models import Account, Appointment, Cover, Item, Person, Receipt, Supplier
from canteen.models.words import Role
from canteen.rulebook import Subject
from canteen.seen import CANTEEN, POST_DAY, linked, seen
from canteen.subjects import (
    BILL,
    BUDGET_ITEM,
    DEPARTMENT,
    GUEST_ACCOUNT,
    INCOME,
    LINE,
    PAYMENT,
    PERSON,
    PURCHASE,
    RECEIPT,
    RECEPTION,
    SIGNED,
    TENURE,
)


def _signers(role: Role) -> ColumnElement[str]:
    signature, condition = signed_as(SIGNED.row.id, role)
    known = (
        select(Person.name).where(Person.canteen_id == CANTEEN, Person.staff_no == signature.signer).scalar_subquery()
    )
    names = select(func.coalesce(known, signature.signer)).where(condition).order_by(signature.signed_at, signature.id)
    return listed(names, SIGNED.row)


def _receipts() -> ColumnElement[str]:
    receipt, cover = linked(Receipt), aliased(Cover)
    covering = select(receipt.number).join(cover, cover.receipt_id == receipt.id)
    return listed(covering.where(cover.purchase_id == PURCHASE.row.id).order_by(receipt.number), PURCHASE.row)


def _posts() -> ColumnElement[str]:
    held = seen(Appointment)
    posts = select(held.post).where(held.person_id == PERSON.row.c.id, in_force(held, POST_DAY)).order_by(held.post)
    return listed(posts, PERSON.row)


FIELDS: dict[Subject, tuple[Field, ...]] = {
    PURCHASE: (
        day("采购日期", PURCHASE.row.purchased_on),
        text("供应商", 24, of(Supplier.name, PURCHASE.row.supplier_id), wraps=True),
        money("金额", total_of(PURCHASE.row.id)),
        money("已付", paid_for(PURCHASE.row.id)),
        text("票据", 16, _receipts(), wraps=True),
    ),
    SIGNED: tuple(text(role, 24, _signers(role), wraps=True) for role in Role),
    LINE: (
        text("品目", 18, of(Item.name, LINE.row.c.item_id), wraps=True),
        quantity("计价数量", LINE.row.c.arrived),
        price("单价", LINE.row.c.unit_price),
        money("金额", LINE.row.c.amount),
    ),
    RECEIPT: (
        text("种类", 15, RECEIPT.row.kind),
        text("发票代码", 14, RECEIPT.row.invoice_code),
        text("发票号码", 22, RECEIPT.row.invoice_no),
        day("开票日期", RECEIPT.row.issued_on),
        text("销售方", 26, RECEIPT.row.seller, wraps=True),
        money("金额", RECEIPT.row.amount),
    ),
    PAYMENT: (
        day("付款日期", PAYMENT.row.paid_on),
        text("方式", 10, PAYMENT.row.method),
        text("账户", 18, of(Account.name, PAYMENT.row.account_id), wraps=True),
        text("收款供应商", 26, of(Supplier.name, PAYMENT.row.supplier_id), wraps=True),
        money("金额", paid_by(PAYMENT.row.id)),
    ),
    TENURE: (
        text("姓名", 12, TENURE.row.c.name),
        text("岗位", 10, TENURE.row.c.post),
        day("连续任职起", TENURE.row.c.began),
    ),
    PERSON: (text("姓名", 12, PERSON.row.c.name), text("岗位", 24, _posts(), wraps=True)),
    INCOME: (
        day("日期", INCOME.row.received_on),
        text("类别", 10, INCOME.row.kind),
        text("账户", 18, of(Account.name, INCOME.row.account_id), wraps=True),
        text("资金", 8, of(Account.fund, INCOME.row.account_id)),
        text("票据种类", 13, INCOME.row.receipt_kind),
        count("票据号码", INCOME.row.receipt_no, 12),
        money("金额", INCOME.row.amount),
    ),
    RECEPTION: (
        day("日期", RECEPTION.row.held_on),
        text("接待类别", 10, RECEPTION.row.kind),
        text("部门", 18, RECEPTION.row.department, wraps=True),
        count("来宾", RECEPTION.row.guests),
        count("陪餐", RECEPTION.row.companions),
        money("收费", RECEPTION.row.charge),
        money("实际成本", RECEPTION.row.cost),
        text("公函文号", 21, RECEPTION.row.letter_no, wraps=True),
        day("审批日期", RECEPTION.row.approved_on),
        day("结算日期", RECEPTION.row.settled_on),
        money("结算金额", RECEPTION.row.settled),
    ),
    BILL: (
        text("项目", 6, BILL.row.utility),
        text("表号", 14, BILL.row.meter),
        quantity("期初读数", BILL.row.opening),
        quantity("期末读数", BILL.row.closing),
        quantity("倍率", BILL.row.multiplier),
        price("单价", BILL.row.unit_price, Kind.MONEY4),
        money("其他费用", BILL.row.other_charges),
        money("账单金额", BILL.row.amount),
        day("付款日期", BILL.row.paid_on),
        money("付款金额", BILL.row.paid_amount),
    ),
    BUDGET_ITEM: (
        money("年度预算", BUDGET_ITEM.row.c.budget),
        money("本年累计支出", BUDGET_ITEM.row.c.spent),
    ),
    DEPARTMENT: (
        money("年度接待预算", DEPARTMENT.row.c.budget),
        count("接待次数", DEPARTMENT.row.c.receptions),
        money("本年累计收费", DEPARTMENT.row.c.charged),
    ),
    GUEST_ACCOUNT: (
        day("日期", GUEST_ACCOUNT.row.c.day),
        money("实际成本", GUEST_ACCOUNT.row.c.cost),
        money("采购金额", GUEST_ACCOUNT.row.c.bought),
    ),
}
