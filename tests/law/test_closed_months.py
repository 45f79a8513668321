"""A month that is closed takes no paper any more, and gives none away."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import CanteenMonth, Income, Payment, Transfer, UtilityBill
from canteen.models.words import IncomeKind, IncomeReceipt
from canteen.stages import Stage
from canteen.step import Shut, step, unjudged
from tests import world

OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 1)
POWER, DINNER_PAID = "SD-202610-电", "FK-202610-0001"


@pytest.fixture(autouse=True)
def today(app: Flask) -> Iterator[None]:
    """It is the tenth of November; October is closed."""
    with time_machine.travel("2026-11-10T12:00:00+08:00", tick=False):
        assert bring_in(world.lawful(), canteen="01", name="机关食堂").errors == []
        with unjudged():
            db.session.add(
                CanteenMonth(canteen_id=1, month=date(2026, 10, 1), closed_at=datetime(2026, 11, 9, tzinfo=UTC))
            )
        yield


def income(day: date) -> Income:
    """An income that no clause minds."""
    return Income(
        canteen_id=1, received_on=day, kind=IncomeKind.OTHER, amount=100, receipt_kind=IncomeReceipt.NONE, account_id=1
    )


def one(model: Any, number: str) -> Any:
    """The paper of that number."""
    return db.session.scalars(select(model).where(model.number == number)).one()


def change(paper: Any, **values: object) -> None:
    """Change a paper in a step."""
    with step(Stage.RECORD, paper):
        for name, value in values.items():
            setattr(paper, name, value)


def test_a_new_paper_is_refused_in_the_closed_month_and_taken_in_the_next() -> None:
    with pytest.raises(Shut, match="2026-10 已结账"), step(Stage.RECORD, income(OCTOBER)):
        pass
    with step(Stage.RECORD, income(NOVEMBER)):
        pass
    assert db.session.scalars(select(Income.received_on).where(Income.amount == 100)).all() == [NOVEMBER]


@pytest.mark.parametrize(("model", "number", "name"), [(Payment, DINNER_PAID, "paid_on"), (Transfer, None, "moved_on")])
def test_a_paper_leaves_a_closed_month_no_more_than_it_enters_one(model: Any, number: str | None, name: str) -> None:
    query = select(model) if number is None else select(model).where(model.number == number)
    paper = db.session.scalars(query.limit(1)).one()
    with pytest.raises(Shut):
        change(paper, **{name: NOVEMBER})


def test_what_is_not_dated_may_be_changed() -> None:
    change(one(Payment, DINNER_PAID), bank_ref="补抄的流水号")
    assert one(Payment, DINNER_PAID).bank_ref == "补抄的流水号"


def test_a_bill_of_the_closed_month_is_paid_in_an_open_one() -> None:
    with unjudged():
        bill = one(UtilityBill, POWER)
        owed, bill.paid_on, bill.paid_amount = bill.amount, None, None
    with pytest.raises(Shut):
        change(one(UtilityBill, POWER), paid_on=OCTOBER, paid_amount=owed)
    change(one(UtilityBill, POWER), paid_on=NOVEMBER, paid_amount=owed)
    assert one(UtilityBill, POWER).paid_on == NOVEMBER
