"""Whom a payment can go to."""

from sqlalchemy import or_, select

from canteen import clock
from canteen.db import db
from canteen.models import Supplier


def payees(canteen_id: int, *also: int) -> list[tuple[int, str]]:
    """The suppliers in use by name, and those that are named."""
    kept = or_(Supplier.retired_on.is_(None), Supplier.retired_on > clock.today(), Supplier.id.in_(also))
    query = select(Supplier.id, Supplier.name).where(Supplier.canteen_id == canteen_id, kept)
    return [(key, name) for key, name in db.session.execute(query.order_by(Supplier.name))]
