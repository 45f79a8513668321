"""Signatures on purchases, and posts held."""

from datetime import date

from sqlalchemy import (
    SQLColumnExpression,
    and_,
    distinct,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from canteen.facts.words import Amount, Truth, Value
from canteen.models import (
    Appointment,
    Person,
    Signature,
)
from canteen.models.words import Role
from canteen.seen import CANTEEN, among, seen


def signed_as(purchase_id: Value, *roles: Role) -> tuple[type[Signature], Truth]:
    """A purchase's signatures in the roles: an alias and the condition."""
    signature = seen(Signature)
    return signature, and_(signature.purchase_id == purchase_id, among(signature.role, *roles))


def signers(purchase_id: Value, role: Role) -> Amount:
    """How many different people signed a purchase in the role."""
    signature, condition = signed_as(purchase_id, role)
    return select(func.count(distinct(signature.signer))).where(condition).scalar_subquery()


def signed_by(purchase_id: Value, *roles: Role) -> Truth:
    """Whether a purchase bears a signature in every one of the roles."""
    return and_(*(exists().where(signed_as(purchase_id, role)[1]) for role in roles))


def holds_post(staff_no: Value, post: Value | str, day: SQLColumnExpression[date]) -> Truth:
    """Whether the person with the staff number holds the post on the day."""
    appointment, person = seen(Appointment), aliased(Person)
    return exists().where(
        person.canteen_id == CANTEEN,
        person.staff_no == staff_no,
        appointment.person_id == person.id,
        appointment.post == post,
        in_force(appointment, day),
    )


def in_force(appointment: type[Appointment], day: SQLColumnExpression[date]) -> Truth:
    """Whether an appointment runs on the day, its end date included."""
    return and_(appointment.started_on <= day, or_(appointment.ended_on.is_(None), appointment.ended_on >= day))
