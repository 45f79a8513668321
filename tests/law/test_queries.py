"""A month costs two queries a clause at most, with ten documents and with a thousand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, insert, select

from canteen.check import check, clauses_on
from canteen.db import db
from canteen.models import Line, Purchase
from canteen.months import When
from tests import world
from tests.rules.conftest import Store

ASIDE = 3
"""The canteen's code, its switches and its answers are asked once."""


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent to the database meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("more", [0, 1000])
def test_a_month_costs_two_queries_a_clause(more: int, store: Store) -> None:
    canteen = store(world.lawful())
    multiply(canteen, more)
    when = When(canteen, world.MONTH, world.AS_OF)
    with counted() as sent:
        report = check(when)
    assert len(sent) <= 2 * len(clauses_on(when)) + ASIDE
    assert report.looked[0].subjects > more


def multiply(canteen: int, times: int) -> None:
    """The month's first purchase again and again, under other numbers."""
    like = db.session.scalars(select(Purchase).where(Purchase.canteen_id == canteen)).first()
    assert like
    line = like.lines[0]
    shared = {"canteen_id": canteen, "supplier_id": like.supplier_id, "fund": like.fund, "purpose": like.purpose}
    for number in range(times):
        purchase = {**shared, "number": f"X-{number:04}", "purchased_on": date(2026, 10, 8), "origin": "import"}
        key = db.session.scalars(insert(Purchase).values(purchase).returning(Purchase.id)).one()
        db.session.execute(
            insert(Line).values(purchase_id=key, line_no=1, item_id=line.item_id, quantity=1000, unit_price=100)
        )
    db.session.flush()
