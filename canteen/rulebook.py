"""What a clause is: one select with a verdict for every subject, used at the form and at the month's check."""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cached_property
from string import Formatter
from types import ModuleType
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, literal, not_, or_, select, true

from canteen.db import Base, Id
from canteen.money import trimmed, yuan
from canteen.parameters import Parameter
from canteen.seen import MONTH_OVER

Truth = ColumnElement[bool]
DOCUMENT: ColumnElement[int] = bindparam("document", type_=Id)
"""At a form: the id of the document that a step is about."""


class Stage(StrEnum):
    """The step at which a clause is asked."""

    SIGN = "签名"
    SUBMIT = "提交"
    ACCEPT = "验收"
    DOCUMENT = "票据"
    APPROVE = "审批"
    PAY = "付款"
    APPLY = "申请"
    RECORD = "登记"
    CLOSE = "月结"


ASKED_AT = {
    Stage.ACCEPT: {Stage.SUBMIT, Stage.ACCEPT},
    Stage.APPROVE: {Stage.SUBMIT, Stage.ACCEPT, Stage.APPROVE},
}
"""A clause of `submit` is asked again at `accept` and `approve`, one of `accept` again at `approve`."""
SIGNER_CLAUSES = ("1.4", "1.6", "3.5", "B.9")
"""All that a signature before the completing one is asked."""


class Force(StrEnum):
    """What a finding does at a form: refuse the step, or let it through and be kept."""

    BLOCK = "block"
    WARN = "warn"


class Months(Enum):
    """For which months a subject is asked at a form."""

    OWN = "the document's"
    SINCE = "the document's and each later one up to today's"
    TODAY = "today's"


@dataclass(frozen=True, eq=False)
class Subject:
    """What a finding points at: where its rows come from, how it is written, and what reaches it."""

    name: str
    measure: str
    """How people count it: 笔, 张."""
    row: Any
    """The alias or subquery that clauses speak about."""
    keys: Mapping[str, ColumnElement[Any]]
    ref: Callable[[Row[Any]], str]
    in_month: Truth
    page: Callable[[Row[Any]], tuple[str, int | str]]
    """The kind of page and the key that show the subject."""
    reached: Mapping[type[Base], Truth] = field(default_factory=dict)
    """For a kind of document: which subjects DOCUMENT reaches."""
    due: Mapping[Stage, Truth] = field(default_factory=dict)
    """Whether the subject has come to a stage; stages not named are reached from the first."""
    months: Months = Months.OWN
    counted_as: "Subject | None" = None
    """A subject with the same rows that is cheaper to count."""

    def looked_at(self) -> Select[tuple[int]]:
        """How many subjects belong to the month."""
        if self.counted_as:
            return self.counted_as.looked_at()
        return select(func.count()).select_from(self.row).where(self.in_month)


@dataclass(frozen=True, eq=False)
class Verdict:
    """What a clause says of a subject: whether it holds, whom it concerns, the amount at stake, the numbers used."""

    holds: Truth
    concerns: Truth = field(default_factory=true)
    stake: ColumnElement[Any] | None = None
    numbers: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)

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
        due = or_(MONTH_OVER, subject.due.get(self.at[0], true()))
        stake = literal(None) if verdict.stake is None else verdict.stake
        return select(
            *(column.label(name) for name, column in subject.keys.items()),
            verdict.passes.label("holds"),
            verdict.concerns.label("concerned"),
            due.label("due"),
            stake.label("stake"),
            *(column.label(name) for name, column in verdict.numbers.items()),
        ).select_from(subject.row)

    @cached_property
    def findings(self) -> Select[Any]:
        """The month's findings: subjects whose verdict is not true."""
        return self.docket.where(self.subject.in_month, self.verdict.passes.is_not(True))

    @cached_property
    def looked_at(self) -> Select[tuple[int]]:
        """How many subjects of the month the clause looks at."""
        return self.subject.looked_at()

    def sheet(self, kind: type[Base]) -> Select[Any]:
        """The verdicts on what a document of the kind reaches."""
        return self.docket.where(self.subject.reached[kind])

    def refusals(self, kind: type[Base], stage: Stage) -> Select[Any]:
        """The findings on what a document of the kind reaches at a stage."""
        return self.sheet(kind).where(self.verdict.passes.is_not(True), self.given.get(stage, true()))

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

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("；".join(f"{finding.clause.number} {finding.message}" for finding in findings))
        self.findings = findings


class _Message(Formatter):
    """Numbers in sentences: fen as yuan (:yuan), thousandths (:qty), ten-thousandths as percent (:share), days as they are."""

    def format_field(self, value: Any, spec: str) -> str:
        if value is None:
            return "—"
        if spec == "yuan":
            return yuan(int(value))
        if spec == "qty":
            return trimmed(int(value), 3)
        if spec == "price4":
            return trimmed(int(value), 4)
        if spec == "share":
            return f"{trimmed(int(value), 2)}%"
        return value.isoformat() if isinstance(value, date | datetime) else str(value)


MESSAGE = _Message()


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
)


class Rulebook:
    """All clauses, in the notice's order."""

    def __init__(self) -> None:
        modules = [importlib.import_module(f"canteen.rules.{name}") for name in MODULES]
        self.clauses: tuple[Clause, ...] = tuple(clause for module in modules for clause in _clauses(module))
        self.titles: dict[str, str] = {_item(index): module.TITLE for index, module in enumerate(modules)}

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

    def reaching(self, kind: type[Base]) -> list[Clause]:
        """Every clause that looks at a document of the kind or at what it reaches."""
        return [clause for clause in self.clauses if kind in clause.subject.reached]


def _item(index: int) -> str:
    return "B" if MODULES[index] == "beyond" else str(index + 1)


def _clauses(module: ModuleType) -> list[Clause]:
    return [value for value in vars(module).values() if isinstance(value, Clause)]
