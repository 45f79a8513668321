"""The monthly check: every clause that is on, its subjects counted, its findings with their answers; it writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from flask import g, has_request_context
from sqlalchemy import Date, Select, bindparam, func, select

from canteen import clock
from canteen.contents import DIGESTED, forged_in
from canteen.db import db
from canteen.models import Answer, Canteen, ClauseSwitch
from canteen.money import yuan
from canteen.months import When, month_text
from canteen.parameters import Parameter
from canteen.rulebook import Clause, Finding, Rulebook, Subject
from canteen.seen import MONTH, YEAR_START, seen

SWITCHES = (
    select(ClauseSwitch.clause, func.min(ClauseSwitch.off_from))
    .where(ClauseSwitch.lifted_at.is_(None))
    .group_by(ClauseSwitch.clause)
)


@cache
def rulebook() -> Rulebook:
    """The notice's clauses and ours."""
    return Rulebook()


@dataclass(frozen=True)
class Looked:
    """A clause that was asked: how many subjects it looked at and what it found."""

    clause: Clause
    subjects: int
    findings: list[Finding]


@dataclass(frozen=True)
class Report:
    """A month's check."""

    canteen: str
    """The canteen's code."""
    when: When
    looked: list[Looked]

    @property
    def findings(self) -> list[Finding]:
        """All findings, in the order of the notice, then by document by code point."""
        return [finding for looked in self.looked for finding in looked.findings]

    @property
    def blocked(self) -> bool:
        """Whether a finding of force `block` is open."""
        return any(finding.blocks and not finding.answered for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The report as the command prints it."""
        return {
            "canteen": self.canteen,
            "month": month_text(self.when.month),
            "as_of": self.when.as_of.isoformat(),
            "clauses": [
                {"clause": looked.clause.number, "subjects": looked.subjects, "findings": len(looked.findings)}
                for looked in self.looked
            ],
            "findings": [_as_json(finding) for finding in self.findings],
        }


def check(when: When, *numbers: str) -> Report:
    """Ask about the month every clause that is on, or of these only the ones named."""
    code = db.session.scalars(select(Canteen.code).where(Canteen.id == when.canteen_id)).one()
    clauses = [clause for clause in clauses_on(when) if not numbers or clause.number in numbers]
    if not clauses:
        return Report(code, when, [])
    subjects = tuple(dict.fromkeys(map(_counted, clauses)))
    binds, answers = when.binds() | _digested(clauses, when), _Answers(when)
    counts = dict(zip(subjects, db.session.connection().execute(_counts(subjects), binds).one(), strict=True))
    looked = [
        Looked(clause, counts[_counted(clause)], sorted(_found(clause, binds, answers), key=_document))
        for clause in clauses
    ]
    return Report(code, when, looked)


def clauses_on(when: When) -> list[Clause]:
    """The clauses that are on in the month, in the notice's order.

    A switch turns its clause off from a day on, a clause that is off by default on until that day.
    """
    return clauses_on_day(min(when.end, when.as_of))


def clauses_on_day(known: date) -> list[Clause]:
    """The clauses that are on on a day, in the notice's order."""
    off_from = dict(db.session.execute(SWITCHES).all())
    return [
        clause
        for clause in rulebook()
        if (off_from[clause.number] > known if clause.number in off_from else clause.on_by_default)
    ]


def _digested(clauses: list[Clause], when: When) -> dict[str, object]:
    """What the select of clause 3.5 cannot find out by itself."""
    asked = any(clause.number == DIGESTED for clause in clauses)
    return {"forged": forged_in(when.canteen_id, when.month, when.end)} if asked else {}


def _document(finding: Finding) -> str:
    return finding.document


def _counted(clause: Clause) -> Subject:
    return clause.subject.counted_as or clause.subject


@cache
def _counts(subjects: tuple[Subject, ...]) -> Select[Any]:
    """How many subjects of each kind belong to the month."""
    return select(*(subject.looked_at().scalar_subquery() for subject in subjects))


def _found(clause: Clause, binds: dict[str, object], answers: "_Answers") -> Iterator[Finding]:
    for row in db.session.connection().execute(clause.findings, binds):
        finding = clause.finding(row)
        yield finding.with_answer() if answers.answer(finding) else finding


class _Answers:
    """The answers that hold in a month: its own, and for clauses to date those of the year's earlier months."""

    def __init__(self, when: When) -> None:
        answer = seen(Answer)
        query = select(answer).where(answer.month >= YEAR_START, answer.month <= MONTH)
        self.month = when.month
        self.by_finding: dict[tuple[str, str], list[Answer]] = {}
        for given in db.session.scalars(query, when.binds()):
            self.by_finding.setdefault((given.clause, given.document), []).append(given)

    def answer(self, finding: Finding) -> bool:
        """Whether an answer holds for the finding."""
        number = finding.clause.number
        if any(given.month == self.month for given in self.by_finding.get((number, finding.document), [])):
            return True
        return finding.clause.to_date and any(_still_covers(given, finding) for given in self._earlier(finding))

    def _earlier(self, finding: Finding) -> Iterator[Answer]:
        """Answers of earlier months to the same subject; where the subject is the month, that of the answer's own."""
        for (number, document), answers in self.by_finding.items():
            for given in answers:
                same = document == (month_text(given.month) if finding.page[0] == "month" else finding.document)
                if number == finding.clause.number and same:
                    yield given


def _still_covers(given: Answer, finding: Finding) -> bool:
    return given.amount is not None and finding.amount is not None and finding.amount <= given.amount


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "clause": finding.clause.number,
        "document": finding.document,
        "force": str(finding.clause.force),
        "state": finding.state,
        "amount": None if finding.amount is None else yuan(finding.amount),
        "message": finding.message,
    }


def value_on(parameter: Parameter, day: date) -> int:
    """The value of a parameter in force on a day, as known today; asked once in a request."""
    known: dict[tuple[str, date], int] = g.setdefault("values", {}) if has_request_context() else {}
    if (parameter.name, day) not in known:
        asked = {"as_of": clock.today(), "day": day}
        known[parameter.name, day] = db.session.execute(_value_of(parameter), asked).scalar_one()
    return known[parameter.name, day]


@cache
def _value_of(parameter: Parameter) -> Select[int]:
    """Made once: a list of purchases asks for each of them."""
    return select(parameter.on(bindparam("day", type_=Date)))
