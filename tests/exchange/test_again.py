"""What happens to a workbook that comes a second time: the same, more of it, or something else."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from canteen import attachments
from canteen.db import db
from canteen.exchange.history import NotOne, bring_in
from canteen.models import Canteen, CanteenMonth, ImportFile, Item, LogEntry, Person, Purchase, Reception, Supplier
from canteen.models.words import State
from canteen.step import unjudged
from tests.exchange.files import at, counts, places, rows
from tests.world import RICE, Row, Sheets, changed, lawful, with_row, without

DINNER, SOAP = "JD-202610-0001", "SD-202610-水"
REFUND: Row = {"付款编号": "FK-202610-0001", "采购编号": "CG-202610-0003", "金额": "-1"}
LATER: Row = {
    "收入编号": "SR-1",
    "日期": "2026-11-02",
    "类别": "其他",
    "金额": 1,
    "票据种类": "无",
    "账户": "伙食费专户",
}
UNSETTLED = changed(lawful(), "接待", DINNER, 结算日期=None, 结算金额=None)


def close(*months: date) -> None:
    """Close months of the only canteen."""
    with unjudged():
        for month in months:
            db.session.add(CanteenMonth(canteen_id=1, month=month, closed_at=datetime(2026, 11, 9, tzinfo=UTC)))


def start_on(day: date) -> None:
    """Let the only canteen work in the product from a day on."""
    with unjudged():
        db.session.get_one(Canteen, 1).started_on = day


def logged(action: str) -> list[tuple[str, dict[str, object]]]:
    """What the log says of an action."""
    entries = db.session.scalars(db.select(LogEntry).where(LogEntry.action == action).order_by(LogEntry.id))
    return [(entry.thing, entry.detail) for entry in entries]


def test_a_second_import_stores_nothing_and_counts_everything_unchanged(app: Flask) -> None:
    assert counts(bring_in(lawful())) == (rows(lawful()), 0, 0)
    answer = bring_in(lawful())
    assert (answer.stored, answer.completed, answer.errors) == ({}, {}, [])
    assert answer.unchanged == {name: len(kept) for name, kept in lawful().items()}
    assert len(db.session.scalars(db.select(ImportFile)).all()) == 1


def test_only_what_is_new_is_stored(app: Flask) -> None:
    bring_in(without(lawful(), "收入", "SR-202610-0005"))
    assert bring_in(lawful()).stored == {"收入": 1}


def test_an_empty_stored_cell_is_completed_and_logged(app: Flask) -> None:
    bring_in(UNSETTLED)
    answer = bring_in(lawful())
    assert (answer.stored, answer.completed, answer.errors) == ({}, {"接待": 1}, [])
    settled = db.session.scalars(db.select(Reception).where(Reception.number == DINNER)).one()
    assert (settled.settled_on, settled.settled) == (date(2026, 10, 28), 60_000)
    assert logged("import.complete") == [(f"接待:{DINNER}", {"结算日期": "2026-10-28", "结算金额": 60_000})]


def test_an_empty_reference_is_completed(app: Flask) -> None:
    bring_in(changed(lawful(), "采购", "CG-202610-0005", 立项编号=None))
    assert bring_in(lawful()).completed == {"采购": 1}
    purchase = db.session.scalars(db.select(Purchase).where(Purchase.number == "CG-202610-0005")).one()
    assert purchase.case
    assert purchase.case.number == "LX-202610-0001"


@pytest.mark.parametrize(
    ("sheets", "sheet", "row", "column"),
    [
        (changed(lawful(), "采购", RICE, 验收日期="2026-10-10"), "采购", 5, "验收日期"),
        (changed(lawful(), "采购", RICE, 供应商="洁雅日用百货商店"), "采购", 5, "供应商"),
        (changed(lawful(), "采购", RICE, 验收日期=None), "采购", 5, "验收日期"),
        (at(lawful(), "品目", 2, 耐用="是"), "品目", 2, "耐用"),
        (at(lawful(), "任职", 2, 姓名="李卫冬"), "任职", 2, "姓名"),
    ],
)
def test_any_other_difference_is_a_conflict(app: Flask, sheets: Sheets, sheet: str, row: int, column: str) -> None:
    bring_in(lawful())
    assert places(bring_in(sheets).errors) == [(sheet, row, column)]


def test_a_column_that_the_file_does_not_have_says_nothing(app: Flask) -> None:
    bring_in(lawful())
    accepted = [{name: cell for name, cell in row.items() if name != "验收日期"} for row in lawful()["采购"]]
    assert bring_in({"采购": accepted}).unchanged == {"采购": 13}


def test_references_may_point_at_what_is_stored(app: Flask) -> None:
    bring_in(lawful())
    assert bring_in({"付款明细": [REFUND], "收入": [LATER]}).stored == {"付款明细": 1, "收入": 1}


def test_a_void_document_keeps_its_number(app: Flask) -> None:
    bring_in(lawful())
    with unjudged():
        db.session.scalars(db.select(Purchase).where(Purchase.number == RICE)).one().state = State.VOID
    only = {
        "采购": [row for row in lawful()["采购"] if row["采购编号"] == RICE],
        "付款明细": [REFUND | {"采购编号": RICE}],
    }
    assert places(bring_in(only).errors) == [("采购", 2, "采购编号")]
    assert places(bring_in({"付款明细": only["付款明细"]}).errors) == [("付款明细", 2, "采购编号")]


def test_a_closed_month_takes_no_new_row(app: Flask) -> None:
    sheets = without(lawful(), "收入", "SR-202609-0001")
    bring_in(sheets)
    close(date(2026, 9, 1))
    assert places(bring_in(with_row(sheets, "收入", **LATER | {"日期": "2026-09-30"})).errors) == [("收入", 7, "日期")]
    assert bring_in(with_row(sheets, "收入", **LATER)).stored == {"收入": 1}


def test_a_closed_month_takes_no_part_of_its_documents(app: Flask) -> None:
    bring_in(lawful())
    close(date(2026, 10, 1))
    line: Row = {"采购编号": RICE, "行号": 9, "品目": "土豆", "数量": 1, "单价": 1}
    assert places(bring_in({"采购明细": [line]}).errors) == [("采购明细", 2, "采购编号")]
    assert places(bring_in({"付款明细": [REFUND]}).errors) == [("付款明细", 2, "付款编号")]


def test_a_settlement_of_an_open_month_completes_a_document_of_a_closed_one(app: Flask) -> None:
    sheets = changed(lawful(), "水电费", SOAP, 付款日期=None, 付款金额=None)
    bring_in(changed(sheets, "采购", RICE, 验收日期=None))
    close(date(2026, 10, 1))
    assert places(bring_in(lawful()).errors) == [("采购", 5, "采购日期")]
    assert bring_in({"水电费": lawful()["水电费"]}).completed == {"水电费": 1}


def test_a_canteen_takes_no_history_from_its_first_day_on_unless_late(app: Flask) -> None:
    bring_in(lawful())
    start_on(date(2026, 11, 1))
    later = {"收入": [LATER, LATER | {"收入编号": "SR-2", "日期": "2026-10-31"}]}
    assert places(bring_in(later).errors) == [("收入", 2, "日期")]
    assert bring_in(later, late=True).stored == {"收入": 2}
    kept = db.session.scalars(db.select(ImportFile).order_by(ImportFile.id.desc())).first()
    assert kept
    assert kept.late
    assert db.session.execute(db.text("SELECT DISTINCT origin FROM income ORDER BY 1")).scalars().all() == [
        "import",
        "late",
    ]


def test_canteens_are_found_or_founded(app: Flask) -> None:
    bring_in(lawful(), name="机关食堂")
    bring_in(lawful(), canteen="02")
    named = db.session.scalars(db.select(Canteen).order_by(Canteen.code))
    assert [(canteen.code, canteen.name) for canteen in named] == [("01", "机关食堂"), ("02", "食堂 02")]
    with pytest.raises(NotOne, match="有 2 个食堂"):
        bring_in(lawful())


def test_parameters_and_switches_are_read_only_into_an_empty_installation(app: Flask) -> None:
    own: Sheets = {
        "参数": [{"名称": "现金上限", "值": "800", "生效日期": "2026-01-01"}],
        "停用条款": [{"条款": "B.4", "起始日期": "2026-01-01"}],
    }
    assert bring_in(lawful() | own).stored.keys() >= own.keys()
    wrong = own | {"参数": [{"名称": "无", "值": "800", "生效日期": "2026-01-01"}]}
    answer = bring_in(lawful() | wrong, canteen="02")
    assert (answer.ignored, answer.errors) == (["参数", "停用条款"], [])
    assert answer.stored.keys() == lawful().keys()


def test_the_file_is_kept_with_who_brought_it(app: Flask) -> None:
    content = b'{"a": 1}'
    digest = attachments.keep(content)
    assert (attachments.find(digest), list(attachments.digests())) == (content, [digest])
    bring_in(lawful(), by="宋德明", file_name="十月.xlsx")
    file = db.session.scalars(db.select(ImportFile)).one()
    assert (file.name, file.brought_by) == ("十月.xlsx", "宋德明")
    assert file.counts["stored"] == {name: len(kept) for name, kept in lawful().items()}
    assert attachments.find(file.sha256)
    [(thing, detail)] = logged("import")
    assert (thing, detail["file"]) == ("canteen:01", "十月.xlsx")


def test_a_refusal_is_logged_and_nothing_else_is_kept(app: Flask) -> None:
    bring_in(at(lawful(), "任职", 2, 岗位="厨师"), file_name="十月.xlsx")
    assert logged("import.refused") == [("canteen:", {"file": "十月.xlsx", "errors": 1})]
    assert db.session.scalars(db.select(ImportFile)).all() == []
    assert list(attachments.digests()) == []


def test_people_get_no_log_in_and_names_are_spelt(app: Flask) -> None:
    bring_in(lawful())
    assert set(db.session.scalars(db.select(Person.user_id))) == {None}
    item = db.session.scalars(db.select(Item).where(Item.name == "大白菜")).one()
    assert item.pinyin
    assert item.initials
    assert "dabaicai" in item.pinyin.split()
    assert "dbc" in item.initials.split()
    assert all(db.session.scalars(db.select(Supplier.pinyin)))
