"""Answering a finding, and the supervisor's list of explanations to decide on."""

from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for

from canteen import clock
from canteen.answers import explained
from canteen.answers.explained import ACCEPTED, Explanation
from canteen.answers.forms import DecideForm, ExplainForm
from canteen.choosing import here
from canteen.documents.blind import is_veiled
from canteen.entering import Fault, Forged, Page, enter, settle, typed
from canteen.models import Answer
from canteen.models.words import Post
from canteen.month.page import subject_url
from canteen.rulebook import Finding
from canteen.security import current, may
from canteen.signing import endorse

pages = Blueprint("answers", __name__, url_prefix="/answers")
RESPONSIBLE = tuple(post for post in Post if post not in (Post.CLERK, Post.ADMINISTRATOR))
"""Who may have to explain: whoever works on the canteen's papers."""
WAITS = "这一条已有人答复，正等监管认可"
GONE = "这一条发现已经改正，或者已有答复，不用再答复"
CHANGED = "这一条发现后来变了或已改正，请退回，让责任人看清现状再答复"
OWN = "自己的答复要由另一位监管认可"
DECIDED = "这一条答复已经决定过了"


@pages.get("/")
@may(Post.SUPERVISOR)
def waiting() -> str:
    """List the explanations that wait for the supervisor."""
    return render_template("answers/waiting.html", waiting=explained.waiting(here().id))


@pages.route("/<month:month>/<clause>/<path:document>", methods=["GET", "POST"])
@may(*RESPONSIBLE)
def explain(month: date, clause: str, document: str) -> Page:
    """Explain a finding of the month, and sign it."""
    form, finding = ExplainForm(typed()), explained.open_finding(here().id, month, clause, document)
    if finding and is_veiled(finding):
        return redirect(url_for("acceptance.index"))
    before = [each for each in explained.of_month(here().id, month) if each.key == (clause, document)]
    return settle(
        form,
        partial(_explain, form, month, clause, document),
        page=lambda _: _explain_page(form, month, finding, before),
        said="已答复，等监管认可",
        canteen_id=here().id,
    )


@pages.route("/<key:key>", methods=["GET", "POST"])
@may(Post.SUPERVISOR)
def decide(key: int) -> Page:
    """Accept an explanation, or send it back; an accepted one becomes the finding's answer."""
    form, found = DecideForm(typed()), explained.explanation(here().id, key) or abort(404)
    if form.decision.data == ACCEPTED:
        answer = Answer(canteen_id=here().id)
        return enter(
            form,
            answer,
            partial(_accept, form, found),
            page=lambda findings: _decide_page(form, found, findings),
            to=lambda _: url_for("answers.waiting"),
            said="已认可，这一条发现已答复",
        )
    return settle(
        form,
        partial(_send_back, form, found),
        page=lambda findings: _decide_page(form, found, findings),
        said="已退回",
        canteen_id=here().id,
    )


def _explain(form: ExplainForm, month: date, clause: str, document: str) -> str:
    finding = explained.open_finding(here().id, month, clause, document)
    if finding is None:
        raise Fault("", GONE)
    if any(each.key == (clause, document) and each.decision is None for each in explained.of_month(here().id, month)):
        raise Fault("", WAITS)
    endorse(form, explained.explaining(month, finding), words={"说明": form.explanation.data})
    return url_for("month.check", month=month)


def _accept(form: DecideForm, found: Explanation, answer: Answer) -> None:
    finding = explained.open_finding(here().id, found.month, found.clause, found.document)
    if finding is None or (finding.message, finding.amount) != (found.message, found.amount):
        raise Fault("", CHANGED)
    signed = _decided(form, found)
    answer.month, answer.clause, answer.document = found.month, found.clause, found.document
    answer.amount, answer.explanation = found.amount, found.text
    answer.responsible, answer.supervisor, answer.answered_on = found.signer, signed, clock.today()


def _send_back(form: DecideForm, found: Explanation) -> str:
    _decided(form, found)
    return url_for("answers.waiting")


def _decided(form: DecideForm, found: Explanation) -> str:
    """Sign the decision; gives the supervisor's staff number."""
    if found.user_id == current().user_id:
        raise Forged("", OWN)
    now = explained.explanation(here().id, found.id)
    if now is None or now.decision:
        raise Fault("", DECIDED)
    words = {"决定": form.decision.data, "理由": form.reason.data or None}
    return endorse(form, explained.deciding(found), words=words).signer


def _explain_page(form: ExplainForm, month: date, finding: Finding | None, before: list[Explanation]) -> str:
    return render_template(
        "answers/explain.html",
        form=form,
        month=month,
        finding=finding,
        url=finding and subject_url(finding),
        before=before,
        waits=any(each.decision is None for each in before),
        act=finding and explained.explaining(month, finding),
    )


def _decide_page(form: DecideForm, found: Explanation, findings: list[dict[str, Any]]) -> str:
    finding = explained.open_finding(here().id, found.month, found.clause, found.document)
    return render_template(
        "answers/decide.html",
        url=finding and subject_url(finding),
        form=form,
        findings=findings,
        explained=found,
        own=found.user_id == current().user_id,
        act=explained.deciding(found),
    )
