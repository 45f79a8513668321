"""A canteen at work that pays, early on a Wednesday."""

from tests.course.conftest import market, morning

__all__ = ["market", "morning"]
