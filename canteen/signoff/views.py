"""Signing a purchase as purchaser, receiver or seller: in one's own session, as a guest, or by a code on one's own phone."""

from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from canteen.choosing.addresses import asked_number, row_at
from canteen.codes import code_path
from canteen.contents import is_weighed
from canteen.course import (
    Deed,
    act_for,
    barring,
    completing,
    how_many_missing,
    may_now,
    require,
    sell,
    shut_month,
    signers,
    stage_of,
    standing_of,
)
from canteen.course.standing import ON_PAPER, is_on_paper, open_lines
from canteen.db import db
from canteen.documents.paper import signatures
from canteen.documents.rows import address
from canteen.entering import Page, answer, enter, shown, typed
from canteen.models import Person, Purchase, User
from canteen.models.common import thing_of
from canteen.models.words import POST_OF, Post, Role, State, SupplierKind, Via
from canteen.pictures import Picture, pictures_of
from canteen.security import current, may, open_to_all
from canteen.signing import DrawForm, Signer, SignForm, guest, myself
from canteen.signoff import shown as content
from canteen.signoff.cash import cash_of
from canteen.signoff.codes import Invitation, code_for, invitation, is_over, seconds
from canteen.signoff.forms import SellerForm
from canteen.signoff.people import colleagues, others, unbarred
from canteen.signoff.putting import DEEDS, put
from canteen.stages import SIGNER_CLAUSES, Stage
from canteen.step import step

pages = Blueprint("signoff", __name__, url_prefix="/signoff")
STOP = 286
"""What htmx takes for the end of asking."""
ENDPOINTS = {Role.BUYER: "signoff.buyer", Role.RECEIVER: "signoff.receiver"}


@pages.route("/<key:key>/order", methods=["GET", "POST"])
@may(Post.BUYER)
def buyer(key: int) -> Page:
    """Sign what was ordered, oneself or as a colleague's guest."""
    return _sign(row_at(Purchase, key), Role.BUYER)


@pages.route("/<key:key>/arrival", methods=["GET", "POST"])
@may(Post.RECEIVER)
def receiver(key: int) -> Page:
    """Sign what arrived, oneself or as a colleague's guest; what is not weighed is weighed first."""
    purchase = row_at(Purchase, key)
    if not all(map(is_weighed, purchase.lines)):
        flash("还有没过秤的行，全部过秤以后再签", "warn")
        return redirect(url_for("acceptance.weigh", key=key))
    return _sign(purchase, Role.RECEIVER)


@pages.route("/<key:key>/sale", methods=["GET", "POST"])
@may(Post.BUYER)
def seller(key: int) -> Page:
    """Have the seller sign what was sold, on the purchaser's phone."""
    purchase = row_at(Purchase, key)
    form = SellerForm(typed(), name=purchase.supplier.name, phone=purchase.supplier.phone)

    def change(purchase: Purchase) -> None:
        require(Deed.SELL, purchase)
        sell(form, purchase, str(form.name.data), str(form.phone.data))

    return enter(
        form,
        purchase,
        change,
        page=partial(_page, form, purchase, Role.SELLER),
        to=lambda purchase: url_for("signoff.buyer", key=purchase.id),
        said="出售人已签名",
        stage=Stage.SIGN,
    )


@pages.get("/<key:key>/order/code")
@may(Post.BUYER)
def buyer_code(key: int) -> Page:
    """Show the code with which another purchaser signs on their own phone."""
    return _code(row_at(Purchase, key), Role.BUYER)


@pages.get("/<key:key>/arrival/code")
@may(Post.RECEIVER)
def receiver_code(key: int) -> Page:
    """Show the code with which another receiver signs on their own phone."""
    return _code(row_at(Purchase, key), Role.RECEIVER)


@pages.get("/<key:key>/waits/<int:signed>/<int:since>")
@may(Post.BUYER, Post.RECEIVER)
def waits(key: int, signed: int, since: int) -> Response:
    """Lead on, once somebody else has signed meanwhile; ask no more once the code is over, or the session never idles."""
    purchase = row_at(Purchase, key)
    if is_over(since):
        return Response(status=STOP)
    role = Role.RECEIVER if Post.RECEIVER in current().posts else Role.BUYER
    if len(signers(purchase, role)) == signed:
        return Response(status=HTTPStatus.NO_CONTENT)
    return Response(headers={"HX-Redirect": _onward(purchase, role)})


@pages.route("/code/<code>", methods=["GET", "POST"])
@open_to_all
def by_code(code: str) -> Page:
    """Sign what a colleague's code invites to, on one's own phone, without logging in: nothing else is shown."""
    invited = invitation(code)
    signer = guest(invited.person, invited.session_id, Via.CODE) if invited else None
    if invited is None or signer is None:
        return render_template("signoff/over.html"), HTTPStatus.GONE
    g.actor, g.actor_id = db.session.get_one(User, signer.user_id).username, signer.user_id
    if signer.staff_no in signers(invited.purchase, invited.role):
        return render_template("signoff/done.html", name=signer.name)
    form = SignForm(typed(), signer=signer)
    return answer(form, partial(_page, form, invited.purchase, invited.role), partial(_signed_by_code, form, invited))


def _signed_by_code(form: SignForm, invited: Invitation) -> str:
    purchase, role = invited.purchase, invited.role
    with step(lambda: stage_of(purchase, role), purchase):
        put(form, purchase, role)
    return request.path


def _sign(purchase: Purchase, role: Role) -> Page:
    form = SignForm(typed(), signer=_signer(role))

    return enter(
        form,
        purchase,
        lambda purchase: put(form, purchase, role),
        page=partial(_page, form, purchase, role),
        to=lambda purchase: _onward(purchase, role),
        said=f"{form.signer.name}已签名",
        stage=lambda: stage_of(purchase, role),
    )


