"""Logging a purchase (采购): drafts and what is under way, a new one, changing one, giving a draft up."""

from functools import partial
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from canteen.choosing import here
from canteen.choosing.addresses import asked_number, row_at
from canteen.course import Deed, Standing, may_now, standing_of
from canteen.db import db
from canteen.entering import Page, enter, entry_page, typed
from canteen.models import Purchase, SentForm
from canteen.models.words import Post, State
from canteen.purchasing import proposals
from canteen.purchasing.forms import CASH, MOST_LINES, MOST_PHOTOS, DiscardForm, PhotoForm, PurchaseForm
from canteen.purchasing.known import Known
from canteen.purchasing.listing import under_way
from canteen.purchasing.page import fragment, rendered
from canteen.purchasing.writing import add_photo as one_more
from canteen.purchasing.writing import discard as give_up
from canteen.purchasing.writing import write
from canteen.security import current, may
from canteen.stages import Stage

pages = Blueprint("purchasing", __name__, url_prefix="/purchases")
SIGN = "sign"
"""The button that goes on to the signature; every other one keeps the draft."""
NEVER_BOUGHT = "没有向这家买过，没有可重复的"


@pages.get("/")
@may(Post.BUYER)
def index() -> str:
    """List what is under way, the visitor's own turn first."""
    return render_template("purchasing/index.html", found=under_way(here().id))


@pages.route("/new", methods=["GET", "POST"])
@may(Post.BUYER, files=MOST_PHOTOS)
def new() -> Page:
    """Log a purchase; the same once more, where the address names the last one."""
    known = Known(here().id)
    return _answered(PurchaseForm(typed(), known, _again(known), may_wait=SIGN not in request.form), None)


@pages.route("/<key:key>/edit", methods=["GET", "POST"])
@may(Post.BUYER, files=MOST_PHOTOS)
def edit(key: int) -> Page:
    """Change a draft, or a purchase that nobody has received; its signatures fall with what they stand under."""
    purchase = row_at(Purchase, key)
    if request.method == "GET" and not may_now(Deed.EDIT, purchase):
        return _closed(Deed.EDIT, purchase)
    known = Known(here().id, purchase)
    may_wait = SIGN not in request.form and standing_of(purchase) in {Standing.DRAFT, Standing.UNPRICED}
    form = PurchaseForm(typed(), known, proposals.stored(purchase, known), may_wait=may_wait)
    if purchase.number:
        for name in CASH:
            del form[name]
    return _answered(form, purchase)


@pages.route("/<key:key>/discard", methods=["GET", "POST"])
@may(Post.BUYER)
def discard(key: int) -> Page:
    """Give a draft up."""
    purchase, form = row_at(Purchase, key), DiscardForm(typed())
    if request.method == "GET" and not may_now(Deed.DISCARD, purchase):
        return _closed(Deed.DISCARD, purchase)
    return enter(
        form,
        purchase,
        lambda purchase: give_up(purchase, str(form.reason.data)),
        page=partial(
            entry_page,
            form,
            title="丢弃草稿",
            button="丢弃这份草稿",
            lead=f"{purchase.purchased_on} 向 {purchase.supplier.name} 的采购草稿。丢弃以后签名失效，写明的现金不算；草稿和理由仍留着，可以查。",
            back=("采购草稿", _edit_url(purchase)),
        ),
        to=lambda _: url_for("purchasing.index"),
        said="草稿已丢弃",
    )


@pages.route("/<key:key>/photo", methods=["GET", "POST"])
@may(Post.BUYER, Post.ACCOUNTANT, files=1)
def add_photo(key: int) -> Page:
    """Add a photo of a purchase's paper; its signatures stay."""
    purchase, form = row_at(Purchase, key), PhotoForm(typed())
    if request.method == "GET" and not may_now(Deed.ADD_PHOTO, purchase):
        return _closed(Deed.ADD_PHOTO, purchase)
    paper = url_for("documents.paper", slug="purchase", key=key)
    return enter(
        form,
        purchase,
        partial(one_more, form),
        page=partial(
            entry_page,
            form,
            title="补小票照片",
            button="补上",
            lead=f"{purchase.purchased_on} 向 {purchase.supplier.name} 的采购。只能添、不能删；已有的签名都不失效，后面的人签名时连同这张。",
            back=(purchase.number or "采购草稿", paper),
        ),
        to=lambda _: paper,
        said="照片已补上",
        stage=Stage.CHANGE,
    )


@pages.get("/sent/<form_key>")
@may(Post.BUYER, Post.RECEIVER)
def sent(form_key: str) -> Response:
    """Say whether a form of the visitor's has come in, and where it led: a phone that lost its signal cannot know."""
    mine = select(SentForm.address).where(SentForm.key == form_key, SentForm.user_id == current().user_id)
    return jsonify(address=db.session.scalar(mine))


def _answered(form: PurchaseForm, purchase: Purchase | None) -> Page:
    """Answer the form: what lies ahead, more rows, or the purchase stored."""
    if request.method == "POST":
        if "advise" in request.form:
            form.validate()
            return fragment(form, purchase)
        if {"more", "repeat"} & request.form.keys():
            form.photos.validate(form)
            _extend(form)
            return rendered(form, purchase, [])
    is_sign = SIGN in request.form
    written = purchase or Purchase(canteen_id=here().id, state=State.DRAFT, author_id=current().user_id)
    return enter(
        form,
        written,
        partial(write, form),
        page=partial(rendered, form, purchase),
        to=lambda stored: url_for("signoff.buyer", key=stored.id) if is_sign else _edit_url(stored),
        said="已存到服务器，请采购人签名" if is_sign else "已存到服务器，还没有签名",
        stage=Stage.CHANGE,
    )


def _extend(form: PurchaseForm) -> None:
    """Give the form an empty row more, or the lines of the last purchase from its supplier."""
    room = MOST_LINES - len(form.lines)
    for said in ([{}] if "more" in request.form else _repeated(form))[: max(0, room)]:
        form.lines.append_entry(said)
    form.ready()


def _repeated(form: PurchaseForm) -> list[dict[str, Any]]:
    supplier = form.known.suppliers.find(form.supplier.data)
    last = form.known.last_from(supplier.id) if supplier else None
    if last is None:
        form.supplier.errors = [NEVER_BOUGHT]
        return []
    typed_already = {row.item.data for row in form.rows}
    return [each for each in proposals.same_lines(last, form.known) if each["item"] not in typed_already]


def _again(known: Known) -> dict[str, Any]:
    """What a new purchase proposes: an empty row, or the same as the purchase that the address names."""
    if "again" not in request.args:
        return {"lines": [{}]}
    return proposals.again(row_at(Purchase, asked_number("again", 1)), known)


def _edit_url(purchase: Purchase) -> str:
    return url_for("purchasing.edit", key=purchase.id)


def _closed(deed: Deed, purchase: Purchase) -> Response:
    """To the purchase's own page, which shows where it stands."""
    flash(f"这笔采购现在是“{standing_of(purchase)}”，不能{deed}", "warn")
    return redirect(url_for("documents.paper", slug="purchase", key=purchase.id))
