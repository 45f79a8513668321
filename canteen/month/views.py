"""The month's check: the page, keeping a check, and taking it away as a workbook."""

from datetime import date, timedelta
from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response as AnyResponse

from canteen import audit, clock
from canteen.answers.ways import ways
from canteen.check import Report
from canteen.check import check as checked
from canteen.choosing import CHECKERS, READERS, here
from canteen.choosing.addresses import asked_day
from canteen.choosing.span import latest_month
from canteen.documents.blind import awaits_until, without_amounts, without_messages
from canteen.exchange import monthbook
from canteen.exchange.cells_out import XLSX
from canteen.late import counted as late
from canteen.month.page import Chosen, groups, pending, titles
from canteen.month.snapshots import due, keep, kept_in, latest, mended, tally
from canteen.month.year import bars
from canteen.months import When, last_day, month_text
from canteen.rulebook import Finding
from canteen.security import current, may, opens
from canteen.security.limits import Limit, spend
from canteen.step import unjudged

pages = Blueprint("month", __name__, url_prefix="/month")


@pages.get("/")
@may(*READERS)
def latest_check() -> AnyResponse:
    """Begin with the latest month."""
    return redirect(url_for("month.check", month=latest_month(here().id)))


@pages.get("/<month:month>")
@may(*READERS)
def check(month: date) -> str:
    """Show the check of a month as known today, or on the day asked for."""
    when = _when(month)
    report, before = without_amounts(checked(when)), latest(when.canteen_id, month)
    gone, chosen = without_messages(mended(report, before)), _chosen()
    counted = tally(due(report), gone)
    today = when.as_of == clock.today()
    as_of = None if today else when.as_of.isoformat()
    address = url_for("month.check", month=month, as_of=as_of)
    return render_template(
        "month/check.html",
        month=month,
        as_of=when.as_of,
        today=clock.today(),
        saved_at=before.taken_at if before else None,
        year=bars(when, counted, kept_in(when.canteen_id, month.year)),
        tally=counted,
        late=late.counted(when.canteen_id, month),
        late_url=url_for("late.index") if opens("late.index") else None,
        chosen=chosen,
        items=[("", "全部 10 项和提醒"), *titles()],
        groups=groups(report, gone, chosen, address, ways(when) if today else _no_way),
        pending=pending(report),
        here=address,
        save_url=url_for("month.save", month=month) if today and _may_keep() else None,
        export_url=url_for("month.export", month=month, as_of=as_of),
    )


@pages.post("/<month:month>/save")
@may(*CHECKERS)
def save(month: date) -> AnyResponse:
    """Keep the month's check as it is today."""
    when = When(here().id, _begun(month, clock.today()), clock.today())
    with unjudged(when.canteen_id):
        report: Report = checked(when)
        keep(report, current().user_id)
        audit.record("保存检查", month_text(month), canteen=here().code, as_of=when.as_of)
    flash("检查已保存")
    return redirect(url_for("month.check", month=month))


@pages.get("/<month:month>/export.xlsx")
@may(*READERS)
def export(month: date) -> AnyResponse:
    """Take the month away as a workbook; whoever has to weigh first something in it is led to the scales."""
    when = _when(month)
    if awaits_until(last_day(month)):
        flash("还有没过秤的，过秤以后再导出", "warn")
        return redirect(url_for("acceptance.index"))
    spend(Limit(f"export:{current().user_id}", 10, timedelta(minutes=1)))
    monthbook.write(checked(when), book := BytesIO())
    book.seek(0)
    with unjudged():
        audit.record("导出月度检查", month_text(month), canteen=here().code, as_of=when.as_of)
    name = f"{here().name} {month_text(month)} 月度检查.xlsx"
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name)


def _when(month: date) -> When:
    today = clock.today()
    as_of = asked_day("as_of") or today
    if as_of > today:
        raise BadRequest("检查只能按今天或以前所知来做")
    return When(here().id, _begun(month, as_of), as_of)


def _begun(month: date, as_of: date) -> date:
    if month > as_of:
        raise NotFound("这个月还没有开始，没有可以检查的。")
    return month


def _chosen() -> Chosen:
    return Chosen(**{name: request.args.get(name, "") for name in ("item", "force", "state", "clause")})


def _no_way(_finding: Finding) -> None:
    """As of another day, nothing is answered."""


def _may_keep() -> bool:
    return not current().posts.isdisjoint(CHECKERS)
