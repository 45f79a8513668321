"""A bill is entered by meter and reading: what it comes to must be what it says, and nothing of it is guessed."""

import re
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.models import Attachment, KeptWarning, UtilityBill
from canteen.models.words import State
from canteen.step import unjudged
from tests.utilities.conftest import Visit, bills, part, send

WASTE = {"name": "污水处理费", "quantity": "100", "unit_price": "0.95"}


def test_a_bill_is_stored_with_its_number_photo_and_parts(keeper: FlaskClient) -> None:
    surcharge = part(0, name="阶梯加价", tier="第二档", quantity="33.333", unit_price="0.05") | part(
        1, name="减免", amount="-10"
    )
    answer = send(keeper, amount="836.95", paper=(b"%PDF-1.7", "账单.pdf"), **surcharge)
    assert answer.status_code == 303, answer.text
    [bill] = bills()
    assert (bill.number, bill.month, bill.opening, bill.closing) == (
        "SD-202611-0001",
        date(2026, 11, 1),
        4660000,
        4700000,
    )
    assert (bill.multiplier, bill.unit_price, bill.amount, bill.other_charges) == (40000, 5283, 83695, -833)
    assert [(c.name, c.tier, c.quantity, c.unit_price, c.amount) for c in bill.charges] == [
        ("阶梯加价", "第二档", 33333, 500, 167),
        ("减免", None, None, None, -1000),
    ]
    papers = db.session.scalars(select(Attachment).where(Attachment.thing == f"utility_bill:{bill.id}"))
    assert [(p.role, p.name, p.media, bool(p.shown)) for p in papers] == [
        ("表盘照片", "表盘.jpg", "image/jpeg", True),
        ("账单", "账单.pdf", "application/pdf", False),
    ]
    page = keeper.get(answer.location).text
    assert ["阶梯加价" in page, "减免" in page, "表盘.jpg" in page, "登记付款" in page] == [True] * 4


@pytest.mark.parametrize(
    ("fields", "amount"),
    [
        # half a fen of use counts as one: 0.125 yuan, and a hair below it
        ({"opening": "0", "closing": "0.25", "multiplier": "", "unit_price": "0.5", "meter": "新"}, "0.13"),
        ({"opening": "0", "closing": "0.249", "multiplier": "", "unit_price": "0.5", "meter": "新"}, "0.12"),
        ({"opening": "4660", "closing": "4660"}, "0.00"),
        ({}, "845.28"),
        (part(name="基本电费", amount="0.01"), "845.29"),
        (part(name="减免", amount="-0.01"), "845.27"),
        (part(**WASTE), "940.28"),
    ],
)
def test_the_bill_that_says_what_it_comes_to_is_stored_and_a_fen_beside_it_refused(
    keeper: FlaskClient, fields: dict[str, Any], amount: str
) -> None:
    fen = round(float(amount) * 100)
    for beside in (fen - 1, fen + 1):
        if beside >= 0:
            refused = send(keeper, **fields, amount=f"{beside / 100:.2f}")
            assert (refused.status_code, "没有保存：条款" in refused.text, ">7.1</a>" in refused.text) == (
                422,
                True,
                True,
            )
            assert ("−0.01 元" if beside < fen else "0.01 元") in refused.text
            assert "已收到 表盘.jpg" in refused.text
    assert bills() == []
    assert send(keeper, **fields, amount=amount).status_code == 303


def test_what_was_typed_and_sent_is_still_there_after_a_refusal(keeper: FlaskClient) -> None:
    refused = send(keeper, amount="850", **part(name="污水处理费", amount="1.00")).text
    for value in ('value="4660"', 'value="0.5283"', 'value="850"', 'value="污水处理费"', 'value="1.00"'):
        assert value in refused
    ticket, key = (re.search(rf'name="{name}"[^>]* value="([^"]+)"', refused) for name in ("photo", "key"))
    assert ticket
    assert key
    again = send(keeper, photo=ticket[1], key=key[1])
    assert again.status_code == 303
    assert db.session.scalars(select(Attachment.name)).all() == ["表盘.jpg"]
    assert send(keeper, photo=ticket[1], key=key[1]).location == again.location  # F5
    assert len(bills()) == 1


