"""What stands against making a paper void, each with what to do first."""

from collections.abc import Callable, Iterator

from sqlalchemy import Select, select

from canteen import clock
from canteen.db import db
from canteen.models import (
    AssetHandover,
    CanteenMonth,
    Cover,
    Income,
    Payment,
    PaymentPart,
    Purchase,
    Receipt,
    Reception,
    SourcingCase,
)
from canteen.models.common import Document
from canteen.models.words import State
from canteen.months import first_day, month_text
from canteen.step import DAY_OF


def obstacle(document: Document) -> str | None:
    """Why the paper cannot be made void now, and what to do first; None where it can."""
    if document.state != State.LIVE:
        return "已经作废了" if document.state == State.VOID else "草稿还没有编号，不用作废"
    return next(_obstacles(document), None)


def _obstacles(document: Document) -> Iterator[str]:
    month = first_day(DAY_OF[type(document)](document) or clock.today())
    closed = select(CanteenMonth.id).where(
        CanteenMonth.canteen_id == document.canteen_id, CanteenMonth.month == month, CanteenMonth.closed_at.is_not(None)
    )
    if db.session.scalar(closed):
        yield f"{month_text(month)} 已结账，单据不能再动：请在没有结账的月份用红字冲销更正"
    if look := OWN.get(type(document)):
        yield from look(document)


def _of_purchase(purchase: Purchase) -> Iterator[str]:
    payments = select(Payment.number).join(PaymentPart, PaymentPart.payment_id == Payment.id)
    receipts = select(Receipt.number).join(Cover, Cover.receipt_id == Receipt.id)
    for number in _live(payments.where(PaymentPart.purchase_id == purchase.id), Payment):
        yield f"付款 {number} 付过它：请先把那笔付款作废"
    for number in _live(receipts.where(Cover.purchase_id == purchase.id), Receipt):
        yield f"票据 {number} 管着它：请先把那张票据作废"
    if db.session.scalar(select(AssetHandover.id).where(AssetHandover.purchase_id == purchase.id).limit(1)):
        yield "东西已经移交固定资产，不能作废：要退的照退货办，在以后的月份更正"


def _of_case(case: SourcingCase) -> Iterator[str]:
    for number in _live(select(Purchase.number).where(Purchase.case_id == case.id), Purchase):
        yield f"采购 {number} 是按它买的：请先把那笔采购作废"


def _of_reception(reception: Reception) -> Iterator[str]:
    for number in _live(select(Purchase.number).where(Purchase.reception_id == reception.id), Purchase):
        yield f"采购 {number} 是为它买的：请先把那笔采购作废"


def _of_income(income: Income) -> Iterator[str]:
    reception = db.session.get(Reception, income.reception_id) if income.reception_id else None
    if reception and reception.state == State.LIVE and reception.settled_on:
        yield f"接待 {reception.number} 已登记用它结算：请先把那次接待作废"


def _live(numbers: Select[str | None], model: type[Document]) -> Iterator[str | None]:
    yield from db.session.scalars(numbers.where(model.state == State.LIVE).order_by(model.id).limit(1))


OWN: dict[type[Document], Callable[..., Iterator[str]]] = {
    Purchase: _of_purchase,
    SourcingCase: _of_case,
    Reception: _of_reception,
    Income: _of_income,
}
