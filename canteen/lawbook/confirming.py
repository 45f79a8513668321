"""The finance office's word that a parameter's value is right; a value that changed waits for another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from canteen import audit, clock
from canteen.db import db
from canteen.models import ParameterConfirmation, ParameterValue, User
from canteen.parameters import ALL, Parameter
from canteen.security import current
from canteen.step import unjudged


@dataclass(frozen=True)
class Standing:
    """A parameter's value today, and who found it right; nobody yet, where it waits."""

    parameter: Parameter
    value: int
    by: str | None = None
    at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether nobody confirmed this value since it was set."""
        return self.by is None

    @property
    def token(self) -> str:
        """What a form sends to confirm just what it showed: cash_limit=100000."""
        return f"{self.parameter.name}={self.value}"


def standings() -> dict[str, Standing]:
    """Every parameter as it stands today, by its name."""
    today = select(ParameterValue).where(ParameterValue.begins_on <= clock.today()).order_by(ParameterValue.begins_on)
    values = {row.name: row for row in db.session.scalars(today)}
    query = select(ParameterConfirmation, User.name).join(User, User.id == ParameterConfirmation.confirmed_by)
    words = {row.name: (row, name) for row, name in db.session.execute(query.order_by(ParameterConfirmation.id))}
    return {
        parameter.name: _standing(parameter, values.get(parameter.name), *words.get(parameter.name, (None, None)))
        for parameter in ALL
    }


def waiting() -> list[Standing]:
    """The parameters that wait, in the order of the notice."""
    return [standing for standing in standings().values() if standing.waits]


def confirm(tokens: Iterable[str]) -> int:
    """Confirm the values that were shown, and give how many: one that is another by now waits on."""
    shown = set(tokens)
    with unjudged():
        audit.lock()
        confirmed = [standing for standing in waiting() if standing.token in shown]
        for standing in confirmed:
            _store(standing)
    return len(confirmed)


def _standing(
    parameter: Parameter, row: ParameterValue | None, word: ParameterConfirmation | None, name: str | None
) -> Standing:
    value, set_at = (row.value, row.set_at) if row else (parameter.default, None)
    if word is None or word.value != value or (set_at and word.confirmed_at < set_at):
        return Standing(parameter, value)
    return Standing(parameter, value, name, word.confirmed_at)


def _store(standing: Standing) -> None:
    name, value = standing.parameter.name, standing.value
    user_id = current().user_id
    db.session.add(ParameterConfirmation(name=name, value=value, confirmed_by=user_id, confirmed_at=clock.now()))
    audit.record("确认参数", name, value=standing.parameter.written(value))