def test_a_photo_that_was_sent_is_the_sender_s(keeper: FlaskClient, visit: Visit) -> None:
    found = re.search(r'name="photo" value="([^"]+)"', send(keeper, amount="1").text)
    assert found
    other = visit("监管", "会计")
    for ticket in (found[1], found[1].replace("表盘", "别的"), "", "x", f"{'0' * 64} {'0' * 64} a.jpg"):
        client = keeper if ticket != found[1] else other
        assert "请重新选择文件" in (text := send(client, photo=ticket).text) or "请拍照" in text
    assert bills() == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"closing": "4,700"}, "请只填数字"),
        ({"closing": "四千"}, "请只填数字"),
        ({"closing": "1e9"}, "请只填数字"),
        ({"closing": "-1"}, "不能是负数"),
        ({"closing": "4700.0001"}, "最多 3 位小数"),
        ({"closing": "0.1234567890123456789"}, "最多 3 位小数"),
        ({"unit_price": "0.52831"}, "最多 4 位小数"),
        ({"closing": "1000000000"}, "整数部分最多 9 位"),
        ({"closing": "999999999.999", "multiplier": "999999999"}, "请核对这几个数"),
        ({"multiplier": "0"}, "应大于 0"),
        ({"opening": ""}, "请填数字"),
        ({"amount": ""}, "请填数字"),
        ({"utility": "煤"}, "不是有效的选择"),
        ({"utility": None}, "请选一项"),
        ({"month": "2026-12"}, "不能晚于本月"),
        ({"month": "1899-12"}, "年份不对"),
        ({"month": "十一月"}, "不是有效的日期值"),
        ({"month": ""}, "请填月份"),
        ({"photo": None}, "请拍照或选择文件"),
        ({"photo": (b"GIF89a", "a.gif")}, "GIF"),
        ({"photo": (b"", "a.jpg")}, "空的"),
        (part(amount="5"), "请写明是什么费用"),
        (part(name="污水处理费"), "请填金额，或填数量和单价"),
        (part(name="污水处理费", quantity="3"), "请填金额，或填数量和单价"),
        (part(**WASTE, amount="95.01"), "数量乘单价是 95.00 元"),
        (part(name="污水处理费", quantity="三", unit_price="1"), "请只填数字"),
        (part(name="x" * 101, amount="1"), "最多 100 个字"),
    ],
)
def test_what_is_no_bill_is_said_at_its_field(keeper: FlaskClient, fields: dict[str, Any], sentence: str) -> None:
    answer = send(keeper, **fields)
    assert answer.status_code == 422
    assert re.search(sentence, answer.text)
    assert bills() == []


def test_a_price_that_is_given_twice_alike_is_one(keeper: FlaskClient) -> None:
    assert send(keeper, amount="940.28", **part(**WASTE, amount="95.00")).status_code == 303


def test_a_lower_reading_is_refused_by_7_1_and_the_way_out_is_a_new_meter(keeper: FlaskClient) -> None:
    [last] = [bill for bill in bills(10) if bill.utility == "电"]
    refused = send(keeper, f"/utilities/{last.id}/next", opening="4660", closing="12", amount="0")
    assert (refused.status_code, "没有保存：条款" in refused.text) == (422, True)
    assert f"/utilities/{last.id}/replaced" in refused.text


def test_the_next_bill_of_a_meter_goes_on_where_the_last_one_ended(keeper: FlaskClient) -> None:
    [last] = [bill for bill in bills(10) if bill.utility == "电"]
    assert f"/utilities/{last.id}/next" in keeper.get("/utilities/new").text
    page = keeper.get(f"/utilities/{last.id}/next").text
    for value in ('value="4660"', 'value="2026-11"', 'value="0.5283"', 'value="40"'):
        assert value in page


