"""The only reader of the time: everything else asks here, so that a test can set the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present instant, in UTC, to the second (what a column keeps is what was hashed)."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """The present day in the canteens' time zone."""
    return local_day(now())


def local_day(instant: datetime) -> date:
    """The day in the canteens' time zone on which an instant falls."""
    return instant.astimezone(ZONE).date()


def from_local(naive: datetime) -> datetime:
    """The instant of a wall-clock time in the canteens' time zone."""
    return naive.replace(tzinfo=ZONE).astimezone(UTC)


def to_local(instant: datetime) -> datetime:
    """The wall-clock time of an instant, without a zone (as spreadsheets keep it)."""
    return instant.astimezone(ZONE).replace(tzinfo=None)
