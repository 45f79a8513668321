"""A payment as its paper says it: to whom, from where, for which purchases, and who answers for it."""

from dataclasses import dataclass
from datetime import datetime

from canteen.contents import Papers
from canteen.db import db
from canteen.documents.paper import Signed, signatures
from canteen.holders import name_of
from canteen.models import Payment, PaymentPart, Purchase, User
from canteen.models.words import PaymentMethod, Role


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
    """Somebody who had a hand in it: as what, who, and when where that is known."""

    label: str
    name: str
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
    """Who stated or entered it, and which cashier confirmed it."""
    author = db.session.get(User, payment.author_id) if payment.author_id else None
    stated = [Hand("采购人登记", name_of(payment.canteen_id, payment.stated_by))] if payment.stated_by else []
    entered = [Hand("登记", author.name)] if author and not stated else []
    sure = (
        [Hand("出纳确认", name_of(payment.canteen_id, payment.confirmed_by), payment.confirmed_at)]
        if payment.confirmed_by
        else []
    )
    return [*stated, *entered, *sure]


def _part(part: PaymentPart, papers: Papers) -> Part:
    purchase = part.purchase
    receipts = "、".join(f"{each.kind} {each.invoice_no or each.number}" for each in papers.receipts[purchase.id])
    approved = [each for each in signatures(purchase) if each.role == Role.APPROVER and not each.set_aside]
    return Part(purchase, receipts or "票据待补", sum(line.amount for line in purchase.lines), part.amount, approved)
