"""What the form of a purchase proposes: what is stored of it, or what was bought from the same supplier the last time."""

from typing import Any

from canteen.models import Line, OpenLine, Purchase
from canteen.purchasing import cash
from canteen.purchasing.forms import IN_CASH
from canteen.purchasing.known import Known

Said = dict[str, Any]
"""Values by the form's fields."""


def stored(purchase: Purchase, known: Known) -> Said:
    """What is stored of a purchase."""
    paid = cash.said(purchase)
    return {
        "supplier": purchase.supplier.name,
        "purchased_on": purchase.purchased_on,
        "fund": purchase.fund,
        "purpose": purchase.purpose,
        "reception": purchase.reception_id or 0,
        "lines": _with_open(purchase, known),
        **({"paid": IN_CASH} | paid if paid else {}),
    }


def again(purchase: Purchase, known: Known) -> Said:
    """The same once more, today; for a reception only by its own number, which is asked anew."""
    said = {"fund": purchase.fund, "purpose": purchase.purpose, "lines": same_lines(purchase, known)}
    return said | {"supplier": purchase.supplier.name}


def same_lines(purchase: Purchase, known: Known) -> list[Said]:
    """The lines of a purchase, of items that can still be bought."""
    items = known.items.by_key
    return [_said(line, items[line.item_id].name) for line in purchase.lines if line.item_id in items]


def _with_open(purchase: Purchase, known: Known) -> list[Said]:
    """The lines, and in their places those of which a number is not known yet."""
    lines, items = same_lines(purchase, known), known.items.by_key
    for line in purchase.open_lines:
        if line.item_id in items:
            lines.insert(line.position - 1, _said(line, items[line.item_id].name))
    return lines


def _said(line: Line | OpenLine, item: str) -> Said:
    return {
        "item": item,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "note": line.note,
    }
