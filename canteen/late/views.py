"""What happened outside and cannot be undone, entered late by the accountant and countersigned by the supervisor."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response
from wtforms import FieldList

from canteen import clock
from canteen.choosing import here
from canteen.choosing.addresses import asked_number, row_at
from canteen.db import db
from canteen.entering import Fault, Page, enter, typed
from canteen.exchange.history import check_late
from canteen.fields import Entry
from canteen.late import storing
from canteen.late.completed import stands_under
from canteen.late.forms import (
    LateForm,
    ReturnForm,
    Written,
    completion_of,
    completion_said_before,
    completion_written,
    form_of,
    said_before,
    written,
)
from canteen.late.matters import BY_SLUG, COMPLETION, MATTERS, PURCHASE, SETTLED, Matter
from canteen.late.offers import offered
from canteen.late.page import listed, rendered
from canteen.models import Canteen, LateEntry, Purchase
from canteen.models.common import thing_of
from canteen.models.words import Post, State
from canteen.pictures import attach
from canteen.security import current, may, opens
from canteen.signing import SignForm, endorse

pages = Blueprint("late", __name__, url_prefix="/late")
MORE = "more"
"""The button that adds empty rows to a part; its value is the part."""
OWN = "这份补录是您自己经办的，须由另一个人会签"


@pages.get("/")
@may(Post.ACCOUNTANT, Post.SUPERVISOR)
def index() -> str:
    """List the entries, what waits first."""
    return render_template("late/index.html", entries=listed(here().id), new_url=_new_url())


@pages.get("/new")
@may(Post.ACCOUNTANT)
def choose() -> str:
    """Ask what happened."""
    purchases = offered(SETTLED.sheet.column("采购编号"), here().id)
    return render_template("late/choose.html", matters=MATTERS, completion=COMPLETION, purchases=purchases)


@pages.get("/completion")
@may(Post.ACCOUNTANT)
def find() -> Response:
    """Go to the purchase that lacks something."""
    number = request.args.get("number", "").strip()
    if not number.isprintable():
        raise NotFound
    query = select(Purchase.id).where(Purchase.canteen_id == here().id, Purchase.number == number)
    key = db.session.scalar(query.where(Purchase.state == State.LIVE))
    if key is None:
        raise NotFound(f"没有这一采购：{number}")
    return redirect(url_for("late.complete", key=key))


@pages.route("/new/<slug>", methods=["GET", "POST"])
@may(Post.ACCOUNTANT, files=1)
def new(slug: str) -> Page:
    """Enter something that happened outside."""
    matter = BY_SLUG.get(slug) or abort(404)
    before = _again(matter.title)
    said = said_before(matter, before.sheets) | {"reason": before.reason} if before else {}
    form = form_of(matter, here().id)(typed(), data=said)
    return _answer(form, matter, matter.title, partial(written, form, matter))


@pages.route("/completion/<key:key>", methods=["GET", "POST"])
@may(Post.ACCOUNTANT, files=1)
def complete(key: int) -> Page:
    """Enter what a stored purchase lacks."""
    purchase = row_at(Purchase, key)
    if purchase.state != State.LIVE:
        raise NotFound
    before = _again(COMPLETION)
    said = completion_said_before(before.sheets) | {"reason": before.reason} if before else {}
    form = completion_of(purchase)(typed(), data=said)
    return _answer(form, PURCHASE, COMPLETION, partial(completion_written, form, purchase), purchase)


@pages.get("/<key:key>")
@may(Post.ACCOUNTANT, Post.SUPERVISOR)
def shown(key: int) -> str:
    """Show an entry: facts, paper, reason, and what the month finds in it."""
    return rendered(row_at(LateEntry, key))


@pages.post("/<key:key>/countersign")
@may(Post.SUPERVISOR)
def countersign(key: int) -> Page:
    """Bring in what the entry says, signed."""
    entry, form = row_at(LateEntry, key), SignForm(typed())
    return _decide(entry, form, partial(_countersign, form), partial(rendered, entry, form), "已会签入账")


@pages.post("/<key:key>/return")
@may(Post.SUPERVISOR)
def give_back(key: int) -> Page:
    """Give the entry back with a reason; it stays to be seen."""
    entry, form = row_at(LateEntry, key), ReturnForm(typed())
    return _decide(entry, form, partial(_give_back, form), partial(rendered, entry, back=form), "已退回")


def _answer(
    form: LateForm, matter: Matter, title: str, write: Callable[[], Written], purchase: Purchase | None = None
) -> Page:
    show = partial(_entry_page, form, matter, title, purchase)
    if part := request.form.get(MORE):
        if part not in form:
            raise NotFound
        cast("FieldList[Any]", form[part]).append_entry()
        return show([])
    return enter(
        form,
        LateEntry(canteen_id=here().id, matter=title),
        partial(_wait, form, write, purchase),
        page=show,
        to=lambda entry: url_for("late.shown", key=entry.id),
        said="已送监管人会签，会签以后才入账",
    )


def _wait(form: LateForm, write: Callable[[], Written], purchase: Purchase | None, entry: LateEntry) -> None:
    rows = write()
    if not rows.sheets:
        raise Fault("", "什么都没有填，请至少填一项")
    storing.require_proof(rows.sheets, entry.canteen_id)
    numbered = storing.numbered(entry.matter, rows.sheets, entry.canteen_id)
    canteen = db.session.get_one(Canteen, entry.canteen_id)
    if errors := check_late(numbered, canteen).errors.in_order() or storing.approvals(rows.sheets, canteen):
        raise Fault("", "；".join(rows.mark(errors)) or "有的内容入不了账，请改标红的地方")
    entry.sheets = rows.sheets | (stands_under(purchase) if purchase else {})
    entry.reason, entry.state = str(form.reason.data), State.DRAFT
    entry.author_id, entry.made_at = current().user_id, clock.now()
    db.session.add(entry)
    db.session.flush()
    attach(form.photo.data, thing_of(entry), "纸面照片", entry.canteen_id)


def _decide(entry: LateEntry, form: Entry, change: Callable[[LateEntry], None], show: Any, said: str) -> Page:
    return enter(
        form,
        entry,
        change,
        page=lambda findings: show(findings=findings),
        to=lambda decided: url_for("late.shown", key=decided.id),
        said=said,
    )


def _countersign(form: SignForm, entry: LateEntry) -> None:
    _require_waiting(entry)
    if entry.author_id == current().user_id:
        raise Fault("", OWN)
    endorse(form, storing.act_of(entry))
    storing.bring_in(entry)


def _give_back(form: ReturnForm, entry: LateEntry) -> None:
    _require_waiting(entry)
    storing.decide(entry, State.VOID)
    entry.why_returned = form.why.data


def _require_waiting(entry: LateEntry) -> None:
    if entry.state != State.DRAFT:
        raise Fault("", "这份补录已经会签或退回了")


def _again(title: str) -> LateEntry | None:
    """The entry that was given back and is to be put right."""
    entry = db.session.get(LateEntry, asked_number("again", 1)) if "again" in request.args else None
    return entry if entry and entry.canteen_id == here().id and entry.matter == title else None


def _new_url() -> str | None:
    return url_for("late.choose") if opens("late.choose") else None


def _entry_page(
    form: LateForm, matter: Matter, title: str, purchase: Purchase | None, findings: list[dict[str, Any]]
) -> str:
    return render_template(
        "late/enter.html", form=form, matter=matter, title=f"补录 {title}", purchase=purchase, findings=findings
    )
