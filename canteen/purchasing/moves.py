"""How an item's price moved since it was last bought, in words and signs before colours."""

from collections.abc import Callable
from dataclasses import dataclass

from canteen.purchasing.known import Last


@dataclass(frozen=True)
class Move:
    """The last price, and how the new one differs from it."""

    before: str
    now: str = ""
    look: str = ""


def move(last: Last | None, price: int | None, told: Callable[[int], str]) -> Move | None:
    """How a unit price moved since the last one; of a price that is not known yet, the last one alone.

    What is said of a price is told as one of the unit that is typed.
    """
    if last is None:
        return None
    before = f"上次 {told(last.price)}（{last.day:%m-%d}）"
    if price is None:
        return Move(before)
    if price == last.price:
        return Move(before, "＝ 持平")
    sign, look = ("↑ 涨", "warn") if price > last.price else ("↓ 降", "good")
    return Move(before, f"{sign} {told(abs(price - last.price))} 元{_percent(price, last.price)}", look)


def _percent(price: int, before: int) -> str:
    """The change in percent with one decimal, rounded half up; of nothing there is none."""
    if not before:
        return ""
    tenths = (abs(price - before) * 2000 + before) // (2 * before)
    return f"，{tenths // 10}.{tenths % 10}%"
