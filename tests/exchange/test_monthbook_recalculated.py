"""LibreOffice opens the month's workbook, works its formulas out anew, and comes to what the database says, to the fen."""

import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from canteen.check import Report, rulebook
from canteen.db import db
from canteen.exchange.monthbook.book import CLAUSES, COVER, FINDINGS, PAYMENTS, PURCHASES, STATEMENT
from canteen.exchange.monthbook.figures import opening
from canteen.exchange.monthbook.table import HEAD
from canteen.models.words import Fund
from canteen.subjects import BUDGET_ITEM
from tests.conftest import missing
from tests.exchange.monthbooks import bytes_of, opened, reported, telling
from tests.world import Sheets, changed, lawful

Statement = dict[str, dict[str, list[Any]]]
pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.parametrize("engine_name", ["sqlite"])]
"""The formulas know nothing of the engine."""


def recalculated(content: bytes, folder: Path) -> Any:
    """The workbook as LibreOffice saves it, with the results of its formulas."""
    if not (soffice := shutil.which("soffice")):
        missing("LibreOffice")
    (folder / "month.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [
        "--headless",
        "--norestore",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
        str(folder / "month.xlsx"),
    ]
    subprocess.run([str(soffice), profile, *convert], check=True, capture_output=True, timeout=180)
    return opened((folder / "out" / "month.xlsx").read_bytes(), data_only=True)


def formulas(book: Any) -> Iterator[Any]:
    """Every formula of a workbook."""
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def fen(value: Any) -> int:
    """A number of yuan in fen."""
    return int(Decimal(str(value)).scaleb(2).to_integral_value())


def labelled(book: Any, name: str) -> dict[str, list[Any]]:
    """The lines of a sheet by what stands first in them; of several alike the first."""
    return {str(row[0]): list(row[1:]) for row in reversed(list(book[name].iter_rows(values_only=True)))}


def numbers_of(number: str, report: Report) -> Any:
    """What a clause whose subject is the month computed with."""
    clause = rulebook()[number]
    return db.session.execute(clause.docket.where(clause.subject.in_month), report.when.binds()).one()


def carried() -> Sheets:
    """The world with balances of the year before, in which something was received and spent."""
    sheets = changed(changed(lawful(), "账户", "伙食费专户", 年度=2025), "收入", "SR-202609-0001", 日期="2025-12-30")
    return changed(sheets, "采购", "CG-202609-0001", 采购日期="2025-12-31", 验收日期=None)


def test_every_total_comes_out_as_the_database_says(tmp_path: Path) -> None:
    report = reported(telling())
    book = recalculated(content := bytes_of(report), tmp_path)
    for cell in formulas(opened(content)):
        assert isinstance(book[cell.parent.title][cell.coordinate].value, int | float), (
            cell.parent.title,
            cell.coordinate,
        )
    _cover_agrees(labelled(book, COVER), report)
    _totals_agree(book)
    _statement_agrees(statement_of(book), report)


def _cover_agrees(cover: dict[str, list[Any]], report: Report) -> None:
    assert cover["采购"] == [10, 10, 8480, 8480, 0]
    assert cover["付款"] == [9, 9, 8480, 8480, 0]
    assert cover["收入"] == [5, 5, 50815.49, 50815.49, 0]
    assert cover["水电费单"] == [2, 2, 2155.56, 2155.56, 0]
    for kind in ("票据", "接待"):
        counted, listed, known, added, difference = cover[kind]
        assert (counted, known, difference) == (listed, added, 0)
    blocking = [finding for finding in report.findings if finding.blocks]
    answered = sum(finding.answered for finding in blocking)
    assert cover["阻止"] == [len(blocking) - answered, answered, 0, len(blocking), len(blocking)]


def _totals_agree(book: Any) -> None:
    """The line of totals under each list is the sum of what stands above it."""
    for name, head in (
        (PURCHASES, "金额"),
        (PAYMENTS, "本次付款"),
        (FINDINGS, "涉及金额"),
        (CLAUSES, "涉及金额"),
        ("票据", "金额"),
    ):
        _, _, heads, *rows, total = book[name].iter_rows(values_only=True)
        column = heads.index(head)
        assert total[0] == "合计"
        assert fen(total[column]) == sum(fen(row[column] or 0) for row in rows)


def _statement_agrees(lines: Statement, report: Report) -> None:
    """The statement's year to date is what the clauses of the cap, the budget and the means compute with."""
    means, cap = numbers_of("8.3", report), numbers_of("7.2", report)
    spending, balance = lines["二、伙食费资金支出"], lines["三、伙食费资金结余"]
    assert fen(lines["一、伙食费资金收入"]["收入合计"][2]) == means.income
    assert fen(spending["支出合计"][2]) == means.spent
    assert fen(balance["期初结余"][0]) == means.opening
    assert fen(balance["期末结余"][2]) == means.opening + means.income - means.spent
    for item in db.session.execute(select(BUDGET_ITEM.row), report.when.binds()):
        line = spending["水电费小计" if item.category == "水电费" else item.category]
        assert fen(line[2]) == item.spent
        left = None if item.budget is None else item.budget - item.spent
        assert [number if number is None else fen(number) for number in line[3:5]] == [item.budget, left]
    assert lines["六、接待费资金结余"]["期末结余"] == [4600, 4600, 4600, None, None]
    share = lines["七、设备费和维修费占伙食费的比例（7.2）"]
    assert fen(share["设备购置和维修"][2]) == cap.stake
    assert fen(share["伙食费和伙食补助收入（不论账户）"][2]) == cap.income
    assert fen(share["上限 5%，可列支"][2]) * 10_000 == cap.income * cap.cap
    assert all(line[1] == 0 for line in lines["八、与台账核对（差额应为 0.00）"].values())


def statement_of(book: Any) -> Statement:
    """The statement's lines by the heading that they stand under."""
    lines: Statement = {}
    for label, *numbers in book[STATEMENT].iter_rows(min_row=HEAD + 1, max_col=6, values_only=True):
        if numbers[2] is None and numbers[1] is None:
            lines[str(label)] = section = {}
        else:
            section[str(label).strip()] = numbers
    return lines


@pytest.mark.parametrize(
    "sheets",
    [
        pytest.param(lawful(), id="this year's"),
        pytest.param(changed(lawful(), "账户", "伙食费专户", 年度=None), id="of no year"),
        pytest.param(carried(), id="last year's"),
        pytest.param(changed(lawful(), "账户", "伙食费专户", 年度=2027), id="next year's"),
    ],
)
def test_the_opening_balance_is_that_of_the_law(sheets: Sheets) -> None:
    report = reported(sheets)
    assert opening(report.when, Fund.MEAL) == numbers_of("8.3", report).opening
