"""What the clauses would say of a purchase at its next step, asked before anybody presses the button; nothing stays."""

from collections.abc import Callable
from functools import partial

from canteen.acts import Act
from canteen.contents import act_of
from canteen.course.signatures import STAGES, lapse, resettle, stated
from canteen.models import Payment, Purchase
from canteen.models.common import OfCanteen
from canteen.models.words import Role, State
from canteen.rulebook import Finding
from canteen.stages import Stage
from canteen.step import judge, rehearsed, store

BY_SIGNATURES = {
    Stage.SUBMIT: {"1.1", "1.4", "1.6", "B.9"},
    Stage.ACCEPT: {"1.1", "1.2", "1.3", "1.4", "1.6", "B.9"},
    Stage.APPROVE: {"3.4", "B.7"},
}
"""At a step that a signature completes: the clauses that the missing signatures themselves will answer."""


def completing(purchase: Purchase, role: Role) -> list[Finding]:
    """What would refuse or warn if the role's signatures were complete now, the cash stated in the draft included."""
    found = coming(STAGES[role], purchase)
    if role is Role.BUYER:
        for payment in stated(purchase):
            found += coming(Stage.PAY, payment, partial(_come_alive, purchase, payment))
    return found


def act_for(purchase: Purchase, role: Role) -> Act:
    """What somebody who signs in the role now will find: signatures that no longer count are set aside first."""
    if not any(each.digest and not each.set_aside_at for each in purchase.signatures):
        return act_of(purchase, role)
    with rehearsed(purchase.canteen_id):
        lapse(purchase)
        resettle(purchase, "")
        return act_of(purchase, role)


def coming(
    stage: Stage, document: OfCanteen, change: Callable[[], None] = lambda: None, *, signed: bool = False
) -> list[Finding]:
    """What would refuse or warn at the stage, were the change made now; nothing of it stays.

    Where the document is not `signed` as the stage wants it, what signatures will answer is left out. A change
    that is no fact raises Fault.
    """
    with rehearsed(document.canteen_id):
        change()
        store(document)
        found = judge(stage, document)
    left_out = set() if signed or not isinstance(document, Purchase) else BY_SIGNATURES.get(stage, set())
    return [finding for finding in found if finding.clause.number not in left_out]


def _come_alive(purchase: Purchase, payment: Payment) -> None:
    purchase.state = State.LIVE
    store(purchase)
    payment.state = State.LIVE
