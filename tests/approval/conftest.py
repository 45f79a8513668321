"""Approval is tried in a canteen at work."""

from tests.course.conftest import market, morning

__all__ = ["market", "morning"]
