"""The year as twelve bars: the month on the page as just checked, the others as they were last kept."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from canteen.month.snapshots import Kept, Tally
from canteen.months import When

NOTHING = Tally(0, 0, 0, 0)


@dataclass(frozen=True)
class Bar:
    """A month of the year."""

    number: int
    url: str | None
    """None for a month that has not begun."""
    current: bool
    tally: Tally | None
    """None where no check of the month is known."""
    note: str


def bars(when: When, now: Tally, kept: dict[date, Kept]) -> list[Bar]:
    """The months of the year of the page's month."""
    return [_bar(when, when.month.replace(month=number), now, kept) for number in range(1, 13)]


def _bar(when: When, month: date, now: Tally, kept: dict[date, Kept]) -> Bar:
    if month > when.as_of:
        return Bar(month.month, None, False, None, "未到")
    url = url_for("month.check", month=month)
    if month == when.month:
        return Bar(month.month, url, True, now, "" if when.over else "未完")
    check = kept.get(month)
    if check is None:
        return Bar(month.month, url, False, None, "未查")
    return Bar(month.month, url, False, check.tally, f"{check.as_of:%m-%d} 查")
