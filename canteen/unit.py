"""The unit that runs the installation, as papers name it."""

from sqlalchemy import select

from canteen.db import db
from canteen.models import Unit


def unit_title() -> str | None:
    """What it is called; none where it is not set up."""
    return db.session.scalar(select(Unit.title).limit(1))
