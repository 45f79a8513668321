"""Months and days: what a check looks at, and calendar arithmetic; pure functions."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

EARLIEST = date(1900, 1, 1)
"""No day before it is meant."""
PRICE_DAYS = 90
"""How far back the usual price of an item is looked for."""


@dataclass(frozen=True)
class When:
    """One canteen's month as known on a day: the check's and the form's point of view."""

    canteen_id: int
    month: date
    """The month's first day."""
    as_of: date
    """The day up to which facts are known."""
    post_day: date | None = None
    """The day on which posts and tenures are judged; none means the month's end."""
    drafts: bool = False
    """Whether a draft is there too: a signature before the completing one is put under one."""

    @property
    def end(self) -> date:
        """The month's last day."""
        return last_day(self.month)

    @property
    def over(self) -> bool:
        """Whether the month has ended by the as-of day."""
        return self.as_of > self.end

    def binds(self) -> dict[str, object]:
        """The values of the names in seen.py that every clause's select leaves open."""
        return {
            "canteen": self.canteen_id,
            "month": self.month,
            "month_end": self.end,
            "month_over": self.over,
            "as_of": self.as_of,
            "year": self.month.year,
            "year_start": self.month.replace(month=1),
            "last_year_end": self.month.replace(month=1) - timedelta(days=1),
            "prices_from": self.month - timedelta(days=PRICE_DAYS),
            "also_there": "draft" if self.drafts else "live",
            "post_day": self.post_day or self.end,
        }


def first_day(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def last_day(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def next_month(month: date) -> date:
    """The first day of the month after."""
    return last_day(month) + timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The day a number of months later, in a shorter month its last: 31 August + 6 is the last day of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_and_days(start: date, end: date) -> tuple[int, int]:
    """How long it is from one day to a later one, in whole months and days."""
    months = (end.year - start.year) * 12 + end.month - start.month
    months -= months_after(start, months) > end
    return months, (end - months_after(start, months)).days


def months_between(start: date, end: date) -> list[date]:
    """The first days of all months from start's to end's, both included; none where end comes before."""
    months = []
    month = first_day(start)
    while month <= end:
        months.append(month)
        month = next_month(month)
    return months


def parse_month(text: str) -> date:
    """Read YYYY-MM, from 1900 on. Raises ValueError."""
    if not re.fullmatch(r"\d{4}-\d{2}", text, re.ASCII) or text < f"{EARLIEST:%Y-%m}":
        raise ValueError(text)
    return date.fromisoformat(f"{text}-01")


def month_text(month: date) -> str:
    """The month as YYYY-MM."""
    return f"{month:%Y-%m}"
