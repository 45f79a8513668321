"""Making numbered papers void: one asks with a reason and a signature, another person agrees, and the paper keeps its number."""

from functools import partial, update_wrapper
from typing import Any

from flask import Blueprint, render_template, url_for

from canteen import clock
from canteen.choosing import here
from canteen.choosing.addresses import row_at
from canteen.documents.kinds import BY_SLUG
from canteen.documents.rows import address
from canteen.entering import Fault, Page, enter, typed
from canteen.fields import Entry, line, one_of
from canteen.models import VoidRequest
from canteen.models.common import Document, thing_of
from canteen.models.words import State
from canteen.security import current, may
from canteen.signing import SignForm, endorse
from canteen.voiding import page
from canteen.voiding.kinds import AGREERS, ASKERS, INVOLVED, slug_of
from canteen.voiding.obstacles import obstacle
from canteen.voiding.requests import (
    FREE,
    NUMBER,
    REASON,
    SPOILED,
    act_of,
    decide,
    document_of,
    first_signature,
    has_number,
    make_void,
    refusal_of,
    waiting_for,
    words_of,
)

pages = Blueprint("voiding", __name__, url_prefix="/voiding")
STALE = "第一个人签名以后单据改过，他的签名不再算数：请重新申请作废"


class AskForm(SignForm):
    """Why a paper is to be made void, signed."""

    reason = line(REASON, most=200, description="写清哪里错了，例如“金额多打了一个零，另登一张”。")


class AskForNumberForm(AskForm):
    """And what becomes of the number of its fiscal receipt."""

    number = one_of("纸面的财政票据", (SPOILED, FREE))


@pages.get("/")
@may(*INVOLVED)
def index() -> str:
    """List the requests, what waits first."""
    return render_template("voiding/index.html", requests=page.listed(here().id))


@pages.get("/<key:key>")
@may(*INVOLVED)
def shown(key: int) -> str:
    """Show a request: the paper, the reason, who signed, and what the visitor may do."""
    return page.rendered(row_at(VoidRequest, key))


@pages.post("/<key:key>/agree")
@may(*AGREERS)
def agree(key: int) -> Page:
    """Make the paper void, as the second to sign."""
    asked, form = row_at(VoidRequest, key), SignForm(typed())
    return enter(
        form,
        document_of(asked),
        partial(_agree, form, asked),
        page=partial(page.rendered, asked, form),
        to=_address,
        said="已作废，编号和内容都留着",
    )


@pages.post("/<key:key>/withdraw")
@may(*INVOLVED)
def withdraw(key: int) -> Page:
    """Take the request back."""
    asked, form = row_at(VoidRequest, key), Entry(typed())
    return enter(
        form,
        asked,
        _withdraw,
        page=partial(page.rendered, asked, form),
        to=lambda taken_back: _address(document_of(taken_back)),
        said="已撤回作废申请",
    )


def _ask(slug: str, key: int) -> Page:
    """Ask that a paper be made void."""
    document = _document(slug, key)
    form = (AskForNumberForm if has_number(document) else AskForm)(typed())
    return enter(
        form,
        VoidRequest(canteen_id=document.canteen_id, thing=thing_of(document)),
        partial(_write, form, document),
        page=lambda findings: page.asking(document, form, findings),
        to=lambda asked: url_for("voiding.shown", key=asked.id),
        said="已申请作废，另一个人签名以后生效",
    )


for _slug, _posts in ASKERS.items():
    pages.add_url_rule(
        f"/{_slug}/<key:key>",
        f"ask_{_slug}",
        may(*_posts)(update_wrapper(partial(_ask, _slug), _ask)),
        methods=["GET", "POST"],
    )


def _write(form: AskForm, document: Document, asked: VoidRequest) -> None:
    if reason := obstacle(document):
        raise Fault("", reason)
    before = waiting_for(document)
    if before and first_signature(before, document):
        raise Fault("", "已经有人申请作废，等第二个人签名")
    if before:
        decide(before, State.VOID)
    asked.reason, asked.state = str(form.reason.data), State.DRAFT
    asked.author_id, asked.made_at = current().user_id, clock.now()
    number = {NUMBER: form.number.data} if isinstance(form, AskForNumberForm) else {}
    endorse(form, act_of(document), words={REASON: asked.reason, **number})


def _agree(form: SignForm, asked: VoidRequest, document: Document) -> None:
    if asked.state != State.DRAFT:
        raise Fault("", "这份申请已经办完或撤回了")
    if reason := obstacle(document):
        raise Fault("", reason)
    first = first_signature(asked, document)
    if first is None:
        raise Fault("", STALE)
    if reason := refusal_of(first):
        raise Fault("", reason)
    words = words_of(first)
    endorse(form, act_of(document, words))
    make_void(document, asked, words)


def _withdraw(asked: VoidRequest) -> None:
    if asked.state != State.DRAFT:
        raise Fault("", "这份申请已经办完或撤回了")
    if asked.author_id != current().user_id:
        raise Fault("", "只有申请的人能撤回")
    decide(asked, State.VOID)


def _address(document: Document) -> str:
    return address(slug_of(document), document.id)


def _document(slug: str, key: int) -> Document:
    model: Any = BY_SLUG[slug].sheet.model
    document: Document = row_at(model, key)
    return document
