"""What an item cost in the last ninety days: the lowest and the usual price, this one against it, and the picture of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from canteen.db import db
from canteen.formats import yuan
from canteen.models import Line, Purchase
from canteen.models.words import State
from canteen.months import PRICE_DAYS

DRAWN = 20
"""How many prices the picture shows, this one not counted."""
LEFT, RIGHT, TOP, BOTTOM = 30, 970, 40, 240
"""The picture's inner frame, in a box of 1040 by 280."""
HIGH, VERY_HIGH = 200, 500
"""Above the usual price in thousandths: from where it is shown as a warning, and in red."""


@dataclass(frozen=True)
class History:
    """The prices of an item before a purchase, the oldest first, and the purchase's own; in fen."""

    before: tuple[int, ...]
    now: int

    @property
    def lowest(self) -> int:
        """The lowest price before."""
        return min(self.before)

    @property
    def median(self) -> int:
        """The usual price, to the fen."""
        return (self._doubled + 1) // 2

    @property
    def above(self) -> int | None:
        """How far this price lies above the usual one, in thousandths of it; None where that is nothing."""
        if not self._doubled:
            return None
        over = 2 * self.now - self._doubled
        share = (abs(over) * 2000 + self._doubled) // (2 * self._doubled)
        return share if over >= 0 else -share

    @property
    def standing(self) -> str:
        """How it stands out: nothing, warm or hot."""
        above = self.above or 0
        if above > VERY_HIGH:
            return "hot"
        return "warm" if above > HIGH else ""

    @property
    def deviation(self) -> str:
        """How far from the usual price, in words: ↑ 高 32.3%."""
        if not self.above:
            return "与中位数相同" if self.above == 0 else "比中位数高"
        word = "↑ 高" if self.above > 0 else "↓ 低"
        return f"{word} {abs(self.above) // 10}.{abs(self.above) % 10}%"

    @property
    def words(self) -> str:
        """All that the picture says."""
        return (
            f"近 {PRICE_DAYS} 天买过 {len(self.before)} 次，最低 {yuan(self.lowest)}，中位数 {yuan(self.median)}，"
            f"本次 {yuan(self.now)}，{self.deviation}"
        )

    @property
    def path(self) -> str:
        """The line through the last prices to this one."""
        return "M" + "L".join(f"{x} {y}" for x, y in self._points)

    @property
    def usual_at(self) -> int:
        """How high the usual price lies."""
        return self._height(self._doubled)

    @property
    def end(self) -> tuple[int, int]:
        """Where this price is."""
        return self._points[-1]

    @property
    def _doubled(self) -> int:
        """Twice the median: of an even number it is the mean of the middle two."""
        ordered, many = sorted(self.before), len(self.before)
        return ordered[(many - 1) // 2] + ordered[many // 2]

    @property
    def _drawn(self) -> tuple[int, ...]:
        return (*self.before[-DRAWN:], self.now)

    @property
    def _points(self) -> list[tuple[int, int]]:
        last = len(self._drawn) - 1
        return [
            (LEFT + (RIGHT - LEFT) * place // last, self._height(2 * price)) for place, price in enumerate(self._drawn)
        ]

    def _height(self, doubled: int) -> int:
        """Where a price lies, given twice; all equal, in the middle."""
        low, high = 2 * min(self._drawn), 2 * max(self._drawn)
        if low == high:
            return (TOP + BOTTOM) // 2
        return BOTTOM - (BOTTOM - TOP) * (min(max(doubled, low), high) - low) // (high - low)


def histories(purchase: Purchase) -> Mapping[int, History]:
    """By the lines' keys; none of a line whose item was not bought in those days."""
    before = _before(purchase)
    return {
        line.id: History(tuple(before[line.item_id]), line.unit_price)
        for line in purchase.lines
        if before[line.item_id]
    }


def _before(purchase: Purchase) -> dict[int, list[int]]:
    """The prices of the items in what was accepted in the days before, the oldest first."""
    day = purchase.purchased_on
    known = (
        select(Line.item_id, Line.unit_price)
        .join(Purchase)
        .where(
            Line.item_id.in_({line.item_id for line in purchase.lines}),
            Purchase.canteen_id == purchase.canteen_id,
            Purchase.state == State.LIVE,
            Purchase.accepted_on.is_not(None),
            Purchase.purchased_on.between(day - timedelta(days=PRICE_DAYS), day - timedelta(days=1)),
        )
        .order_by(Purchase.purchased_on, Line.id)
    )
    prices: dict[int, list[int]] = defaultdict(list)
    for item_id, price in db.session.execute(known):
        prices[item_id].append(price)
    return prices
