"""Whom the page is for: the visitor in the chosen canteen, and the day."""

from dataclasses import dataclass
from datetime import date, datetime, time

from canteen import clock
from canteen.choosing import here
from canteen.holders import my_staff_no
from canteen.models.words import Post
from canteen.months import When, first_day
from canteen.security import current

Since = datetime | date
"""Since when something waits: an instant, or a day where no more is known."""


@dataclass(frozen=True)
class Mine:
    """The visitor as the selects ask for them."""

    canteen_id: int
    user_id: int
    staff_no: str | None
    posts: frozenset[Post]
    today: date

    @property
    def when(self) -> When:
        """This month as known today."""
        return When(self.canteen_id, first_day(self.today), self.today)

    def binds(self) -> dict[str, object]:
        """The values of the names that the selects leave open."""
        return self.when.binds() | {"me": self.staff_no, "user": self.user_id}


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the visitor: one tap leads to the work."""

    since: Since
    what: str
    url: str
    amount: int | None = None
    """In fen; none where it must not be seen yet, or there is none."""
    why: tuple[str, ...] = ()
    warning: str = ""

    @property
    def begun(self) -> datetime:
        """The beginning by the canteen's own clock, to be sorted by; a day begins at midnight."""
        if isinstance(self.since, datetime):
            return clock.to_local(self.since)
        return datetime.combine(self.since, time())

    @property
    def age(self) -> str:
        """How long, as people say it."""
        days = (clock.today() - self.begun.date()).days
        return f"{days} 天" if days > 0 else "今天"

    @property
    def began(self) -> str:
        """Today the minute, where it is known; else the day."""
        today = clock.today()
        if self.begun.date() >= today:
            return f"{self.begun:%H:%M}" if isinstance(self.since, datetime) else ""
        return short(self.begun.date(), today)


def short(day: date, today: date) -> str:
    """A day without its year, where that is today's."""
    return f"{day:%m-%d}" if day.year == today.year else f"{day}"


def mine() -> Mine:
    """The visitor, now."""
    me = current()
    return Mine(here().id, me.user_id, my_staff_no(), me.posts, clock.today())
