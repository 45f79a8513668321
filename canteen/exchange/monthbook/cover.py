"""封面: whose month, as known when, control totals against the sheets, parameters in force, the check's digest."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from sqlalchemy import Select, select

from canteen.check import Report, rulebook
from canteen.db import db
from canteen.exchange.columns import Kind
from canteen.exchange.monthbook.book import COVER, FINDINGS, PAYMENTS, PURCHASES, Book
from canteen.exchange.monthbook.clauses import FORCES, STATES, state_word
from canteen.exchange.monthbook.look import RED, SOFT, UNDER_ROW, Column, hei, song
from canteen.exchange.monthbook.table import Formula, Link, Table, place, words, write
from canteen.facts import parts, total
from canteen.formats import instant, month_name
from canteen.models import CanteenMonth
from canteen.money import yuan
from canteen.parameters import ALL, Parameter
from canteen.rulebook import Subject
from canteen.seen import MONTH_END
from canteen.subjects import BILL, INCOME, LINE, PAYMENT, PURCHASE, RECEIPT, RECEPTION

WIDTHS = (24, 13, 13, 17, 17, 14)
PART = parts()
Ruled = tuple[Sequence[str], Sequence[Kind], Sequence[Sequence[object]]]
"""A small list of the cover: its heads, what stands in the columns, its rows."""
HOW = "核对：flask --app app check {month} --canteen {canteen} --as-of {as_of} --format json | sha256sum"


@dataclass(frozen=True)
class Control:
    """A number that must come out alike by the database and by the workbook's own formulas."""

    subject: Subject
    amount: Select[int]
    ledger: str
    head: str


CONTROLS = (
    Control(PURCHASE, select(total(LINE.row.c.amount)).where(LINE.in_month), PURCHASES, "金额"),
    Control(
        PAYMENT,
        select(total(PART.c.amount)).where(PART.c.payment_id == PAYMENT.row.id, PAYMENT.in_month),
        PAYMENTS,
        "本次付款",
    ),
    Control(INCOME, select(total(INCOME.row.amount)).where(INCOME.in_month), INCOME.name, "金额"),
    Control(BILL, select(total(BILL.row.amount)).where(BILL.in_month), BILL.name, "账单金额"),
    Control(RECEIPT, select(total(RECEIPT.row.amount)).where(RECEIPT.in_month), RECEIPT.name, "金额"),
    Control(RECEPTION, select(total(RECEPTION.row.charge)).where(RECEPTION.in_month), RECEPTION.name, "收费"),
)


class Cover:
    """The cover being written from top to bottom: lines, and small ruled lists between them."""

    def __init__(self, book: Book) -> None:
        self.book, self.sheet = book, book.sheets[COVER]
        for index, width in enumerate(WIDTHS, 1):
            self.sheet.column_dimensions[get_column_letter(index)].width = width

    def line(self, text: str = "", size: float = 9, color: str = SOFT) -> None:
        """A line of text, or an empty one."""
        self.sheet.append([words(self.sheet, text, hei(size, color))])

    def title(self, row: int, text: str, size: float) -> None:
        """A line in the voice of papers."""
        self.sheet.row_dimensions[row].height = size * 1.6
        self.sheet.append([words(self.sheet, text, song(size, bold=True))])

    def table(self, heads: Sequence[str], kinds: Sequence[Kind], rows: Iterable[Sequence[object]]) -> None:
        """A ruled list, with an empty line after it."""
        columns = [Column(head, 0, kind) for head, kind in zip(heads, kinds, strict=True)]
        self.sheet.append([column.dress_head(self._cell(Kind.TEXT, column.head)) for column in columns])
        for row in rows:
            pairs = zip(columns, row, strict=True)
            self.sheet.append(
                [v if isinstance(v, Cell) else column.dress(self._cell(column.kind, v)) for column, v in pairs]
            )
        self.line()

    def links(self, names: Iterable[str]) -> None:
        """The other sheets, each name leading to its sheet."""
        column = Column("", 0, links=True)
        cells = [column.dress(self._cell(Kind.TEXT, Link(name, place(name, 1)))) for name in names]
        for first in range(0, len(cells), len(WIDTHS)):
            self.sheet.append(cells[first : first + len(WIDTHS)])

    def _cell(self, kind: Kind, value: object) -> Cell:
        return write(WriteOnlyCell(self.sheet), kind, value)


