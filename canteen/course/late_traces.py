"""What shows that receipts were tampered with for which an approver signed on a list (补票核签)."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from canteen.audit import Problem
from canteen.course.late import LATE, NUMBER, PAPER, lines_in, overtaken
from canteen.db import db
from canteen.models import Cover, Endorsement, Line, Purchase, Receipt
from canteen.models.words import State

OTHERWISE = "补签过的票据被改动，或不再管这笔采购"
UNLISTED = "票据记作补签过，清单上却没有它"
AT_ONCE = 500


def late_traces(canteen_id: int | None = None) -> Iterator[Problem]:
    """The problems of all lists, or of those of one canteen."""
    signed = select(Endorsement).where(Endorsement.act == LATE)
    lists = db.session.scalars(signed if canteen_id is None else signed.where(Endorsement.canteen_id == canteen_id))
    lines = [(each, line) for each in lists for line in lines_in(each)]
    for canteen in sorted({each.canteen_id or 0 for each, _ in lines}):
        numbers = sorted({line[NUMBER] for each, line in lines if each.canteen_id == canteen})
        for purchases in _purchases(canteen, numbers):
            yield from (Problem("signature", each.id, OTHERWISE) for each in overtaken(purchases))
    named = {(each.id, line[NUMBER], line[PAPER]["编号"]) for each, line in lines}
    yield from (Problem("cover", key, UNLISTED) for key, *said in _marked(canteen_id) if tuple(said) not in named)


def _purchases(canteen_id: int, numbers: list[str]) -> Iterator[list[Purchase]]:
    """The live purchases with these numbers, some at a time."""
    whole = select(Purchase).where(Purchase.canteen_id == canteen_id, Purchase.state == State.LIVE)
    whole = whole.options(selectinload(Purchase.signatures), selectinload(Purchase.lines).joinedload(Line.item))
    for first in range(0, len(numbers), AT_ONCE):
        yield list(db.session.scalars(whole.where(Purchase.number.in_(numbers[first : first + AT_ONCE]))))


def _marked(canteen_id: int | None) -> list[tuple[int, int | None, str | None, str | None]]:
    """The covers that are marked as signed for: key, list, and the numbers of purchase and receipt."""
    marked = (
        select(Cover.id, Cover.endorsement_id, Purchase.number, Receipt.number)
        .join(Purchase, Purchase.id == Cover.purchase_id)
        .join(Receipt, Receipt.id == Cover.receipt_id)
        .where(Cover.endorsement_id.is_not(None))
        .order_by(Cover.id)
    )
    if canteen_id is not None:
        marked = marked.where(Purchase.canteen_id == canteen_id)
    return list(db.session.execute(marked))
