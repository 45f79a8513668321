"""What a receipt or a payment leaves behind when it becomes void: the purchases that it was for, with less than the clauses want."""

from sqlalchemy import Select, select

from canteen.course import resettle_all
from canteen.db import db
from canteen.models import Cover, Payment, PaymentPart, Purchase, Receipt
from canteen.models.common import Document
from canteen.models.words import State
from canteen.rulebook import Finding
from canteen.stages import Stage
from canteen.step import ask, judge, rehearsed


def purchases_of(document: Document) -> list[Purchase]:
    """The purchases over whose receipts and payments somebody has signed, where it is one of these that becomes void."""
    joins: dict[type[Document], Select[Purchase]] = {
        Receipt: select(Purchase).join(Cover).where(Cover.receipt_id == document.id),
        Payment: select(Purchase).join(PaymentPart).where(PaymentPart.payment_id == document.id),
    }
    return list(db.session.scalars(joins[type(document)])) if type(document) in joins else []


def left_behind(document: Document) -> list[Finding]:
    """What the clauses would find in the papers of its purchases, were it void now; nothing of it stays."""
    if not isinstance(document, Receipt | Payment):
        return []
    with rehearsed(document.canteen_id):
        purchases = purchases_of(document)
        document.state = State.VOID
        resettle_all(purchases, "")
        return [finding for purchase in purchases for finding in judge(Stage.DOCUMENT, purchase)]


def ask_purchases(document: Document) -> None:
    """Ask what a void receipt leaves behind, within the step; of a payment it is only shown. Raises Refused."""
    if isinstance(document, Receipt):
        for purchase in purchases_of(document):
            ask(Stage.DOCUMENT, purchase)
