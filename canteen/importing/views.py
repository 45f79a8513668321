"""Sending a workbook, and what came of it."""

from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from canteen import audit
from canteen.choosing import IMPORTERS
from canteen.db import db
from canteen.exchange.cells_out import XLSX
from canteen.exchange.container import PAGE, Unreadable
from canteen.exchange.history import Answer, NotOne, bring_in
from canteen.exchange.marked import mark
from canteen.importing import outcomes
from canteen.importing.forms import NEW, FoundingForm, UploadForm
from canteen.importing.outcomes import LISTED, Outcome
from canteen.ledger import Line
from canteen.models import Canteen, ImportFile
from canteen.models.words import Post
from canteen.security import Place, current, may
from canteen.security.limits import Limit, spend

pages = Blueprint("importing", __name__, url_prefix="/import")
Page = str | AnyResponse | tuple[str, int]
PAST = 50


@pages.get("/")
@may(*IMPORTERS, files=2)
def upload() -> str:
    """Show the form and what was brought in before."""
    return _upload_page(_form())


@pages.post("/")
@may(*IMPORTERS, files=2)
def send() -> Page:
    """Bring a workbook in, then show what came of it under an address that can be loaded again."""
    form = _form()
    if not form.validate():
        return _upload_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    spend(Limit(f"import:{current().user_id}", 5, timedelta(minutes=1)))
    return redirect(url_for("importing.result", token=_brought(form)), HTTPStatus.SEE_OTHER)


@pages.get("/<token>")
@may(*IMPORTERS)
def result(token: str) -> str:
    """Show what became of an upload, to whoever sent it."""
    outcome = outcomes.find(token, current().user_id) or abort(404)
    has_copy = outcomes.marked_copy(token) is not None
    place = next((place for place in current().places.values() if place.code == outcome.canteen), None)
    return render_template(
        "import/result.html",
        outcome=outcome,
        errors=[Line(list(error), "hot") for error in outcome.errors],
        counts=[Line([number or None for number in count]) for count in outcome.counts],
        canteen=place.name if place else outcome.canteen,
        download_url=url_for("importing.marked_copy", token=token) if has_copy else None,
        check_url=url_for("choosing.begin", canteen_id=place.id) if place else url_for("choosing.choose"),
        again_url=url_for("importing.upload"),
    )


@pages.get("/<token>/marked.xlsx")
@may(*IMPORTERS)
def marked_copy(token: str) -> Response:
    """Take away the workbook with its bad cells marked."""
    outcome = outcomes.find(token, current().user_id) or abort(404)
    copy = outcomes.marked_copy(token) or abort(404)
    return send_file(BytesIO(copy), mimetype=XLSX, as_attachment=True, download_name=f"标红 {outcome.file}")


def _form() -> UploadForm:
    """The form with the canteens that the visitor may bring history into."""
    founds = Post.ADMINISTRATOR in current().posts
    sent = MultiDict([*request.form.items(), *request.files.items()]) if request.method == "POST" else None
    form = (FoundingForm if founds else UploadForm)(sent)
    choices = [(place.code, f"{place.name}（{place.code}）") for place in _places()]
    form.canteen.choices = [*choices, (NEW, "新食堂")] if founds else choices
    if sent is None and (here := current().canteen):
        form.canteen.data = here.code
    return form


def _places() -> list[Place]:
    return [place for place in current().places.values() if not place.posts.isdisjoint(IMPORTERS)]


def _upload_page(form: UploadForm) -> str:
    return render_template(
        "import/upload.html",
        form=form,
        action=url_for("importing.send"),
        imports=_past([place.id for place in _places()]),
    )


def _past(canteens: list[int]) -> list[Line]:
    """The files brought in before, the newest first."""
    query = select(ImportFile, Canteen.name).join(Canteen, Canteen.id == ImportFile.canteen_id)
    query = query.where(ImportFile.canteen_id.in_(canteens)).order_by(ImportFile.id.desc()).limit(PAST)
    return [
        Line([file.brought_at, canteen, file.name, _stored(file.counts), file.brought_by, file.sha256])
        for file, canteen in db.session.execute(query)
    ]


def _stored(counts: dict[str, Any]) -> int:
    return sum(counts["stored"].values())


def _outcome(about: dict[str, Any], answer: Answer) -> Outcome:
    names = dict.fromkeys([*answer.unchanged, *answer.stored, *answer.completed])
    by_sheet = (answer.stored, answer.completed, answer.unchanged)
    return Outcome(
        **about,
        total=len(answer.errors),
        errors=[[error.sheet, error.row, error.column, error.reason] for error in answer.errors[:LISTED]],
        counts=[[name, *(counts.get(name, 0) for counts in by_sheet)] for name in names],
        ignored=answer.ignored,
    )


def _brought(form: UploadForm) -> str:
    """Bring the file in; gives the token under which the outcome is kept."""
    me, upload = current(), form.file.data
    content, name = upload.read(), audit.file_name(upload.filename)
    about: dict[str, Any] = {"user_id": me.user_id, "file": name, "canteen": form.target}
    try:
        answer = bring_in(
            content,
            canteen=form.target,
            name=form.new_name,
            by=me.username,
            file_name=name,
            limits=PAGE,
        )
    except (Unreadable, NotOne) as fault:
        return outcomes.keep(Outcome(**about, error=str(fault)))
    marked = mark(content, answer.errors, PAGE) if answer.errors else None
    return outcomes.keep(_outcome(about, answer), marked)
