"""Answering a form: show it, store what it says once and lawfully, or show it again with what is wrong and what was typed."""

from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from http import HTTPStatus
from typing import Any, TypeVar

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy import inspect, select
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.wrappers import Response

from canteen import audit, clock
from canteen.db import db
from canteen.fields import Amendment, Asking, Entry
from canteen.models import SentForm
from canteen.models.common import OfCanteen
from canteen.rulebook import Finding, Refused
from canteen.security import current, parked
from canteen.stages import Stage
from canteen.step import Decided, Shut, step, store, unjudged

Page = str | Response | tuple[str, int]
OVERTAKEN = "这一页打开以后有人改过这一条，还没有保存：请另开一页看清现在的内容；再点一次保存，就以这里填的为准"
D = TypeVar("D", bound=OfCanteen)


class Fault(Exception):
    """A field (or '': the form as a whole) says what is no fact, as is seen only under the canteen's lock."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


class Forged(Fault):
    """A signature is not what it says, or not by whom it must be: refused, and written into the log."""


class _AlreadySent(Exception):
    """The same form was stored a moment ago."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def typed() -> ImmutableMultiDict[str, Any]:
    """What was sent with this request, files among it; or what waits here since it was sent too late."""
    sent: list[tuple[str, Any]] = [*request.form.items(multi=True), *request.files.items(multi=True)]
    return ImmutableMultiDict(sent or parked.typed())


def enter(
    form: Entry,
    document: D,
    change: Callable[[D], None],
    *,
    page: Callable[[list[dict[str, Any]]], str],
    to: Callable[[D], str],
    said: str = "已保存",
    stage: Decided = Stage.RECORD,
    item: str | None = None,
    since: date | None = None,
) -> Page:
    """Answer a form about a document.

    `change` writes the form into the document inside the step, under the canteen's lock, and may raise Fault; `page`
    renders the form, with the findings that refused it; `to` gives the address of what was stored.
    """
    if isinstance(form, Amendment) and request.method != "POST":
        form.shown.data = form.shown.data or _fingerprint(document)  # what was typed late says what its page showed
    canteen_id = document.canteen_id
    return answer(form, page, lambda: _store(form, document, canteen_id, change, to, said, stage, item, since))


def settle(
    form: Entry,
    change: Callable[[], str],
    *,
    page: Callable[[list[dict[str, Any]]], str],
    said: str = "已保存",
    canteen_id: int | None = None,
) -> Page:
    """Answer a form about what no clause looks at: the unit, a canteen itself.

    `change` stores what the form says, under the log's lock (and the canteen's), and gives the address to go on to.
    """
    return answer(form, page, lambda: _settle(form, change, said, canteen_id))


def answer(form: Entry, page: Callable[[list[dict[str, Any]]], str], stored: Callable[[], str]) -> Page:
    """Answer a form: `stored` stores what it says and gives the address to go on to, or raises what refuses it."""
    if request.method != "POST":
        return page([])
    findings: list[Finding] = []
    if form.validate():
        try:
            return redirect(stored(), HTTPStatus.SEE_OTHER)
        except Fault as fault:
            _log(fault)
            mark(form, fault)
        except Shut as shut:
            form.form_errors.append(str(shut))
        except Refused as refused:
            findings = refused.findings
    return page(shown(findings)), HTTPStatus.UNPROCESSABLE_ENTITY


def once(form: Asking, field: str, question: str) -> None:
    """Ask something at the field, once: whoever sends the form again after the very question means what it says. Raises Fault."""
    mark_of, asked = sha256(question.encode()).hexdigest()[:16], str(form.asked.data or "").split()
    if mark_of not in asked:
        form.asked.data = " ".join([*asked, mark_of])
        raise Fault(field, question)


def sent_before(form: Entry) -> Response | None:
    """The answer to a form that was stored a moment ago, where what it is about is not there any more."""
    address = _led_to(form) if request.method == "POST" else None
    return redirect(address, HTTPStatus.SEE_OTHER) if address else None


def entry_page(form: Entry, findings: list[dict[str, Any]], *, title: str, button: str = "保存", **more: Any) -> str:
    """The page of a form whose fields stand one below the other; `lead` says what it is for, `back` is (label, url)."""
    return render_template("entry.html", form=form, findings=findings, title=title, button=button, **more)


def shown(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as every page shows them: clause, its text, what was found in which document, the way out."""
    return [
        {
            "clause": finding.clause.number,
            "clause_url": url_for("lawbook.clause", number=finding.clause.number),
            "text": finding.clause.text,
            "message": finding.message,
            "document": finding.document,
            "force": finding.clause.force,
            "ways": [finding.clause.way_out],
        }
        for finding in findings
    ]


def _log(fault: Fault) -> None:
    if isinstance(fault, Forged):
        with unjudged():
            audit.record("拒绝签名", request.path, why=fault.sentence)


def _store(
    form: Entry,
    document: D,
    canteen_id: int,
    change: Callable[[D], None],
    to: Callable[[D], str],
    said: str,
    stage: Decided,
    item: str | None,
    since: date | None,
) -> str:
    """Store it, or find that it is; gives the address to go on to."""
    try:
        with step(stage, document, item=item, since=since, canteen_id=canteen_id) as warnings:
            _refuse_again(form)
            _refuse_overtaken(form, document)
            change(document)
            store(document)
            address = to(document)
            _remember(form, address)
    except _AlreadySent as sent:
        return sent.address
    flash(said, "ok")
    for warning in warnings:
        flash(f"有提醒：条款 {warning.clause.number}，{warning.message}", "warn")
    return address


def _settle(form: Entry, change: Callable[[], str], said: str, canteen_id: int | None) -> str:
    try:
        with unjudged(canteen_id):
            audit.lock()
            _refuse_again(form)
            address = change()
            _remember(form, address)
    except _AlreadySent as sent:
        return sent.address
    flash(said, "ok")
    return address


def _remember(form: Entry, address: str) -> None:
    key, user_id = str(form.key.data), current().user_id
    db.session.add(SentForm(key=key, user_id=user_id, address=address, at=clock.now()))
    parked.drop(user_id)


def _fingerprint(document: OfCanteen) -> str:
    """What tells a stored document's present values from others; nothing for a new one."""
    state = inspect(document)
    if not state.has_identity:
        return ""
    values = [(column.key, getattr(document, column.key)) for column in state.mapper.column_attrs]
    return sha256(repr(values).encode()).hexdigest()[:16]


def _refuse_overtaken(form: Entry, document: OfCanteen) -> None:
    """Say once that somebody changed the document since its page was shown; sent again, the form counts."""
    if isinstance(form, Amendment) and form.shown.data and form.shown.data != _fingerprint(document):
        form.shown.data = _fingerprint(document)
        raise Fault("", OVERTAKEN)


def _refuse_again(form: Entry) -> None:
    """Where this very form was stored a moment ago, go on to where it led."""
    if address := _led_to(form):
        raise _AlreadySent(address)


def _led_to(form: Entry) -> str | None:
    key, user_id = str(form.key.data), current().user_id
    return db.session.scalar(select(SentForm.address).where(SentForm.key == key, SentForm.user_id == user_id))


def mark(form: Entry, fault: Fault) -> None:
    """Say a fault at its field, or above the form."""
    if fault.field:
        form[fault.field].errors = [*form[fault.field].errors, fault.sentence]
    else:
        form.form_errors.append(fault.sentence)
