"""A spreadsheet that people have becomes suppliers or items: read as it is, shown, put right, stored once."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import select

from canteen.db import db
from canteen.models import Change, Item, LogEntry, Supplier
from tests.catalogue.conftest import As
from tests.catalogue.sheets import KEY, asked, preview, rows, send, store, tally
from tests.catalogue.test_entering import RICE, new_item, new_supplier
from tests.exchange.files import saved
from tests.security.staff import post

HEAD = ("商品名称", "分类", "单位", "单价")
CABBAGE, PORK = ("白菜", "零星食材", "公斤", 2.4), ("猪肉", "零星食材", "公斤", "26.00元")


def items() -> dict[str, tuple[Any, ...]]:
    """The items that there are."""
    return {
        item.name: (item.category, item.unit, item.usual_price, item.in_catalogue, item.durable)
        for item in db.session.scalars(select(Item).order_by(Item.id))
    }


def test_what_is_new_is_stored_once_and_only_when_told(keeper: FlaskClient) -> None:
    address = preview(keeper, rows(HEAD, CABBAGE, PORK))
    assert tally(keeper.get(address).text) == {"新的": 2}
    assert items() == {}
    first, again = (store(keeper, address) for _ in range(2))
    assert first.location == again.location
    assert items() == {
        "白菜": ("零星食材", "公斤", 240, False, False),
        "猪肉": ("零星食材", "公斤", 2600, False, False),
    }
    assert "没有留下的" in keeper.get(first.location).text
    assert tally(keeper.get(address).text) == {"和现有的一样": 2}
    assert "没有新的可存" in store(keeper, address, key="f0" * 16).text
    logged = db.session.scalars(select(LogEntry).where(LogEntry.action == "catalogue.import")).one()
    assert (logged.detail["file"], logged.detail["stored"]) == ("清单.xlsx", 2)
    assert [change.after for change in db.session.scalars(select(Change))] == ["白菜", "猪肉"]
    assert ">白菜</a>" in keeper.get("/documents/item/?q=bc").text


def test_what_is_there_is_never_changed(keeper: FlaskClient) -> None:
    new_item(keeper)
    content = rows(HEAD, ("大米", "大宗食材", "斤", 5.6), (" 大 米", "大宗食材", "公斤", 5.6), CABBAGE)
    address = preview(keeper, content)
    page = keeper.get(address).text
    assert tally(page) == {"新的": 1, "和现有的不同": 1, "不能存": 1}
    assert "计量单位：表里 斤，现有 公斤" in page
    assert "和第 2 行重名" in page
    told = keeper.get(store(keeper, address).location).text
    assert "没有存的 2 行" in told
    assert items()["大米"] == ("大宗食材", "公斤", 560, True, False)


def test_a_column_that_says_nothing_is_no_difference(keeper: FlaskClient) -> None:
    new_item(keeper)
    page = keeper.get(preview(keeper, rows(("名称", "类别", "单位"), ("大米", "大宗食材", "公斤")))).text
    assert tally(page) == {"和现有的一样": 1}


@pytest.mark.parametrize(
    ("content", "head", "found"),
    [
        (rows(HEAD, CABBAGE), 1, 1),
        (rows(("某某食堂商品清单",), (), HEAD, CABBAGE), 3, 1),
        (rows((None,), (None,), (None, *HEAD), (None, *CABBAGE)), 3, 1),
        (rows(("说明：带星号的必填",) * 4, ("名称*", "类别*", "基本单位*", "采购价（元）"), CABBAGE, PORK, merged=("A1:D1",)), 2, 2),
        (rows(("名称", "类别", "价格", None), (None, None, "单位", "单价"), ("白菜", "零星食材", "公斤", 2.4),
              merged=("A1:A2", "B1:B2", "C1:D1")), 2, 1),
        (rows(HEAD, CABBAGE, ("合计", None, None, 2.4)), 1, 1),
    ],
    ids=["first row", "under a title", "after empty rows and an empty column", "under merged instructions", "in two tiers", "with a sum"],
)  # fmt: skip
def test_the_row_of_heads_is_found(keeper: FlaskClient, content: bytes, head: int, found: int) -> None:
    page = keeper.get(preview(keeper, content)).text
    assert f'<option value="{head - 1}" selected>第 {head} 行</option>' in page
    assert tally(page)["新的"] == found


def test_cells_that_were_merged_hold_the_same(keeper: FlaskClient) -> None:
    content = rows(HEAD, CABBAGE, ("萝卜", None, "公斤", 1.5), merged=("B2:B3",))
    store(keeper, preview(keeper, content))
    assert items()["萝卜"] == ("零星食材", "公斤", 150, False, False)


def test_what_the_sheet_does_not_say_is_chosen_once(keeper: FlaskClient) -> None:
    address = preview(keeper, rows(("品名", "备注"), ("白菜", "早市"), ("萝卜", "")))
    page = keeper.get(address).text
    assert tally(page) == {"不能存": 2}
    assert "没有类别，请在上面选一个" in page
    chosen = asked(address, category="零星食材", unit="公斤")
    assert tally(keeper.get(chosen).text) == {"新的": 2}
    store(keeper, chosen)
    assert set(items().values()) == {("零星食材", "公斤", None, False, False)}


def test_words_of_theirs_are_given_one_of_ours(keeper: FlaskClient) -> None:
    address = preview(keeper, rows(HEAD, ("白菜", "蔬菜", "公斤", 2), ("米", "粮油", "公斤", 5)))
    assert tally(keeper.get(address).text) == {"不能存": 2}
    assert tally(keeper.get(asked(address, **{"as:蔬菜": "零星食材"})).text) == {"新的": 1, "不能存": 1}
    chosen = asked(address, **{"as:蔬菜": "零星食材", "category": "大宗食材"})
    store(keeper, chosen)
    assert [item[0] for item in items().values()] == ["零星食材", "大宗食材"]


def test_a_column_is_taken_for_what_was_chosen(keeper: FlaskClient) -> None:
    address = preview(keeper, rows((*HEAD, "零售价"), (*CABBAGE, 3)))
    choices = {"for": "0.0", "c0": "name", "c1": "category", "c2": "unit", "c4": "usual_price"}
    store(keeper, asked(address, **choices))
    assert items()["白菜"][2] == 300


def test_a_choice_of_columns_holds_for_its_row_of_heads_only(keeper: FlaskClient) -> None:
    address = preview(keeper, rows(HEAD, ("名称", "类别", "单位", "单价"), CABBAGE))
    moved = asked(address, **{"head0": "0", "for": "0.1", "c3": "name"})
    assert '<option value="name" selected>名称</option>' in keeper.get(moved).text
    assert tally(keeper.get(moved).text)["不能存"] == 1


def test_the_sheet_with_the_most_of_ours_is_read(keeper: FlaskClient) -> None:
    book = Workbook()
    book.worksheets[0].append(("说明",))
    goods = book.create_sheet("商品")
    for row in (HEAD, CABBAGE):
        goods.append(row)
    address = preview(keeper, saved(book))
    assert tally(keeper.get(address).text) == {"新的": 1}
    assert tally(keeper.get(asked(address, sheet="0")).text) == {}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ((None, "零星食材", "公斤", 1), "没有名称"),
        (("长" * 101, "零星食材", "公斤", 1), "超过 100 个字"),
        (("白菜", "零星食材", "公斤", "=1+1"), "公式没有存下结果"),
        (("白菜", "零星食材", "公斤", "#N/A"), "是错误值"),
        (("白菜", "零星食材", "公斤", "贵"), "不是数字"),
        (("白菜", "零星食材", "公斤", -1), "不能为负"),
        (("白菜", "零星食材", "公斤", 2.345), "超过两位小数"),
        (("白菜", "零星食材", "公斤", 1e15), "数字过大"),
        (("白菜", "零星食材", "公" * 21, 1), "超过 20 个字"),
        ((True, "零星食材", "公斤", 1), "逻辑值"),
    ],
)
def test_a_row_that_cannot_be_stored_says_why(keeper: FlaskClient, row: tuple[Any, ...], why: str) -> None:
    address = preview(keeper, rows(HEAD, row, PORK))
    page = keeper.get(address).text
    assert tally(page) == {"新的": 1, "不能存": 1}
    assert why in page
    assert why in keeper.get(store(keeper, address).location).text
    assert list(items()) == ["猪肉"]


SUPPLIER_HEAD = ("供应商名称", "类型", "税号", "联系电话", "有效期至", "开户银行", "银行账号")


def test_suppliers_come_without_their_accounts(keeper: FlaskClient) -> None:
    row = ("鑫源粮油", "固定经营场所", "91340700ma2mq8xt6p", 13800000000, "长期", "建设银行", "12345678")
    address = preview(keeper, rows(SUPPLIER_HEAD, row), "供应商")
    assert "收款账户要两个人" in keeper.get("/catalogue/import/").text
    store(keeper, address)
    supplier = db.session.scalars(select(Supplier)).one()
    assert (supplier.tax_number, supplier.phone, supplier.licence_until) == ("91340700MA2MQ8XT6P", "13800000000", None)
    assert (supplier.bank, supplier.bank_account) == (None, None)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("新店", "固定经营场所", "91340700MA2MQ8XT6Q", None, None), "末位校验码要对"),
        (("新店", "固定经营场所", None, "问老板", None), "不是一个电话号码"),
        (("新店", "固定经营场所", None, "0553 1234567", None), "电话和“鑫源粮油”的相同"),
        (("新店", "固定经营场所", "91340700MA2MQ8XT6P", None, None), "统一社会信用代码和“鑫源粮油”的相同"),
        (("新店", "固定经营场所", None, None, "明年底"), "不是日期"),
        (("新店", "连锁", None, None, None), "类型“连锁”归到哪一种"),
    ],
)
def test_a_supplier_that_cannot_be_stored_says_why(keeper: FlaskClient, row: tuple[Any, ...], why: str) -> None:
    new_supplier(keeper)
    page = keeper.get(preview(keeper, rows(SUPPLIER_HEAD[:5], row), "供应商")).text
    assert tally(page) == {"不能存": 1}
    assert why in page


def test_two_rows_with_one_telephone_are_one_too_many(keeper: FlaskClient) -> None:
    content = rows(("名称", "类型", "电话"), ("甲店", "零星摊贩", "13800000000"), ("乙店", "零星摊贩", "138 0000 0000"))
    assert tally(keeper.get(preview(keeper, content, "供应商")).text) == {"新的": 1, "不能存": 1}


def test_two_hundred_columns_are_read_and_three_hundred_refused(keeper: FlaskClient) -> None:
    more = [f"备注{number}" for number in range(196)]
    address = preview(keeper, rows((*HEAD, *more), (*CABBAGE, *more)))
    page = keeper.get(address).text
    assert tally(page) == {"新的": 1}
    assert "没有用到的 196 列" in page
    refused = send(keeper, rows((*HEAD, *more, *more), (*CABBAGE, *more, *more)))
    assert refused.status_code == 422
    assert "超过 256 列，请删去右边多余的列" in refused.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "请选择文件"),
        (b"a,b\n1,2\n", "这是文本（CSV）"),
        (b"\xff\xd8\xff\xe0", "这不是工作簿"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"), "文件已损坏"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook_VBA_PROJECT_CUR".encode("utf-16-le"), "含有宏"),
        (rows(), "表里什么都没有"),
    ],
)
def test_what_is_no_spreadsheet_is_said(keeper: FlaskClient, content: bytes, sentence: str) -> None:
    answer = send(keeper, content, name="清单.xls" if content else "")
    assert answer.status_code == 422
    assert sentence in answer.text


def test_what_another_entered_meanwhile_is_not_stored_twice(keeper: FlaskClient) -> None:
    address = preview(keeper, rows(HEAD, CABBAGE, PORK))
    assert tally(keeper.get(address).text) == {"新的": 2}
    new_item(keeper, **RICE | {"name": "白菜"})
    store(keeper, address)
    assert items()["白菜"][0] == "大宗食材"
    assert set(items()) == {"白菜", "猪肉"}


def test_a_preview_is_its_sender_s(who: As, keeper: FlaskClient) -> None:
    address = preview(keeper, rows(HEAD, CABBAGE))
    assert who("colleague").get(address).status_code == 404
    assert post(who("colleague"), address, key=KEY).status_code == 404
    assert keeper.get("/catalogue/import/" + "x" * 22).status_code == 404
    assert keeper.get(address.replace("import/", "import/..%2f")).status_code == 404


@pytest.mark.parametrize("stranger", ["buyer", "clerk", "overseer"])
def test_others_bring_nothing_in(who: As, stranger: str) -> None:
    assert send(who(stranger), rows(HEAD, CABBAGE)).status_code == 403
