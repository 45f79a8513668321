"""The signer's own pages: the agreement, the PIN, what was signed in one's name."""

from functools import partial

from flask import Blueprint, abort, render_template, request, url_for
from sqlalchemy import select

from canteen import audit
from canteen.choosing.addresses import asked_number
from canteen.db import db
from canteen.entering import Fault, Page, settle, typed
from canteen.models import Endorsement
from canteen.models.words import Post
from canteen.printing import paper
from canteen.security import Current, current, sessions, signed_in
from canteen.security.gate import safe_next
from canteen.signatures import mine
from canteen.signatures.agreement import NAME, TITLE, WORDS, agreement
from canteen.signatures.forms import USED_BEFORE, PinForm
from canteen.signatures.names import act_name, thing_link
from canteen.signing import drawings, endorse, offer, pins

pages = Blueprint("signatures", __name__, url_prefix="/signing")
pages.add_app_template_global(offer)
pages.add_app_template_global(pins.has_pin)
OVERSEERS = frozenset({Post.SUPERVISOR, Post.ADMINISTRATOR})


@pages.get("/")
@signed_in
def own() -> str:
    """Show what was signed in one's name, and one's PIN."""
    me, page = current(), asked_number("page", 1)
    return render_template(
        "signatures/own.html",
        pin=pins.latest(me.user_id),
        agreed=_agreed(me),
        columns=mine.COLUMNS,
        rows=mine.lines(me, page),
        pages=_pages(page, mine.count(me)),
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
    """Show, for the file, what was signed outside purchases: one's own, or for those who oversee, their canteen's."""
    found = db.session.get(Endorsement, key)
    if found is None or not _may_see(found):
        abort(404)
    return paper(
        "signatures/endorsement.html",
        title=TITLE if found.act == NAME else act_name(found.act),
        signed=found,
        thing=thing_link(found.thing),
        drawn=drawings.path(found.strokes),
        back=("我的签名", url_for("signatures.own")),
    )


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
    signed = select(Endorsement).where(Endorsement.user_id == me.user_id, Endorsement.act == NAME)
    return db.session.scalar(signed.order_by(Endorsement.id.desc()).limit(1))


def _may_see(found: Endorsement) -> bool:
    me = current()
    oversees = not me.posts.isdisjoint(OVERSEERS) and me.canteen and found.canteen_id == me.canteen.id
    return found.user_id == me.user_id or bool(oversees)


def _pages(page: int, total: int) -> dict[str, object] | None:
    """Where in the list one is; None where one page holds it all."""
    if total <= mine.PAGE:
        return None
    first, last = (page - 1) * mine.PAGE + 1, page * mine.PAGE
    return {
        "first": first,
        "last": min(last, total),
        "total": f"{total:,} 次签名",
        "previous_url": url_for("signatures.own", page=page - 1) if page > 1 else None,
        "next_url": url_for("signatures.own", page=page + 1) if last < total else None,
    }
