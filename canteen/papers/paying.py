"""A payment as its paper says it: to whom, from where, for which purchases, and who answers for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from canteen.contents import Papers
from canteen.db import db
from canteen.documents.paper import Signed, signatures
from canteen.models import Payment, PaymentPart, Person, Purchase
from canteen.models.words import AccountKind, PaymentMethod, Post, Role


@dataclass(frozen=True)
class Part:
    """A purchase that the payment settles, wholly or in part; amounts in fen."""

    purchase: Purchase
    receipts: str
    total: int
    amount: int
    approved: list[Signed]


@dataclass(frozen=True)
class Hand:
    """Somebody who answers for it and signs by hand: as what, who, in which posts, and when where that is known."""

    label: str
    name: str = ""
    posts: str = ""
    at: datetime | None = None


def parts_of(payment: Payment) -> list[Part]:
    """What it settles, the earliest purchase first."""
    parts = sorted(payment.parts, key=lambda part: (part.purchase.purchased_on, part.purchase_id))
    papers = Papers(part.purchase for part in parts)
    return [_part(part, papers) for part in parts]


def payee(payment: Payment) -> dict[str, object]:
    """The supplier's bank and account when the money went out; what is not known is 未填, or left out where cash was paid."""
    purchases = [part.purchase for part in payment.parts if part.purchase.supplier_id == payment.supplier_id]
    papers, supplier = Papers(purchases), payment.supplier
    known = {"开户银行": supplier.bank, "银行账号": supplier.bank_account}
    then = {label: papers.value_at(supplier, label, value, payment.confirmed_at) for label, value in known.items()}
    return {label: value or "未填" for label, value in then.items() if value or payment.method != PaymentMethod.CASH}


def hands(payment: Payment) -> list[Hand]:
    """Who answers for it, each with a place to sign: who stated or entered it, the cashier, and where cash went over the counter its taker."""
    taker = ("退款人" if sum(part.amount for part in payment.parts) < 0 else "领款人") if _is_cash(payment) else None
    return [*_entered(payment), *_cashier(payment), *([Hand(taker, payment.supplier.name)] if taker else [])]


def _entered(payment: Payment) -> Iterator[Hand]:
    """The purchaser who stated it, or whoever entered it and is not the cashier."""
    person, label = (
        (_person(payment, Person.staff_no == payment.stated_by), "采购人（登记）")
        if payment.stated_by
        else (_author(payment), "登记")
    )
    if person and Post.CASHIER not in (posts := _posts(person, payment.paid_on)):
        yield Hand(label, person.name, "、".join(posts))


def _cashier(payment: Payment) -> Iterator[Hand]:
    """The cashier who confirmed or entered it; an empty place where none has."""
    sure = payment.confirmed_by and _person(payment, Person.staff_no == payment.confirmed_by)
    person = sure or (None if payment.stated_by else _author(payment))
    posts = _posts(person, payment.paid_on) if person else []
    if person and (sure or Post.CASHIER in posts):
        yield Hand("出纳", person.name, "、".join(posts), payment.confirmed_at if sure else None)
    else:
        yield Hand("出纳")


def _is_cash(payment: Payment) -> bool:
    return payment.account.kind == AccountKind.CASH or payment.method == PaymentMethod.CASH


def _author(payment: Payment) -> Person | None:
    return _person(payment, Person.user_id == payment.author_id) if payment.author_id else None


def _person(payment: Payment, known: ColumnElement[bool]) -> Person | None:
    return db.session.scalar(select(Person).where(Person.canteen_id == payment.canteen_id, known))


def _posts(person: Person, day: date) -> list[str]:
    """The posts that somebody held on the day."""
    held = {
        each.post
        for each in person.appointments
        if each.started_on <= day and (each.ended_on is None or day <= each.ended_on)
    }
    return [post for post in Post if post in held]


def _part(part: PaymentPart, papers: Papers) -> Part:
    purchase = part.purchase
    receipts = "、".join(f"{each.kind} {each.invoice_no or each.number}" for each in papers.receipts[purchase.id])
    approved = [each for each in signatures(purchase) if each.role == Role.APPROVER and not each.set_aside]
    return Part(purchase, receipts or "票据待补", sum(line.amount for line in purchase.lines), part.amount, approved)
