"""Acceptance (验收): what arrived is weighed blind, accepted, or refused."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, render_template, url_for

from canteen.acceptance.deliveries import Delivery, waiting
from canteen.acceptance.forms import WeighForm, weigh_form
from canteen.acceptance.outcome import Settlement, earlier, outcomes
from canteen.acceptance.recording import PHOTO, record, seen
from canteen.choosing import here
from canteen.choosing.addresses import row_at
from canteen.contents import is_weighed
from canteen.course import barring, shut_month
from canteen.course.standing import is_on_paper
from canteen.documents.paper import signatures
from canteen.entering import Page, enter, shown, typed
from canteen.holders import names_in
from canteen.models import Purchase, SentBack
from canteen.models.common import thing_of
from canteen.models.words import Amiss, Category, Post, Role, SupplierKind
from canteen.pictures import pictures_of
from canteen.purchasing.forms import MOST_PHOTOS
from canteen.security import may
from canteen.signing import myself
from canteen.signoff.people import unbarred
from canteen.stages import Stage

pages = Blueprint("acceptance", __name__, url_prefix="/acceptance")


@pages.get("/")
@may(Post.RECEIVER)
def index() -> str:
    """List what waits at the door, today's first, and what the purchasers have yet to sign for."""
    found = waiting(here().id)
    return render_template(
        "acceptance/index.html",
        today=[each for each in found if each.is_open and not each.days],
        before=[each for each in reversed(found) if each.is_open and each.days],
        unsigned=[each for each in found if not each.is_open],
    )


@pages.route("/<key:key>", methods=["GET", "POST"])
@may(Post.RECEIVER, files=MOST_PHOTOS)
def weigh(key: int) -> Page:
    """Weigh a delivery, some of its lines or all; a line's order is shown once it is weighed."""
    purchase = row_at(Purchase, key)
    if purchase.number is None:
        abort(404)
    form = weigh_form(typed(), purchase)
    return enter(
        form,
        purchase,
        partial(record, form),
        page=partial(_page, form, purchase),
        to=lambda purchase: url_for("acceptance.weigh", key=purchase.id),
        said="已记下",
        stage=Stage.CHANGE,
    )


def _page(form: WeighForm, purchase: Purchase, findings: list[dict[str, Any]]) -> str:
    delivery = Delivery(purchase, names_in(here().id))
    shut, is_done = shut_month(purchase), all(map(is_weighed, purchase.lines))
    is_open = delivery.is_open and not is_on_paper(purchase) and not (shut and not is_done)
    me = myself()
    barred = barring(purchase, Role.RECEIVER, me) if is_open else []
    for line in purchase.lines:
        portion = form.portion(line)
        portion.seen.data = portion.seen.data or seen(line)  # what was sent says what its page showed
    return render_template(
        "acceptance/weigh.html",
        delivery=delivery,
        purchase=purchase,
        form=form,
        findings=findings,
        barred=shown(barred),
        others=unbarred(purchase, Role.RECEIVER, me) if barred else [],
        is_open=is_open,
        on_paper=is_on_paper(purchase),
        shut=shut,
        returned=_latest_return(purchase),
        blind=[line for line in purchase.lines if not is_weighed(line)],
        weighed=outcomes(purchase),
        settlement=Settlement(purchase) if is_done else None,
        earlier=earlier(purchase),
        signed=[each for each in signatures(purchase) if each.role == Role.RECEIVER],
        pictures=[each for each in pictures_of(thing_of(purchase), here().id) if each.role == PHOTO],
        wants_batch=_wants_batch(purchase),
    )


def _latest_return(purchase: Purchase) -> SentBack | None:
    """What the goods were last sent back for."""
    return next((each for each in reversed(purchase.returns) if each.amiss == Amiss.GOODS), None)


def _wants_batch(purchase: Purchase) -> set[int]:
    """The lines whose batch and best-before day are asked in the open: staples of a shop."""
    if purchase.supplier.kind != SupplierKind.FIXED:
        return set()
    return {line.line_no for line in purchase.lines if line.item.category == Category.STAPLE}
