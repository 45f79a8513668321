"""补票核签: receipts that came after the approver had signed; what they sign of them later, and whether it is still there.

An approver's signature upon a purchase holds the receipts of its moment. What covers the purchase later stands on a list
that they sign by itself; from then on their signature rests on it too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from canteen.acts import Act
from canteen.contents import Papers, made_here, receipt_of
from canteen.db import db
from canteen.models import Endorsement, Purchase, Receipt, Signature
from canteen.models.words import Role

LATE = "receipts"
"""The act's name."""
LINES, NUMBER, PAPER = "明细", "采购编号", "票据"
Listed = Mapping[str, Any]


def act_upon(canteen_id: int, lines: Iterable[Listed]) -> Act:
    """What is signed: a list of lines, as `line_of` writes them."""
    return Act(LATE, _thing(canteen_id), {LINES: list(lines)})


def line_of(purchase: Purchase, receipt: Receipt, papers: Papers, held: Listed | None = None) -> Listed:
    """A line of the list: the purchase with its total, and the receipt; `held` says which of its files were there."""
    before = None if held is None else {PAPER: [held[PAPER]]}
    total = sum(line.amount for line in purchase.lines)
    return {NUMBER: purchase.number, "合计": total, PAPER: receipt_of(receipt, papers, before)}


def lines_in(endorsement: Endorsement) -> list[Listed]:
    """The lines of a signed list."""
    lines: Any = endorsement.content[LINES]
    return list(lines)


def numbers_of(content: Mapping[str, Any]) -> set[str]:
    """The numbers of the receipts that an approver's signature holds."""
    return {str(each["编号"]) for each in content.get(PAPER, ())}


def overtaken(purchases: Iterable[Purchase]) -> list[Signature]:
    """Of purchases of one canteen, the approvers' signatures that no longer rest on what was signed for on a list.

    A receipt of the list was changed since, became void, or covers the purchase no more.
    """
    made = [(purchase, each) for purchase in purchases for each in made_here(purchase, Role.APPROVER)]
    if not made:
        return []
    lists = _lists(made[0][0].canteen_id, min(each.signed_at for _, each in made))
    listed = [(purchase, each, lines) for purchase, each in made if (lines := _upon(each, lists[purchase.number]))]
    papers = Papers({purchase.id: purchase for purchase, *_ in listed}.values())
    return [each for purchase, each, lines in listed if not all(_holds(line, purchase, papers) for line in lines)]


def _thing(canteen_id: int) -> str:
    return f"canteen:{canteen_id}"


def _lists(canteen_id: int, since: datetime) -> Mapping[str | None, list[tuple[datetime, Listed]]]:
    """By the purchases' numbers, the lines that were signed since, each with when."""
    signed = select(Endorsement).where(Endorsement.thing == _thing(canteen_id), Endorsement.act == LATE)
    lines: dict[str | None, list[tuple[datetime, Listed]]] = defaultdict(list)
    for endorsement in db.session.scalars(signed.where(Endorsement.signed_at >= since)):
        for line in lines_in(endorsement):
            lines[line[NUMBER]].append((endorsement.signed_at, line))
    return lines


def _upon(signature: Signature, lines: Iterable[tuple[datetime, Listed]]) -> list[Listed]:
    """The lines that were signed after it, but for receipts that the signature itself holds."""
    own = numbers_of(signature.content or {})
    return [line for at, line in lines if at >= signature.signed_at and line[PAPER]["编号"] not in own]


def _holds(line: Listed, purchase: Purchase, papers: Papers) -> bool:
    """Whether the receipt still covers the purchase, and says what was signed."""
    number = line[PAPER]["编号"]
    receipt = next((each for each in papers.receipts[purchase.id] if each.number == number), None)
    return receipt is not None and Act(LATE, "", line_of(purchase, receipt, papers, line)).stored[PAPER] == line[PAPER]
