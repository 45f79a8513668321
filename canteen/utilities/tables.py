"""The tables of meters and bills."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import Select, select

from canteen.db import db
from canteen.formats import milli, month_name
from canteen.ledger import Head, Line, Link
from canteen.models import UtilityBill, UtilityCharge
from canteen.models.words import State
from canteen.rules.cost_caps import ONE
from canteen.security import opens
from canteen.utilities import meters
from canteen.utilities.meters import Reading, name_of
from canteen.utilities.parts import MARK, is_large
from canteen.utilities.sums import half_up

MOST = 50
NUMBER, METER, MONTH = Head("单号", "no"), Head("表", "text"), Head("月份", "month")
AMOUNT, CHARGES = Head("账单金额", "yuan"), Head("其他费用", "yuan")


@dataclass(frozen=True)
class Table:
    """A table as macros/table.html shows it."""

    columns: list[Head]
    rows: list[Line]
    total: Line | None = None


def of_meters(canteen_id: int) -> Table:
    """The meters with their last readings, and the way to the next."""
    columns = [METER, Head("最近月份", "month"), Head("期末读数", "milli"), AMOUNT, Head("下一张", "text")]
    return Table(columns, [Line(_meter(bill)) for bill in meters.last_bills(canteen_id)])


def unpaid(canteen_id: int) -> Table:
    """The bills that are not paid yet, the oldest first."""
    query = _live(canteen_id).where(UtilityBill.paid_on.is_(None)).order_by(UtilityBill.month, UtilityBill.id)
    rows = [Line([*_named(bill), bill.amount, _way("登记付款", "pay", bill)]) for bill in _some(query)]
    return Table([NUMBER, METER, MONTH, AMOUNT, Head("付款", "text")], rows)


def large_parts(canteen_id: int) -> Table:
    """The other charges that the supervisor looks at, the latest first."""
    query = (
        _live(canteen_id)
        .add_columns(UtilityCharge)
        .join(UtilityCharge, UtilityCharge.bill_id == UtilityBill.id)
        .where(is_large(UtilityCharge, UtilityBill))
        .order_by(UtilityBill.month.desc(), UtilityCharge.id.desc())
    )
    columns = [NUMBER, METER, MONTH, Head("哪一项", "text"), Head("金额", "yuan"), AMOUNT, Head("提示", "text")]
    found = db.session.execute(query.limit(MOST))
    rows = [Line([*_named(bill), part.name, part.amount, bill.amount, MARK], "warm") for bill, part in found]
    return Table(columns, rows)


def of_readings(bill: UtilityBill) -> Table:
    """The readings of the bill's meter month by month, with what was used and what it cost."""
    columns = [
        Head("月份", "text"),
        NUMBER,
        Head("期初读数", "milli"),
        Head("期末读数", "milli"),
        Head("用量", "milli"),
    ]
    columns += [Head("单价", "price4"), CHARGES, AMOUNT, Head("付款日期", "day"), Head("衔接", "text")]
    readings = meters.readings_of(bill)
    bills = [reading.bill for reading in readings if reading.bill]
    sums = [None, None, None, sum(map(_use, bills)), None, sum(each.other_charges or 0 for each in bills)]
    total = Line(["合计", *sums, sum(each.amount for each in bills), None, None])
    return Table(columns, [_reading(reading) for reading in readings], total)


def _meter(bill: UtilityBill) -> list[Any]:
    chain = Link(name_of(bill), url_for("utilities.meter", key=bill.id))
    return [chain, bill.month, bill.closing, bill.amount, _way("登记账单", "following", bill)]


def _named(bill: UtilityBill) -> list[Any]:
    return [_page(bill), name_of(bill), bill.month]


def _reading(reading: Reading) -> Line:
    """A month of a meter as a row; one without a bill, or that does not follow, stands out."""
    bill = reading.bill
    if bill is None:
        return Line([month_name(reading.month), *[None] * 8, "△ 缺这个月的账单"], "warm")
    cells = [month_name(reading.month), _page(bill), bill.opening, bill.closing, _use(bill), bill.unit_price]
    return Line(
        [*cells, bill.other_charges, bill.amount, bill.paid_on, _joint(reading)], None if reading.follows else "warm"
    )


def _joint(reading: Reading) -> str:
    """How a bill joins the one before, in a sign and words."""
    if reading.is_second:
        return "△ 同月第二张"
    if reading.before is None:
        return "首张"
    return "✓ 接上期" if reading.follows else f"△ 上期期末 {milli(reading.before)}"


def _use(bill: UtilityBill) -> int:
    """What was used, in thousandths."""
    multiplier = ONE if bill.multiplier is None else bill.multiplier
    return half_up((bill.closing - bill.opening) * multiplier, ONE)


def _page(bill: UtilityBill) -> Link:
    return Link(bill.number, url_for("documents.paper", slug="bill", key=bill.id))


def _way(label: str, view: str, bill: UtilityBill) -> Link | None:
    """The way to what may be done with a bill, for those who may."""
    endpoint = f"utilities.{view}"
    return Link(label, url_for(endpoint, key=bill.id)) if opens(endpoint) else None


def _live(canteen_id: int) -> Select[UtilityBill]:
    return select(UtilityBill).where(UtilityBill.canteen_id == canteen_id, UtilityBill.state == State.LIVE)


def _some(query: Select[UtilityBill]) -> Iterable[UtilityBill]:
    return db.session.scalars(query.limit(MOST))
