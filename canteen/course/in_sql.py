"""What `standing` says of one purchase, said of all of them in SQL; a select binds the canteen and the day (see `When.binds`)."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, distinct, exists, func, or_, select

from canteen.course.standing import WANTED, Standing
from canteen.models import OpenLine, Purchase, SentBack, Signature
from canteen.models.words import Amiss, Origin, Role, State
from canteen.seen import AS_OF, CANTEEN

HISTORY = Purchase.origin == Origin.IMPORT
"""Brought in: what waits for nobody. What is 补录 is no history, it goes on."""
GOING_ON = (
    Purchase.canteen_id == CANTEEN,
    ~HISTORY,
    Purchase.state != State.VOID,
    Purchase.voided_at.is_(None),
)
"""The canteen's purchases, drafts too, that go on from where they stand: neither history nor void nor given up."""
MADE_HERE = (*GOING_ON, Purchase.origin == Origin.PRODUCT)
"""Those of them that were bought and are received here, not on paper (补录)."""


def standing() -> ColumnElement[str]:
    """What `standing_of` says of a purchase that is not approved."""
    signed_today = bears(Role.RECEIVER, Signature.signed_on == AS_OF)
    is_open = exists().where(OpenLine.purchase_id == Purchase.id)
    is_begun = or_(_many(Role.BUYER) > 0, Purchase.number.is_not(None))
    return case(
        (lacks(Role.BUYER), case((is_begun, Standing.ORDERING), (is_open, Standing.UNPRICED), else_=Standing.DRAFT)),
        (lacks(Role.RECEIVER), case((signed_today, Standing.ARRIVING), else_=Standing.ORDERED)),
        (open_return(Amiss.PAPER).is_not(None), Standing.PAPERS),
        else_=Standing.ARRIVED,
    )


def waits_for_approver() -> ColumnElement[bool]:
    """Whether it is the approver's turn, once its papers are mended where they were sent back."""
    return and_(*GOING_ON, ~bears(Role.APPROVER), has_arrived())


def has_arrived() -> ColumnElement[bool]:
    """Whether a purchase that is not approved needs no signature but the approver's."""
    return standing().in_((Standing.ARRIVED, Standing.PAPERS))


def lacks(role: Role) -> ColumnElement[bool]:
    """Whether fewer people than the law wants have signed a purchase in the role."""
    return _many(role) < WANTED[role].on(Purchase.purchased_on)


def bears(role: Role, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a signature in the role is in force."""
    return exists().where(counted_as(role), *more)


def counted_as(role: Role) -> ColumnElement[bool]:
    """That a signature of the purchase is one of the role's, and was not set aside."""
    return and_(Signature.purchase_id == Purchase.id, Signature.role == role, Signature.set_aside_at.is_(None))


def latest(role: Role) -> ScalarSelect[Any]:
    """When the last signature of the role was made that is in force."""
    return select(func.max(Signature.signed_at)).where(counted_as(role)).scalar_subquery()


def open_return(*amiss: Amiss) -> ScalarSelect[int]:
    """The key of the latest return, for this or for anything, that nobody has mended yet."""
    open_ = select(func.max(SentBack.id)).where(SentBack.purchase_id == Purchase.id, SentBack.mended_at.is_(None))
    return open_.where(*([SentBack.amiss.in_(amiss)] if amiss else [])).scalar_subquery()


def _many(role: Role) -> ScalarSelect[int]:
    return select(func.count(distinct(Signature.signer))).where(counted_as(role)).scalar_subquery()
