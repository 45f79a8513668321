"""Endorsements as pages show them: who, in which post, when, and the drawn name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from canteen.db import db
from canteen.models import Endorsement
from canteen.signing import drawings


@dataclass(frozen=True)
class Endorsed:
    """An endorsement on a page."""

    name: str
    posts: str
    signed_at: datetime
    path: str
    """The drawn name as an SVG path."""


def endorsements(thing: str, act: str) -> list[Endorsement]:
    """The endorsements of an act upon a thing, in the order of signing."""
    made = select(Endorsement).where(Endorsement.thing == thing, Endorsement.act == act)
    return list(db.session.scalars(made.order_by(Endorsement.id)))


def endorsed(endorsement: Endorsement) -> Endorsed:
    """The endorsement for a page."""
    path = drawings.path(endorsement.strokes)
    return Endorsed(endorsement.name, endorsement.posts, endorsement.signed_at, path)
