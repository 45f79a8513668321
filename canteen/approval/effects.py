"""What a purchase does to the budgets of its categories, and to the cap on equipment and repairs; by the clauses' own sums."""

from collections import defaultdict
from dataclasses import dataclass

from canteen.budgets.figures import PER_MILLE, as_of_today, capped, spent
from canteen.models import Purchase
from canteen.models.words import Fund
from canteen.months import When
from canteen.parameters import EQUIPMENT_CAP
from canteen.rules.cost_caps import CAPPED

PER_SHARE = 10_000
"""A parameter's share is in ten-thousandths."""


@dataclass(frozen=True)
class Effect:
    """What may be spent, what was without this purchase, and what it takes; in fen."""

    title: str
    limit: int | None
    before: int
    this: int

    @property
    def used(self) -> int:
        """All that was spent, this purchase included."""
        return self.before + self.this

    @property
    def left(self) -> int:
        """What may be spent still; below 0 where it is too much."""
        return (self.limit or 0) - self.used

    @property
    def before_share(self) -> int:
        """What was spent before, in thousandths of the limit."""
        return self._share(self.before)

    @property
    def share(self) -> int:
        """What was spent in all, in thousandths of the limit."""
        return self._share(self.used)

    def _share(self, amount: int) -> int:
        """Rounded up above the whole, so that a fen too much shows."""
        if not self.limit:
            return PER_MILLE + 1 if amount > 0 else 0
        return -(-amount * PER_MILLE // self.limit) if amount > self.limit else amount * PER_MILLE // self.limit


@dataclass(frozen=True)
class Cap(Effect):
    """The cap on equipment and repairs."""

    income: int
    """Meal fees and subsidies of the year, in fen."""
    parameter: int
    """The share in force, in ten-thousandths."""

    @property
    def of_income(self) -> int:
        """What was spent, in ten-thousandths of the meal money."""
        return self.used * PER_SHARE // self.income if self.income else 0

    @property
    def shown(self) -> str:
        """The share in force, as people write it."""
        return EQUIPMENT_CAP.show(self.parameter)

    @property
    def notice(self) -> str | None:
        """The notice's share, where the one in force is another."""
        return EQUIPMENT_CAP.show(EQUIPMENT_CAP.default) if self.parameter != EQUIPMENT_CAP.default else None

    @property
    def is_loose(self) -> bool:
        """Whether the share in force is looser than the notice's."""
        return EQUIPMENT_CAP.looser(self.parameter, EQUIPMENT_CAP.default)


def budgets(purchase: Purchase) -> list[Effect]:
    """For each of its categories; none where the reception fund pays."""
    if purchase.fund != Fund.MEAL:
        return []
    taken = _taken(purchase)
    return [
        Effect(category, budget, all_spent - taken[category], taken[category])
        for category, budget, all_spent in spent(_year(purchase))
        if category in taken
    ]


def cap(purchase: Purchase) -> Cap | None:
    """For the cap; None where the reception fund pays."""
    if purchase.fund != Fund.MEAL:
        return None
    taken, (cost, income, share) = _taken(purchase), capped(_year(purchase))
    this = sum(taken[category] for category in CAPPED)
    return Cap("设备费和维修费", share * income // PER_SHARE, cost - this, this, income, share)


def _taken(purchase: Purchase) -> dict[str, int]:
    """What it takes from each category."""
    taken: dict[str, int] = defaultdict(int)
    for line in purchase.lines:
        taken[line.item.category] += line.amount
    return taken


def _year(purchase: Purchase) -> When:
    return as_of_today(purchase.canteen_id, purchase.purchased_on.year)
