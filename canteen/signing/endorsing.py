"""An endorsement: who signed which content, made within a step with the nonce of the page that showed it."""

from collections.abc import Mapping
from dataclasses import replace

from canteen import audit, clock
from canteen.acts import Act
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Endorsement
from canteen.security import current
from canteen.signing import drawings, nonces, pins
from canteen.signing.forms import DrawForm

SIGNED = "签署"


def endorse(form: DrawForm, act: Act, *, words: Mapping[str, object] | None = None) -> Endorsement:
    """Store who signed the act, within the caller's step; `words` are what was typed in the same form beside it.

    Raises Fault where the page showed something else, is too old or was used, or where the PIN is no longer in use.
    """
    use_up(form, act)
    endorsement = _endorsement(replace(act, content={**act.content, **(words or {})}), form)
    db.session.add(endorsement)
    audit.record(SIGNED, act.thing, **as_logged(endorsement))
    return endorsement


def use_up(form: DrawForm, act: Act) -> None:
    """Take the form's nonce and drawing for the act, within the caller's step. Raises Fault as `endorse` does."""
    nonces.take(form.nonce.data or "", act, drawings.fingerprint(str(form.strokes.data)), form.signer)
    if pins.in_use(form.signer.user_id) is None:
        raise Fault("", pins.NONE)


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


def _endorsement(act: Act, form: DrawForm) -> Endorsement:
    place = current().canteen
    return Endorsement(
        canteen_id=place.id if place else None,
        act=act.name,
        thing=act.thing,
        content=act.stored,
        digest=act.digest,
        user_id=form.signer.user_id,
        signer=form.signer.staff_no,
        name=form.signer.name,
        posts=form.signer.posts_in_words,
        strokes=str(form.strokes.data),
        signed_at=clock.now(),
    )
