"""What the month's page shows of a check: clauses by item of the notice, each with its findings in every state."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from canteen.check import Looked, Report, rulebook
from canteen.documents.rows import address
from canteen.ledger import Link
from canteen.month.snapshots import Entry, standing
from canteen.rulebook import Finding, Subject

SHOWN, MOST = 20, 1000
WayOf = Callable[[Finding], Link | None]
"""Gives the way to answer an open finding."""
MONTH_LISTS = {"4.3": "disclosure", "6.4": "inspection", "10.5": "report"}
"""What the month lacks, where a clause finds the month itself; the others lead to its purchases."""


@dataclass(frozen=True)
class Chosen:
    """The filter: an item of the notice, a force, a state, one clause; empty: all."""

    item: str = ""
    force: str = ""
    state: str = ""
    clause: str = ""

    def takes(self, looked: Looked) -> bool:
        """Whether the filter lets a clause pass."""
        clause = looked.clause
        return (
            self.item in ("", clause.item) and self.force in ("", clause.force) and self.clause in ("", clause.number)
        )


@dataclass(frozen=True)
class Shown:
    """A finding on the page."""

    kind: str
    document: str
    url: str
    message: str
    state: str
    note: str | None = None
    way: Link | None = None
    """How an open finding is answered."""


@dataclass(frozen=True)
class Row:
    """A clause on the page."""

    looked: Looked
    found: list[Shown]
    state: str
    """The state asked for; empty: every one."""
    more_url: str
    """Where all findings of the clause are listed."""
    most: int

    @property
    def clause(self) -> str:
        """The clause's number."""
        return self.looked.clause.number

    @property
    def clause_url(self) -> str:
        """The clause's page in the rulebook."""
        return url_for("lawbook.clause", number=self.clause)

    @property
    def text(self) -> str:
        """The clause in the notice's words."""
        return self.looked.clause.text

    @property
    def force(self) -> str:
        """block or warn."""
        return str(self.looked.clause.force)

    @property
    def subjects(self) -> str:
        """How many of what the clause looked at: 86 笔采购."""
        return counted(self.judged, self.looked.clause.subject)

    @property
    def judged(self) -> int:
        """How many subjects the clause looked at."""
        return self.looked.subjects

    @property
    def stake(self) -> int | None:
        """The amounts at stake, together; None where the clause has none."""
        return standing(self.looked).stake

    @property
    def open(self) -> int:
        """How many findings are open."""
        return self._count("open")

    @property
    def answered(self) -> int:
        """How many findings are answered."""
        return self._count("answered")

    @property
    def mended(self) -> int:
        """How many findings of earlier checks are there no more."""
        return self._count("mended")

    @property
    def matching(self) -> list[Shown]:
        """The findings in the state asked for."""
        return [finding for finding in self.found if self.state in ("", finding.state)]

    @property
    def findings(self) -> list[Shown]:
        """The findings that the page has room for."""
        return self.matching[: self.most]

    @property
    def more(self) -> int:
        """How many findings the page has no room for."""
        return max(len(self.matching) - self.most, 0)

    def _count(self, state: str) -> int:
        return sum(finding.state == state for finding in self.found)


@dataclass(frozen=True)
class Group:
    """An item of the notice."""

    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Pending:
    """What a month that is not over may still put right."""

    clause: str
    clause_url: str
    document: str
    url: str
    message: str


def groups(report: Report, mended: list[Entry], chosen: Chosen, here: str, way_of: WayOf) -> list[Group]:
    """The clauses that the filter lets pass, by item; with a state chosen, those with findings in it."""
    made = []
    for item, title in titles():
        rows = [_row(looked, mended, chosen, here, way_of) for looked in report.looked if looked.clause.item == item]
        rows = [row for row in rows if chosen.takes(row.looked) and (row.matching or not chosen.state)]
        if rows:
            made.append(Group(title, rows))
    return made


def titles() -> Iterator[tuple[str, str]]:
    """The items of the notice with their titles, ours last."""
    for item, title in rulebook().titles.items():
        yield item, title if item == "B" else f"第 {item} 项 {title}"


def counted(number: int, subject: Subject) -> str:
    """How many of a kind of subject: 86 笔采购, 15 人."""
    name = "" if subject.name.startswith(subject.measure) else subject.name
    return f"{number:,} {subject.measure}{name}"


def pending(report: Report) -> list[Pending]:
    """The findings whose time has not come."""
    return [
        Pending(
            clause=finding.clause.number,
            clause_url=url_for("lawbook.clause", number=finding.clause.number),
            document=finding.document,
            url=subject_url(finding),
            message=finding.message,
        )
        for finding in report.findings
        if not finding.due
    ]


def _row(looked: Looked, mended: list[Entry], chosen: Chosen, here: str, way_of: WayOf) -> Row:
    number = looked.clause.number
    found = [_shown(finding, way_of) for finding in looked.findings if finding.due]
    found += [_gone(looked, entry) for entry in mended if entry["clause"] == number]
    most = MOST if chosen.clause else SHOWN
    return Row(looked, found, chosen.state, f"{here}{'&' if '?' in here else '?'}clause={number}", most)


def _shown(finding: Finding, way_of: WayOf) -> Shown:
    clause = finding.clause
    message = finding.message if finding.judged else f"无法判断：{finding.message}"
    way = None if finding.answered else way_of(finding)
    return Shown(clause.subject.name, finding.document, subject_url(finding), message, finding.state, way=way)


def _gone(looked: Looked, entry: Entry) -> Shown:
    clause, (kind, key) = looked.clause, entry["page"]
    note = f"{entry['seen']} 的检查里还有"
    return Shown(
        clause.subject.name, entry["document"], _url(clause.number, kind, key), entry["message"], "mended", note
    )


def subject_url(finding: Finding) -> str:
    """The page that shows what a finding is about."""
    return _url(finding.clause.number, *finding.page)


def _url(clause: str, kind: str, key: Any) -> str:
    """The page that shows a subject; of a month, the list of what it lacks."""
    if kind == "month":
        return url_for("documents.listing", slug=MONTH_LISTS.get(clause, "purchase"), month=str(key)[:7])
    return address(kind, key)
