"""Deliveries are weighed in a canteen at work."""

import pytest

from canteen.models import Purchase
from tests.acceptance.scales import Door
from tests.course.conftest import market, morning
from tests.course.market import CABBAGE, GLOVES, POTATO, STALL, Market

__all__ = ["market", "morning"]


@pytest.fixture
def door(market: Market) -> Door:
    """The kitchen door, where cabbage, potatoes and gloves have just come."""
    return Door(market, stood(market))


def stood(market: Market) -> Purchase:
    """What two purchasers bought at a stall."""
    return market.bought((CABBAGE, 10_073, 239), (POTATO, 7_331, 311), (GLOVES, 12_500, 977), supplier=STALL)
