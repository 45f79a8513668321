"""What the month finds in a paper: the findings of its months that its check sheet is about."""

from dataclasses import dataclass
from datetime import date

from canteen import clock
from canteen.check import check
from canteen.models import Purchase
from canteen.models.common import Document
from canteen.months import When, first_day
from canteen.rulebook import Finding
from canteen.sheet import check_sheet
from canteen.step import DAY_OF, signing_days

WRONG = ("broken", "unknown")


@dataclass(frozen=True)
class Found:
    """A finding, and the month whose page lists it."""

    month: date
    finding: Finding


def not_there_yet(canteen_id: int, coming: list[Found]) -> list[Found]:
    """Of findings that were rehearsed, those that the books do not have, or not at this amount."""
    present = {
        (month, *_told(finding))
        for month in {found.month for found in coming}
        for finding in _check(canteen_id, month, [found.finding.clause.number for found in coming])
    }
    return [found for found in coming if (found.month, *_told(found.finding)) not in present]


def findings_of(paper: Document) -> list[Found]:
    """The findings, in the notice's order, month by month."""
    wrong = {(judged.clause.number, judged.document) for judged in check_sheet(paper) if judged.state in WRONG}
    numbers = [number for number, _ in wrong]
    return [
        Found(month, finding)
        for month in (_months(paper) if wrong else ())
        for finding in _check(paper.canteen_id, month, numbers)
        if (finding.clause.number, finding.document) in wrong
    ]


def _check(canteen_id: int, month: date, numbers: list[str]) -> list[Finding]:
    return check(When(canteen_id, month, clock.today()), *numbers).findings


def _told(finding: Finding) -> tuple[str, str, int | None]:
    return finding.clause.number, finding.document, finding.amount


def _months(paper: Document) -> list[date]:
    """Its own month and, of a purchase, those in which it was signed."""
    own = DAY_OF[type(paper)](paper) or clock.today()
    signed = signing_days(paper) if isinstance(paper, Purchase) else []
    return sorted({first_day(day) for day in (own, *signed)})
