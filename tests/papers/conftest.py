"""A canteen at work whose papers are printed."""

from tests.course.conftest import market, morning

__all__ = ["market", "morning"]