def _signer(role: Role) -> Signer:
    """Whoever is logged in, or the colleague whom the address names as a guest."""
    if "guest" not in request.args:
        return myself()
    person = _colleague(role, asked_number("guest", 1))
    found = guest(person, current().session_id, Via.SAME_DEVICE)
    if found is None:
        raise NotFound
    return found


def _colleague(role: Role, key: int) -> Person:
    found = next((person for person in colleagues(POST_OF[role]) if person.id == key), None)
    if found is None:
        raise NotFound
    return found


def _page(form: DrawForm, purchase: Purchase, role: Role, findings: list[dict[str, Any]]) -> str:
    """What is signed, by whom already, and the form for whoever signs now."""
    act = act_for(purchase, role)
    on_paper = role is Role.RECEIVER and is_on_paper(purchase)
    is_open, is_guest = may_now(DEEDS[role], purchase) and not on_paper, form.signer.via is not None
    shut = shut_month(purchase) if is_open and purchase.state == State.DRAFT else None
    asked = is_open and role in ENDPOINTS and not shut
    barred = barring(purchase, role, form.signer) if asked else []
    return render_template(
        "signoff/sign.html",
        title=f"{role}签名",
        bare=is_guest,
        purchase=purchase,
        role=role,
        standing=standing_of(purchase),
        form=form,
        findings=findings,
        barred=shown(barred),
        others=unbarred(purchase, role, form.signer) if barred else [],
        coming=shown(completing(purchase, role, form.signer)) if asked and not (findings or barred) else [],
        signer_clauses=SIGNER_CLAUSES,
        act=act,
        shown=content,
        stated=cash_of(purchase) if role is Role.BUYER else [],
        signed=[each for each in signatures(purchase) if each.role == role],
        missing=how_many_missing(purchase, role) if role in ENDPOINTS else 0,
        pictures=_pictures(purchase, role, form.signer),
        on_paper=ON_PAPER if on_paper else None,
        open_lines=open_lines(purchase),
        shut=shut,
        signs=is_open
        and not (barred or shut)
        and (role is Role.SELLER or form.signer.staff_no not in signers(purchase, role)),
        ways=_ways(purchase, role) if asked and not is_guest else [],
        seller_url=_seller_url(purchase) if role is Role.BUYER and not is_guest else None,
        back=_back(purchase, role, form.signer.via),
        button=_button(form, purchase, role),
    )


def _pictures(purchase: Purchase, role: Role, signer: Signer) -> list[Picture]:
    """The photos of what was ordered; a guest without a session is shown how many there are."""
    seen = role is not Role.RECEIVER and signer.via is not Via.CODE
    return pictures_of(thing_of(purchase), purchase.canteen_id) if seen else []


def _button(form: DrawForm, purchase: Purchase, role: Role) -> str:
    if role is Role.SELLER:
        return "出售人签名"
    last = how_many_missing(purchase, role) == 1
    outcome = {Role.BUYER: "，采购成立", Role.RECEIVER: "，完成验收"}[role] if last else ""
    return f"{form.signer.name}签名{outcome}"


def _ways(purchase: Purchase, role: Role) -> list[dict[str, object]]:
    """The colleagues who have not signed as anything, each with both ways."""
    return [
        {
            "name": person.name,
            "guest_url": url_for(ENDPOINTS[role], key=purchase.id, guest=person.id),
            "code_url": url_for(f"{ENDPOINTS[role]}_code", key=purchase.id, guest=person.id),
        }
        for person in others(purchase, role, myself().staff_no)
    ]


def _seller_url(purchase: Purchase) -> str | None:
    """Where the seller of a stall still signs."""
    wanted = purchase.supplier.kind == SupplierKind.STALL and not signers(purchase, Role.SELLER)
    return url_for("signoff.seller", key=purchase.id) if wanted and may_now(Deed.SELL, purchase) else None


def _code(purchase: Purchase, role: Role) -> Page:
    person = _colleague(role, asked_number("guest", 1))
    if not may_now(DEEDS[role], purchase):
        flash(f"这笔采购现在是“{standing_of(purchase)}”，不用再签", "warn")
        return redirect(_onward(purchase, role))
    target = url_for("signoff.by_code", code=code_for(purchase, role, person, current().session_id), _external=True)
    return render_template(
        "signoff/code.html",
        title=f"请{person.name}扫码签名",
        name=person.name,
        code=code_path(target),
        waits_url=url_for("signoff.waits", key=purchase.id, signed=len(signers(purchase, role)), since=seconds()),
        back=url_for(ENDPOINTS[role], key=purchase.id),
    )


def _onward(purchase: Purchase, role: Role) -> str:
    """On to the colleagues while signatures are missing, else to the purchase."""
    if may_now(DEEDS[role], purchase) and how_many_missing(purchase, role):
        return url_for(ENDPOINTS[role], key=purchase.id)
    return address("purchase", purchase.id)


def _back(purchase: Purchase, role: Role, via: Via | None) -> tuple[str, str] | None:
    """The way back: for a guest to whoever lent the phone, for whoever came by a code none."""
    if via:
        return ("先不签，交还手机", url_for(ENDPOINTS[role], key=purchase.id)) if via is Via.SAME_DEVICE else None
    if role is Role.SELLER and may_now(Deed.ORDER, purchase):
        return "先不签，交还采购人", url_for("signoff.buyer", key=purchase.id)
    if role is Role.RECEIVER and may_now(Deed.WEIGH, purchase):
        return "回到过秤", url_for("acceptance.weigh", key=purchase.id)
    if role is Role.BUYER and may_now(Deed.EDIT, purchase):
        return "修改", url_for("purchasing.edit", key=purchase.id)
    return "看这笔采购", address("purchase", purchase.id)
