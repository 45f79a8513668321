"""Which other charges of a bill the supervisor looks at: those that are a large part of it."""

from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import aliased

from canteen.models import UtilityBill, UtilityCharge

LARGE = 20
"""Above so many percent of the bill."""
MARK = f"▲ 超过账单的 {LARGE}%"


def is_large(charge: Any, bill: Any) -> ColumnElement[bool]:
    """Whether a charge, or a rebate, is a large part of its bill."""
    return func.abs(charge.amount) * 100 > func.abs(bill.amount) * LARGE


def mark_of_charge(charge: Any) -> ColumnElement[str | None]:
    """The mark of a charge that is a large part."""
    bill = aliased(UtilityBill)
    return select(case((is_large(charge, bill), MARK))).where(bill.id == charge.bill_id).scalar_subquery()


def mark_of_bill(bill: Any) -> ColumnElement[str | None]:
    """The mark of a bill that has a large part."""
    charge = aliased(UtilityCharge)
    return case((exists().where(charge.bill_id == bill.id, is_large(charge, bill)), MARK))
