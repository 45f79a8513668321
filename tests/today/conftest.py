"""Today is looked at in the market of a purchase's tests."""

from tests.course.conftest import market, morning

__all__ = ["market", "morning"]
