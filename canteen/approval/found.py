"""How much the clauses find in the purchases that wait: the month's own selects, asked of all of them at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam

from canteen import clock
from canteen.check import clauses_on
from canteen.contents import forged
from canteen.course.foresight import BY_SIGNATURES
from canteen.db import Id, db
from canteen.models import Purchase
from canteen.months import When, first_day
from canteen.rulebook import TRUE, Clause, Finding
from canteen.stages import Stage
from canteen.subjects import LINE, PRICED_LINE, PURCHASE, SIGNED

THEIRS = (PURCHASE, LINE, PRICED_LINE, SIGNED)
"""The subjects that are a purchase, or a line of one; each is keyed by the purchase."""


@dataclass
class Found:
    """How many findings refuse the approval, or speak of it."""

    blocks: int = 0
    warnings: int = 0


def found_in(canteen_id: int, purchases: Sequence[Purchase]) -> dict[str | None, Found]:
    """The findings about each purchase itself, by its number."""
    found: dict[str | None, Found] = defaultdict(Found)
    by_month: dict[date, list[Purchase]] = defaultdict(list)
    for each in purchases:
        by_month[first_day(each.purchased_on)].append(each)
    for month, its in by_month.items():
        for finding in _findings(When(canteen_id, month, clock.today()), its):
            of_purchase = found[finding.document.partition("#")[0]]
            of_purchase.blocks += finding.blocks
            of_purchase.warnings += not finding.blocks
    return found


def _findings(when: When, purchases: Sequence[Purchase]) -> Iterator[Finding]:
    binds = when.binds() | {"forged": forged(purchases), "waiting": [each.id for each in purchases]}
    for clause in clauses_on(when):
        if clause.subject in THEIRS:
            found = (clause.finding(row) for row in db.session.connection().execute(_narrowed(clause), binds))
            yield from filter(_speaks, found)


@cache
def _narrowed(clause: Clause) -> Select[Any]:
    """A clause's findings about the purchases that wait."""
    waiting = clause.subject.keys["id"].in_(bindparam("waiting", expanding=True, type_=Id))
    return clause.docket.where(waiting, clause.verdict.passes.is_not(TRUE))


def _speaks(finding: Finding) -> bool:
    """Whether it is due now, or the approver's signature would make it so."""
    asked = Stage.APPROVE in finding.clause.at and finding.clause.number not in BY_SIGNATURES[Stage.APPROVE]
    return finding.due or asked
