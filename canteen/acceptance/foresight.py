"""What would refuse the visitor's own signature as a receiver, asked before anybody weighs; nothing stays."""

from functools import partial

from canteen.course import as_if_signed, coming, signers
from canteen.models import Purchase
from canteen.models.words import Role
from canteen.rulebook import Finding
from canteen.signing import myself
from canteen.stages import Stage


def refusals(purchase: Purchase) -> list[Finding]:
    """What the clauses would find in it: whoever bought does not receive (1.6)."""
    me = myself()
    if me.staff_no in signers(purchase, Role.RECEIVER):
        return []
    return coming(Stage.SIGN, purchase, partial(as_if_signed, purchase, Role.RECEIVER, me))