def fill_cover(book: Book, tables: dict[str, Table]) -> None:
    """Write the cover."""
    page = Cover(book)
    page.title(1, " ".join(filter(None, (book.unit, book.canteen))), 13)
    page.title(2, f"{month_name(book.when.month)}食堂收支与合规检查", 20)
    page.line(f"按 {book.when.as_of} 所知；{_standing(book)}；{instant(book.made_at)} 制作")
    page.line()
    page.table(*_controls(book, tables))
    page.table(*_findings(book, tables[FINDINGS]))
    page.table(*_parameters(page))
    for clause in rulebook():
        if clause not in book.clauses:
            page.line(f"未启用：{clause.number} {clause.text}")
    page.line(f"检查结果的 SHA-256：{digest(book.report)}")
    page.line(HOW.format(**book.report.as_json()))
    page.line()
    page.links(name for name in book.sheets if name != COVER)
    page.line()
    page.line("制表：　　　　　　　　　　复核：　　　　　　　　　　监管：　　　　　　　　　　日期：", 10)


def digest(report: Report) -> str:
    """The SHA-256 of what the command prints of the check."""
    return sha256(f"{json.dumps(report.as_json(), ensure_ascii=False)}\n".encode()).hexdigest()


def _standing(book: Book) -> str:
    """Whether the month is over and closed: until then the workbook is a preview."""
    query = select(CanteenMonth.closed_at).filter_by(canteen_id=book.when.canteen_id, month=book.when.month)
    if closed_at := db.session.scalars(query).one_or_none():
        return f"{instant(closed_at)} 已结账"
    return "未结账，仅供预览" if book.when.over else "本月未完，仅供预览"


def _controls(book: Book, tables: dict[str, Table]) -> Ruled:
    """The control totals, each as the database adds it up and as the workbook does."""
    heads = ("控制总数", "系统笔数", "表内笔数", "系统金额", "表内金额", "金额差")
    kinds = (Kind.TEXT, Kind.INTEGER, Kind.INTEGER, Kind.MONEY, Kind.MONEY, Kind.MONEY)
    return heads, kinds, [_control(book, tables, control) for control in CONTROLS]


def _control(book: Book, tables: dict[str, Table], control: Control) -> Sequence[object]:
    name, binds = control.subject.name, book.when.binds()
    number = db.session.scalars(control.subject.looked_at(), binds).one()
    amount = db.session.scalars(control.amount, binds).one()
    counted, cells = tables[name].cells_of(name), tables[control.ledger].cells_of(control.head)
    difference = Formula(f"ROUND(SUM({cells})-{yuan(amount)},2)")
    return name, number, Formula(f"COUNTA({counted})"), amount, Formula(f"SUM({cells})"), difference


def _findings(book: Book, table: Table) -> Ruled:
    """The findings by force and state, and how many of each force the sheet of findings has."""
    count = Counter((finding.clause.force, state_word(finding)) for finding in book.report.findings)
    rows = []
    for force, word in FORCES.items():
        counts = [count[force, state] for state in STATES]
        counted = Formula(f'COUNTIF({table.cells_of("效力")},"{word}")')
        rows.append((word, *counts, sum(counts), counted))
    return ("发现", *STATES, "合计", "表内合计"), (Kind.TEXT, *[Kind.INTEGER] * 5), rows


def _parameters(page: Cover) -> Ruled:
    """The numbers of the law in force at the month's end; those that are looser than the notice's in red."""
    values = db.session.execute(select(*(p.on(MONTH_END) for p in ALL)), page.book.when.binds()).one()
    rows = [_parameter(page, parameter, value) for parameter, value in zip(ALL, values, strict=True)]
    return ("参数", "现行", "通知", "比较", "依据", ""), (Kind.TEXT,) * 6, rows


def _parameter(page: Cover, parameter: Parameter, value: int) -> Sequence[object]:
    is_loose = parameter.looser(value, parameter.default)
    compared = "较通知放宽" if is_loose else "与通知一致" if value == parameter.default else "较通知从严"
    marked = words(page.sheet, compared, hei(color=RED if is_loose else SOFT, bold=is_loose))
    marked.border = UNDER_ROW
    return parameter.label, parameter.show(value), parameter.show(parameter.default), marked, parameter.source, None
