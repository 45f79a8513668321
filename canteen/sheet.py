"""The check sheet (合规核验单) of a document: every clause that looks at it or at what it reaches, by the month's own selects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Row, literal, select

from canteen import clock
from canteen.check import clauses_on
from canteen.db import db
from canteen.models import Purchase
from canteen.models.common import OfCanteen
from canteen.months import When, first_day
from canteen.parameters import Parameter
from canteen.rulebook import Clause
from canteen.stages import Months, Stage
from canteen.step import DAY_OF, digested, signing_days
from canteen.subjects import MONTH_ITSELF, TENURE

STATES = ("broken", "unknown", "later", "holds", "none")
"""What a clause says of a document, what is wrong first: 不符合, 无法判断, 未到环节, 符合, 不涉及."""


@dataclass(frozen=True)
class Judged:
    """A clause's verdict on a document."""

    clause: Clause
    state: str
    document: str
    """The reference of the subject that was judged; empty where the clause does not concern the document."""
    message: str
    """The finding with its numbers, where there is one."""
    numbers: Mapping[str, Any]
    """The numbers used, by the names that the finding gives them."""
    parameters: list[tuple[Parameter, int]]
    """The parameters used, with the value in force."""


def check_sheet(document: OfCanteen) -> list[Judged]:
    """The verdicts on a document as known today, what is wrong first, then in the notice's order."""
    when = known(document)
    judged = [
        verdict for clause in clauses_on(when) if _looks(clause, document) for verdict in _ask(clause, document, when)
    ]
    return sorted(
        judged, key=lambda verdict: STATES.index(verdict.state) if verdict.state in STATES[:2] else len(STATES)
    )


def known(document: OfCanteen) -> When:
    """The month in which a document is judged, and as of which day."""
    day = DAY_OF[type(document)](document) or clock.today()
    return When(document.canteen_id, first_day(day), max(clock.today(), day))


def _looks(clause: Clause, document: OfCanteen) -> bool:
    of_the_month_alone = MONTH_ITSELF in (clause.subject, clause.subject.counted_as) and clause.at == (Stage.CLOSE,)
    return type(document) in clause.subject.reached and not of_the_month_alone


def _ask(clause: Clause, document: OfCanteen, when: When) -> Iterator[Judged]:
    rows = [(moment, row) for moment in _moments(clause, document, when) for row in _rows(clause, document, moment)]
    wrong = [(moment, row) for moment, row in rows if not row.holds]
    concerned = [(moment, row) for moment, row in rows if row.concerned]
    for moment, row in wrong or concerned[:1] or rows[:1]:
        found, state = clause.finding(row), state_of(row)
        message = "" if row.holds else found.message
        yield Judged(clause, state, found.document, message, found.numbers, _values(clause, moment))
    if not rows:
        yield Judged(clause, "none", "", "", {}, [])


def _rows(clause: Clause, document: OfCanteen, when: When) -> list[Row[Any]]:
    binds = {**when.binds(), **digested(clause, document), "document": document.id}
    return list(db.session.execute(clause.sheet(type(document)), binds))


def _moments(clause: Clause, document: OfCanteen, when: When) -> list[When]:
    """Usually the document's month; for signatures their own months, for their signers the days of signing."""
    if not isinstance(document, Purchase) or clause.subject.months is not Months.TODAY:
        return [when]
    days = signing_days(document)
    if clause.subject is TENURE:
        return [When(when.canteen_id, first_day(day), when.as_of, post_day=day) for day in days]
    return [When(when.canteen_id, month, when.as_of) for month in sorted({first_day(day) for day in days})]


def state_of(row: Row[Any]) -> str:
    """A docket row's verdict in a word."""
    if row.holds:
        return "holds" if row.concerned else "none"
    if not row.due:
        return "later"
    return "unknown" if row.holds is None else "broken"


def _values(clause: Clause, when: When) -> list[tuple[Parameter, int]]:
    day = literal(min(when.end, when.as_of), Date)
    return [
        (parameter, db.session.execute(select(parameter.on(day)), when.binds()).scalar_one())
        for parameter in clause.parameters
    ]
