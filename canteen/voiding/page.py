"""What the pages of void requests show: the list, the form, one request, and where a paper's own voiding stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import aliased

from canteen.db import db
from canteen.documents.kinds import BY_SLUG
from canteen.documents.paper import MOST, facts_of, sections
from canteen.documents.rows import address
from canteen.entering import shown
from canteen.fields import Entry
from canteen.ledger import Line, Link
from canteen.models import Receipt, User, VoidRequest
from canteen.models.common import Document, Row
from canteen.models.words import State
from canteen.security import current, opens
from canteen.signing import SignForm
from canteen.signing.shown import Endorsed, endorsed
from canteen.voiding.kinds import SLUG_OF, slug_of
from canteen.voiding.leaving import left_behind
from canteen.voiding.obstacles import obstacle
from canteen.voiding.requests import (
    NUMBER,
    act_of,
    document_of,
    done_for,
    drafts_with,
    first_signature,
    refusal_of,
    signatures_of,
    waiting_for,
    words_of,
)

LOOKS = {State.DRAFT: "warm", State.VOID: "quiet"}
STATES = {State.DRAFT: "等第二个人签", State.LIVE: "已作废", State.VOID: "已撤回"}


@dataclass(frozen=True)
class Standing:
    """Where a paper's voiding stands: it waits for the second signature, or it is void."""

    is_void: bool
    reason: str
    who: str
    """Who asked; empty where it became void without a request."""
    asked_at: datetime | None
    counts: bool
    """Whether the first signature is still upon what the paper says."""
    signed: list[Endorsed]
    url: str | None
    """The request's page, for those who may see it."""


def standing(paper: Row) -> Standing | None:
    """Where the paper's voiding stands; None where nobody asked for it."""
    if not isinstance(paper, Document) or paper.__tablename__ not in SLUG_OF:
        return None
    if paper.state == State.VOID:
        done = done_for(paper)
        return Standing(True, paper.void_reason or "", "", None, True, _signed(done) if done else [], None)
    if asked := waiting_for(paper):
        who = db.session.get_one(User, asked.author_id).name
        url = url_for("voiding.shown", key=asked.id) if opens("voiding.shown") else None
        counts = first_signature(asked, paper) is not None
        return Standing(False, asked.reason, who, asked.made_at, counts, _signed(asked), url)
    return None


def listed(canteen_id: int) -> list[Line]:
    """The requests of a canteen, what waits first, then the newest."""
    author, decider = aliased(User), aliased(User)
    query = (
        select(VoidRequest, author.name, decider.name)
        .join(author, author.id == VoidRequest.author_id)
        .outerjoin(decider, decider.id == VoidRequest.decided_by)
        .where(VoidRequest.canteen_id == canteen_id)
        .order_by(VoidRequest.state != State.DRAFT, VoidRequest.id.desc())
    )
    return [_line(*row) for row in db.session.execute(query)]


def asking(document: Document, form: Any, findings: list[dict[str, Any]]) -> str:
    """The form that asks, with the paper above it."""
    return render_template(
        "voiding/ask.html",
        title=f"作废 {_name(document)}",
        form=form,
        findings=findings,
        act=act_of(document),
        obstacle=(against := obstacle(document)),
        coming=[] if against or findings else shown(left_behind(document)),
        waiting=standing(document),
        **_paper(document),
    )


def rendered(asked: VoidRequest, form: Entry | None = None, findings: list[dict[str, Any]] | None = None) -> str:
    """The page of a request, with the form of whoever may sign second."""
    document = document_of(asked)
    waits = asked.state == State.DRAFT
    against = obstacle(document) if waits else None
    coming = shown(left_behind(document)) if waits and not against and not findings else []
    first = first_signature(asked, document)
    return render_template(
        "voiding/shown.html",
        title=f"作废 {_name(document)}",
        state=STATES[State(asked.state)],
        asked=asked,
        author=db.session.get_one(User, asked.author_id).name,
        signed=_signed(asked),
        stale=waits and first is None,
        obstacle=against,
        coming=coming,
        refusal=refusal_of(first) if first else None,
        agrees=waits and first is not None and opens("voiding.agree"),
        withdraws=waits and asked.author_id == current().user_id,
        form=form or SignForm(),
        sign=form if isinstance(form, SignForm) else SignForm(),
        findings=findings or [],
        act=act_of(document, words_of(first)) if first else None,
        number=words_of(first).get(NUMBER) if first else None,
        **_paper(document),
    )


def _paper(document: Document) -> dict[str, Any]:
    kind = BY_SLUG[slug_of(document)]
    facts = facts_of(kind, document.canteen_id, document.id) or []
    return {
        "kind": kind.title,
        "facts": facts,
        "tables": sections(kind.tables, document.canteen_id, document.id, facts, MOST),
        "paper_url": address(slug_of(document), document.id),
        "when": "coming" if isinstance(document, Receipt) else "noted",
        "drafts": [f"{draft.purchased_on} {draft.supplier.name}" for draft in drafts_with(document)],
    }


def _signed(asked: VoidRequest) -> list[Endorsed]:
    return [endorsed(each) for each in signatures_of(asked)]


def _name(document: Document) -> str:
    return f"{BY_SLUG[slug_of(document)].title} {document.number}"


def _line(asked: VoidRequest, author: str, decider: str | None) -> Line:
    document = document_of(asked)
    paper = Link(document.number, url_for("voiding.shown", key=asked.id))
    state = STATES[State(asked.state)]
    kind = BY_SLUG[slug_of(document)].title
    cells = [paper, kind, asked.reason, author, asked.made_at, state, decider, asked.decided_at]
    return Line(cells, LOOKS.get(State(asked.state)))
