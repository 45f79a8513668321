"""A canteen at work whose receipts are registered."""

from tests.course.conftest import market, morning

__all__ = ["market", "morning"]
