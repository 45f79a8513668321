"""Kept checks: what they hold, and what was mended since."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from canteen import clock
from canteen.check import Looked, Report
from canteen.db import db
from canteen.models import Snapshot
from canteen.months import month_text
from canteen.rulebook import Finding
from canteen.seen import CANTEEN

Entry = dict[str, Any]
"""A finding as the command prints it, with the page that shows its subject."""


@dataclass(frozen=True)
class Tally:
    """How many findings a month's check has, by state; of the open ones, how many stop the close."""

    open: int
    blocking: int
    answered: int
    mended: int

    @property
    def warning(self) -> int:
        """The open ones that stop nothing."""
        return self.open - self.blocking

    @property
    def all(self) -> int:
        """The findings in every state."""
        return self.open + self.answered + self.mended


@dataclass(frozen=True)
class Standing:
    """What a check says of a clause in numbers; the amount at stake is in fen."""

    subjects: int
    findings: int
    open: int
    stake: int | None


@dataclass(frozen=True)
class Kept:
    """What a month's latest kept check says in numbers."""

    as_of: date
    tally: Tally


def latest(canteen_id: int, month: date) -> Snapshot | None:
    """The month's latest kept check."""
    kept = select(Snapshot).where(Snapshot.canteen_id == canteen_id, Snapshot.month == month)
    return db.session.scalar(kept.order_by(Snapshot.id.desc()).limit(1))


def due(report: Report) -> list[Finding]:
    """The findings whose time has come: in a month that is not over, the others may still be put right."""
    return [finding for finding in report.findings if finding.due]


def mended(report: Report, before: Snapshot | None) -> list[Entry]:
    """What the kept checks found and the present one does not, by clauses that are on."""
    if before is None:
        return []
    found = {(finding.clause.number, finding.document) for finding in report.findings}
    on = {looked.clause.number for looked in report.looked}
    return [
        entry
        for entry in _ever_found(before)
        if entry["clause"] in on and (entry["clause"], entry["document"]) not in found
    ]


def tally(findings: list[Finding], mended_since: list[Entry]) -> Tally:
    """The findings counted."""
    still_open = [finding for finding in findings if not finding.answered]
    blocking = sum(finding.blocks for finding in still_open)
    return Tally(len(still_open), blocking, len(findings) - len(still_open), len(mended_since))


def keep(report: Report, user_id: int | None) -> None:
    """Keep a check, within the caller's transaction; what was mended before stays known."""
    gone = mended(report, latest(report.when.canteen_id, report.when.month))
    counted = tally(due(report), gone)
    db.session.add(
        Snapshot(
            canteen_id=report.when.canteen_id,
            month=report.when.month,
            as_of=report.when.as_of,
            taken_at=clock.now(),
            taken_by=user_id,
            report=report.as_json()
            | {"clauses": _clauses(report), "findings": _entries(report), "mended": gone, "tally": vars(counted)},
        )
    )


def kept_in(canteen_id: int, year: int) -> dict[date, Kept]:
    """The latest kept check of each month of a year."""
    return {
        month: Kept(as_of, Tally(**counted))
        for month, as_of, counted in _newest(canteen_id, "tally")
        if month.year == year
    }


def open_findings(canteen_id: int) -> dict[date, int]:
    """How many findings were open in each month's latest kept check."""
    return {month: counted["open"] for month, _, counted in _newest(canteen_id, "tally")}


def standings(canteen_id: int, year: int) -> dict[date, dict[str, Standing]]:
    """What the latest kept check of each month of a year says of each clause."""
    return {
        month: {entry["clause"]: _standing(entry) for entry in clauses}
        for month, _, clauses in _newest(canteen_id, "clauses")
        if month.year == year
    }


def standing(looked: Looked) -> Standing:
    """What a check says of a clause."""
    findings = [finding for finding in looked.findings if finding.due]
    stakes = [finding.amount for finding in findings if finding.amount is not None]
    still_open = sum(not finding.answered for finding in findings)
    return Standing(looked.subjects, len(findings), still_open, sum(stakes) if stakes else None)


def _newest(canteen_id: int, part: str) -> list[tuple[date, date, Any]]:
    """Of every month's latest kept check: the month, the day it was made, and a part of what it says."""
    return [tuple(row) for row in db.session.execute(_part_of_newest(part), {"canteen": canteen_id})]


@cache
def _part_of_newest(part: str) -> Select[Any]:
    newer = aliased(Snapshot)
    newest = select(func.max(newer.id)).where(newer.canteen_id == CANTEEN).group_by(newer.month)
    return select(Snapshot.month, Snapshot.as_of, Snapshot.report[part]).where(Snapshot.id.in_(newest))


def _standing(entry: Entry) -> Standing:
    return Standing(**{name: value for name, value in entry.items() if name != "clause"})


def _clauses(report: Report) -> list[Entry]:
    return [{"clause": looked.clause.number, **vars(standing(looked))} for looked in report.looked]


def _ever_found(before: Snapshot) -> list[Entry]:
    report: dict[str, Any] = before.report
    return [*report["findings"], *report["mended"]]


def _entries(report: Report) -> list[Entry]:
    printed = zip(report.findings, report.as_json()["findings"], strict=True)
    counted = set(map(id, due(report)))
    return [
        entry | {"page": _page(finding), "seen": report.when.as_of.isoformat()}
        for finding, entry in printed
        if id(finding) in counted
    ]


def _page(finding: Finding) -> list[int | str]:
    kind, key = finding.page
    return [kind, month_text(key) if isinstance(key, date) else key]
