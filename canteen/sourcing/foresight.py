"""A purchase from a quote: the draft of it, and what the clauses would say of it before anybody starts it."""

from datetime import date

from canteen import clock
from canteen.db import db, writing
from canteen.models import Line, Purchase, Quote, SourcingCase
from canteen.models.words import Fund, Purpose, State
from canteen.rulebook import Finding
from canteen.stages import Stage
from canteen.step import judge

ITEM = "2"
"""A purchase that is only drafted is asked the clauses on sourcing, not who signed it."""
NO_LINES = "导入的立项没有明细，不能从报价起草采购"


def draft(purchase: Purchase, case: SourcingCase, quote: Quote, day: date) -> Purchase:
    """Make a purchase the draft of one at a quote's prices, for the quantities that the case asked for."""
    price = {line.line_no: line.unit_price for line in quote.lines}
    purchase.state, purchase.purchased_on = State.DRAFT, day
    purchase.fund, purchase.purpose = Fund.MEAL, Purpose.STAFF
    purchase.case_id, purchase.supplier_id = case.id, quote.supplier_id
    purchase.lines = [
        Line(
            line_no=line.line_no,
            item_id=line.item_id,
            quantity=line.quantity,
            unit_price=price[line.line_no],
            note=line.note,
        )
        for line in case.lines
    ]
    return purchase


def coming(case: SourcingCase, quote: Quote, day: date) -> list[Finding]:
    """What item 2 would refuse in a purchase from the quote on that day; nothing of it stays."""
    with writing():
        db.session.add(purchase := draft(Purchase(canteen_id=case.canteen_id), case, quote, day))
        db.session.flush()
        return [finding for finding in judge(Stage.SUBMIT, purchase, ITEM) if finding.blocks]


def waits_for(case: SourcingCase) -> str:
    """What a case still waits for, in the words of the clause that would refuse a purchase from its best quote today."""
    if not case.lines:
        return NO_LINES
    judged = [coming(case, quote, clock.today()) for quote in case.quotes]
    if not judged:
        return "还没有报价"
    fewest = min(judged, key=len)
    return f"已有 {len(judged)} 家报价，{fewest[0].clause.way_out}" if fewest else "可以发起采购"
