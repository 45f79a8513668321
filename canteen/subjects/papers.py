"""Subjects that are papers: purchases and their lines, receipts, payments, incomes, receptions, utility bills."""

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from canteen.facts import (
    covering,
    lines,
    receipt_day,
    signed_as,
    total_of,
    usual_prices,
)
from canteen.models import (
    Cover,
    Income,
    Payment,
    PaymentPart,
    Purchase,
    Receipt,
    Reception,
    Signature,
    UtilityBill,
)
from canteen.models.words import Fund, Role
from canteen.rulebook import DOCUMENT, Page, Reached, Subject, Truth
from canteen.seen import MONTH, linked, seen
from canteen.stages import Months, Stage
from canteen.subjects.common import number, page, within


def _settles(payment_id: Any) -> ColumnElement[bool]:
    part = aliased(PaymentPart)
    return exists().where(part.payment_id == payment_id, part.purchase_id == DOCUMENT)


def _paper(name: str, measure: str, row: Any, in_month: Truth, shown: Page, reached: Reached, **more: Any) -> Subject:
    """A subject that is a numbered paper."""
    keys = {"id": row.id, "number": row.number}
    return Subject(name, measure, row, keys, number, in_month, shown, reached, **more)


def _purchase() -> Subject:
    row, cover, part = seen(Purchase), aliased(Cover), aliased(PaymentPart)
    reached: Reached = {
        Purchase: row.id == DOCUMENT,
        Receipt: exists().where(cover.receipt_id == DOCUMENT, cover.purchase_id == row.id),
        Payment: exists().where(part.payment_id == DOCUMENT, part.purchase_id == row.id),
    }
    due = {
        Stage.ACCEPT: or_(row.accepted_on.is_not(None), exists().where(signed_as(row.id, Role.RECEIVER)[1])),
        Stage.DOCUMENT: covering(row.id),
        Stage.APPROVE: exists().where(signed_as(row.id, Role.APPROVER)[1]),
        Stage.PAY: exists().where(part.purchase_id == row.id),
    }
    return _paper("采购", "笔", row, within(row.purchased_on), page("purchase"), reached, due=due)


def _signed() -> Subject:
    row, signature = seen(Purchase), linked(Signature)
    signed = row.id.in_(select(signature.purchase_id).where(within(signature.signed_on)))
    reached: Reached = {Purchase: row.id == DOCUMENT}
    return _paper("签名单据", "份", row, signed, page("purchase"), reached, months=Months.TODAY)


def _line() -> Subject:
    row = lines(items=True, scan=True)
    return Subject(
        "采购明细",
        "行",
        row,
        {"id": row.c.purchase_id, "number": row.c.number, "line_no": row.c.line_no},
        lambda found: f"{found.number}#{found.line_no}",
        within(row.c.purchased_on),
        page("purchase"),
        reached={Purchase: row.c.purchase_id == DOCUMENT},
    )


def _priced_line() -> Subject:
    """The lines again, with the usual price of their item on their day."""
    line, usual = lines(items=True, scan=True), usual_prices()
    row = (
        select(line, func.coalesce(usual.c.lines, 0).label("known"), usual.c.doubled)
        .outerjoin(usual, and_(usual.c.item_id == line.c.item_id, usual.c.purchased_on == line.c.purchased_on))
        .subquery()
    )
    return replace(
        LINE,
        row=row,
        keys={"id": row.c.purchase_id, "number": row.c.number, "line_no": row.c.line_no},
        in_month=within(row.c.purchased_on),
        reached={Purchase: row.c.purchase_id == DOCUMENT},
        counted_as=LINE,
    )


def _receipt() -> Subject:
    row, cover = seen(Receipt), aliased(Cover)
    in_month = or_(within(row.issued_on), and_(row.issued_on.is_(None), within(receipt_day(row))))
    covers = exists().where(cover.receipt_id == row.id, cover.purchase_id == DOCUMENT)
    reached: Reached = {Receipt: row.id == DOCUMENT, Purchase: covers}
    return _paper("票据", "张", row, in_month, page("receipt"), reached)


def _payment() -> Subject:
    row = seen(Payment)
    reached: Reached = {Payment: row.id == DOCUMENT, Purchase: _settles(row.id)}
    return _paper("付款", "笔", row, within(row.paid_on), page("payment"), reached)


def _income() -> Subject:
    row = seen(Income)
    return _paper("收入", "笔", row, within(row.received_on), page("income"), {Income: row.id == DOCUMENT})


def _reception() -> Subject:
    row = seen(Reception)
    return _paper("接待", "次", row, within(row.held_on), page("reception"), {Reception: row.id == DOCUMENT})


def _bill() -> Subject:
    row = seen(UtilityBill)
    return _paper("水电费单", "张", row, row.month == MONTH, page("bill"), {UtilityBill: row.id == DOCUMENT})


def _guest_account() -> Subject:
    """Receptions with their cost and the purchases for them; and reception-fund purchases that name none."""
    reception, loose, bought = seen(Reception), seen(Purchase), lines()
    totals = (
        select(func.coalesce(func.sum(bought.c.amount), 0))
        .where(bought.c.reception_id == reception.id)
        .scalar_subquery()
    )
    row = union_all(
        select(
            literal("reception").label("kind"),
            reception.id.label("id"),
            reception.number.label("number"),
            reception.held_on.label("day"),
            reception.cost.label("cost"),
            cast(totals, BigInteger).label("bought"),
        ),
        select(literal("purchase"), loose.id, loose.number, loose.purchased_on, null(), total_of(loose.id)).where(
            loose.reception_id.is_(None), loose.fund == Fund.RECEPTION
        ),
    ).subquery()
    return Subject(
        "接待与接待采购",
        "项",
        row,
        {"kind": row.c.kind, "id": row.c.id, "number": row.c.number},
        number,
        within(row.c.day),
        lambda found: (found.kind, found.id),
        reached={
            Purchase: and_(row.c.kind == "purchase", row.c.id == DOCUMENT),
            Reception: and_(row.c.kind == "reception", row.c.id == DOCUMENT),
        },
        due={Stage.SUBMIT: row.c.kind == "purchase"},
    )


PURCHASE = _purchase()
SIGNED = _signed()
LINE = _line()
PRICED_LINE = _priced_line()
RECEIPT = _receipt()
PAYMENT = _payment()
INCOME = _income()
RECEPTION = _reception()
BILL = _bill()
GUEST_ACCOUNT = _guest_account()
