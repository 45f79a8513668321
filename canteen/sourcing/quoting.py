"""Asking for prices, on paper and as a workbook, and the quotes that come back."""

from functools import partial
from http import HTTPStatus
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for

from canteen import attachments, audit
from canteen.choosing import READERS
from canteen.choosing.addresses import row_at
from canteen.entering import Page, enter, entry_page, typed
from canteen.exchange.cells_out import XLSX
from canteen.exchange.container import Unreadable
from canteen.importing import outcomes
from canteen.importing.outcomes import Outcome
from canteen.ledger import Line
from canteen.models import SourcingCase
from canteen.models.common import thing_of
from canteen.money import times
from canteen.pictures import Paper, attach
from canteen.printing import paper
from canteen.security import current, may
from canteen.sourcing import cases
from canteen.sourcing.forms import QuoteForm, ReplyForm, quote_form
from canteen.sourcing.inquiry import inquiry
from canteen.sourcing.reply import Reply, Unusable, read_reply
from canteen.sourcing.views import SOURCERS, case_at

pages = Blueprint("quoting", __name__, url_prefix="/sourcing/<key:key>")
ROLE = "报价单"


@pages.get("/inquiry")
@may(*READERS)
def printed(key: int) -> str:
    """Print the 询价单 that the suppliers fill in."""
    case = case_at(key)
    rows = [
        Line([line.line_no, line.item.name, line.note, line.item.unit, line.quantity, None, None])
        for line in case.lines
    ]
    return paper("sourcing/inquiry.html", case=case, rows=rows, back=_back(case))


@pages.get("/inquiry.xlsx")
@may(*READERS)
def workbook(key: int) -> Response:
    """Take away the 询价单 as a workbook, to be filled in and sent back."""
    case = case_at(key)
    content = inquiry(case)
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=f"询价单 {case.number}.xlsx")


@pages.route("/quotes/new", methods=["GET", "POST"])
@may(*SOURCERS, files=1)
def new(key: int) -> Page:
    """Enter a supplier's quote by hand."""
    case = row_at(SourcingCase, key)
    form = quote_form(case.lines)(typed())
    form.supplier.choices = cases.suppliers()

    def change(found: SourcingCase) -> None:
        quote = cases.add_quote(form, found)
        attach(form["paper"].data, thing_of(quote), ROLE, found.canteen_id)

    return enter(
        form,
        case,
        change,
        page=partial(entry_page, form, title="登记报价", lead=_lead(case), back=_back(case), button="登记，以后不能改"),
        to=_case_url,
        said="报价已登记",
    )


@pages.route("/quotes/import", methods=["GET", "POST"])
@may(*SOURCERS, files=1)
def bring(key: int) -> Page:
    """Take a workbook that a supplier filled in, and go on to what it says; nothing is stored yet."""
    case, form, errors = row_at(SourcingCase, key), ReplyForm(typed()), []
    if request.method == "POST" and form.validate():
        content, name = form.file.data.read(), audit.file_name(form.file.data.filename)
        try:
            read_reply(content, case)
            token = outcomes.keep(Outcome(current().user_id, name, str(case.id)), content)
            return redirect(url_for("quoting.preview", key=key, token=token), HTTPStatus.SEE_OTHER)
        except Unreadable as unreadable:
            form.file.errors = [str(unreadable)]
        except Unusable as unusable:
            errors = unusable.errors
    shown = [Line([f"第 {error.row} 行", error.column, error.reason], "hot") for error in errors]
    page = render_template("sourcing/bring.html", form=form, errors=shown, case=case, back=_back(case))
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK


@pages.route("/quotes/import/<token>", methods=["GET", "POST"])
@may(*SOURCERS, files=1)
def preview(key: int, token: str) -> Page:
    """Show what a supplier's workbook says; store it once somebody says whose it is."""
    case, outcome = row_at(SourcingCase, key), outcomes.find(token, current().user_id) or abort(404)
    content = (outcomes.marked_copy(token) if outcome.canteen == str(key) else None) or abort(404)
    reply = read_reply(content, case)
    choices = cases.suppliers()
    named = next((supplier_id for supplier_id, name in choices if name == reply.supplier), 0)
    form = QuoteForm(typed(), supplier=named, quoted_on=reply.day)
    form.supplier.choices = choices

    def change(found: SourcingCase) -> None:
        quote = cases.store_quote(form, found, reply.prices)
        attach(Paper(attachments.keep(content), None, XLSX, outcome.file), thing_of(quote), ROLE, found.canteen_id)

    return enter(
        form,
        case,
        change,
        page=lambda findings: render_template(
            "sourcing/preview.html",
            form=form,
            findings=findings,
            file=outcome.file,
            back=_back(case),
            **_priced(case, reply),
        ),
        to=_case_url,
        said="报价已登记",
    )


def _priced(case: SourcingCase, reply: Reply) -> dict[str, Any]:
    """The lines with the prices of a reply, and what they come to."""
    amounts = {line.line_no: times(line.quantity, reply.prices[line.line_no]) for line in case.lines}
    rows = [
        Line([line.item.name, line.note, line.quantity, line.item.unit, reply.prices[number], amounts[number]])
        for line in case.lines
        for number in [line.line_no]
    ]
    return {"rows": rows, "total": Line(["合计", None, None, None, None, sum(amounts.values())])}


def _lead(case: SourcingCase) -> str:
    return f"{case.matter}。{cases.UNCHANGEABLE}。"


def _case_url(case: SourcingCase) -> str:
    return url_for("sourcing.case", key=case.id)


def _back(case: SourcingCase) -> tuple[str, str]:
    return f"立项 {case.number}", _case_url(case)
