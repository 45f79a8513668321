"""The month's workbook says what the check says, in real dates and numbers, and nothing in it runs but our own sums."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from openpyxl import Workbook
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from canteen.check import Report
from canteen.db import db
from canteen.exchange.cells_out import LONGEST, put_text
from canteen.exchange.monthbook.book import CLAUSES, COVER, FINDINGS, PAYMENTS, PURCHASES, STATEMENT
from canteen.exchange.monthbook.clauses import FORCES
from canteen.exchange.monthbook.dockets import VERDICTS
from canteen.exchange.monthbook.table import HEAD
from canteen.models import CanteenMonth, Person
from canteen.models.words import Category, Fund, IncomeKind, Utility
from canteen.step import unjudged
from tests.exchange.monthbooks import CALC, DASH, FREEZER_LINE, SUM, bytes_of, listed, opened, reported, telling, values
from tests.world import REPAIR, lawful

WORDS = (*Fund, *IncomeKind, *Category, *Utility, *FORCES.values())
FUNCTIONS = {"SUM", "SUMIFS", "SUBTOTAL", "COUNTA", "COUNTIF", "ROUND", "IF"}
WRONG = {VERDICTS[state][0] for state in ("broken", "unknown", "later")}


@dataclass(frozen=True)
class Made:
    """The month of the telling canteen as a workbook, and what the command prints of it."""

    report: Report
    content: bytes
    book: Any
    printed: str


MADE: dict[str, Made] = {}


@pytest.fixture
def made(engine_name: str, request: pytest.FixtureRequest) -> Made:
    """The workbook from each engine, made once: most tests only look at it."""
    if engine_name not in MADE:
        app: Flask = request.getfixturevalue("app")
        report = reported(telling())
        command = ["check", "2026-10", "--as-of", "2026-11-10", "--format", "json"]
        printed = app.test_cli_runner().invoke(args=command).output
        MADE[engine_name] = Made(report, content := bytes_of(report), opened(content), printed)
    return MADE[engine_name]


@pytest.fixture
def report(made: Made) -> Report:
    """Its check."""
    return made.report


@pytest.fixture
def book(made: Made) -> Any:
    """It, opened."""
    return made.book


def test_it_has_the_papers_and_a_sheet_for_each_kind_of_subject(report: Report, book: Any) -> None:
    kinds = dict.fromkeys(looked.clause.subject.name for looked in report.looked)
    assert book.sheetnames == [COVER, CLAUSES, FINDINGS, PURCHASES, PAYMENTS, STATEMENT, *kinds]


def test_every_clause_that_is_on_is_listed_with_what_it_found(report: Report, book: Any) -> None:
    expected = [(looked.clause.number, looked.subjects, len(looked.findings)) for looked in report.looked]
    assert values(book, CLAUSES, "条款", "查了", "发现") == expected


def test_every_finding_is_listed_and_leads_to_its_verdicts(report: Report, book: Any) -> None:
    for row, finding in zip(listed(book, FINDINGS), report.findings, strict=True):
        shown = [row[head].value for head in ("条款", "单据", "发现", "怎么办")]
        assert shown == [finding.clause.number, finding.document, finding.message, finding.clause.way_out]
        assert row["状态"].value == {"open": "未了", "answered": "已答复"}[finding.state]
        assert row["涉及金额"].value == (
            None if finding.amount is None else pytest.approx(finding.amount / 100, abs=1e-9)
        )
        sheet, cell = row["单据"].hyperlink.location.strip("'").split("'!")
        assert book[sheet][cell].value == finding.document
        at = book[sheet][cell].row
        heads = [head.value for head in book[sheet][HEAD]]
        assert book[sheet].cell(at, heads.index(finding.clause.number) + 1).value in WRONG


def test_an_answer_stands_beside_its_finding(book: Any) -> None:
    row = next(row for row in listed(book, FINDINGS) if row["单据"].value == FREEZER_LINE)
    answer = [row[head].value for head in ("状态", "答复", "责任人", "监管人", "答复日期")]
    assert answer[:-1] == ["已答复", DASH, "4002", "5001"]
    assert answer[-1].date() == date(2026, 11, 9)


def test_every_subject_has_the_verdict_of_every_clause(report: Report, book: Any) -> None:
    for looked in report.looked:
        column = [row[looked.clause.number].value for row in listed(book, looked.clause.subject.name)]
        assert None not in column
        assert Counter(value in WRONG for value in column)[True] == len(looked.findings)
    assert len(listed(book, "采购")) == 10


def test_a_clause_that_does_not_concern_a_subject_says_so(book: Any) -> None:
    row = next(row for row in listed(book, "采购") if row["采购"].value == REPAIR)
    verdicts = {number: row[number].value for number in ("1.1", "2.3", "3.10")}
    assert verdicts == {"1.1": "✓ 符合", "2.3": "— 不涉及", "3.10": "✗ 不符合"}


@pytest.mark.usefixtures("app")
def test_what_is_not_due_yet_is_told_apart() -> None:
    book = opened(bytes_of(reported(lawful(), as_of=date(2026, 10, 28))))
    states = {(row["单据"].value, row["状态"].value) for row in listed(book, FINDINGS)}
    assert ("2026-10", "未到期") in states
    assert "本月未完" in book[COVER]["A3"].value


def test_nothing_runs_but_our_own_formulas(made: Made, book: Any) -> None:
    formulas = list(_formulas(made.content))
    assert len(formulas) > 100
    for formula in formulas:
        bare = re.sub(f"'(?:{'|'.join(book.sheetnames)})'!", "", formula)
        bare = re.sub(f'"(?:{"|".join(WORDS)})"', "", bare)
        assert re.fullmatch(r"[A-Z0-9$:(),+*/.=-]+", bare), formula
        assert set(re.findall(r"[A-Z]+(?=\()", bare)) <= FUNCTIONS


def _formulas(content: bytes) -> Iterator[str]:
    archive = ZipFile(BytesIO(content))
    for part in archive.namelist():
        if part.startswith("xl/worksheets/"):
            yield from (str(found.text) for found in fromstring(archive.read(part)).iter(f"{{{SHEET_MAIN_NS}}}f"))


def test_texts_that_look_like_formulas_stay_texts(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in (CALC, SUM, DASH)]
    assert {cell.value for cell in cells} == {CALC, SUM, DASH}
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


@pytest.mark.usefixtures("app")
def test_control_characters_do_not_break_it() -> None:
    report = reported(lawful())
    with unjudged():
        person = db.session.scalars(db.select(Person).where(Person.staff_no == "2001")).one()
        person.name = "赵\x07国强\ufffe"
    names = values(opened(bytes_of(report)), "人员", "人员", "姓名")
    assert ("2001", "赵_x0007_国强_xFFFE_") in names


def test_a_text_that_no_cell_holds_is_refused() -> None:
    cell = Workbook().create_sheet()["A1"]
    put_text(cell, "字" * LONGEST)
    with pytest.raises(ValueError, match="32767"):
        put_text(cell, "字" * (LONGEST + 1))


def test_days_are_days_and_numbers_numbers(made: Made, book: Any) -> None:
    first = listed(book, PURCHASES)[0]
    assert first["采购日期"].value.date() == date(2026, 10, 9)
    assert [(first[head].value, first[head].number_format) for head in ("计价数量", "单价", "金额")] == [
        (200, "#,##0.0##"),
        (5.6, "#,##0.00"),
        (1120, "#,##0.00"),
    ]
    assert first["采购日期"].number_format == "yyyy-mm-dd"
    sheet = f"xl/worksheets/sheet{book.sheetnames.index('水电费单') + 1}.xml"
    assert b"<v>1690.56</v>" in ZipFile(BytesIO(made.content)).read(sheet)


def test_a_payment_has_a_line_for_each_purchase_that_it_settles(book: Any) -> None:
    rice = [row for row in values(book, PAYMENTS, "付款编号", "采购编号", "本次付款") if row[0] == "FK-202610-0001"]
    assert rice == [("FK-202610-0001", "CG-202610-0001", 1120), ("FK-202610-0001", "CG-202610-0002", 560)]


def test_signers_are_named(book: Any) -> None:
    row = next(row for row in listed(book, "签名单据") if row["签名单据"].value == "CG-202610-0003")
    names = [row[role].value for role in ("采购人", "验收人", "审批人", "出售人")]
    assert names == ["李卫东、王秀兰", "赵国强、刘桂芝", "孙立军", "王桂兰"]


def test_every_sheet_is_ready_to_print(book: Any) -> None:
    for sheet in book:
        page = sheet.page_setup
        assert (page.paperSize, page.fitToWidth, page.fitToHeight) == (9, None, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.right.text == "第 &P 页，共 &N 页"
        assert "机关&&食堂 2026 年 10 月" in sheet.oddHeader.left.text
        if sheet.title != COVER:
            assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "B4")
        if sheet.title not in (COVER, STATEMENT):
            assert page.orientation == "landscape"
            assert sheet.auto_filter.ref.startswith("A3:")


def test_the_cover_says_what_is_looser_than_the_notice(book: Any) -> None:
    cover = {row[0].value: row for row in book[COVER].iter_rows()}
    limit, quotes = cover["现金上限"], cover["询价家数"]
    assert [cell.value for cell in limit[1:4]] == ["5000.00 元", "1000.00 元", "较通知放宽"]
    assert (limit[3].font.color.rgb, quotes[3].value) == ("00B0251C", "与通知一致")
    assert "未启用：B.14 跨食堂重复报销" in cover


def test_the_cover_names_the_check_by_what_the_command_prints(made: Made) -> None:
    lines = [row[0].value for row in made.book[COVER].iter_rows()]
    assert f"检查结果的 SHA-256：{sha256(made.printed.encode()).hexdigest()}" in lines


@pytest.mark.usefixtures("app")
def test_a_closed_month_is_no_preview() -> None:
    report = reported(lawful())
    assert "未结账，仅供预览" in opened(bytes_of(report))[COVER]["A3"].value
    with unjudged():
        month = CanteenMonth(
            canteen_id=report.when.canteen_id, month=report.when.month, closed_at=datetime(2026, 11, 9, 1, tzinfo=UTC)
        )
        db.session.add(month)
    assert "2026-11-09 09:00 已结账" in opened(bytes_of(report))[COVER]["A3"].value
