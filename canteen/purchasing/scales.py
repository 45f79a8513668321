"""The keys 斤 and 公斤: what is typed in the one and kept in the other, exactly or not at all."""

from collections.abc import Callable
from typing import Any

from canteen.formats import yuan
from canteen.weights import AS_KILOGRAMS, JIN, KILOGRAMS

KEYS: list[Any] = [KILOGRAMS, JIN]
Keep = Callable[[int, str, str], int]


def typed_in(unit: str, key: str | None) -> str:
    """The unit in which a line is typed: that of the key for what is weighed in either, else the item's own."""
    weighed = unit == JIN or unit in AS_KILOGRAMS
    own = KILOGRAMS if unit in AS_KILOGRAMS else unit
    return key if key and weighed and key != own else unit


def kept_quantity(thousandths: int, unit: str, typed: str) -> int:
    """A typed quantity in the item's unit. Raises ValueError with the sentence where that is not exact."""
    if typed == unit:
        return thousandths
    if unit == JIN:
        return thousandths * 2
    if thousandths % 2:
        raise ValueError("换成公斤超过 3 位小数，请少写一位小数，或改按公斤填")
    return thousandths // 2


def kept_price(fen: int, unit: str, typed: str) -> int:
    """A typed unit price in fen for the item's unit. Raises ValueError with the sentence where that is not exact."""
    if typed == unit:
        return fen
    if unit != JIN:
        return fen * 2
    if fen % 2:
        raise ValueError("换成每斤的单价不到分，请改按斤填")
    return fen // 2


def typed_price(fen: int, unit: str, typed: str) -> str:
    """A price of the item's unit as one of the typed unit, in yuan; to half a fen where it must be."""
    if typed == unit:
        return yuan(fen)
    if unit == JIN:
        return yuan(fen * 2)
    return f"{yuan(fen // 2)}5" if fen % 2 else yuan(fen // 2)
