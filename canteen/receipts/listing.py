"""清单: the lines that an invoice over several days stands for, frozen as they are when it is registered."""

from collections.abc import Iterable

from canteen.models import Purchase, Receipt
from canteen.receipts.forms import Listing


def listed(purchases: list[Purchase], how: str) -> tuple[bool, list[dict[str, object]] | None]:
    """Whether a list comes with the receipt, and its lines where it is made here: that is where it covers two or more days."""
    if how == Listing.MADE and len({each.purchased_on for each in purchases}) > 1:
        return True, lines_of(purchases)
    return how == Listing.PAPER, None


def listing_of(receipt: Receipt) -> Listing:
    """How a registered receipt has its list."""
    if receipt.has_list and receipt.listed is None:
        return Listing.PAPER
    days = {cover.purchase.purchased_on for cover in receipt.covers}
    return Listing.NONE if len(days) > 1 and not receipt.has_list else Listing.MADE


def lines_of(purchases: Iterable[Purchase]) -> list[dict[str, object]]:
    """What was accepted (ordered, where nothing is accepted yet), line by line: quantities in thousandths, money in fen."""
    return [
        {
            "采购编号": purchase.number,
            "日期": purchase.purchased_on.isoformat(),
            "行": line.line_no,
            "品目": line.item.name,
            "数量": quantity,
            "单位": line.item.unit,
            "单价": line.unit_price,
            "金额": line.amount,
        }
        for purchase in purchases
        for line in purchase.lines
        if (quantity := line.quantity if line.accepted is None else line.accepted)
    ]
