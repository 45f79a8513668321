"""Sourcing cases: opening one, its page with the quotes side by side, its procedure, and the purchase that starts from it."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from canteen import clock
from canteen.choosing import READERS, here
from canteen.choosing.addresses import row_at
from canteen.documents.blind import scales_before
from canteen.entering import Fault, Page, enter, entry_page, shown, typed
from canteen.ledger import Line, Link
from canteen.models import Purchase, Quote, SourcingCase
from canteen.models.common import thing_of
from canteen.models.words import Post, SourcingMethod, State
from canteen.pictures import attach, pictures_of
from canteen.security import current, may, opens
from canteen.sourcing import cases
from canteen.sourcing.advice import Advice, advise
from canteen.sourcing.choices import choices, paper_url
from canteen.sourcing.comparison import compare, purchase_day
from canteen.sourcing.foresight import ITEM, NO_LINES, coming, draft, waits_for
from canteen.sourcing.forms import CaseForm, ProcedureForm, StartForm
from canteen.stages import Stage

pages = Blueprint("sourcing", __name__, url_prefix="/sourcing")
SOURCERS = (Post.BUYER, Post.ACCOUNTANT)
"""Who asks for prices; the approver reads what came of it."""


@pages.get("/")
@may(*READERS)
def index() -> str:
    """List the cases from which nothing was bought yet, with what each waits for."""
    rows = [
        Line(
            [
                Link(case.number, url_for("sourcing.case", key=case.id)),
                case.matter,
                case.method,
                case.estimate,
                waits_for(case),
            ]
        )
        for case in cases.under_way()
    ]
    new_url = url_for("sourcing.new") if opens("sourcing.new") else None
    return render_template("sourcing/index.html", rows=rows, new_url=new_url)


@pages.route("/new", methods=["GET", "POST"])
@may(*SOURCERS, files=1)
def new() -> Page:
    """Open a case; the button for more lines gives the form back with one more, and with the advice so far."""
    asks = bool({"more", "advise"} & request.form.keys())
    form = CaseForm(typed(), cases.items(), more="more" in request.form)
    if asks:
        return _case_form(form, [])
    return enter(
        form,
        SourcingCase(canteen_id=here().id),
        partial(cases.open_case, form),
        page=partial(_case_form, form),
        to=lambda case: url_for("sourcing.case", key=case.id),
        said="已立项，接着询价或登记审批",
    )


@pages.get("/<key:key>")
@may(*READERS)
def case(key: int) -> str:
    """Show a case: what is asked for, the quotes side by side, and what the clauses would say of a purchase from each."""
    found = case_at(key)
    day = purchase_day(found)
    comparison = compare(found, day)
    offered, common = choices(found, comparison.offers)
    return render_template(
        "sourcing/case.html",
        case=found,
        advice=_advice(found),
        comparison=comparison,
        choices=offered,
        common=common,
        best=None if common else next((choice for choice in offered if choice.best), None),
        pictures=pictures_of(thing_of(found), here().id),
        fixed=cases.bought(found),
        live=found.state == State.LIVE,
        central=found.method == SourcingMethod.CENTRAL,
        waits=waits_for(found),
        ways=_ways(found),
        unchangeable=cases.UNCHANGEABLE,
        day=day,
    )


@pages.route("/<key:key>/procedure", methods=["GET", "POST"])
@may(*SOURCERS, files=1)
def procedure(key: int) -> Page:
    """Enter how a case is procured, and its approval when it comes."""
    found = row_at(SourcingCase, key)
    form = ProcedureForm(typed(), obj=found)

    def change(case: SourcingCase) -> None:
        cases.change_procedure(form, case)
        attach(form.paper.data, thing_of(case), "审批文件", case.canteen_id)

    return enter(
        form,
        found,
        change,
        page=partial(entry_page, form, title="方式和审批", lead=found.matter, back=_back(found)),
        to=lambda case: url_for("sourcing.case", key=case.id),
    )


@pages.route("/<key:key>/quotes/<key:quote_key>/purchase", methods=["GET", "POST"])
@may(Post.BUYER)
def start(key: int, quote_key: int) -> Page:
    """Start the purchase from a quote: a draft that the purchasers sign; where there is one, go on to it."""
    found = row_at(SourcingCase, key)
    quote = next((quote for quote in found.quotes if quote.id == quote_key), None) or abort(404)
    if request.method == "GET" and (existing := cases.draft_of(found, quote.supplier_id)):
        return redirect(paper_url(existing))
    form = StartForm(typed())

    def change(purchase: Purchase) -> None:
        _refuse_second(found, quote)
        draft(purchase, found, quote, form.purchased_on.data or clock.today())
        purchase.author_id = current().user_id

    return enter(
        form,
        Purchase(canteen_id=here().id),
        change,
        page=lambda findings: _start_form(form, found, quote, findings),
        to=paper_url,
        said="已起草采购，等采购人签名",
        stage=Stage.SUBMIT,
        item=ITEM,
    )


def case_at(key: int) -> SourcingCase:
    """The canteen's case; whoever has to weigh first what was bought from it is led to the scales."""
    found = row_at(SourcingCase, key)
    if scales := scales_before(found):
        abort(redirect(scales))
    return found


def _refuse_second(case: SourcingCase, quote: Quote) -> None:
    cases.refuse_void(case)
    if not case.lines:
        raise Fault("", NO_LINES)
    if cases.draft_of(case, quote.supplier_id):
        raise Fault("", "这家的采购刚才已经起草，请回到立项查看")


def _back(case: SourcingCase) -> tuple[str, str]:
    return f"立项 {case.number}", url_for("sourcing.case", key=case.id)


def _case_form(form: CaseForm, findings: list[dict[str, Any]]) -> str:
    day = form.opened_on.data or clock.today()
    advice = advise(form.wanted, form.estimate.data, day) if form.wanted else None
    return render_template("sourcing/new.html", form=form, findings=findings, advice=advice, items=cases.items())


def _start_form(form: StartForm, case: SourcingCase, quote: Quote, findings: list[dict[str, Any]]) -> str:
    day = form.purchased_on.data or clock.today()
    ahead = [] if findings or not case.lines else shown(coming(case, quote, day))
    return render_template(
        "sourcing/start.html", form=form, findings=findings, coming=ahead, case=case, quote=quote, back=_back(case)
    )


def _advice(case: SourcingCase) -> Advice | None:
    return advise(cases.wanted_of(case), case.estimate, case.opened_on or clock.today()) if case.lines else None


def _ways(case: SourcingCase) -> list[Link]:
    """What the visitor may do with the case as it is."""
    if case.state != State.LIVE:
        return []
    asked = {"打印询价单": "quoting.printed", "下载询价单（.xlsx）": "quoting.workbook"} if case.lines else {}
    brought = {"导入报价（.xlsx）": "quoting.bring"} if case.lines else {}
    ways = {**asked, "登记报价": "quoting.new", **brought, "方式和审批": "sourcing.procedure"}
    return [Link(label, url_for(endpoint, key=case.id)) for label, endpoint in ways.items() if opens(endpoint)]
