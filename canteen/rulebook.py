"""What a clause is: one select with a verdict for every subject, used at the form and at the month's check."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import ModuleType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    bindparam,
    false,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    true,
)

from canteen.db import Base, Id
from canteen.parameters import Parameter
from canteen.seen import MONTH_OVER
from canteen.sentences import MESSAGE
from canteen.stages import ASKED_AT, SIGNER_CLAUSES, Force, Months, Stage

Truth = ColumnElement[bool]
Page = Callable[[Row[Any]], tuple[str, int | str]]
Reached = Mapping[type[Base], Truth]
TRUE: Truth = literal_column("TRUE")
"""The word itself: SQLite leaves a verdict at its first sure part when it is compared with the word, not with 1."""
DOCUMENT: ColumnElement[int] = bindparam("document", type_=Id)
"""At a form: the id of the document that a step is about."""


@dataclass(frozen=True, eq=False)
class Subject:
    """What a finding points at: where its rows come from, how it is written, and what reaches it."""

    name: str
    measure: str
    """How people count it: 笔, 张."""
    row: Any
    """The alias or subquery that clauses speak about."""
    keys: Mapping[str, SQLColumnExpression[Any]]
    ref: Callable[[Row[Any]], str]
    in_month: Truth
    page: Page
    """The kind of page and the key that show the subject."""
    reached: Reached = field(default_factory=dict)
    """For a kind of document: which subjects DOCUMENT reaches."""
    due: Mapping[Stage, Truth] = field(default_factory=dict)
    """Whether the subject has come to a stage; the close comes with the month's end, others not named from the first."""
    months: Months = Months.OWN
    counted_as: "Subject | None" = None
    """A subject with the same rows that is cheaper to count."""

    def looked_at(self) -> Select[int]:
        """How many subjects belong to the month."""
        if self.counted_as:
            return self.counted_as.looked_at()
        return select(func.count()).select_from(self.row).where(self.in_month)


@dataclass(frozen=True, eq=False)
class Verdict:
    """What a clause says of a subject: whether it holds, whom it concerns, the amount at stake, the numbers used."""

    holds: SQLColumnExpression[bool]
    concerns: Truth = field(default_factory=true)
    stake: SQLColumnExpression[Any] | None = None
    numbers: Mapping[str, SQLColumnExpression[Any]] = field(default_factory=dict)

    @property
    def passes(self) -> Truth:
        """True where the clause is kept or does not concern the subject; NULL never passes."""
        return or_(not_(self.concerns), self.holds)


@dataclass(frozen=True, eq=False)
class Clause:
    """A clause of the notice, or one of ours (B.n)."""

    number: str
    text: str
    subject: Subject
    at: tuple[Stage, ...]
    force: Force
    says: str
    """The finding in Chinese, with the numbers in braces."""
    way_out: str
    """What to do instead."""
    judge: Callable[[Any], Verdict]
    parameters: tuple[Parameter, ...] = ()
    given: Mapping[Stage, Truth] = field(default_factory=dict)
    """A stage at which only some of the subjects reached are asked."""
    to_date: bool = False
    """A year-to-date clause: an answer holds for the later months while the stake does not rise."""
    on_by_default: bool = True

    @property
    def item(self) -> str:
        """The item of the notice: '1' … '10', or 'B'."""
        return self.number.split(".")[0]

    @cached_property
    def verdict(self) -> Verdict:
        """The clause's verdict on its subject's row."""
        return self.judge(self.subject.row)

    @cached_property
    def docket(self) -> Select[Any]:
        """Every subject with its verdict, not narrowed: whoever asks adds which subjects."""
        verdict, subject = self.verdict, self.subject
        stage = self.at[0]
        due = or_(MONTH_OVER, subject.due.get(stage, false() if stage is Stage.CLOSE else true()))
        stake = literal(None) if verdict.stake is None else verdict.stake
        columns: list[ColumnElement[Any]] = [
            *(column.label(name) for name, column in subject.keys.items()),
            verdict.passes.label("holds"),
            verdict.concerns.label("concerned"),
            due.label("due"),
            stake.label("stake"),
            *(column.label(name) for name, column in verdict.numbers.items() if name not in subject.keys),
        ]
        return select(*columns).select_from(subject.row)

    @cached_property
    def findings(self) -> Select[Any]:
        """The month's findings: subjects whose verdict is not true."""
        return self.docket.where(self.subject.in_month, self.verdict.passes.is_not(TRUE))

    def sheet(self, kind: type[Base]) -> Select[Any]:
        """The verdicts on what a document of the kind reaches."""
        if (kind, None) not in self._kept:
            self._kept[kind, None] = self.docket.where(self.subject.reached[kind])
        return self._kept[kind, None]

    def refusals(self, kind: type[Base], stage: Stage) -> Select[Any]:
        """The findings on what a document of the kind reaches at a stage."""
        if (kind, stage) not in self._kept:
            asked = self.given.get(stage, true())
            self._kept[kind, stage] = self.sheet(kind).where(self.verdict.passes.is_not(TRUE), asked)
        return self._kept[kind, stage]

    @cached_property
    def _kept(self) -> dict[tuple[type[Base], Stage | None], Select[Any]]:
        """The statements that were asked for: built anew each time, they cost more than their answers."""
        return {}

    def finding(self, row: Row[Any]) -> "Finding":
        """The finding that a row of the docket is."""
        numbers = {name: getattr(row, name) for name in self.verdict.numbers}
        stake = None if row.stake is None else int(row.stake)
        kind, key = self.subject.page(row)
        return Finding(
            clause=self,
            document=self.subject.ref(row),
            amount=stake,
            message=MESSAGE.format(self.says, stake=stake, **numbers),
            numbers=numbers,
            page=(kind, key),
            due=bool(row.due),
            judged=row.holds is not None,
        )


