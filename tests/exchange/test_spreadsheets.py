"""What spreadsheets do to cells: real dates, formulas, errors, odd places; and back again unharmed."""

import base64
import json
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from canteen.check import check
from canteen.db import db
from canteen.exchange.container import PAGE
from canteen.exchange.history import bring_in
from canteen.exchange.marked import mark
from canteen.exchange.reading import grids
from canteen.exchange.tables import Error
from canteen.exchange.writing import export_history
from canteen.models import Canteen, Inspection
from canteen.months import When
from tests.exchange.files import cells, changed_parts, part, places, saved, shared, workbook
from tests.world import AS_OF, MONTH, SEPTEMBER, Sheets, lawful, with_row

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(1)",
    "#N/A",
    "'quoted",
    "_x0041_",
    "_x005F_x0041_",
    " leading and trailing ",
    "two\nlines\tand a tab",
    "carriage\rreturn",
    "\x85\u2028\u200b\ufeff\u202e",
    "😀𠮷",
    "<b>&amp;</b>",
    "1001",
    "007",
    "2026-10-1",
    "TRUE",
)


def page(*rows: list[object]) -> bytes:
    book = Workbook()
    book.worksheets[0].title = "品目"
    for row in rows:
        book.worksheets[0].append(row)
    return saved(book)


def read(content: bytes) -> list[list[object]]:
    """The cells of the first sheet, column by column."""
    [grid, *_] = grids(content, ("品目",), PAGE)
    return [[different[code] for code in codes] for different, codes in grid.columns]


def with_sheet(rows: str) -> bytes:
    return changed_parts(page(["名称"]), {SHEET: f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()})


def test_cells_are_read_as_what_they_are() -> None:
    moment = datetime(2026, 10, 5, 8, 13)
    assert read(page(["a"], [1], [1.5], [True], [1], [date(2026, 10, 5)], [moment], [time(8, 13)], [timedelta(hours=30)])) == [
        ["a", 1, 1.5, ["bool", "True"], 1, ["date", "2026-10-05"], ["time", "2026-10-05T08:13:00"], ["clock", "08:13:00"], ["clock", "1 day, 6:00:00"]]
    ]  # fmt: skip


def test_dates_count_from_the_workbook_s_own_first_day() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].title = "品目"
    book.worksheets[0].append([date(2026, 10, 5)])
    assert read(saved(book)) == [[["date", "2026-10-05"]]]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A2"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A2"><f>1+1</f></c>', ["formula", ""]),
        ('<c r="A2"><f>1+1</f><v></v></c>', ["formula", ""]),
        ('<c r="A2" t="str"><f>B1</f><v>x</v></c>', "x"),
        ('<c r="A2" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ["error", "#DIV/0!"]),
        ('<c r="A2" t="e"><v>#N/A</v></c>', ["error", "#N/A"]),
        ('<c t="e"><v>#REF!</v></c>', ["error", "#REF!"]),
    ],
)
def test_a_formula_counts_as_its_stored_value(cell: str, value: object) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">{cell}</row>'
    assert read(with_sheet(rows)) == [[1, value]]


def test_a_formula_below_all_values_and_cells_left_of_them() -> None:
    rows = '<row r="1"><c r="B1"><v>1</v></c></row><row r="4"><c r="B4"><f>1</f></c></row>'
    assert read(with_sheet(rows)) == [["", "", "", ""], [1, "", "", ["formula", ""]]]


def test_a_sheet_whose_first_row_is_empty_is_empty() -> None:
    assert read(with_sheet('<row r="2"><c r="A2"><v>1</v></c></row>')) == []


def test_an_uncalculated_formula_is_refused_in_its_cell(app: Flask) -> None:
    book = Workbook()
    book.worksheets[0].title = "品目"
    for row in (["名称", "类别", "计量单位"], ["大米", "大宗食材", '="公斤"'], ["面粉", "大宗食材", "公斤"]):
        book.worksheets[0].append(row)
    assert places(bring_in(saved(book)).errors) == [("品目", 2, "计量单位")]


def exported(canteen: str) -> bytes:
    out = BytesIO()
    export_history(db.session.scalars(db.select(Canteen.id).where(Canteen.code == canteen)).one(), out)
    return out.getvalue()


def reports(canteen: int) -> str:
    return json.dumps([check(When(canteen, month, AS_OF)).as_json()["findings"] for month in (SEPTEMBER, MONTH)])


