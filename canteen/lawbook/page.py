"""What the rulebook's pages show: where each clause stands this month, its parameters with their history, its switch."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import url_for

from canteen import clock
from canteen.check import check, clauses_on, rulebook
from canteen.choosing.span import months_of
from canteen.lawbook import confirming
from canteen.lawbook.history import Valued, histories
from canteen.lawbook.meanings import MEANINGS
from canteen.lawbook.numbers import says
from canteen.month.page import counted, titles
from canteen.month.snapshots import Standing, standing, standings
from canteen.months import When
from canteen.parameters import ALL, Parameter
from canteen.rulebook import Clause


@dataclass(frozen=True)
class Fact:
    """How a clause is judged, in words."""

    label: str
    value: str


@dataclass(frozen=True)
class Entry:
    """A clause in a list."""

    number: str
    text: str
    url: str
    force: str
    stages: str
    found: int | None
    """The month's findings; None where the month has no kept check."""
    loosened: bool
    off: bool
    current: bool


@dataclass(frozen=True)
class Group:
    """An item of the notice."""

    title: str
    clauses: list[Entry]


@dataclass(frozen=True)
class InForce:
    """A parameter as it is today."""

    label: str
    name: str
    value: str
    notice: str
    begins_on: date | None
    url: str
    loosened: bool
    history: list[Valued]
    word: confirming.Standing
    """The finance office's, on this value."""


@dataclass(frozen=True)
class Month:
    """A clause in a month; no standing where the month has no kept check."""

    month: date
    url: str
    subjects: str
    standing: Standing | None


class Book:
    """The rulebook as of a canteen's month."""

    def __init__(self, canteen_id: int, month: date) -> None:
        self.when = When(canteen_id, month, clock.today())
        self.on = set(clauses_on(self.when))
        self.kept = standings(canteen_id, month.year)
        self.found = self.kept.get(month, {})
        """What is found in the month, by clause: as last kept, or as asked just now."""

    def ask(self) -> None:
        """Ask every clause about the month, where no check of it was kept."""
        if self.when.canteen_id and not self.found:
            self.found = {looked.clause.number: standing(looked) for looked in check(self.when).looked}

    @cached_property
    def parameters(self) -> dict[str, InForce]:
        """Every parameter as it is today, by its name."""
        known, words = histories(), confirming.standings()
        return {parameter.name: _in_force(parameter, known[parameter.name], words[parameter.name]) for parameter in ALL}

    def groups(self, current: Clause | None = None) -> list[Group]:
        """The clauses, by item of the notice."""
        return [
            Group(title, [self._entry(clause, current) for clause in rulebook() if clause.item == item])
            for item, title in titles()
        ]

    def of(self, clause: Clause) -> list[InForce]:
        """The clause's parameters."""
        return [self.parameters[parameter.name] for parameter in clause.parameters]

    def months(self, clause: Clause) -> list[Month]:
        """The clause in the year's months: in this one as asked just now, in the others as last kept."""
        if not self.when.canteen_id:
            return []
        known = {month for month in months_of(self.when.canteen_id) if month.year == self.when.month.year}
        return [self._month(clause, month) for month in sorted(known | {self.when.month})]

    def _month(self, clause: Clause, month: date) -> Month:
        found = self._asked(clause) if month == self.when.month else self.kept.get(month, {}).get(clause.number)
        subjects = counted(found.subjects, clause.subject) if found else ""
        return Month(month, url_for("month.check", month=month, clause=clause.number), subjects, found)

    def _asked(self, clause: Clause) -> Standing | None:
        looked = check(self.when, clause.number).looked
        return standing(looked[0]) if looked else None

    def _entry(self, clause: Clause, current: Clause | None) -> Entry:
        found = self.found.get(clause.number)
        return Entry(
            number=clause.number,
            text=clause.text,
            url=url_for("lawbook.clause", number=clause.number),
            force=str(clause.force),
            stages=stages(clause),
            found=found.findings if found else None,
            loosened=any(parameter.loosened for parameter in self.of(clause)),
            off=clause not in self.on,
            current=clause is current,
        )


def meaning(clause: Clause) -> list[Fact]:
    """How a clause is judged, in words."""
    return [Fact(label, value) for label, value in _meaning(clause)]


def stages(clause: Clause) -> str:
    """When a clause is asked."""
    return "、".join(stage.value for stage in clause.at)


def _meaning(clause: Clause) -> Iterator[tuple[str, str]]:
    plain = MEANINGS[clause.number]
    yield "看什么", f"每{clause.subject.measure}{clause.subject.name}"
    yield "发现", plain.finds
    yield "何时问", f"{stages(clause)}；每月检查时都问"
    yield "效力", "阻止：拒绝这一步，未了时不能结账" if clause.force == "block" else "警告：放行，并留下提醒"
    yield "涉及金额", plain.stake
    yield "发现时说", says(clause)
    yield "怎么办", clause.way_out


def _in_force(parameter: Parameter, history: list[Valued], word: confirming.Standing) -> InForce:
    now = next(value for value in history if value.current)
    return InForce(
        label=parameter.label,
        name=parameter.name,
        value=now.value,
        notice=parameter.show(parameter.default),
        begins_on=now.begins_on,
        url=url_for("lawbook.parameter", name=parameter.name),
        loosened=now.against == "looser",
        history=history,
        word=word,
    )
