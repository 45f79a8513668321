"""A canteen with many purchases of each kind: those that there are, copied again and again with all that hangs on them."""

from typing import Any

from sqlalchemy import Table, insert, select

from canteen.db import Base, db
from canteen.models import Cover, Line, OpenLine, PaymentPart, Purchase, SentBack, Signature
from canteen.step import unjudged

PARTS = (Line, OpenLine, Signature, SentBack, Cover, PaymentPart)


def multiply(times: int) -> None:
    """Copy every purchase so many times, each under a number of its own."""
    with unjudged():
        for row in _rows(Purchase):
            key = row.pop("id")
            number = row.pop("number")
            for nth in range(times):
                own = {"number": number and f"{number}-{nth}", "draft_key": None}
                copy = db.session.scalars(insert(Purchase).values(row | own).returning(Purchase.id)).one()
                for part in PARTS:
                    _copy(part, key, copy)


def _copy(part: type[Base], key: int, copy: int) -> None:
    for row in _rows(part, part.__table__.c.purchase_id == key):
        del row["id"]
        db.session.execute(insert(part).values(row | {"purchase_id": copy}))


def _rows(model: type[Base], *narrowing: Any) -> list[dict[str, Any]]:
    table = model.__table__
    assert isinstance(table, Table)
    stored = [column for column in table.c if column.computed is None]
    return [dict(row) for row in db.session.execute(select(*stored).where(*narrowing)).mappings()]
