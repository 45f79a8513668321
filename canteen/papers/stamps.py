"""What is stamped across a paper until it is valid, and once it no longer is."""

from collections.abc import Container

from canteen.course import Standing, is_complete, standing_of
from canteen.models import Payment, Purchase, Receipt
from canteen.models.words import Role, State

DRAFT, VOID, LOOSE, UNCONFIRMED = "草稿，无效", "作废", "未固定", "出纳未确认"
LACKING = {
    Role.BUYER: "采购人未签齐",
    Role.RECEIVER: "未验收",
    Role.SELLER: "出售人未签名",
    Role.APPROVER: "未审批",
}
"""In the order in which a purchase gets them."""


def on_purchase(purchase: Purchase, roles: Container[Role]) -> str | None:
    """The stamp of a paper that wants the purchase's signatures in these roles; None where all are there."""
    if standing_of(purchase) is Standing.VOID:
        return VOID
    if purchase.state == State.DRAFT:
        return DRAFT
    return next((word for role, word in LACKING.items() if role in roles and not is_complete(purchase, role)), None)


def on_receipt(receipt: Receipt) -> str | None:
    """The stamp of a receipt's list; a list that was not frozen may still change."""
    return _on_document(receipt) or (LOOSE if receipt.listed is None else None)


def on_payment(payment: Payment) -> str | None:
    """The stamp of a payment: approved purchases alone make it good, and cash the cashier's word; what comes back needs neither."""
    if stamp := _on_document(payment):
        return stamp
    if any(part.amount > 0 and not is_complete(part.purchase, Role.APPROVER) for part in payment.parts):
        return LACKING[Role.APPROVER]
    return UNCONFIRMED if payment.stated_by and not payment.confirmed_at else None


def _on_document(document: Receipt | Payment) -> str | None:
    if document.state == State.VOID or document.voided_at:
        return VOID
    return DRAFT if document.state == State.DRAFT else None
