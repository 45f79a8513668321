"""One-time codes: what the QR on a colleague's phone leads to, sealed for one person, one purchase and role, five minutes long."""

import re
from dataclasses import dataclass
from datetime import timedelta

from canteen import clock
from canteen.contents import is_weighed
from canteen.db import db
from canteen.keys import is_sealed, seal
from canteen.models import LoginSession, Person, Purchase
from canteen.models.words import Role
from canteen.security import sessions

LASTS = timedelta(minutes=5)
PURPOSE = "signing code"
ROLES = {"order": Role.BUYER, "arrival": Role.RECEIVER}
FORM = re.compile(r"(order|arrival)-(\d{1,12})-(\d{1,12})-(\d{1,12})-(\d{1,12})-([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True)
class Invitation:
    """Somebody is asked to sign a purchase in a role, within a colleague's session."""

    purchase: Purchase
    role: Role
    person: Person
    session_id: int


def code_for(purchase: Purchase, role: Role, person: Person, session_id: int) -> str:
    """The code that invites the person."""
    word = next(word for word, each in ROLES.items() if each is role)
    facts = f"{word}-{purchase.id}-{person.id}-{session_id}-{seconds()}"
    return f"{facts}-{seal(PURPOSE, facts)}"


def invitation(code: str) -> Invitation | None:
    """Whom the code invites to sign what; None where it is not ours, too old, or its session has ended."""
    found = FORM.fullmatch(code)
    if not found or not is_sealed(PURPOSE, code.rpartition("-")[0], found[6]):
        return None
    purchase_id, person_id, session_id, made = map(int, found.groups()[1:5])
    if is_over(made):
        return None
    session = db.session.get(LoginSession, session_id)
    if session is None or session.ended_at or not sessions.lasts(session):
        return None
    purchase, person = db.session.get_one(Purchase, purchase_id), db.session.get_one(Person, person_id)
    if ROLES[found[1]] is Role.RECEIVER and not all(map(is_weighed, purchase.lines)):
        return None  # what is to be weighed blind is not shown
    return Invitation(purchase, ROLES[found[1]], person, session_id)


def seconds() -> int:
    """Now, as a code carries it."""
    return int(clock.now().timestamp())


def is_over(made: int) -> bool:
    """Whether a code that was made then is over."""
    return not 0 <= seconds() - made < LASTS.total_seconds()