@pytest.mark.parametrize(
    ("fields", "warned"),
    [
        ({"opening": "4660", "amount": "845.28"}, False),
        ({"opening": "4659.999", "amount": "845.30"}, True),
        ({"opening": "4660.001", "amount": "845.26"}, True),
        ({"meter": "A002", "opening": "0", "closing": "40"}, False),
    ],
)
def test_a_break_in_the_chain_is_stored_with_a_warning(
    keeper: FlaskClient, fields: dict[str, Any], warned: bool
) -> None:
    answer = send(keeper, **fields)
    assert answer.status_code == 303
    assert ("B.13" in keeper.get(answer.location).text.partition("<h1>")[0]) == warned
    assert [kept.clause for kept in db.session.scalars(select(KeptWarning))] == ["B.13"] * warned


def test_a_second_bill_of_the_month_is_stored_with_a_warning(keeper: FlaskClient) -> None:
    assert send(keeper).status_code == send(keeper).status_code == 303
    assert [kept.document for kept in db.session.scalars(select(KeptWarning))] == ["SD-202611-0002"]


def test_a_replaced_meter_has_two_bills_and_two_numbers(keeper: FlaskClient) -> None:
    assert send(keeper).status_code == 303
    [old] = bills()
    address = f"/utilities/{old.id}/replaced"
    page = keeper.get(address).text
    assert ["新表" in page, "4,700" in page, 'value="2026-11"' in page, 'value="4700"' in page] == [
        True,
        True,
        True,
        False,
    ]
    fields = {"opening": "3", "closing": "8", "amount": "105.66"}
    assert "新表的表号应与旧表不同" in send(keeper, address, **fields).text
    assert send(keeper, address, **fields, meter="A002").status_code == 303
    assert [(bill.meter, bill.opening) for bill in bills()] == [(None, 4660000), ("A002", 3000)]
    assert db.session.scalars(select(KeptWarning)).all() == []


def test_another_row_is_added_without_a_script_and_loses_nothing(keeper: FlaskClient) -> None:
    page = send(keeper, more="1", **part(name="污水处理费", amount="1.00"))
    assert (page.status_code, page.text.count('<fieldset class="pair charge"')) == (200, 2)
    assert ["已收到 表盘.jpg" in page.text, 'value="污水处理费"' in page.text, "× " in page.text] == [True, True, False]
    assert bills() == []


def test_a_bill_of_another_canteen_is_not_there(visit: Visit, keeper: FlaskClient) -> None:
    send(keeper)
    [bill] = bills()
    stranger = visit("会计", canteen="02")
    for view in ("meter", "next", "replaced", "pay"):
        assert stranger.get(f"/utilities/{bill.id}/{view}").status_code == 404
        assert keeper.get(f"/utilities/{bill.id}/{view}").status_code == 200


@pytest.mark.parametrize(
    ("post", "may_enter", "may_pay"),
    [
        ("会计", True, True),
        ("出纳", False, True),
        ("监管", False, False),
        ("审批", False, False),
        ("部门经办", False, False),
    ],
)
def test_who_may(visit: Visit, post: str, may_enter: bool, may_pay: bool) -> None:
    client = visit(post)
    [bill] = [each for each in bills(10) if each.utility == "电"]
    opened = [
        client.get(f"/utilities/{page}").status_code == 200
        for page in ("new", f"{bill.id}/next", f"{bill.id}/replaced")
    ]
    assert opened == [may_enter] * 3
    assert (client.get(f"/utilities/{bill.id}/pay").status_code == 200) == may_pay
    assert (client.get("/utilities/").status_code == 200) == (post != "部门经办")


def test_void_bills_are_no_part_of_a_chain(keeper: FlaskClient) -> None:
    send(keeper)
    [bill] = bills()
    with unjudged():
        db.session.get_one(UtilityBill, bill.id).state = State.VOID
    assert "4,700" not in keeper.get("/utilities/").text
