"""The two kinds of budgets as data: of the meal fund's categories, and of the departments' receptions."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Subquery, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from canteen.db import db
from canteen.facts import spending_papers
from canteen.models import Budget, Department, DepartmentBudget, Reception
from canteen.models.words import BUDGET_CATEGORIES
from canteen.rulebook import Subject
from canteen.seen import MONTH_END, YEAR_START, seen
from canteen.subjects import BUDGET_ITEM, DEPARTMENT

AnyBudget = Budget | DepartmentBudget


@dataclass(frozen=True)
class Kind:
    """What budgets are set for, the clauses that judge them, and the papers that use them up."""

    slug: str
    title: str
    head: str
    """What one of it is called."""
    open: str
    """What its papers are that are not settled in money yet."""
    clauses: tuple[str, str]
    """Without a budget; above it."""
    subject: Subject
    name: str
    """The subject's column that names one."""
    used: str
    """The subject's column with the spending to date."""
    model: type[Budget] | type[DepartmentBudget]
    column: InstrumentedAttribute[str]
    papers: Callable[[], Subquery]
    """Name, kind, id, number, day, amount, and whether it is open."""
    names: Callable[[int], list[str]]
    """What budgets are set for in a canteen, whether or not there are any."""

    def takes(self, name: str) -> bool:
        """Whether there can be a budget of that name: of categories, the law names them all."""
        return self.model is DepartmentBudget or name in BUDGET_CATEGORIES

    def name_of(self, budget: AnyBudget) -> str:
        """What a budget is set for."""
        return str(getattr(budget, self.name))

    def new(self, canteen_id: int, year: int) -> AnyBudget:
        """A version that is not filled in yet."""
        return self.model(canteen_id=canteen_id, year=year)


def _reception_papers() -> Subquery:
    reception = seen(Reception)
    open_: ColumnElement[bool] = reception.settled_on.is_(None)
    return (
        select(
            reception.department.label("department"),
            literal("reception").label("kind"),
            reception.id,
            reception.number,
            reception.held_on.label("day"),
            reception.charge.label("amount"),
            open_.label("open"),
        )
        .where(reception.held_on >= YEAR_START, reception.held_on <= MONTH_END)
        .subquery()
    )


def _categories(_canteen_id: int) -> list[str]:
    return [str(category) for category in BUDGET_CATEGORIES]


def _departments(canteen_id: int) -> list[str]:
    known = select(Department.name).where(Department.canteen_id == canteen_id, Department.retired_on.is_(None))
    return list(db.session.scalars(known.order_by(Department.name)))


CATEGORIES = Kind(
    "categories",
    "类别预算",
    "类别",
    "未付清",
    ("8.1", "8.2"),
    BUDGET_ITEM,
    "category",
    "spent",
    Budget,
    Budget.category,
    spending_papers,
    _categories,
)
DEPARTMENTS = Kind(
    "departments",
    "部门接待预算",
    "部门",
    "未结算",
    ("10.1", "10.2"),
    DEPARTMENT,
    "department",
    "charged",
    DepartmentBudget,
    DepartmentBudget.department,
    _reception_papers,
    _departments,
)
KINDS = {kind.slug: kind for kind in (CATEGORIES, DEPARTMENTS)}
