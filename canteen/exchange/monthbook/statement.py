"""收支明细表: the month and the year to date of both funds, with live sums that agree with the ledgers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.cell import WriteOnlyCell
from sqlalchemy import select

from canteen.db import db
from canteen.exchange.columns import Kind
from canteen.exchange.monthbook.book import PURCHASES, STATEMENT, Book
from canteen.exchange.monthbook.figures import NOTHING, billed, bought, budgets, incomes, opening
from canteen.exchange.monthbook.look import Column, hei
from canteen.exchange.monthbook.table import Formula, Table, words, write
from canteen.models.words import UTILITIES, Category, Fund, IncomeKind, Utility
from canteen.parameters import EQUIPMENT_CAP
from canteen.rules.cost_caps import CAPPED
from canteen.seen import MONTH_END
from canteen.subjects import BILL, INCOME

NOTE = "按采购、收入和账单的日期归月；本月数由公式从各台账相加，预算结余 = 年度预算 − 本年累计"
RATE = Column("执行率", 10, Kind.MONEY, format="0.0%")
TO_DATE = Column("本年累计", 15, Kind.MONEY)
LEFT = Column("预算结余", 15, Kind.MONEY, format="#,##0.00;[Red]-#,##0.00")
COLUMNS = (
    Column("项目", 34),
    Column("年初至上月", 15, Kind.MONEY),
    Column("本月", 15, Kind.MONEY),
    TO_DATE,
    Column("年度预算", 15, Kind.MONEY),
    LEFT,
    RATE,
)
BLANK = (None, None, None)
MEALS = (IncomeKind.MEALS, IncomeKind.SUBSIDY)
"""The income that the cap of clause 7.2 is a share of, into whatever account."""


class Lines:
    """The lines of the statement; each gives its number, with which later lines compute."""

    def __init__(self, book: Book, ledgers: dict[str, Table]) -> None:
        self.when, self.ledgers = book.when, ledgers
        self.table = Table(book.sheets[STATEMENT], NOTE, COLUMNS)
        year = (book.when, book.when.month.replace(month=1), book.when.end)
        self.flows = incomes(*year) | bought(*year) | billed(*year)
        self.budgets = budgets(book.when)
        self.ordinals = iter("一二三四五六七八")

    def heading(self, text: str) -> None:
        """A line that says what follows."""
        text = f"{next(self.ordinals)}、{text}"
        self.table.sheet.row_dimensions[self.table.last + 1].height = 24
        self.table.add(words(self.table.sheet, text, hei(10, bold=True)), *BLANK, *BLANK)

    def shows(self, fund: Fund, kind: str) -> bool:
        """Whether the kind has a line: all have one of the meal fund, of the other those that it had."""
        return fund is Fund.MEAL or (fund, kind) in self.flows

    def flow(self, label: str, keys: Sequence[tuple[Fund, str]], month: str, budget: int | None = None) -> int:
        """What came in or went out under the keys; the month's sum is a formula on a ledger."""
        row, before = self.table.last + 1, sum(self.flows.get(key, NOTHING).before for key in keys)
        return self.table.add(f"　{label}", before, Formula(month), Formula(f"B{row}+C{row}"), *self._against(budget))

    def computed(self, label: str, term: str, budget: int | None = None) -> int:
        """A line of sums; {0} in the term stands for the column."""
        return self.table.add_total(label, *(Formula(term.format(column)) for column in "BCD"), *self._against(budget))

    def plus(self, label: str, rows: Iterable[int], budget: int | None = None) -> int:
        """The sum of lines."""
        return self.computed(label, "+".join(f"{{0}}{row}" for row in rows) or "0", budget)

    def to_date(self, label: str, term: str, like: Column = TO_DATE) -> int:
        """A line with a number to date only, which looks like those of a column."""
        cell = write(like.dress(WriteOnlyCell(self.table.sheet)), like.kind, Formula(term))
        return self.table.add(f"　{label}", None, None, cell, *BLANK)

    def sum_if(self, ledger: str, amount: str, conditions: dict[str, str]) -> str:
        """The formula that adds up a ledger's rows in which these words of ours stand."""
        table = self.ledgers[ledger]
        pairs = (f'{table.cells_of(head)},"{word}"' for head, word in conditions.items())
        return f"SUMIFS({table.cells_of(amount)},{','.join(pairs)})"

    def _against(self, budget: int | None) -> tuple[object, ...]:
        row = self.table.last + 1
        return (
            BLANK if budget is None else (budget, Formula(f"E{row}-D{row}"), Formula(f"IF(E{row}=0,0,D{row}/E{row})"))
        )


