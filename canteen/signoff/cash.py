"""The cash that was stated in a draft, as those see it whose signatures make it count."""

from dataclasses import dataclass

from canteen.course import stated
from canteen.holders import name_of
from canteen.models import Purchase


@dataclass(frozen=True)
class Stated:
    """Who paid how much, in fen, and out of what."""

    name: str
    amount: int
    source: str


def cash_of(purchase: Purchase) -> list[Stated]:
    """What was paid on the spot, and counts once the last purchaser has signed."""
    return [
        Stated(
            name_of(each.canteen_id, each.stated_by or ""),
            sum(part.amount for part in each.parts),
            "自己垫的" if each.account.own_money else "备用金",
        )
        for each in stated(purchase)
    ]