@dataclass(frozen=True, eq=False)
class Finding:
    """A subject that a clause finds."""

    clause: Clause
    document: str
    amount: int | None
    """The amount at stake, in fen."""
    message: str
    numbers: Mapping[str, Any]
    page: tuple[str, int | str]
    due: bool
    """Whether the clause's stage has come; in a month that is not over, one that has not is shown apart."""
    judged: bool
    """Whether the verdict was false rather than unknown."""
    answered: bool = False

    @property
    def state(self) -> str:
        """open or answered."""
        return "answered" if self.answered else "open"

    @property
    def blocks(self) -> bool:
        """Whether it stops a step, or the close while it is open."""
        return self.clause.force is Force.BLOCK

    def with_answer(self) -> "Finding":
        """The same finding, answered."""
        return replace(self, answered=True)


class Refused(Exception):
    """A step was refused; nothing of it is stored. The findings say which clauses and why."""

    def __init__(self, findings: list[Finding], stage: Stage) -> None:
        super().__init__("；".join(f"{finding.clause.number} {finding.message}" for finding in findings))
        self.findings, self.stage = findings, stage


def clause(
    number: str,
    text: str,
    subject: Subject,
    *at: Stage,
    says: str,
    way_out: str,
    force: Force = Force.BLOCK,
    **more: Any,
) -> Callable[[Callable[[Any], Verdict]], Clause]:
    """Make a clause of the function that judges its subject's row."""

    def made(judge: Callable[[Any], Verdict]) -> Clause:
        return Clause(number, text, subject, at, force, says, way_out, judge, **more)

    return made


MODULES = (
    "duties",
    "procurement",
    "receipts",
    "reception_standards",
    "reception_account",
    "unrelated_spending",
    "cost_caps",
    "budget",
    "fixed_assets",
    "guest_meals",
    "beyond",
    "further_beyond",
)


class Rulebook:
    """All clauses, in the notice's order."""

    def __init__(self) -> None:
        modules = [importlib.import_module(f"canteen.rules.{name}") for name in MODULES]
        self.clauses: tuple[Clause, ...] = tuple(clause for module in modules for clause in _clauses(module))
        self.titles: dict[str, str] = {
            _clauses(module)[0].item: module.TITLE for module in modules if hasattr(module, "TITLE")
        }

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses)

    def __getitem__(self, number: str) -> Clause:
        return next(clause for clause in self.clauses if clause.number == number)

    def at(self, stage: Stage, kind: type[Base]) -> list[Clause]:
        """The clauses that a stage asks about a document of the kind."""
        asked = ASKED_AT.get(stage, {stage})
        return [
            clause
            for clause in self.clauses
            if kind in clause.subject.reached
            and (clause.number in SIGNER_CLAUSES if stage is Stage.SIGN else not asked.isdisjoint(clause.at))
        ]


def _clauses(module: ModuleType) -> list[Clause]:
    return [value for value in vars(module).values() if isinstance(value, Clause)]
