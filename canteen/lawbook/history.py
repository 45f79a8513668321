"""The values of the parameters over time, each held against the notice's."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.models import ParameterValue, User
from canteen.parameters import ALL, Parameter


@dataclass(frozen=True)
class Valued:
    """A parameter's value from a day on; the notice's own has no day."""

    begins_on: date | None
    value: str
    against: str
    """looser, equal or tighter than the notice's."""
    reason: str | None
    by: str | None
    current: bool


def histories() -> dict[str, list[Valued]]:
    """Every parameter's values, the latest first, by its name."""
    query = select(ParameterValue, User.name).outerjoin(User, User.id == ParameterValue.set_by)
    stored = db.session.execute(query.order_by(ParameterValue.begins_on.desc())).all()
    return {
        parameter.name: _history(parameter, [(row, name) for row, name in stored if row.name == parameter.name])
        for parameter in ALL
    }


def _history(parameter: Parameter, stored: list[tuple[ParameterValue, str | None]]) -> list[Valued]:
    now = next((row for row, _ in stored if row.begins_on <= clock.today()), None)
    values = [
        Valued(
            begins_on=row.begins_on,
            value=parameter.show(row.value),
            against=_against(parameter, row.value),
            reason=row.reason,
            by=name or "随台账导入",
            current=row is now,
        )
        for row, name in stored
    ]
    return [*values, Valued(None, parameter.show(parameter.default), "equal", "通知", "安装时", now is None)]


def _against(parameter: Parameter, value: int) -> str:
    if parameter.looser(value, parameter.default):
        return "looser"
    return "equal" if value == parameter.default else "tighter"
