"""A canteen with telling findings and hostile names, its month's workbook, and how a test reads it."""

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import select

from canteen.check import Report, check
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.exchange.monthbook import write
from canteen.exchange.monthbook.table import HEAD
from canteen.models import Canteen, Unit
from canteen.months import When
from canteen.step import unjudged
from tests.world import AS_OF, MONTH, Sheets, lawful, with_row, without

CALC, SUM, DASH = "+cmd|' /C calc'!A0", "=SUM(1,1)", "-2+3=1，见附件"
FREEZER_LINE = "CG-202610-0006#1"


def renamed(sheets: Sheets, old: str, new: str) -> Sheets:
    """The world in which something has another name, wherever it is named."""
    return {
        name: [{column: new if cell == old else cell for column, cell in row.items()} for row in rows]
        for name, rows in sheets.items()
    }


def telling() -> Sheets:
    """A receipt is missing, an asset not handed over (answered), a department without budget; texts that look like formulas."""
    sheets = without(lawful(), "票据采购", "PJ-202610-0006")
    sheets = without(sheets, "固定资产移交", "CG-202610-0006")
    sheets = without(sheets, "部门接待预算", "2026")
    sheets = with_row(sheets, "参数", 名称="现金上限", 值="5000.00", 生效日期="2026-01-01")
    sheets = with_row(
        sheets,
        "答复",
        月份="2026-10",
        条款="9.1",
        单据=FREEZER_LINE,
        金额="3200.00",
        说明=DASH,
        责任人="4002",
        监管人="5001",
        日期="2026-11-09",
    )
    return renamed(renamed(sheets, "惠丰粮油商行", CALC), "党政办公室", SUM)


def stored(sheets: Sheets) -> int:
    """The id of a canteen with this world."""
    assert bring_in(sheets, canteen="01", name="机关&食堂", by="test").errors == []
    with unjudged():
        db.session.add(Unit(title="高新区管委会"))
    return db.session.scalars(select(Canteen.id)).one()


def reported(sheets: Sheets, month: date = MONTH, as_of: date = AS_OF) -> Report:
    """The month's check of a canteen with this world."""
    return check(When(stored(sheets), month, as_of))


def bytes_of(report: Report) -> bytes:
    """The month's workbook."""
    write(report, written := BytesIO())
    return written.getvalue()


def opened(content: bytes, **options: Any) -> Any:
    """A workbook as openpyxl reads it."""
    return load_workbook(BytesIO(content), **options)


def listed(book: Any, name: str) -> list[dict[str, Any]]:
    """The rows of a list, from under its heads to the line of totals: the cells by head."""
    heads, *rows = book[name].iter_rows(min_row=HEAD)
    names = [cell.value for cell in heads]
    return [dict(zip(names, row, strict=True)) for row in rows if row[0].value not in (None, "合计")]


def values(book: Any, name: str, *heads: str) -> list[tuple[Any, ...]]:
    """What stands under some heads of a list."""
    return [tuple(row[head].value for head in heads) for row in listed(book, name)]
