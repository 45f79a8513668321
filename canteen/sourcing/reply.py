"""A supplier's prices, read out of the workbook that asked for them; whatever is wrong has its row and column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from canteen.exchange.cells import Cell
from canteen.exchange.columns import Column, Kind
from canteen.exchange.container import MIB, Limits, Unreadable
from canteen.exchange.reading import grids
from canteen.exchange.tables import Error
from canteen.exchange.values import Fault, Field
from canteen.formats import milli, yuan
from canteen.models import CaseLine, SourcingCase
from canteen.money import times
from canteen.sourcing.inquiry import AMOUNT, DAY, ITEM, LINE, NUMBER, PRICE, QUANTITY, SHEET, SUPPLIER

LIMITS = Limits(size=2 * MIB, unpacked=20 * MIB, rows=1000, columns=50)
FACTS_WITHIN = 12
"""The facts and the heads stand in the first rows."""
NEEDED = (LINE, ITEM, QUANTITY, PRICE)
STRANGE = "这不是本系统的询价单：请用立项页上下载的询价单填写"
Row = Mapping[str, Cell]
NOTHING_LOST = 10**15
READ = {
    head: Field(Column(head, "", kind), None, NOTHING_LOST, takes_any_text=False)
    for head, kind in {
        LINE: Kind.INTEGER,
        QUANTITY: Kind.QUANTITY,
        PRICE: Kind.MONEY,
        AMOUNT: Kind.MONEY,
        DAY: Kind.DATE,
    }.items()
}
"""How the cells of a column, or of a fact, are read."""


class Unusable(Exception):
    """The workbook cannot be taken for a quote; the errors say where and why."""

    def __init__(self, errors: list[Error]) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True)
class Reply:
    """What a supplier wrote: who, of which day, at what price each line."""

    supplier: str | None
    day: date | None
    prices: dict[int, int]


def read_reply(content: bytes, case: SourcingCase) -> Reply:
    """Read the workbook as a quote for the case. Raises Unreadable and Unusable."""
    grid = next((grid for grid in grids(content, (SHEET,), LIMITS) if grid.name == SHEET), None)
    if grid is None or not grid.columns:
        raise Unreadable(STRANGE)
    rows = [[cells[codes[row]] for cells, codes in grid.columns] for row in range(grid.rows)]
    facts = {str(cell): after for row in rows[:FACTS_WITHIN] for cell, after in pairwise(row)}
    if facts.get(NUMBER) != case.number:
        raise Unreadable(f"这是立项 {facts[NUMBER]} 的询价单，不是 {case.number} 的" if NUMBER in facts else STRANGE)
    head = next((place for place, row in enumerate(rows[:FACTS_WITHIN]) if set(NEEDED) <= set(map(str, row))), None)
    if head is None:
        raise Unreadable(STRANGE)
    return Reply(_text(facts.get(SUPPLIER)), _day(facts.get(DAY)), _prices(rows, head, case))


def _prices(rows: list[list[Cell]], head: int, case: SourcingCase) -> dict[int, int]:
    """The unit price of every line. Raises Unusable."""
    heads, asked, errors = list(map(str, rows[head])), {line.line_no: line for line in case.lines}, list[Error]()
    prices: dict[int, int] = {}
    for number, cells in enumerate(rows[head + 1 :], head + 2):
        row = dict(zip(heads, cells, strict=True))
        if row[LINE] == "":
            break
        line_no = READ[LINE].read(row[LINE])
        line = asked.pop(line_no, None) if isinstance(line_no, int) else None
        errors += [Error(SHEET, number, column, reason) for column, reason in _faults(row, line)]
        price = READ[PRICE].read(row[PRICE])
        if line and isinstance(price, int):
            prices[line.line_no] = price
    errors += [Error(SHEET, head + 1, LINE, f"缺第 {line.line_no} 行（{line.item.name}）") for line in asked.values()]
    if errors:
        raise Unusable(errors)
    return prices


def _faults(row: Row, line: CaseLine | None) -> Iterator[tuple[str, str]]:
    """What is wrong with a row: the column and the reason."""
    if line is None:
        yield LINE, "立项里没有这一行，或者这一行写了两次"
        return
    quantity, price, amount = (READ[head].read(row.get(head, "")) for head in (QUANTITY, PRICE, AMOUNT))
    if row[ITEM] != line.item.name:
        yield ITEM, f"品目被改了，应为 {line.item.name}"
    if quantity != line.quantity:
        yield QUANTITY, f"数量被改了，应为 {milli(line.quantity)}"
    if price is None:
        yield PRICE, "没有填单价"
    elif isinstance(price, Fault):
        yield PRICE, price.reason
    elif isinstance(price, int) and isinstance(amount, int) and amount != (due := times(line.quantity, price)):
        yield AMOUNT, f"与数量乘单价不符，应为 {yuan(due)}"


def _text(cell: Cell | None) -> str | None:
    return cell.strip() or None if isinstance(cell, str) else None


def _day(cell: Cell | None) -> date | None:
    """The day, where the cell is one; the person who brings the quote in sees it and can put it right."""
    day = READ[DAY].read(cell or "")
    return day if isinstance(day, date) else None
