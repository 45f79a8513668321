"""Form and month agree: what the month finds, the form of a document that reaches it refuses, and no more."""

import importlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select

from canteen.check import check, rulebook
from canteen.db import db
from canteen.models import Person
from canteen.models.common import OfCanteen
from canteen.models.words import UTILITIES
from canteen.months import When, first_day, last_day
from canteen.rulebook import Clause
from canteen.stages import Months, Stage
from canteen.step import DAY_OF, judge
from tests.law.test_rulebook import WRITTEN_AT
from tests.rules.cases import Case
from tests.rules.conftest import Store, set_numbers

FORMS = [clause for clause in rulebook() if clause.at != (Stage.CLOSE,)]
APART = ("1.4", "B.12", "B.14")
"""Judged on the day of signing; asked of purchases alone at a form; told with two canteens: see test_step.py."""
MODULES = sorted(Path(__file__).parents[1].glob("rules/test_*.py"))


def _cases() -> Iterator[Case]:
    for path in MODULES:
        tables = vars(importlib.import_module(f"tests.rules.{path.stem}")).values()
        yield from (case for table in tables if isinstance(table, tuple) for case in table if isinstance(case, Case))


def crimes() -> list[tuple[Clause, Case]]:
    """For each clause of a form, the first crime of the rules' tables that the clause finds."""
    told: dict[str, Case] = {}
    for case in _cases():
        for found in case.found:
            told.setdefault(found.clause, case)
    return [(clause, told[clause.number]) for clause in FORMS if clause.number in told and clause.number not in APART]


CRIMES = crimes()


@pytest.mark.parametrize(
    ("clause", "crime"), CRIMES, ids=[f"{clause.number} {crime.title}" for clause, crime in CRIMES]
)
def test_the_form_refuses_what_the_month_finds(clause: Clause, crime: Case, store: Store) -> None:
    canteen = store(crime.sheets)
    today = last_day(crime.month)
    with time_machine.travel(f"{today}T12:00:00+08:00", tick=False):
        set_numbers(crime)
        report = check(When(canteen, crime.month, today))
        found = {finding.document for finding in report.findings if finding.clause is clause}
        found.discard(f"{today.year}/{UTILITIES}")  # a bill is a fact: the month finds what no form refuses
        assert refused(clause, canteen, crime.month) == found
        db.session.rollback()


def refused(clause: Clause, canteen: int, month: date) -> set[str]:
    """What the clause would refuse at its stages, over the documents of the month."""
    findings = (
        finding
        for stage in set(clause.at) - {Stage.CLOSE}
        for kind in WRITTEN_AT[stage]
        if kind in clause.subject.reached
        for document in documents(kind, canteen, month, clause)
        for finding in judge(stage, document)
    )
    return {finding.document for finding in findings if finding.clause is clause}


def documents(kind: type[OfCanteen], canteen: int, month: date, clause: Clause) -> list[OfCanteen]:
    """The documents of the month; where the clause asks about today, all that can be signed in it."""
    stored = db.session.scalars(select(kind).where(kind.canteen_id == canteen)).all()
    anyhow = kind is Person or clause.subject.months is Months.TODAY
    return [document for document in stored if anyhow or _month(document) == month]


def _month(document: OfCanteen) -> date | None:
    day = DAY_OF[type(document)](document)
    return day and first_day(day)


def test_every_clause_of_a_form_has_a_crime_here() -> None:
    assert {clause.number for clause in FORMS} - {clause.number for clause, _ in CRIMES} == set(APART)
