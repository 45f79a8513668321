"""What rows may not be: each case is the lawful world with one thing changed, refused in exactly the cells that are wrong."""

from datetime import date, datetime

import pytest
from flask import Flask

from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Line, ParameterValue, Person, Signature
from tests.exchange.conftest import Refuse
from tests.exchange.files import Place, at, places
from tests.world import Row, Sheets, changed, lawful, with_row, without

PARAMETERS = lawful() | {"参数": [{"名称": "cash_limit", "值": "800", "生效日期": date(2026, 1, 1)}]}
TRANSFER = "ZZ-202610-0001"
RICE = {"名称": "东北大米", "类别": "大宗食材", "计量单位": "公斤"}
PERSON = {"工号": "1001", "姓名": "另一人", "岗位": "出纳", "任职开始": date(2026, 1, 1)}
SIGNATURE = {"单据编号": "CG-202610-0001", "签名角色": "验收人", "签名人": "2001", "签名时间": "2026-10-09 08:00:30"}


def no_column(sheet: str, column: str) -> Sheets:
    sheets = lawful()
    return sheets | {sheet: [{name: cell for name, cell in row.items() if name != column} for row in sheets[sheet]]}


@pytest.mark.parametrize(
    ("sheets", "wrong", "reason"),
    [
        (at(lawful(), "任职", 3, 姓名=None), [("任职", 3, "姓名")], "必填"),
        (no_column("监管检查", "抽查单据数"), [("监管检查", 1, "抽查单据数")], "缺少这一列"),
        (with_row(lawful(), "品目", **RICE), [("品目", 16, "名称")], "重复：东北大米"),
        (at(lawful(), "采购明细", 3, 行号="1"), [("采购明细", 3, "采购编号")], "重复"),
        (with_row(lawful(), "签名", **SIGNATURE), [("签名", 69, "单据编号")], "重复"),
        (changed(lawful(), "采购", "CG-202610-0001", 供应商="无"), [("采购", 5, "供应商")], "没有这一供应商：无"),
        (changed(lawful(), "采购", "CG-202610-0001", 立项编号="无"), [("采购", 5, "立项编号")], "没有这一立项：无"),
        (changed(lawful(), "付款", "FK-202610-0001", 账户="无"), [("付款", 4, "账户")], "没有这一账户：无"),
        (changed(lawful(), "任职", "1001", 任职结束="2026-05-31"), [("任职", 2, "任职结束")], "之前"),
        (changed(lawful(), "票据本", "辽财食堂01", 止号=1), [("票据本", 2, "止号")], "起号"),
        (changed(lawful(), "接待标准", "行政接待", 失效日期="2025-12-31"), [("接待标准", 2, "失效日期")], "之前"),
        (changed(lawful(), "水电费", "SD-202610-水", 付款日期=None), [("水电费", 4, "付款日期")], "付款金额"),
        (changed(lawful(), "水电费", "SD-202610-水", 付款金额=None), [("水电费", 4, "付款金额")], "付款日期"),
        (changed(lawful(), "接待", "JD-202610-0001", 结算金额=None), [("接待", 3, "结算金额")], "结算日期"),
        (without(lawful(), "采购明细", "CG-202610-0001"), [("采购", 5, "采购编号")], "没有采购明细"),
        (with_row(lawful(), "任职", **PERSON), [("任职", 12, "姓名")], "工号 1001 已是李卫东"),
        (
            changed(lawful(), "资金划转", TRANSFER, 转入账户="伙食费专户"),
            [("资金划转", 2, "转入账户")],
            "与转出账户相同",
        ),
        (changed(lawful(), "资金划转", TRANSFER, 转入账户="接待费专户"), [("资金划转", 2, "转入账户")], "同一资金"),
        (at(lawful(), "采购明细", 8, 数量=999_999_999, 单价="999999999.99"), [("采购明细", 8, "单价")], "过大"),
        (at(lawful(), "水电费", 4, 期末读数=999_999_999, 倍率=999_999_999), [("水电费", 4, "单价")], "过大"),
        (at(PARAMETERS, "参数", 2, 名称="现金下限"), [("参数", 2, "名称")], "没有这一参数"),
        (at(PARAMETERS, "参数", 2, 值="八百"), [("参数", 2, "值")], "现金上限"),
        (with_row(PARAMETERS, "参数", 名称="现金上限", 值=9, 生效日期="2026-01-01"), [("参数", 3, "名称")], "重复"),
        (lawful() | {"停用条款": [{"条款": "3.7", "起始日期": "2026-01-01"}]}, [("停用条款", 2, "条款")], "B 类"),
        (lawful() | {"停用条款": [{"条款": "B.99", "起始日期": "2026-01-01"}]}, [("停用条款", 2, "条款")], "B 类"),
    ],
)
def test_is_refused_where_it_is_wrong(refuse: Refuse, sheets: Sheets, wrong: list[Place], reason: str) -> None:
    errors = refuse(sheets)
    assert places(errors) == wrong
    assert reason in errors[0].reason


