"""Income against numbered fiscal receipts: a form for each kind, and the month at a glance."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from canteen import clock
from canteen.choosing import READERS, here
from canteen.choosing.addresses import asked_day, asked_month
from canteen.choosing.span import months_of
from canteen.documents.deeds import way_to_new
from canteen.entering import Page, enter, typed
from canteen.formats import month_name
from canteen.holders import my_staff_no
from canteen.income import book_views, choices, glance, recording
from canteen.income.books import upcoming
from canteen.income.forms import IncomeForm
from canteen.models import Income
from canteen.models.words import Fund, IncomeKind, IncomeReceipt, Post
from canteen.months import first_day, month_text
from canteen.security import may
from canteen.transfers.accounts import not_carried, offered

pages = Blueprint("income", __name__, url_prefix="/income")
pages.register_blueprint(book_views.pages)


@dataclass(frozen=True)
class Sort:
    """A kind of income as its form begins: the usual receipt and fund, and what else it asks."""

    kind: IncomeKind
    receipt: IncomeReceipt
    fund: Fund
    asks: str = ""


SORTS = {
    "meals": Sort(IncomeKind.MEALS, IncomeReceipt.FISCAL, Fund.MEAL, "department"),
    "subsidy": Sort(IncomeKind.SUBSIDY, IncomeReceipt.NONE, Fund.MEAL),
    "scraps": Sort(IncomeKind.SCRAPS, IncomeReceipt.FISCAL, Fund.MEAL),
    "settlement": Sort(IncomeKind.SETTLEMENT, IncomeReceipt.FISCAL, Fund.RECEPTION, "reception"),
    "other": Sort(IncomeKind.OTHER, IncomeReceipt.NONE, Fund.MEAL),
}


@pages.get("/")
@may(*READERS)
def index() -> str:
    """Show a month's income at a glance, and how far the receipt books are."""
    month = asked_month() or first_day(clock.today())
    rows, sums = glance.by_kind(here().id, month)
    return render_template(
        "income/index.html",
        month=month_text(month),
        month_name=month_name(month),
        months=[(month_text(each), month_name(each)) for each in _months()],
        kinds=rows,
        sums=sums,
        departments=glance.by_department(here().id, month),
        tills=glance.tills(here().id),
        books=glance.open_books(here().id),
        ways=[way for slug in ("income", "book") if (way := way_to_new(slug))],
    )


@pages.route("/new", methods=["GET", "POST"], defaults={"slug": "meals"})
@pages.route("/new/<slug>", methods=["GET", "POST"])
@may(Post.CASHIER)
def new(slug: str) -> Page:
    """Enter an income."""
    sort = SORTS.get(slug) or abort(404)
    form = _form(sort)
    return enter(
        form,
        Income(canteen_id=here().id, kind=sort.kind),
        partial(recording.write, form),
        page=partial(_page, slug, form),
        to=partial(_to, slug),
        said="已登记",
    )


def _form(sort: Sort) -> IncomeForm:
    """The form with what this kind asks, as it usually is; the next number where a receipt of a book is usual."""
    usual = {
        "received_on": asked_day("day") or clock.today(),
        "account": choices.usual_account(sort.kind, sort.fund),
        "receipt_kind": sort.receipt,
        "receipt_no": None if sort.receipt is IncomeReceipt.NONE else _next_number(),
    }
    form = IncomeForm(typed(), data=usual)
    form.account.choices = offered(not_carried())
    for name in {"department", "reception"} - {sort.asks}:
        del form[name]
    if "department" in form:
        form.department.choices = choices.departments()
    if "reception" in form:
        form.reception.choices = choices.receptions()
    return form


def _page(slug: str, form: IncomeForm, findings: list[dict[str, Any]]) -> str:
    form.receipt_no.description = _proposed()
    return render_template(
        "income/new.html",
        form=form,
        findings=findings,
        title=f"登记{SORTS[slug].kind}",
        sorts=[(sort.kind, url_for("income.new", slug=each), each == slug) for each, sort in SORTS.items()],
        latest=glance.latest(here().id, SORTS[slug].kind),
    )


def _to(slug: str, income: Income) -> str:
    if "again" in request.form:
        return url_for("income.new", slug=slug, day=income.received_on)
    return url_for("documents.paper", slug="income", key=income.id)


def _months() -> list[date]:
    """This month and the ones with papers, the latest first."""
    return sorted({first_day(clock.today()), *months_of(here().id)}, reverse=True)


def _next_number() -> int | None:
    tally = upcoming(here().id, my_staff_no())
    return tally.next if tally else None


def _proposed() -> str:
    tally = upcoming(here().id, my_staff_no())
    if tally is None:
        return "没有还能用的票据本，请会计领用一本"
    return f"票据本 {tally.book.number} 的下一号是 {tally.next}，还能开 {tally.left} 张"
