"""Setting a year's budgets: a new version of each that was changed, and none below what is spent."""

from collections.abc import Callable

from canteen import audit, clock
from canteen.budgets.figures import Figure, figures, versions
from canteen.budgets.forms import Grid
from canteen.budgets.kinds import AnyBudget, Kind
from canteen.db import db
from canteen.entering import Fault
from canteen.formats import yuan
from canteen.months import When
from canteen.security import current


def setter(form: Grid, kind: Kind, when: When) -> Callable[[AnyBudget], None]:
    """The change that the form asks for; the budget that it is given becomes the first one changed."""

    def change(first: AnyBudget) -> None:
        year, known = when.month.year, _known(kind, when)
        changed = [
            figure for figure in figures(kind, when) if kind.takes(figure.name) and _changes(form, figure, known)
        ]
        if not changed:
            raise Fault("", "没有改动：金额都和现在一样。")
        fresh = [first, *(kind.new(when.canteen_id, year) for _ in changed[1:])]
        for budget, figure in zip(fresh, changed, strict=True):
            _write(budget, kind, figure.name, form, known.get(figure.name, []))

    return change


def _known(kind: Kind, when: When) -> dict[str, list[AnyBudget]]:
    """The versions of the year by name, the latest first."""
    known: dict[str, list[AnyBudget]] = {}
    for budget in versions(kind, when.canteen_id, when.month.year):
        known.setdefault(kind.name_of(budget), []).append(budget)
    return known


def _changes(form: Grid, figure: Figure, known: dict[str, list[AnyBudget]]) -> bool:
    """Whether the form has another amount than the one that it was typed over. Raises Fault where it cannot be."""
    field, before = form.amount(figure.name), known.get(figure.name, [])
    latest = before[0] if before else None
    seen = next((budget.amount for budget in before if budget.version == form.seen(figure.name)), None)
    if field.data == seen:
        return False
    if latest and form.seen(figure.name) != latest.version:
        form.see(figure.name, latest.version)
        raise Fault(field.name, f"刚有人把它定为 {yuan(latest.amount)} 元（第 {latest.version} 版），请核对后再保存")
    if field.data is None:
        raise Fault(field.name, "已有预算，不能清空；不再列支的填 0")
    if latest and field.data < min(latest.amount, figure.used):
        raise Fault(field.name, f"本年已支出 {yuan(figure.used)} 元，不能低于它")
    if latest and not form.reason.data:
        raise Fault("reason", "改已有的预算，请写明理由")
    return True


def _write(budget: AnyBudget, kind: Kind, name: str, form: Grid, before: list[AnyBudget]) -> None:
    setattr(budget, kind.name, name)
    budget.version = before[0].version + 1 if before else 1
    budget.amount = form.amount(name).data or 0
    budget.reason, budget.set_by, budget.set_at = form.reason.data or None, current().name, clock.now()
    db.session.add(budget)
    audit.record(
        "定预算", f"{budget.year}/{name}", version=budget.version, amount=yuan(budget.amount), reason=budget.reason
    )
