"""Changing the numbers of the law and switching our own clauses on and off: with a day, a reason, and a line in the log."""

from datetime import date

from sqlalchemy import select

from canteen import audit, clock
from canteen.check import clauses_on
from canteen.db import db
from canteen.models import ClauseSwitch, ParameterValue
from canteen.months import When, first_day
from canteen.parameters import Parameter
from canteen.rulebook import Clause
from canteen.step import unjudged

NEVER = date.max


def change(parameter: Parameter, value: int, begins_on: date, reason: str) -> bool:
    """Let a parameter have another value from a day on; False where it already has one from that day."""
    with unjudged():
        same_day = select(ParameterValue).filter_by(name=parameter.name, begins_on=begins_on)
        if db.session.scalar(same_day):
            return False
        db.session.add(
            ParameterValue(
                name=parameter.name,
                value=value,
                begins_on=begins_on,
                reason=reason,
                set_by=audit.actor_id(),
                set_at=clock.now(),
            )
        )
        audit.record("改参数", parameter.name, value=parameter.written(value), begins_on=begins_on, reason=reason)
    return True


def switch_off(clause: Clause, day: date, reason: str) -> None:
    """Let a clause of ours be off from a day on."""
    with unjudged():
        _set(clause, day)
        audit.record("停用条款", clause.number, off_from=day, reason=reason)


def switch_on(clause: Clause, reason: str) -> None:
    """Let a clause of ours be on again; one that is off by default is kept on by a day that never comes."""
    with unjudged():
        for switch in switches(clause):
            switch.lifted_at = clock.now()
        if not clause.on_by_default:
            _set(clause, NEVER)
        audit.record("启用条款", clause.number, reason=reason)


def is_on(clause: Clause) -> bool:
    """Whether a clause is on today."""
    today = clock.today()
    return clause in clauses_on(When(0, first_day(today), today))


def switches(clause: Clause) -> list[ClauseSwitch]:
    """The switches that turn a clause off, now or later."""
    standing = select(ClauseSwitch).where(ClauseSwitch.clause == clause.number, ClauseSwitch.lifted_at.is_(None))
    return list(db.session.scalars(standing.where(ClauseSwitch.off_from < NEVER).order_by(ClauseSwitch.off_from)))


def _set(clause: Clause, day: date) -> None:
    """Set the switch of that day; one that was lifted is set again."""
    switch = db.session.scalar(select(ClauseSwitch).filter_by(clause=clause.number, off_from=day))
    if switch:
        switch.lifted_at = None
    else:
        db.session.add(ClauseSwitch(clause=clause.number, off_from=day))