def odd_world() -> Sheets:
    """The lawful world with everything that the workbook can carry."""
    sheets = lawful() | {
        "参数": [{"名称": "现金上限", "值": "800.00", "生效日期": "2026-01-01"}],
        "停用条款": [{"条款": "B.4", "起始日期": "2026-01-01"}],
    }
    answer = {
        "月份": "2026-10",
        "条款": "3.10",
        "单据": "CG-202610-0001",
        "说明": "=1+1",
        "责任人": "1001",
        "监管人": "5001",
    }
    sheets = with_row(sheets, "答复", **answer, 日期="2026-11-02", 金额="-0.05")
    for place, text in enumerate(TEXTS):
        sheets = with_row(sheets, "监管检查", 日期="2026-10-21", 监管人=f"6{place:03}", 抽查单据数=place, 结论=text)
    return sheets


def test_what_is_exported_comes_in_again_the_same(app: Flask) -> None:
    assert bring_in(workbook(odd_world())).errors == []
    first = exported("01")
    answer = bring_in(first, canteen="02")
    assert (answer.errors, answer.ignored) == ([], ["参数", "停用条款"])
    again = exported("02")
    assert cells(again) == cells(first)
    assert reports(1) == reports(2)
    assert bring_in(first, canteen="01").stored == {}


def test_texts_come_back_code_point_by_code_point(app: Flask) -> None:
    bring_in(odd_world())
    bring_in(exported("01"), canteen="02")
    query = db.select(Inspection.conclusion).where(Inspection.inspector.startswith("6")).order_by(Inspection.inspector)
    for canteen_id in (1, 2):
        assert db.session.scalars(query.where(Inspection.canteen_id == canteen_id)).all() == list(TEXTS)


def test_no_text_leaves_as_a_formula_or_an_error(app: Flask) -> None:
    bring_in(odd_world())
    content = exported("01")
    for number in range(1, 28):
        sheet = part(content, f"xl/worksheets/sheet{number}.xml")
        assert b"<f>" not in sheet
        assert b't="e"' not in sheet


def test_naughty_texts_are_stored_as_they_are_or_refused_in_their_cell(app: Flask) -> None:
    encoded = json.loads(shared("samples", "payloads", "blns.base64.json").read_text())
    naughty = [base64.b64decode(text).decode(errors="replace") for text in encoded]
    rows = [{"日期": "2026-10-21", "监管人": str(n), "抽查单据数": 1, "结论": text} for n, text in enumerate(naughty)]
    answer = bring_in({"监管检查": rows})
    assert {error.reason[:4] for error in answer.errors} <= {"必填", "含有看不"}
    wrong = {error.row for error in answer.errors}
    kept = [row for place, row in enumerate(rows, 2) if place not in wrong]
    assert len(kept) > len(naughty) * 0.95
    assert bring_in({"监管检查": kept}).errors == []
    bring_in(exported("01"), canteen="02")
    query = db.select(Inspection.conclusion).where(Inspection.canteen_id == 2).order_by(Inspection.id)
    assert db.session.scalars(query).all() == [row["结论"] for row in kept]


def test_the_latest_version_of_a_budget_and_live_documents_leave(app: Flask) -> None:
    bring_in(lawful())
    db.session.execute(
        db.text(
            "INSERT INTO budget (canteen_id, year, category, version, amount)"
            " SELECT canteen_id, year, category, 2, 1 FROM budget WHERE category = '维修'"
        )
    )
    db.session.execute(db.text("UPDATE purchase SET state = 'void' WHERE number = 'CG-202610-0001'"))
    db.session.execute(db.text("UPDATE signature SET set_aside_at = '2026-10-30' WHERE signer = '王桂兰'"))
    sheets = cells(exported("01"))
    assert [row[2] for row in sheets["预算"] if row[1] == "维修"] == [0.01]
    assert len(sheets["采购"]) == 13
    assert not any(
        "CG-202610-0001" in row for name in ("采购明细", "签名", "票据采购", "付款明细") for row in sheets[name]
    )
    assert not any("王桂兰" in row for row in sheets["签名"])
    db.session.rollback()


def test_the_refused_workbook_comes_back_with_its_wrong_cells_marked() -> None:
    from openpyxl import load_workbook  # noqa: PLC0415 - comments are read here only

    content = page(["名称", "类别"], ["=1+1", "调味品"], [date(2026, 10, 5), 3])
    errors = [Error("品目", 2, "类别", "不在可选值内"), Error("品目", 1, "计量单位", "缺少这一列")]
    sheet = load_workbook(BytesIO(mark(content, errors)))["品目"]
    comments = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert comments == {"B2": "不在可选值内", "C1": "计量单位：缺少这一列"}
    assert sheet["B2"].fill.fgColor.rgb.endswith("FFD9D2")
    assert (sheet["B2"].value, sheet["B3"].value) == ("调味品", 3)
    assert sheet["A3"].value == datetime(2026, 10, 5)
