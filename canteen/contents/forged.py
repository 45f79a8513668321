"""The half of clause 3.5 that SQL cannot say: signatures whose digest is no longer that of what is there.

It is the one exception to “a clause is one select”: what is found here is handed to the select as keys.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import ColumnElement, select

from canteen.contents.papers import WHOLE, Papers
from canteen.contents.roles import act_of
from canteen.db import db
from canteen.models import Purchase, Signature
from canteen.models.words import Role, State

DIGESTED = "3.5"
"""The clause that asks for it."""
AT_ONCE = 500


def forged(purchases: Iterable[Purchase], papers: Papers | None = None) -> list[int]:
    """The keys of the signatures in force, made here, that stand under something else than what is there now."""
    signed = [(purchase, made) for purchase in purchases if (made := made_here(purchase))]
    papers = papers or Papers(purchase for purchase, _ in signed)
    return [each.id for purchase, made in signed for each in made if not _holds(purchase, each, papers)]


def forged_ever(canteen_id: int | None) -> Iterator[int]:
    """The same, of all purchases of one canteen, or of all."""
    signed = select(Signature.purchase_id).where(Signature.digest.is_not(None), Signature.set_aside_at.is_(None))
    keys = select(Purchase.id).where(Purchase.id.in_(signed), Purchase.state == State.LIVE).order_by(Purchase.id)
    every = list(db.session.scalars(keys if canteen_id is None else keys.where(Purchase.canteen_id == canteen_id)))
    for first in range(0, len(every), AT_ONCE):
        yield from forged(_whole(Purchase.id.in_(every[first : first + AT_ONCE])))


def forged_in(canteen_id: int, first: date, last: date) -> list[int]:
    """The same, of the purchases of a canteen that bear a signature of these days."""
    days = Signature.signed_on.between(first, last)
    signed = select(Signature.purchase_id).where(days, Signature.digest.is_not(None), Signature.set_aside_at.is_(None))
    live = Purchase.state == State.LIVE
    return forged(_whole(Purchase.canteen_id == canteen_id, Purchase.id.in_(signed), live))


def _whole(*narrowing: ColumnElement[bool]) -> list[Purchase]:
    """Purchases with all that their signatures may stand under."""
    return list(db.session.scalars(select(Purchase).where(*narrowing).options(*WHOLE)))


def made_here(purchase: Purchase, *roles: Role) -> list[Signature]:
    """A purchase's signatures that were made here and count."""
    return [each for each in purchase.signed(*roles) if each.digest]


def _holds(purchase: Purchase, signature: Signature, papers: Papers) -> bool:
    """Whether a signature still stands under what it signed; `held` says only which papers it held, never what they say."""
    role = Role(signature.role)
    return act_of(purchase, role, papers, held=signature.content or {}).digest == signature.digest