@dataclass(frozen=True)
class Rows:
    """Where a fund's lines stand."""

    came: list[int]
    bought: dict[Category, int]
    billed: list[int]


def fill_statement(book: Book, ledgers: dict[str, Table]) -> None:
    """Write the statement; its formulas point at the ledgers of purchases, incomes and bills."""
    lines = Lines(book, ledgers)
    meal, guests = _fund(lines, Fund.MEAL), _fund(lines, Fund.RECEPTION)
    _cap(lines, [meal.bought[category] for category in CAPPED])
    lines.heading("与台账核对（差额应为 0.00）")
    _agree(lines, "采购台账", PURCHASES, "金额", [*meal.bought.values(), *guests.bought.values()])
    _agree(lines, "收入", INCOME.name, "金额", [*meal.came, *guests.came])
    _agree(lines, "水电费单", BILL.name, "账单金额", meal.billed)


def _fund(lines: Lines, fund: Fund) -> Rows:
    """Income, spending and balance of a fund; of the reception fund only what it has."""
    lines.heading(f"{fund}资金收入")
    came = [_income(lines, fund, kind) for kind in IncomeKind if lines.shows(fund, kind)]
    income = lines.plus("收入合计", came)
    lines.heading(f"{fund}资金支出")
    bought_ = {category: _purchases(lines, fund, category) for category in Category if lines.shows(fund, category)}
    bills = [_bills(lines, utility) for utility in Utility if fund is Fund.MEAL]
    if bills:
        lines.plus(f"{UTILITIES}小计", bills, lines.budgets[UTILITIES])
    spent = lines.plus("支出合计", [*bought_.values(), *bills])
    _balance(lines, fund, income, spent)
    return Rows(came, bought_, bills)


def _income(lines: Lines, fund: Fund, kind: IncomeKind) -> int:
    return lines.flow(kind, [(fund, kind)], lines.sum_if(INCOME.name, "金额", {"资金": fund, "类别": kind}))


def _purchases(lines: Lines, fund: Fund, category: Category) -> int:
    month = lines.sum_if(PURCHASES, "金额", {"资金": fund, "类别": category})
    return lines.flow(category, [(fund, category)], month, lines.budgets[category] if fund is Fund.MEAL else None)


def _bills(lines: Lines, utility: Utility) -> int:
    month = lines.sum_if(BILL.name, "账单金额", {"项目": utility})
    return lines.flow(f"{UTILITIES}：{utility}", [(Fund.MEAL, utility)], month)


def _balance(lines: Lines, fund: Fund, income: int, spent: int) -> None:
    lines.heading(f"{fund}资金结余")
    surplus = lines.computed("收入 − 支出", f"{{0}}{income}-{{0}}{spent}")
    row = lines.table.last + 1
    lines.table.add("　期初结余", opening(lines.when, fund), Formula(f"B{row + 1}"), Formula(f"B{row}"), *BLANK)
    lines.computed("期末结余", f"{{0}}{row}+{{0}}{surplus}")


def _cap(lines: Lines, capped: list[int]) -> None:
    """The share of the meal money that equipment and repairs may take (clause 7.2)."""
    cap = db.session.scalars(select(EQUIPMENT_CAP.on(MONTH_END)), lines.when.binds()).one()
    lines.heading("设备费和维修费占伙食费的比例（7.2）")
    cost = lines.plus("设备购置和维修", capped)
    keys = [(fund, kind) for fund in Fund for kind in MEALS]
    month = "+".join(lines.sum_if(INCOME.name, "金额", {"类别": kind}) for kind in MEALS)
    meals = lines.flow("伙食费和伙食补助收入（不论账户）", keys, month)
    limit = lines.to_date(f"上限 {EQUIPMENT_CAP.show(cap)}，可列支", f"D{meals}*{cap}/10000")
    lines.to_date("尚可列支", f"D{limit}-D{cost}", LEFT)
    lines.to_date("实际占比", f"IF(D{meals}=0,0,D{cost}/D{meals})", RATE)


def _agree(lines: Lines, label: str, ledger: str, amount: str, rows: Iterable[int]) -> None:
    total = "+".join(f"C{row}" for row in rows) or "0"
    column = lines.ledgers[ledger].cells_of(amount)
    lines.table.add(f"　{label}合计 − 本表", None, Formula(f"ROUND(SUM({column})-({total}),2)"), None, *BLANK)
