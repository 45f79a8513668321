"""The half of clause 3.5 that SQL cannot say: signatures whose digest is no longer that of what is there.

It is the one exception to “a clause is one select”: what is found here is handed to the select as keys.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from canteen.contents.papers import Papers
from canteen.contents.roles import act_of
from canteen.db import db
from canteen.models import Line, Purchase, Signature
from canteen.models.words import Role, State

DIGESTED = "3.5"
"""The clause that asks for it."""


def forged(purchases: Iterable[Purchase]) -> list[int]:
    """The keys of the signatures in force, made here, that stand under something else than what is there now."""
    signed = [(purchase, made) for purchase in purchases if (made := in_force(purchase))]
    papers = Papers(purchase for purchase, _ in signed)
    return [each.id for purchase, made in signed for each in made if not _holds(purchase, each, papers)]


def forged_in(canteen_id: int, first: date, last: date) -> list[int]:
    """The same, of the purchases of a canteen that bear a signature of these days."""
    days = Signature.signed_on.between(first, last)
    made_here = select(Signature.purchase_id).where(
        days, Signature.digest.is_not(None), Signature.set_aside_at.is_(None)
    )
    whole = (
        select(Purchase)
        .where(Purchase.canteen_id == canteen_id, Purchase.id.in_(made_here), Purchase.state == State.LIVE)
        .options(
            joinedload(Purchase.supplier),
            joinedload(Purchase.case),
            joinedload(Purchase.reception),
            selectinload(Purchase.signatures),
            selectinload(Purchase.returns),
            selectinload(Purchase.lines).joinedload(Line.item),
            selectinload(Purchase.lines).selectinload(Line.weighings),
        )
    )
    return forged(db.session.scalars(whole).all())


def in_force(purchase: Purchase, *roles: Role) -> list[Signature]:
    """A purchase's signatures that were made here and count."""
    return [
        each
        for each in purchase.signatures
        if each.digest and not each.set_aside_at and (not roles or each.role in roles)
    ]


def _holds(purchase: Purchase, signature: Signature, papers: Papers) -> bool:
    """Whether a signature still stands under what it signed; `held` says only which papers it held, never what they say."""
    role, at = Role(signature.role), signature.signed_at
    return act_of(purchase, role, papers, held=signature.content or {}, at=at).digest == signature.digest
