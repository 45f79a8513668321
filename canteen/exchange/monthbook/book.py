"""The workbook of a month: its sheets in their order, each set up for A4 with the canteen and the month on top."""

from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.page import PageMargins

from canteen import clock
from canteen.check import Report
from canteen.db import db
from canteen.exchange.monthbook.look import on_a4
from canteen.exchange.values import UNPRINTABLE
from canteen.formats import month_name
from canteen.models import Canteen, Unit

COVER, CLAUSES, FINDINGS, PURCHASES, PAYMENTS, STATEMENT = (
    "封面", "条款", "发现", "采购台账", "付款台账", "收支明细表",
)  # fmt: skip
PAPERS = (COVER, CLAUSES, FINDINGS, PURCHASES, PAYMENTS, STATEMENT)
MARGINS = PageMargins(left=0.45, right=0.45, top=0.7, bottom=0.6, header=0.3, footer=0.3)
UPRIGHT = (COVER, STATEMENT)


class Book:
    """What every sheet needs to know, and the sheets by name."""

    def __init__(self, report: Report) -> None:
        self.report, self.when, self.made_at = report, report.when, clock.now()
        self.clauses = [looked.clause for looked in report.looked]
        canteen, unit = db.session.get_one(Canteen, self.when.canteen_id), db.session.query(Unit).first()
        self.canteen, self.unit = canteen.name, unit.title if unit else ""
        self.workbook = Workbook(write_only=True)
        self.workbook.properties.creator = "明账"
        self.sheets = {name: self._sheet(name) for name in (*PAPERS, *self.kinds)}

    @property
    def kinds(self) -> list[str]:
        """The kinds of subject that the clauses look at, in the notice's order."""
        return list(dict.fromkeys(clause.subject.name for clause in self.clauses))

    @property
    def heading(self) -> str:
        """Whose month it is."""
        return f"{self.unit} {self.canteen} {month_name(self.when.month)}".strip()

    def _sheet(self, name: str) -> Any:
        sheet = self.workbook.create_sheet(name)
        sheet.sheet_view.showGridLines = False
        on_a4(sheet, upright=name in UPRIGHT)
        sheet.page_margins = MARGINS
        sheet.HeaderFooter.oddHeader.left.text = UNPRINTABLE.sub(" ", self.heading).replace("&", "&&")
        sheet.HeaderFooter.oddHeader.right.text = "&A"
        sheet.HeaderFooter.oddFooter.left.text = f"按 {self.when.as_of} 所知"
        sheet.HeaderFooter.oddFooter.right.text = "第 &P 页，共 &N 页"
        return sheet
