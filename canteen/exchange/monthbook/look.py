"""How the month's workbook looks: paper white, ink, hairlines; Song for titles and the law, red only for what is broken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from canteen.exchange.cells_out import FORMATS
from canteen.exchange.columns import Kind

INK, SOFT, DAI, RED, AMBER, GREEN = "1A1C20", "575A5F", "1F3A68", "B0251C", "7D5000", "2A6544"
UNDER_HEAD = Border(bottom=Side("medium", INK))
UNDER_ROW = Border(bottom=Side("hair", "87837A"))
UNDER_TOTAL = Border(top=Side("thin", INK), bottom=Side("double", INK))
WIDE = 1.72
"""The width of a Chinese character in the unit of column widths, a digit's."""
LINE_HEIGHT = 13.5
"""Points that a line of text needs."""
TALLEST = 409
"""Points that a row can have."""
NUMBERS = (Kind.MONEY, Kind.MONEY4, Kind.QUANTITY, Kind.INTEGER)


def hei(size: float = 9, color: str = INK, *, bold: bool = False) -> Font:
    """The voice of the program."""
    return Font("微软雅黑", size, bold=bold, color=color)


def song(size: float = 9.5, *, bold: bool = False) -> Font:
    """The voice of the notice, and of the titles of papers."""
    return Font("宋体", size, bold=bold, color=INK)


def width_of(text: str) -> float:
    """How wide a text is, in the unit of column widths."""
    return sum(WIDE if east_asian_width(character) in "WFA" else 1 for character in text)


def on_a4(sheet: Any, *, upright: bool = False) -> None:
    """Let a sheet print on A4, as wide as one page."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = Worksheet.PAPERSIZE_A4, 0
    sheet.page_setup.orientation = "portrait" if upright else "landscape"


@dataclass(frozen=True)
class Column:
    """A column of a list: its head, its width in characters, and what stands in it."""

    head: str
    width: float
    kind: Kind = Kind.TEXT
    total: bool = False
    wraps: bool = False
    links: bool = False
    law: bool = False
    """Whether it holds the notice's own words."""
    indent: int = 0
    centred: bool = False
    leads_to: str = ""
    """Where the head leads."""
    format: str = ""
    """The number format, where it is not the kind's own."""

    def dress(self, cell: Cell) -> Cell:
        """A cell of the column, with its looks."""
        cell.font = song() if self.law else hei(color=DAI if self.links else INK)
        cell.border, cell.alignment = UNDER_ROW, self._aligned("center", wraps=self.wraps)
        cell.number_format = self.format or FORMATS.get(self.kind, "General")
        return cell

    def dress_head(self, cell: Cell) -> Cell:
        """The cell as the column's head."""
        cell.font = hei(bold=True, color=DAI if self.leads_to else INK)
        cell.border, cell.alignment = UNDER_HEAD, self._aligned("bottom", wraps=True)
        return cell

    def dress_total(self, cell: Cell) -> Cell:
        """The cell as the column's in the line of totals."""
        self.dress(cell)
        cell.font, cell.border = hei(bold=True), UNDER_TOTAL
        return cell

    def lines(self, text: str) -> int:
        """How many lines a text takes in a column that wraps; Excel would find out by itself, others do not."""
        return ceil(width_of(text) / (self.width - 0.7))

    def _aligned(self, vertical: str, *, wraps: bool) -> Alignment:
        side = "center" if self.centred else "right" if self.kind in NUMBERS else "left"
        return Alignment(side, vertical, wrap_text=wraps, indent=self.indent)


def apart(columns: Sequence[Column]) -> list[Column]:
    """The columns, with a gap before a text that follows a number."""
    follows = [False, *(column.kind in NUMBERS for column in columns)]
    return [
        replace(column, indent=1) if after_number and column.kind not in NUMBERS and not column.centred else column
        for column, after_number in zip(columns, follows, strict=False)
    ]
