"""Bringing suppliers and items in from a spreadsheet that people have: send it, see what becomes of it, store what is new."""

from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from wtforms import Field, FileField, ValidationError

from canteen import audit
from canteen.catalogue import preview
from canteen.catalogue.judging import Row, State
from canteen.catalogue.kinds import Catalogue
from canteen.catalogue.sent import BY_WORD, Sent, as_data, sent_from
from canteen.changes import made
from canteen.choosing import here
from canteen.entering import Fault, Page, settle, typed
from canteen.exchange.container import MIB, Limits, Unreadable
from canteen.exchange.reading import grids
from canteen.fields import Entry, Form, one_of
from canteen.importing import kept
from canteen.ledger import Line
from canteen.models.words import Post
from canteen.pinyin import spell
from canteen.security import current, may
from canteen.security.limits import Limit, spend

pages = Blueprint("spreadsheets", __name__, url_prefix="/catalogue/import")
OWN = Limits(size=5 * MIB, unpacked=50 * MIB, rows=5_000, columns=256, free_form=True)
"""As large as a list of suppliers or items that people keep may be."""
SENT, STORED = "spreadsheet", "stored"
LEFT = 200


class UploadForm(Form):
    """A spreadsheet, and what it lists."""

    word = one_of("表里是", tuple(BY_WORD))
    file = FileField("表格文件（.xlsx 或 .xls）", render_kw={"accept": ".xlsx,.xls"})

    def validate_file(self, field: Field) -> None:
        """Refuse a form without a file."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError("请选择文件")


@pages.route("/", methods=["GET", "POST"])
@may(Post.ACCOUNTANT, files=1)
def upload() -> Page:
    """Read a spreadsheet, and go on to what would become of it."""
    form = UploadForm(typed())
    if request.method == "POST" and form.validate():
        spend(Limit(f"import:{current().user_id}", 5, timedelta(minutes=1)))
        try:
            return redirect(url_for("spreadsheets.show", token=_read(form)), HTTPStatus.SEE_OTHER)
        except Unreadable as fault:
            form.file.errors = [str(fault)]
    page = render_template("catalogue/upload.html", form=form)
    return (page, HTTPStatus.UNPROCESSABLE_ENTITY) if request.method == "POST" else page


@pages.route("/<token>", methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def show(token: str) -> Page:
    """Show what becomes of each row; store the new ones when told so."""
    sent, form = _sent(token), Entry(typed())
    rows = sent.rows()
    new = sum(row.state is State.NEW for row in rows)
    return settle(
        form,
        lambda: _store(sent, new),
        page=lambda _: render_template("catalogue/preview.html", form=form, new=new, **preview.shown(sent, rows)),
        said=f"已存入 {new} 个{sent.catalogue.word}",
        canteen_id=here().id,
    )


@pages.get("/<token>/stored")
@may(Post.ACCOUNTANT)
def stored(token: str) -> str:
    """Show what was stored and what was left."""
    data = _kept(STORED, token)
    return render_template("catalogue/stored.html", lines=[Line(line, "warm") for line in data["left"]], **data)


def _read(form: UploadForm) -> str:
    """Read the file; gives the token under which its cells are kept. Raises Unreadable."""
    content = form.file.data.read()
    sheets = [grid for grid in grids(content, (), OWN) if grid.rows]
    if not sheets:
        raise Unreadable("表里什么都没有，请核对是不是这个文件")
    about = {"word": form.word.data, "file": audit.file_name(form.file.data.filename)}
    data = {"sha256": sha256(content).hexdigest(), "sheets": [as_data(grid) for grid in sheets]}
    return kept.keep(SENT, _mine() | about | data)


def _sent(token: str) -> Sent:
    return sent_from(_kept(SENT, token), request.args)


def _store(sent: Sent, expected: int) -> str:
    """Store the rows that are new; gives the address that says what was left. Raises Fault."""
    rows = sent.rows()
    new, left = ([row for row in rows if (row.state is State.NEW) is is_new] for is_new in (True, False))
    if not new:
        raise Fault("", "没有新的可存")
    if len(new) != expected:
        raise Fault("", "刚才有人登记了表里的名称，请看过下面再存")
    made(_entry(sent.catalogue, row) for row in new)
    about = {"file": sent.file, "sha256": sent.sha256}
    audit.record("catalogue.import", f"canteen:{here().code}", **about, word=sent.catalogue.word, stored=len(new))
    lines = [[row.name, row.number, row.state, row.why] for row in left if row.state is not State.SAME]
    told = {"new": len(new), "same": len(left) - len(lines), "many": len(lines), "left": lines[:LEFT]}
    token = kept.keep(STORED, _mine() | about | told | {"word": sent.catalogue.word, "slug": sent.catalogue.slug})
    return url_for("spreadsheets.stored", token=token)


def _entry(catalogue: Catalogue, row: Row) -> Any:
    full, initials = spell(row.name)
    values = {attr: value for attr, value in row.values.items() if value is not None}
    return catalogue.model(canteen_id=here().id, pinyin=full, initials=initials, **values)


def _mine() -> dict[str, int]:
    return {"user_id": current().user_id, "canteen_id": here().id}


def _kept(page: str, token: str) -> dict[str, Any]:
    """What is kept for the visitor in the chosen canteen."""
    data = kept.find(page, token, current().user_id)
    return data if data and data["canteen_id"] == here().id else abort(404)
