"""What the clauses would say of a purchase at its next step, asked before anybody presses the button; nothing stays."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from canteen import clock
from canteen.acts import Act
from canteen.contents import act_of, made_here
from canteen.course.completing import stated
from canteen.course.signatures import STAGES, lapse, resettle
from canteen.course.standing import signers
from canteen.db import db
from canteen.formats import month_name
from canteen.models import Payment, Purchase, Signature
from canteen.models.common import OfCanteen
from canteen.models.words import Role, State
from canteen.months import first_day
from canteen.rulebook import Finding
from canteen.signing import Signer
from canteen.stages import Stage
from canteen.step import closed_months, judge, rehearsed, store

BY_SIGNATURES = {
    Stage.SUBMIT: {"1.1", "1.4", "1.6", "B.9"},
    Stage.ACCEPT: {"1.1", "1.2", "1.3", "1.4", "1.6", "B.9"},
    Stage.APPROVE: {"3.4", "B.7"},
}
"""At a step that a signature completes: the clauses that the missing signatures themselves will answer."""


def completing(purchase: Purchase, role: Role, signer: Signer) -> list[Finding]:
    """What would refuse or warn of the signer's own signature, and if the role's were complete, the stated cash included."""
    with rehearsed(purchase.canteen_id):
        if signer.staff_no not in signers(purchase, role):
            as_if_signed(purchase, role, signer)
        if role is Role.BUYER:
            purchase.state = State.LIVE  # else every other draft would be there too
        store(purchase)
        own, whole = judge(Stage.SIGN, purchase), judge(STAGES[role], purchase)
    left_out = BY_SIGNATURES[STAGES[role]] | {finding.clause.number for finding in own}
    found = own + [finding for finding in whole if finding.clause.number not in left_out]
    if role is Role.BUYER:
        for payment in stated(purchase):
            found += coming(Stage.PAY, payment, partial(_come_alive, purchase, payment))
    return found


def barring(purchase: Purchase, role: Role, signer: Signer) -> list[Finding]:
    """What would refuse the signer's signature, whatever else is so: it is found with it and not without."""
    if signer.staff_no in signers(purchase, role):
        return []
    with rehearsed(purchase.canteen_id):
        if role is Role.BUYER:
            purchase.state = State.LIVE  # else every other draft would be there too
        store(purchase)
        known = {(each.clause.number, each.document) for each in judge(Stage.SIGN, purchase)}
        as_if_signed(purchase, role, signer)
        found = judge(Stage.SIGN, purchase)
    return [each for each in found if each.blocks and (each.clause.number, each.document) not in known]


def shut_month(purchase: Purchase) -> str | None:
    """The name of the purchase's month where that is closed: no draft of it comes alive any more."""
    month = first_day(purchase.purchased_on)
    return month_name(month) if month in closed_months(purchase.canteen_id) else None


def act_for(purchase: Purchase, role: Role) -> Act:
    """What somebody who signs in the role now will find: signatures that no longer count are set aside first."""
    if not made_here(purchase):
        return act_of(purchase, role)
    with rehearsed(purchase.canteen_id):
        lapse(purchase)
        resettle(purchase, "")
        return act_of(purchase, role)


def coming(stage: Stage, document: OfCanteen, change: Callable[[], None] = lambda: None) -> list[Finding]:
    """What would refuse or warn at the stage, were the change made now; nothing of it stays.

    A change that is no fact raises Fault.
    """
    with rehearsed(document.canteen_id):
        change()
        store(document)
        return judge(stage, document)


def as_if_signed(purchase: Purchase, role: Role, signer: Signer) -> None:
    """Put a signature under the purchase, within the caller's rehearsal."""
    act, now = act_of(purchase, role), clock.now() + timedelta(microseconds=1)  # the signer may have signed just now
    made = {"signed_at": now, "signed_on": clock.local_day(now), "digest": act.digest, "content": act.stored}
    of_signer = {"signer": signer.staff_no, "name": signer.name, "posts": signer.posts_in_words}
    db.session.add(Signature(purchase=purchase, role=role, **of_signer, **made))
    db.session.flush()


def _come_alive(purchase: Purchase, payment: Payment) -> None:
    purchase.state = State.LIVE
    store(purchase)
    payment.state = State.LIVE
