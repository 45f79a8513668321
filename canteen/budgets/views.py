"""Budgets: a year's figures, the form that sets them in one go, and the versions and papers behind a figure."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select, union
from werkzeug.wrappers import Response

from canteen import clock
from canteen.budgets.figures import Figure, Paper, as_of_today, figure_of, figures, papers, sum_of, versions
from canteen.budgets.forms import amount_of, grid, seen_of
from canteen.budgets.kinds import CATEGORIES, KINDS, Kind
from canteen.budgets.setting import setter
from canteen.choosing import READERS, here
from canteen.choosing.addresses import asked_number
from canteen.db import db
from canteen.documents.blind import without_figures
from canteen.entering import Page, enter, typed
from canteen.formats import yuan
from canteen.ledger import Line, Link, foot
from canteen.models import Budget, DepartmentBudget
from canteen.models.words import Post
from canteen.months import When
from canteen.security import may, opens

pages = Blueprint("budgets", __name__, url_prefix="/budgets")
YEARS = range(1900, 9999)
PAGE = 50
PRINTED = ["no", "day", "yuan", "text"]
"""How a paper's columns are written."""


@pages.get("/")
@may(*READERS)
def index() -> Response:
    """Begin with this year's."""
    return redirect(url_for("budgets.of_year", year=clock.today().year))


@pages.get("/<key:year>")
@may(*READERS)
def of_year(year: int) -> str:
    """Show a year's budgets, with what is used, open and left."""
    when = _when(year)
    return render_template(
        "budgets/year.html",
        title=f"{year} 年预算",
        year=year,
        years=_years(),
        kinds=[_shown(kind, figures(kind, when), year) for kind in KINDS.values()],
    )


@pages.route("/<key:year>/<slug>/edit", methods=["GET", "POST"])
@may(Post.ACCOUNTANT)
def edit(year: int, slug: str) -> Page:
    """Set the year's budgets of a kind, all in one go."""
    kind, when = _kind(slug), _when(year)
    if not _can_be_set(year):
        abort(404)
    shown = [figure for figure in figures(kind, when) if kind.takes(figure.name)]
    form = grid({figure.name: _spent(figure) for figure in shown})(typed(), data=_filled(kind, year))
    return enter(
        form,
        kind.new(here().id, year),
        setter(form, kind, when),
        page=lambda findings: render_template(
            "budgets/edit.html",
            title=f"定 {year} 年{kind.title}",
            kind=kind,
            year=year,
            form=form,
            rows=[(form.amount(figure.name), form[seen_of(figure.name)]) for figure in shown],
            findings=findings,
            copy_url=_copy_url(kind, year),
        ),
        to=lambda _: url_for("budgets.of_year", year=year),
    )


@pages.get("/<key:year>/<slug>/behind")
@may(*READERS)
def behind(year: int, slug: str) -> str:
    """Show what a figure is made of: its versions and its papers."""
    kind, when, name = _kind(slug), _when(year), request.args.get("name", "")
    figure = figure_of(kind, when, name) or abort(404)
    only_open, page = "open" in request.args, asked_number("page", 1)
    found, many = papers(kind, when, name, only_open=only_open, limit=PAGE, passed=(page - 1) * PAGE)
    return render_template(
        "budgets/behind.html",
        title=f"{name} {year} 年预算",
        figure=figure,
        kind=kind,
        year=year,
        only_open=only_open,
        versions=[_version(budget) for budget in versions(kind, here().id, year, name)],
        papers=without_figures([_paper(paper, kind) for paper in found], PRINTED),
        pages=_pages(many, page),
        whole_url=_behind_url(kind, year, name),
        open_url=_behind_url(kind, year, name, only_open=True),
    )


def _kind(slug: str) -> Kind:
    return KINDS.get(slug) or abort(404)


def _when(year: int) -> When:
    return as_of_today(here().id, year) if year in YEARS else abort(404)


def _shown(kind: Kind, of: list[Figure], year: int) -> dict[str, object]:
    """A kind's table."""
    edit_url = url_for("budgets.edit", year=year, slug=kind.slug)
    return {
        "kind": kind,
        "rows": [
            (figure, _behind_url(kind, year, figure.name), _behind_url(kind, year, figure.name, only_open=True))
            for figure in of
        ],
        "total": sum_of(of),
        "edit_url": edit_url if _can_be_set(year) and opens("budgets.edit") else None,
        "main": kind is CATEGORIES,
    }


def _spent(figure: Figure) -> str:
    return f"本年已支出 {yuan(figure.used)} 元" if figure.used else ""


def _can_be_set(year: int) -> bool:
    """A year that is over keeps its budgets; one further ahead than the next is a slip of the pen."""
    return clock.today().year <= year <= clock.today().year + 1


def _years() -> list[int]:
    """The years that have budgets, and those that can have some."""
    stored = union(*(select(model.year).where(model.canteen_id == here().id) for model in (Budget, DepartmentBudget)))
    return sorted({*db.session.scalars(stored), clock.today().year, clock.today().year + 1})


def _filled(kind: Kind, year: int) -> dict[str, object]:
    """What stands in the fields: this year's amounts, or last year's where there are none and it is asked for."""
    last = {kind.name_of(budget): budget.amount for budget in reversed(versions(kind, here().id, year - 1))}
    filled: dict[str, object] = {amount_of(name): amount for name, amount in last.items() if "last" in request.args}
    for budget in reversed(versions(kind, here().id, year)):
        name = kind.name_of(budget)
        filled |= {amount_of(name): budget.amount, seen_of(name): budget.version}
    return filled


def _copy_url(kind: Kind, year: int) -> str | None:
    """The way to last year's amounts, where there are any."""
    has_last = versions(kind, here().id, year - 1) and "last" not in request.args
    return url_for("budgets.edit", year=year, slug=kind.slug, last=1) if has_last else None


def _behind_url(kind: Kind, year: int, name: str, *, only_open: bool = False) -> str:
    return url_for("budgets.behind", year=year, slug=kind.slug, name=name, open=1 if only_open else None)


def _version(budget: Budget | DepartmentBudget) -> Line:
    who = budget.set_by or "随台账导入"
    return Line([f"第 {budget.version} 版", budget.amount, budget.reason, who, budget.set_at])


def _paper(paper: Paper, kind: Kind) -> Line:
    url = url_for("documents.paper", slug=paper.kind, key=paper.id)
    return Line([Link(paper.number, url), paper.day, paper.amount, kind.open if paper.open else ""])


def _pages(many: int, page: int) -> dict[str, object] | None:
    address = {**request.args, **(request.view_args or {})}
    return foot(page, PAGE, many, f"{many:,} 条", lambda other: url_for("budgets.behind", **address | {"page": other}))
