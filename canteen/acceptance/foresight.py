"""What would refuse the visitor's own signature as a receiver, asked before anybody weighs; nothing stays."""

from functools import partial

from canteen import clock
from canteen.contents import act_of
from canteen.course import coming, signers
from canteen.db import db
from canteen.holders import my_staff_no
from canteen.models import Purchase, Signature
from canteen.models.words import Role
from canteen.rulebook import Finding
from canteen.stages import Stage


def refusals(purchase: Purchase) -> list[Finding]:
    """What the clauses would find in it: whoever bought does not receive (1.6)."""
    me = my_staff_no()
    if me is None or me in signers(purchase, Role.RECEIVER):
        return []
    return coming(Stage.SIGN, purchase, partial(_as_if_signed, purchase, me))


def _as_if_signed(purchase: Purchase, me: str) -> None:
    now, act = clock.now(), act_of(purchase, Role.RECEIVER)
    made = Signature(purchase=purchase, role=Role.RECEIVER, signer=me, signed_at=now, signed_on=clock.local_day(now))
    made.digest, made.content = act.digest, act.stored
    db.session.add(made)