def test_a_reference_to_a_faulty_row_is_no_further_error(refuse: Refuse) -> None:
    assert places(refuse(changed(lawful(), "供应商", "惠丰粮油商行", 类型="网店"))) == [("供应商", 2, "类型")]


def test_references_to_a_sheet_without_its_naming_column_are_no_further_errors(refuse: Refuse) -> None:
    assert places(refuse(no_column("供应商", "名称"))) == [("供应商", 1, "名称")]


def test_a_repeated_header_is_refused(refuse: Refuse) -> None:
    sheets = lawful()
    twice = [row | {" 名称": row["名称"]} for row in sheets["品目"]]
    assert places(refuse(sheets | {"品目": twice})) == [("品目", 1, "名称")]


def test_all_errors_come_at_once_by_sheet_row_and_column(refuse: Refuse) -> None:
    sheets = at(lawful(), "采购", 3, 供应商="无", 资金="无")
    sheets = at(at(sheets, "采购", 2, 采购日期="无"), "任职", 4, 岗位="无")
    backwards = dict(reversed(sheets.items()))
    assert places(refuse(backwards)) == [
        ("任职", 4, "岗位"),
        ("采购", 2, "采购日期"),
        ("采购", 3, "供应商"),
        ("采购", 3, "资金"),
    ]


def test_empty_rows_are_skipped_and_counted(refuse: Refuse) -> None:
    sheets = lawful()
    blank: Row = {"名称": " "}
    rows = [sheets["品目"][0], blank, *sheets["品目"][1:]]
    assert places(refuse(sheets | {"品目": [*rows, {"名称": "只有名称"}]}))[0] == ("品目", len(rows) + 2, "类别")


def test_columns_in_any_order_unknown_ones_ignored_and_named(app: Flask) -> None:
    sheets = {name: [dict(reversed(row.items())) for row in rows] for name, rows in lawful().items()}
    sheets["采购"] = [{"备注": "早市"} | row for row in sheets["采购"]]
    answer = bring_in(sheets | {"填表说明": [{"说明": "请勿改动表头"}]})
    assert (answer.errors, answer.ignored) == ([], ["填表说明", "备注"])


def test_missing_optional_columns_are_empty(app: Flask) -> None:
    assert bring_in(no_column("采购明细", "实收数量")).errors == []
    assert db.session.scalars(db.select(Line.accepted)).unique().all() == [None]


def test_who_signs_and_who_inspects_are_not_held_against_other_sheets(app: Flask) -> None:
    sheets = with_row(lawful(), "签名", **SIGNATURE | {"签名人": "无此人", "实际签署人": "也无此人"})
    sheets = at(sheets, "监管检查", 2, 监管人="无此人")
    assert bring_in(at(sheets, "固定资产移交", 2, 行号=99)).errors == []


def test_an_acceptance_before_its_purchase_is_a_fact(app: Flask) -> None:
    assert bring_in(changed(lawful(), "采购", "CG-202610-0001", 验收日期="2026-10-01")).errors == []


def test_what_is_stored_says_where_it_came_from(app: Flask) -> None:
    bring_in(lawful(), by="宋德明")
    signature = db.session.scalars(db.select(Signature).order_by(Signature.id)).first()
    assert signature
    assert (signature.origin, signature.import_id, signature.digest) == ("import", 1, None)
    assert (signature.signed_at.isoformat(), signature.signed_on) == ("2026-09-09T22:30:00+00:00", date(2026, 9, 10))
    assert {person.user_id for person in db.session.scalars(db.select(Person))} == {None}


def test_parameters_come_in_under_either_name(app: Flask) -> None:
    more = with_row(PARAMETERS, "参数", 名称="设备维修占比上限", 值=0.08, 生效日期=datetime(2026, 1, 1))
    assert bring_in(more).errors == []
    stored = {kept.name: kept.value for kept in db.session.scalars(db.select(ParameterValue))}
    assert stored == {"cash_limit": 80_000, "equipment_repair_cap": 800}
