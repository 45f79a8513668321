"""询价单 as a workbook: what is wanted, with cells for a supplier's prices; it can be read back by its numbers."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side

from canteen.db import db
from canteen.exchange.cells_out import FORMATS, put, put_text
from canteen.exchange.columns import Kind
from canteen.exchange.monthbook.look import INK, SOFT, UNDER_HEAD, hei, on_a4, song
from canteen.models import Canteen, CaseLine, SourcingCase
from canteen.unit import unit_title

SHEET, NUMBER, SUPPLIER, DAY = "询价单", "立项编号", "供应商", "报价日期"
LINE, ITEM, NOTE, UNIT, QUANTITY, PRICE, AMOUNT = (
    "行号",
    "品目",
    "规格要求",
    "计量单位",
    "数量",
    "单价（元）",
    "金额（元）",
)
HEADS = (LINE, ITEM, NOTE, UNIT, QUANTITY, PRICE, AMOUNT)
WIDTHS = (7, 26, 30, 10, 11, 14, 15)
FACTS, HEAD_ROW = {NUMBER: 3, SUPPLIER: 4, DAY: 5}, 7
"""The rows of the facts, and that of the heads."""
PRICE_LETTER, QUANTITY_LETTER, AMOUNT_LETTER = "F", "E", "G"
EDGE = Side("thin", "87837A")
ROUND, TO_FILL = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE), PatternFill("solid", fgColor="FBF2DC")
OPEN = Protection(locked=False)
HOW = "只填黄色的格子：供应商、报价日期和每行单价。其他内容请不要改，填好后把本文件发回。"


def inquiry(case: SourcingCase) -> bytes:
    """The workbook for a case."""
    book = Workbook()
    page: Any = book.active
    page.title = SHEET
    _head(page, case)
    for place, line in enumerate(case.lines, HEAD_ROW + 1):
        _line(page, place, line)
    _total(page, HEAD_ROW + 1 + len(case.lines))
    _set_up(page)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _head(page: Any, case: SourcingCase) -> None:
    unit = unit_title()
    canteen = db.session.get_one(Canteen, case.canteen_id).name
    _say(page["A1"], " ".join(filter(None, (unit, canteen, SHEET))), song(15, bold=True))
    _say(page["A2"], f"{case.matter}。{HOW}", hei(color=SOFT))
    for label, row in FACTS.items():
        _say(page.cell(row, 1), label, hei(bold=True))
        _fill_in(page.cell(row, 2)) if label != NUMBER else _say(page.cell(row, 2), str(case.number), hei())
    page.cell(FACTS[DAY], 2).number_format = FORMATS[Kind.DATE]
    for column, head in enumerate(HEADS, 1):
        cell = page.cell(HEAD_ROW, column)
        _say(cell, head, hei(bold=True))
        cell.border = UNDER_HEAD


def _line(page: Any, row: int, line: CaseLine) -> None:
    stored = (line.line_no, line.item.name, line.note, line.item.unit, line.quantity)
    kinds = (Kind.INTEGER, Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.QUANTITY)
    for column, (kind, value) in enumerate(zip(kinds, stored, strict=True), 1):
        cell = page.cell(row, column)
        put(cell, kind, value)
        _dress(cell, kind)
    _fill_in(page.cell(row, 6), Kind.MONEY)
    amount = page.cell(row, 7)
    amount.value = f'=IF({PRICE_LETTER}{row}="","",ROUND({QUANTITY_LETTER}{row}*{PRICE_LETTER}{row},2))'
    _dress(amount, Kind.MONEY)


def _total(page: Any, row: int) -> None:
    _say(page.cell(row, 6), "合计（元）", hei(bold=True))
    total = page.cell(row, 7)
    total.value = f"=SUM({AMOUNT_LETTER}{HEAD_ROW + 1}:{AMOUNT_LETTER}{row - 1})"
    _dress(total, Kind.MONEY)
    _say(page.cell(row + 2, 1), "供应商签字（盖章）：____________________　　电话：____________________", hei())


def _set_up(page: Any) -> None:
    for column, width in zip("ABCDEFG", WIDTHS, strict=True):
        page.column_dimensions[column].width = width
    page.protection.sheet = True
    page.sheet_view.showGridLines = False
    on_a4(page)


def _say(cell: Any, text: str, font: Any) -> None:
    put_text(cell, text)
    cell.font = font


def _dress(cell: Any, kind: Kind) -> None:
    cell.font, cell.border = hei(color=INK), ROUND
    cell.number_format = FORMATS.get(kind, "General")
    cell.alignment = Alignment(vertical="center", wrap_text=kind is Kind.TEXT)


def _fill_in(cell: Any, kind: Kind = Kind.TEXT) -> None:
    """A cell that the supplier fills in."""
    _dress(cell, kind)
    cell.fill, cell.protection = TO_FILL, OPEN
