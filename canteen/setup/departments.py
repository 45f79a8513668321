"""Departments: who has meals and guests; registered, brought over from history, given up and taken up again."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select, union
from werkzeug.wrappers import Response

from canteen import audit, clock
from canteen.changes import amend, made
from canteen.choosing import READERS, here
from canteen.choosing.addresses import row_at
from canteen.db import db
from canteen.entering import Fault, Page, enter, entry_page, typed
from canteen.models import Department, DepartmentBudget, Income, Reception
from canteen.models.words import Post
from canteen.security import may, opens
from canteen.setup.forms import DepartmentForm
from canteen.stages import Stage
from canteen.step import step

pages = Blueprint("departments", __name__, url_prefix="/departments")
LABELS = {"name": "部门名称", "retired_on": "停用日期"}
NAMED_IN = (Reception.department, DepartmentBudget.department, Income.department)
"""Where a department is written by its name."""


@pages.get("/")
@may(*READERS)
def listed() -> str:
    """List the canteen's departments, and those that its history names."""
    query = select(Department).where(Department.canteen_id == here().id).order_by(Department.name)
    return render_template(
        "setup/departments.html",
        departments=db.session.scalars(query).all(),
        unknown=unknown(here().id),
        may_change=opens("setup.departments.new"),
    )


@pages.route("/new", methods=["GET", "POST"])
@may(Post.ADMINISTRATOR)
def new() -> Page:
    """Register a department."""
    form = DepartmentForm(typed())
    return enter(
        form,
        Department(canteen_id=here().id),
        partial(_write, form),
        page=lambda findings: entry_page(
            form,
            findings,
            title="登记部门",
            lead="收伙食费、定接待预算、申请接待时从这里选。名称登记以后不改，改名的停用旧的、登记新的。",
            back=("部门", url_for("setup.departments.listed")),
        ),
        to=lambda _: url_for("setup.departments.listed"),
    )


@pages.post("/known")
@may(Post.ADMINISTRATOR)
def take_over() -> Response:
    """Register the departments that the history names."""
    names = unknown(here().id)
    if names:
        first, *rest = (Department(canteen_id=here().id, name=name) for name in names)
        with step(Stage.RECORD, first):
            made([first, *rest])
            audit.record("登记部门", "、".join(names))
        flash(f"已登记 {len(names)} 个部门", "ok")
    return redirect(url_for("setup.departments.listed"), 303)


@pages.post("/<key:key>/retire")
@may(Post.ADMINISTRATOR)
def retire(key: int) -> Response:
    """Give a department up, or take it up again."""
    department = row_at(Department, key)
    with step(Stage.RECORD, department):
        amend(department, {"retired_on": None if request.form.get("again") else clock.today()}, LABELS)
    return redirect(url_for("setup.departments.listed"), 303)


def unknown(canteen_id: int) -> list[str]:
    """The departments that papers and budgets name and nobody registered."""
    named = union(
        *(select(column).where(column.class_.canteen_id == canteen_id, column.is_not(None)) for column in NAMED_IN)
    )
    known = select(Department.name).where(Department.canteen_id == canteen_id)
    return sorted({name for name in db.session.scalars(named) if name} - set(db.session.scalars(known)))


def _write(form: DepartmentForm, department: Department) -> None:
    name = str(form.name.data)
    same = select(Department.retired_on).where(Department.canteen_id == department.canteen_id, Department.name == name)
    if found := db.session.execute(same).first():
        raise Fault("name", "这个部门已登记" if found.retired_on is None else "这个部门登记过，已停用：请在列表里恢复")
    amend(department, {"name": name}, LABELS)
