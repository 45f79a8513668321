"""询价单 goes out as a workbook and comes back filled in: seen before it is stored, or refused cell by cell."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Attachment, Item
from canteen.step import unjudged
from tests.security.staff import token
from tests.sourcing.conftest import FIRST, MONDAY, OVEN, PLATE, SECOND, TUESDAY, Desk, quotes, supplier_id, the_case

Change = Callable[[Any], None]
FIRST_LINE = 8


@pytest.fixture
def asking(buyer: Desk) -> Desk:
    """A purchaser who opened a case for two ovens and a hundred plates."""
    buyer.open((OVEN, "2"), (PLATE, "100"), estimate="3000", **{"lines-1-note": "=1+1"})
    return buyer


def sent(desk: Desk) -> Any:
    """The workbook that goes to the suppliers."""
    answer = desk.client.get(f"/sourcing/{the_case().id}/inquiry.xlsx")
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.data))


def filled(book: Any, *changes: Change) -> bytes:
    """The workbook as a supplier fills it in, with what he should not do."""
    page = book["询价单"]
    page["B4"], page["B5"], page["F8"], page["F9"] = FIRST, TUESDAY, 880.5, "2.4"
    for change in changes:
        change(page)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bring(desk: Desk, content: bytes) -> TestResponse:
    """Send the workbook."""
    file = (BytesIO(content), "厨邦报价.xlsx")
    return desk.client.post(
        f"/sourcing/{the_case().id}/quotes/import", data={"csrf_token": token(desk.client), "file": file}
    )


def cell(place: str, value: object) -> Change:
    """Write into a cell."""

    def change(page: Any) -> None:
        page[place] = value

    return change


def test_the_workbook_asks_for_every_line_and_holds_no_formula_but_ours(asking: Desk) -> None:
    page = sent(asking)["询价单"]
    assert page["B3"].value == the_case().number
    assert [page.cell(FIRST_LINE, column).value for column in range(1, 6)] == [1, OVEN, None, "台", 2]
    assert (page["C9"].value, page["C9"].data_type) == ("=1+1", "s")
    formulas = {cell.coordinate for row in page for cell in row if cell.data_type == "f"}
    assert formulas == {"G8", "G9", "G10"}
    unlocked = {cell.coordinate for row in page for cell in row if not cell.protection.locked}
    assert (page.protection.sheet, unlocked) == (True, {"B4", "B5", "F8", "F9"})


def test_a_filled_workbook_is_shown_first_and_stored_once_somebody_says_so(asking: Desk) -> None:
    answer = bring(asking, filled(sent(asking)))
    assert (answer.status_code, quotes()) == (303, [])
    page = asking.client.get(answer.location).text
    for words in ("厨邦报价.xlsx", "880.50", "1,761.00", "240.00", "2,001.00", f'value="{TUESDAY}"'):
        assert words in page
    assert re.search(rf'<option selected value="{supplier_id(FIRST)}">', page)
    stored = asking.send(answer.location, supplier=str(supplier_id(FIRST)), quoted_on=TUESDAY)
    assert (stored.status_code, quotes()) == (303, [(FIRST, 200_100)])
    kept = db.session.scalars(select(Attachment)).one()
    assert (kept.name, kept.role) == ("厨邦报价.xlsx", "报价单")
    original = asking.client.get(f"/pictures/{kept.id}/original")
    assert "attachment" in original.headers["Content-Disposition"]
    assert load_workbook(BytesIO(original.data))["询价单"]["F8"].value == 880.5
    again = asking.send(answer.location, supplier=str(supplier_id(FIRST)), quoted_on=TUESDAY)
    assert "这家已经报过价" in again.text


def test_a_formula_with_a_value_is_a_price_and_a_name_unknown_to_us_is_asked_for(asking: Desk) -> None:
    answer = bring(asking, filled(sent(asking), cell("B4", "没登记的公司"), cell("B5", "下周")))
    page = asking.client.get(answer.location).text
    assert re.search(r'<option selected value="0">请选择', page)
    assert "请选供应商" in asking.send(answer.location, supplier="0", quoted_on=TUESDAY).text


WRONG = [
    pytest.param(cell("F8", None), 8, "单价（元）", "没有填单价", id="no price"),
    pytest.param(cell("F9", "两块四"), 9, "单价（元）", "不是数字", id="letters"),
    pytest.param(cell("F9", "1,200.00"), 9, "单价（元）", "有千位分隔符", id="a comma"),
    pytest.param(cell("F9", -1), 9, "单价（元）", "不能为负", id="negative"),
    pytest.param(cell("F9", 0.001), 9, "单价（元）", "超过两位小数", id="three decimals"),
    pytest.param(cell("F8", "=440+440.5"), 8, "单价（元）", "公式没有存下结果", id="a formula without a value"),
    pytest.param(cell("E8", 1), 8, "数量", "数量被改了，应为 2", id="another quantity"),
    pytest.param(cell("B9", "塑料餐盘"), 9, "品目", f"品目被改了，应为 {PLATE}", id="another item"),
    pytest.param(cell("G9", 250), 9, "金额（元）", "与数量乘单价不符，应为 240.00", id="another amount"),
    pytest.param(cell("A9", 7), 9, "行号", "立项里没有这一行", id="a line that was not asked for"),
    pytest.param(cell("A9", 1), 9, "行号", "或者这一行写了两次", id="a line twice"),
    pytest.param(cell("A9", None), 7, "行号", f"缺第 2 行（{PLATE}）", id="a line missing"),
]


@pytest.mark.parametrize(("change", "row", "column", "reason"), WRONG)
def test_every_wrong_cell_has_its_row_column_and_sentence(
    asking: Desk, change: Change, row: int, column: str, reason: str
) -> None:
    answer = bring(asking, filled(sent(asking), change))
    assert (answer.status_code, quotes()) == (422, [])
    found = re.findall(
        r'<th scope="row" class="">第 (\d+) 行</th><td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td>', answer.text
    )
    assert any((place, head) == (str(row), column) and reason in why for place, head, why in found), found


def foreign() -> bytes:
    """Somebody's own table."""
    book = Workbook()
    book.create_sheet("报价", 0).append(["品名", "价格"])
    book.save(out := BytesIO())
    return out.getvalue()


