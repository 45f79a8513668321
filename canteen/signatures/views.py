"""The signer's own pages: the agreement, the PIN, what was signed in one's name."""

from functools import partial
from typing import TypeVar

from flask import Blueprint, abort, render_template, request, url_for
from sqlalchemy import select

from canteen import audit
from canteen.db import db
from canteen.entering import Fault, Page, settle, typed
from canteen.models import Endorsement, Person, Signature
from canteen.printing import paper
from canteen.security import Current, current, sessions, signed_in
from canteen.security.gate import safe_next
from canteen.signatures import content, mine, signed
from canteen.signatures.agreement import NAME, TITLE, WORDS, agreement
from canteen.signatures.forms import USED_BEFORE, PinForm
from canteen.signing import endorse, myself, offer, pins
from canteen.signoff import shown

Made = TypeVar("Made", Signature, Endorsement)
pages = Blueprint("signatures", __name__, url_prefix="/signing")
pages.add_app_template_global(offer)
pages.add_app_template_global(pins.has_pin)


@pages.get("/")
@signed_in
def own() -> str:
    """Show what was signed in one's name, and one's PIN."""
    me = current()
    return render_template(
        "signatures/own.html",
        pin=pins.latest(me.user_id),
        agreed=_agreed(me),
        **mine.listed(mine.own(me), "signatures.own"),
    )


@pages.route("/pin", methods=["GET", "POST"])
@signed_in
def pin() -> Page:
    """Agree to sign electronically, and choose the PIN to sign with."""
    form = PinForm(typed(), back=request.args.get("next", ""))
    return settle(form, partial(_enrol, form), page=lambda _: _pin_page(form), said="签名 PIN 已设好，可以签名了")


@pages.get("/<key:key>")
@signed_in
def endorsement(key: int) -> str:
    """Show what was signed outside purchases: one's own, or for those who oversee, their canteen's."""
    return _signed_page(signed.of_other(_seen(Endorsement, key)))


@pages.get("/purchases/<key:key>")
@signed_in
def signature(key: int) -> str:
    """Show what was signed upon a purchase, as it was signed: one's own, or for the supervisor, the canteen's."""
    return _signed_page(signed.of_purchase(_seen(Signature, key)))


def _seen(model: type[Made], key: int) -> Made:
    """The signature, for those who may see it."""
    found = db.session.get(model, key)
    return found if found and signed.may_see(current(), found) else abort(404)


def _signed_page(made: signed.Made) -> str:
    facts = {"made": made, "content": content, "shown": shown, "back": _back(made)}
    return paper("signatures/signed.html", title=made.title, **facts)


def _back(made: signed.Made) -> tuple[str, str]:
    """Where one's own signatures are listed, or for the supervisor the signer's."""
    place = current().canteen  # none of whoever holds no post any more
    named = select(Person.id).where(Person.canteen_id == (place.id if place else None), Person.staff_no == made.signer)
    if made.signer == myself().staff_no or not (key := db.session.scalar(named)):
        return "我的签名", url_for("signatures.own")
    return made.name, url_for("persons.person", person_id=key)


def _enrol(form: PinForm) -> str:
    me, chosen = current(), str(form.new_pin.data)
    if pins.was_used(me.user_id, chosen):
        raise Fault("new_pin", USED_BEFORE)
    pins.keep(me.user_id, chosen)
    endorse(form, agreement(me))
    sessions.end_others(me.user_id, me.session_id)
    audit.record("设签名 PIN")
    return safe_next(form.back.data) if form.back.data else url_for("signatures.own")


def _pin_page(form: PinForm) -> str:
    me = current()
    return render_template(
        "signatures/pin.html",
        title="重设签名 PIN" if pins.in_use(me.user_id) else "设签名 PIN",
        form=form,
        findings=[],
        button="同意约定，设好 PIN",
        act=agreement(me),
        agreement_title=TITLE,
        words=WORDS,
        back=("我的签名", url_for("signatures.own")),
    )


def _agreed(me: Current) -> Endorsement | None:
    """The latest agreement."""
    made = select(Endorsement).where(Endorsement.user_id == me.user_id, Endorsement.act == NAME)
    return db.session.scalar(made.order_by(Endorsement.id.desc()).limit(1))
