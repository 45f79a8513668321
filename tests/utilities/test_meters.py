"""A meter's readings month by month: what is missing and what does not follow stands out, as clause B.13 finds it."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from canteen.check import check
from canteen.exchange.history import bring_in
from canteen.months import When
from canteen.utilities.meters import last_bills, name_of, readings_of
from tests import world
from tests.utilities.conftest import Visit, bills, part, send
from tests.world import Sheets, with_row

CHAIN = (
    # number, month, opening, closing, how it joins
    ("A-1", "2026-03", 100, 110, "首张"),
    ("A-2", "2026-04", 110, 120, "✓ 接上期"),
    ("A-3", "2026-06", 120, 130, "✓ 接上期"),
    ("A-4", "2026-07", 131, 140, "△ 上期期末 130"),
    ("A-5", "2026-07", 140, 150, "△ 同月第二张"),
    ("A-6", "2026-08", 150, 160, "✓ 接上期"),
)


def chain() -> Sheets:
    """The lawful world with a meter whose readings have a gap, a break and a month with two bills."""
    sheets = world.lawful()
    for number, month, opening, closing, _ in CHAIN:
        cells = {"期初读数": opening, "期末读数": closing, "单价": "1.00", "账单金额": f"{closing - opening}.00"}
        sheets = with_row(sheets, "水电费", 单号=number, 项目="气", 表号="A", 月份=month, **cells)
    return sheets


def test_the_chain_shows_what_the_clause_finds(app: Flask) -> None:
    assert bring_in(chain(), canteen="01", name="机关食堂").errors == []
    [last] = [bill for bill in last_bills(1) if bill.meter == "A"]
    assert (last.number, name_of(last)) == ("A-6", "气 A")
    readings = readings_of(last)
    assert [(reading.month.month, reading.bill and reading.bill.number) for reading in readings] == [
        (3, "A-1"),
        (4, "A-2"),
        (5, None),
        (6, "A-3"),
        (7, "A-4"),
        (7, "A-5"),
        (8, "A-6"),
    ]
    broken = [each.bill.number for each in readings if each.bill and not each.follows]
    months = [When(1, date(2026, month, 1), date(2026, 11, 10)) for month in range(3, 9)]
    found = [each.document for when in months for each in check(when).findings if each.clause.number == "B.13"]
    assert broken == found == ["A-4", "A-5"]


def test_the_page_says_how_each_month_joins(app: Flask, visit: Visit) -> None:
    bring_in(chain(), canteen="01")
    client = visit("监管")
    [last] = [bill for bill in last_bills(1) if bill.meter == "A"]
    page = client.get(f"/utilities/{last.id}/meter").text
    for *_, joint in CHAIN:
        assert joint in page
    assert ["2026 年 5 月" in page, "△ 缺这个月的账单" in page, "59.00" in page] == [True] * 3


@pytest.mark.parametrize(("amount", "marked"), [("211.32", False), ("211.33", True), ("-300.00", True)])
def test_a_part_above_a_fifth_of_the_bill_is_marked_for_the_supervisor(
    keeper: FlaskClient, visit: Visit, amount: str, marked: bool
) -> None:
    total = 84528 + round(float(amount) * 100)
    stored = send(keeper, amount=f"{total / 100:.2f}", **part(name="基本电费", amount=amount))
    assert stored.status_code == 303
    supervisor = visit("监管")
    pages = (stored.location, "/documents/bill/?month=2026-11", "/utilities/")
    assert [("▲ 超过账单的 20%" in supervisor.get(page).text) for page in pages] == [marked] * 3
    assert len(bills()) == 1


def test_a_canteen_without_a_bill_says_what_to_do(visit: Visit) -> None:
    page = visit("会计", canteen="02").get("/utilities/").text
    assert ["还没有水电费账单" in page, 'href="/utilities/new"' in page] == [True, True]
