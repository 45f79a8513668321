"""Drawn names that are nearly the same as an earlier one: a fact beside the signature, which refuses nothing."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from canteen import audit
from canteen.db import db
from canteen.models import Purchase, Signature
from canteen.models.common import thing_of
from canteen.models.words import Role
from canteen.signing.likeness import are_alike

ALIKE = "笔迹相近"
LATEST = 20
"""With how many earlier drawings of the signer one is compared, beside those of the purchase itself."""
A_MONTH = timedelta(days=30)


def copied(signature: Signature) -> Signature | None:
    """The earlier signature whose drawing this one's is nearly the same as; a seller is held against the sellers of a month."""
    strokes = signature.strokes
    if not strokes:
        return None
    here = [each for each in signature.purchase.signatures if each.id < signature.id and each.strokes]
    return next((each for each in (*here, *_before(signature)) if are_alike(strokes, each.strokes or "")), None)


def log_copy(signature: Signature) -> None:
    """Say in the log that a signature just made is nearly the same as an earlier one, within the caller's step."""
    if found := copied(signature):
        audit.record(ALIKE, thing_of(signature.purchase), signature=signature.id, like=signature_named(found))


def signature_named(signature: Signature) -> str:
    """A signature as people tell it from others."""
    return f"{signature.name or signature.signer} {signature.signed_on} {signature.role}"


def _before(signature: Signature) -> Sequence[Signature]:
    """The canteen's own: where else somebody signs is nobody's business here."""
    of_canteen = select(Signature).join(Purchase).where(Purchase.canteen_id == signature.purchase.canteen_id)
    query = of_canteen.where(Signature.id < signature.id, Signature.strokes.is_not(None))
    if signature.role == Role.SELLER:
        in_month = Signature.signed_on.between(signature.signed_on - A_MONTH, signature.signed_on)
        query = query.where(in_month, Signature.role == Role.SELLER)
    else:
        query = query.where(Signature.user_id == signature.user_id)
    return db.session.scalars(query.order_by(Signature.id.desc()).limit(LATEST)).all()
