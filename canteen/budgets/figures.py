"""A year's budgets with what is used of them, from the very facts that the clauses judge; and the papers behind a figure."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select

from canteen import clock
from canteen.budgets.kinds import AnyBudget, Kind
from canteen.check import check
from canteen.db import db
from canteen.facts import total
from canteen.months import When, first_day
from canteen.rulebook import Finding
from canteen.rules.cost_caps import equipment_within_cap
from canteen.subjects import BUDGET_ITEM

PER_MILLE = 1000
"""A gauge's width."""


@dataclass(frozen=True)
class Figure:
    """A budget of the year: what was set, used, is open still; with what a clause finds in it."""

    name: str
    budget: int | None = None
    used: int = 0
    open: int = 0
    finding: Finding | None = None

    @property
    def left(self) -> int | None:
        """What may still be spent; below 0 where too much was."""
        return None if self.budget is None else self.budget - self.used

    @property
    def share(self) -> int | None:
        """The used part in thousandths, rounded down: only what is all used says 100%."""
        return self.used * PER_MILLE // self.budget if self.budget else None

    @property
    def paid_share(self) -> int | None:
        """The part that is used and no more open, in thousandths."""
        return max(self.used - self.open, 0) * PER_MILLE // self.budget if self.budget else None


@dataclass(frozen=True)
class Paper:
    """A paper that uses a budget up."""

    kind: str
    id: int
    number: str
    day: date
    amount: int
    open: bool


def as_of_today(canteen_id: int, year: int) -> When:
    """A year as known today: up to today's month, or all of a year that is over."""
    today = clock.today()
    month = min(max(first_day(today), date(year, 1, 1)), date(year, 12, 1))
    return When(canteen_id, month, today)


def figures(kind: Kind, when: When) -> list[Figure]:
    """The budgets of a kind in the year: those that may be set, and those that anything was spent on."""
    found = {finding.document: finding for finding in check(when, *kind.clauses).findings}
    known = {
        name: Figure(name, budget, used, open_, found.get(f"{when.month.year}/{name}"))
        for name, budget, used, open_ in db.session.execute(_sums(kind), when.binds())
    }
    usual = kind.names(when.canteen_id)
    more = sorted(name for name, figure in known.items() if name not in usual and (figure.used or figure.budget))
    return [known.get(name, Figure(name)) for name in (*usual, *more)]


def spent(when: When) -> list[tuple[str, int | None, int]]:
    """Each category with the year's budget, if any, and what clause 8.2 counts as spent of it, in fen."""
    item = BUDGET_ITEM.row.c
    rows = db.session.execute(select(item.category, item.budget, item.spent), when.binds())
    return [(category, budget, fen) for category, budget, fen in rows]


def capped(when: When) -> tuple[int, int, int]:
    """What clause 7.2 compares: the year's equipment and repairs, the meal money, in fen; its share, in ten-thousandths."""
    month, numbers = equipment_within_cap.subject.row.c, equipment_within_cap.verdict.numbers
    sums = select(month.cost, month.income, numbers["cap"])
    cost, income, share = db.session.execute(sums, when.binds()).one()
    return cost, income, share


def figure_of(kind: Kind, when: When, name: str) -> Figure | None:
    """One of them; None where the year knows nothing of that name."""
    return next((figure for figure in figures(kind, when) if figure.name == name), None)


def sum_of(of: list[Figure]) -> Figure:
    """All of them together."""
    return Figure(
        "合计",
        sum(figure.budget or 0 for figure in of),
        sum(figure.used for figure in of),
        sum(figure.open for figure in of),
    )


def versions(kind: Kind, canteen_id: int, year: int, name: str | None = None) -> list[AnyBudget]:
    """What was set for the year, of one name or of all, the latest version first."""
    query = select(kind.model).filter_by(canteen_id=canteen_id, year=year).order_by(kind.model.version.desc())
    return list(db.session.scalars(query.where(kind.column == name) if name else query))


def papers(kind: Kind, when: When, name: str, *, only_open: bool, limit: int, passed: int) -> tuple[list[Paper], int]:
    """A page of the papers behind a figure, the newest first, and how many there are."""
    paper = kind.papers()
    query: Select[str, int, str, date, int, bool] = select(
        paper.c.kind, paper.c.id, paper.c.number, paper.c.day, paper.c.amount, paper.c.open
    ).where(paper.c[kind.name] == name)
    if only_open:
        query = query.where(paper.c.open)
    many = db.session.scalar(select(func.count()).select_from(query.subquery()), when.binds()) or 0
    page = query.order_by(paper.c.day.desc(), paper.c.id.desc()).limit(limit).offset(passed)
    return [Paper(*row) for row in db.session.execute(page, when.binds())], many


def _sums(kind: Kind) -> Select[str, int | None, int, int]:
    """Of each name: the budget and the spending as the clauses read them, and the part of it that is open."""
    row, paper = kind.subject.row, kind.papers()
    open_ = (
        select(paper.c[kind.name].label("name"), total(case((paper.c.open, paper.c.amount), else_=0)).label("open"))
        .group_by(paper.c[kind.name])
        .subquery()
    )
    return select(row.c[kind.name], row.c.budget, row.c[kind.used], func.coalesce(open_.c.open, 0)).outerjoin(
        open_, open_.c.name == row.c[kind.name]
    )
