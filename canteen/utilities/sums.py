"""What a bill comes to, in whole fen: the same number that clause 7.1 finds."""

from dataclasses import dataclass

from canteen.rules.cost_caps import ONE, PER_FEN

PER_FEN_OF_CHARGE = PER_FEN // ONE
"""Of a quantity times a price, without a multiplier."""


@dataclass(frozen=True)
class Reckoning:
    """What the readings and the other charges come to, and what the bill says."""

    computed: int
    billed: int | None

    @property
    def difference(self) -> int | None:
        """By how much the bill says more."""
        return None if self.billed is None else self.billed - self.computed


def used(opening: int, closing: int, multiplier: int | None, unit_price: int) -> int:
    """The amount of a use between two readings, in fen."""
    return half_up((closing - opening) * (ONE if multiplier is None else multiplier) * unit_price, PER_FEN)


def charged(quantity: int, unit_price: int) -> int:
    """The amount of a charge by quantity and price, in fen; of a rebate, below zero."""
    return half_up(quantity * unit_price, PER_FEN_OF_CHARGE)


def half_up(number: int, unit: int) -> int:
    """How many units a number is, a half counted as one, in the direction of its sign."""
    whole = (abs(number) + unit // 2) // unit
    return whole if number >= 0 else -whole
