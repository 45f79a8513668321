"""Meters are known from their bills: by kind and 表号, as clause B.13 follows them."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import func, select

from canteen import clock
from canteen.db import by_code_point, db
from canteen.models import UtilityBill
from canteen.models.words import State
from canteen.months import first_day, months_between, next_month


@dataclass(frozen=True)
class Reading:
    """A month of a meter: its bill, or that there is none; and whether the readings follow."""

    month: date
    bill: UtilityBill | None
    before: int | None
    """The closing reading of the last bill of an earlier month."""
    is_second: bool = False
    """Whether it is not the month's first bill."""

    @property
    def follows(self) -> bool:
        """Whether it goes on where the last one ended."""
        return self.bill is not None and not self.is_second and self.before in (None, self.bill.opening)


def name_of(bill: UtilityBill) -> str:
    """What people call the bill's meter."""
    return f"{bill.utility} {bill.meter}" if bill.meter else f"{bill.utility}（没有表号）"


def last_bills(canteen_id: int) -> list[UtilityBill]:
    """The last bill of each meter, the meters in use before those that are out."""
    meter = (UtilityBill.utility, func.coalesce(UtilityBill.meter, ""))
    latest = (UtilityBill.month.desc(), by_code_point(UtilityBill.number).desc())
    ranked = (
        select(UtilityBill.id, func.row_number().over(partition_by=meter, order_by=latest).label("place"))
        .where(UtilityBill.canteen_id == canteen_id, UtilityBill.state == State.LIVE)
        .subquery()
    )
    query = select(UtilityBill).join(ranked, ranked.c.id == UtilityBill.id).where(ranked.c.place == 1)
    return list(db.session.scalars(query.order_by(UtilityBill.month.desc(), *meter)))


def readings_of(any_bill: UtilityBill) -> list[Reading]:
    """A meter's readings month by month, the missing months among them."""
    by_month = groupby(_bills_of(any_bill), key=lambda bill: bill.month)
    readings: list[Reading] = []
    before, expected = None, None
    for month, bills in by_month:
        readings += [Reading(missing, None, before) for missing in months_between(expected or month, month)[:-1]]
        of_month = list(bills)
        readings += [Reading(month, bill, before, is_second=bill is not of_month[0]) for bill in of_month]
        before, expected = of_month[-1].closing, next_month(month)
    return readings


def month_after(bill: UtilityBill) -> date:
    """The month of the meter's next bill, if that has begun."""
    return min(next_month(bill.month), first_day(clock.today()))


def _bills_of(any_bill: UtilityBill) -> list[UtilityBill]:
    """A meter's bills in their order."""
    same = (
        UtilityBill.canteen_id == any_bill.canteen_id,
        UtilityBill.utility == any_bill.utility,
        func.coalesce(UtilityBill.meter, "") == (any_bill.meter or ""),
        UtilityBill.state == State.LIVE,
    )
    query = select(UtilityBill).where(*same)
    return list(db.session.scalars(query.order_by(UtilityBill.month, by_code_point(UtilityBill.number))))
