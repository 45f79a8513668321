"""Which names a cell may be: the canteen's catalogue, its newest papers, its people."""

from typing import Any

from sqlalchemy import select

from canteen.db import db
from canteen.documents.beside import BESIDE
from canteen.exchange.sheets import BY_NAME, Column
from canteen.late.cells import Offered, is_paper
from canteen.models import Person, Purchase, Reception, SourcingCase
from canteen.models.words import State
from canteen.money import yuan

NEWEST = 200
"""How many papers are suggested; the number of any other may be typed."""
PEOPLE = ("签名人", "实际签署人")
TELLING: dict[str, tuple[Any, ...]] = {
    "采购": (Purchase.purchased_on, BESIDE["采购", "合计"].value(Purchase)),
    "采购立项": (SourcingCase.matter,),
    "接待": (Reception.held_on, Reception.department),
}
"""What tells people which paper it is, beside its number."""


def offered(column: Column, canteen_id: int) -> Offered | None:
    """The names that a column may be, with what they say to people; None where any text may stand there."""
    if column.name in PEOPLE:
        return _rows(select(Person.staff_no, Person.name).where(Person.canteen_id == canteen_id))
    if not column.ref:
        return None
    model: Any = BY_NAME[column.ref].model
    if not is_paper(column):
        return _rows(select(model.name, model.name).where(model.canteen_id == canteen_id).order_by(model.name))
    papers = select(model.number, *TELLING[column.ref]).where(model.canteen_id == canteen_id)
    return _rows(papers.where(model.state == State.LIVE).order_by(model.id.desc()).limit(NEWEST))


def _rows(query: Any) -> Offered:
    return [
        (name, " ".join(yuan(part) if isinstance(part, int) else str(part) for part in parts))
        for name, *parts in db.session.execute(query)
    ]
