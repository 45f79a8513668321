"""What stands against making a paper void, each with what to do first."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy import Select, select

from canteen import clock
from canteen.db import db
from canteen.formats import yuan
from canteen.models import (
    Account,
    AssetHandover,
    Cover,
    Income,
    Payment,
    PaymentPart,
    Purchase,
    Receipt,
    Reception,
    SourcingCase,
    UtilityBill,
)
from canteen.models.common import Document
from canteen.models.words import AccountKind, State
from canteen.months import first_day, month_text
from canteen.payments.owed import returned
from canteen.step import DAY_OF, closed_months
from canteen.transfers.balances import counts, movements, spare
from canteen.transfers.own_money import kept
from canteen.voiding.kinds import slug_of


def obstacle(document: Document) -> str | None:
    """Why the paper cannot be made void now, and what to do first; None where it can."""
    if document.state != State.LIVE:
        return "已经作废了" if document.state == State.VOID else "草稿还没有编号，不用作废"
    return next(_obstacles(document), None)


def _obstacles(document: Document) -> Iterator[str]:
    for month in sorted(closed_months(document.canteen_id) & {first_day(day) for day in _days(document)}):
        yield f"{month_text(month)} 已结账，单据不能再动：请在没有结账的月份用红字冲销更正"
    if look := OWN.get(type(document)):
        yield from look(document)
    if why := (returned(document) if isinstance(document, Payment) else None) or kept(document):
        yield why
    yield from _spent(document)


def _days(document: Document) -> Iterator[date]:
    """The days on which the paper is in the books: its own and, of a bill, that of its payment."""
    yield DAY_OF[type(document)](document) or clock.today()
    if isinstance(document, UtilityBill) and document.paid_on:
        yield document.paid_on


def _spent(document: Document) -> Iterator[str]:
    """Cash that the paper brought in and that is no longer there."""
    moved = movements(document.canteen_id)
    brought = (
        select(Account, moved.c.day, moved.c.amount)
        .join(Account, Account.id == moved.c.account_id)
        .where(moved.c.kind == slug_of(document), moved.c.key == document.id, moved.c.amount > 0)
        .where(Account.kind == AccountKind.CASH, Account.own_money.is_(False), counts(moved))
    )
    for account, day, amount in db.session.execute(brought):
        if (left := spare(account, day)) < amount:
            yield (
                f"{account.name}从 {day} 起最少时只有 {yuan(left)} 元，作废要少 {yuan(amount)} 元："
                "请先把后来用掉这笔钱的单据作废，或先登记对的那一张"
            )


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
    for number in _live(select(Income.number).where(Income.reception_id == reception.id), Income):
        yield f"收入 {number} 结算了它：请先把那笔收入作废"


def _live(numbers: Select[str | None], model: type[Document]) -> Iterator[str | None]:
    yield from db.session.scalars(numbers.where(model.state == State.LIVE).order_by(model.id).limit(1))


OWN: dict[type[Document], Callable[..., Iterator[str]]] = {
    Purchase: _of_purchase,
    SourcingCase: _of_case,
    Reception: _of_reception,
}
