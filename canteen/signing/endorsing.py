"""An endorsement: who signed which content, made within a step with the nonce of the page that showed it."""

from collections.abc import Mapping
from dataclasses import replace

from canteen import audit, clock
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Endorsement, Person
from canteen.models.words import Post
from canteen.security import Current, current
from canteen.signing import drawings, nonces, pins
from canteen.signing.acts import Act
from canteen.signing.forms import DrawForm

SIGNED = "签署"


def endorse(form: DrawForm, act: Act, *, words: Mapping[str, object] | None = None) -> Endorsement:
    """Store who signed the act, within the caller's step; `words` are what was typed in the same form beside it.

    Raises Fault where the page showed something else, is too old or was used, or where the PIN is no longer in use.
    """
    strokes = str(form.strokes.data)
    drawing = drawings.fingerprint(strokes)
    nonces.take(form.nonce.data or "", act, drawing)
    me = current()
    if pins.in_use(me.user_id) is None:
        raise Fault("", pins.NONE)
    signed = replace(act, content={**act.content, **(words or {})})
    endorsement = _endorsement(signed, strokes, me)
    db.session.add(endorsement)
    audit.record(SIGNED, act.thing, **as_logged(endorsement))
    return endorsement


def as_logged(endorsement: Endorsement) -> dict[str, str]:
    """What the log keeps of an endorsement, so that no change of it goes unseen."""
    return {
        "act": endorsement.act,
        "digest": endorsement.digest,
        "drawing": drawings.fingerprint(endorsement.strokes),
        "signer": endorsement.signer,
        "name": endorsement.name,
        "posts": endorsement.posts,
        "at": endorsement.signed_at.isoformat(),
    }


def _endorsement(act: Act, strokes: str, me: Current) -> Endorsement:
    place = me.canteen
    person = db.session.get(Person, place.person_id) if place and place.person_id else None
    return Endorsement(
        canteen_id=place.id if place else None,
        act=act.name,
        thing=act.thing,
        content=act.stored,
        digest=act.digest,
        user_id=me.user_id,
        signer=person.staff_no if person else me.username,
        name=me.name,
        posts="、".join(post for post in Post if post in me.posts),
        strokes=strokes,
        signed_at=clock.now(),
    )