STRANGE = [
    pytest.param(foreign, "这不是本系统的询价单", id="another table"),
    pytest.param(lambda: b"", "文件是空的", id="empty"),
    pytest.param(lambda: b"%PDF-1.7", "这不是工作簿", id="a PDF"),
]


@pytest.mark.parametrize(("content", "why"), STRANGE)
def test_a_wrong_file_is_said(asking: Desk, content: Callable[[], bytes], why: str) -> None:
    assert why in bring(asking, content()).text


def test_the_workbook_of_another_case_is_refused(asking: Desk) -> None:
    answer = bring(asking, filled(sent(asking), cell("B3", "LX-202611-0009")))
    assert "这是立项 LX-202611-0009 的询价单，不是 LX-202611-0001 的" in answer.text


def test_no_file_is_said(asking: Desk) -> None:
    assert (
        "请选择文件"
        in asking.client.post(
            f"/sourcing/{the_case().id}/quotes/import", data={"csrf_token": token(asking.client)}
        ).text
    )


def test_what_somebody_else_sent_is_not_shown(asking: Desk, hire: Callable[..., Desk]) -> None:
    answer = bring(asking, filled(sent(asking)))
    assert hire("another", "会计").client.get(answer.location).status_code == 404
    assert asking.client.get(f"/sourcing/{the_case().id}/quotes/import/unknown").status_code == 404


def test_an_item_that_was_renamed_meanwhile_is_said(asking: Desk) -> None:
    book = sent(asking)
    with unjudged():
        db.session.scalars(select(Item).where(Item.name == OVEN)).one().name = "电烤箱（旧）"
    assert "应为 电烤箱（旧）" in bring(asking, filled(book)).text


def test_dates_are_held_against_the_case_as_those_typed(asking: Desk) -> None:
    answer = bring(asking, filled(sent(asking)))
    early = asking.send(answer.location, supplier=str(supplier_id(SECOND)), quoted_on="2026-11-08")
    assert f"早于立项日期 {MONDAY}" in early.text
