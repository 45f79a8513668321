"""A case is opened for what is to be bought; the method follows the catalogue and the amount, and the person decides."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from canteen.db import db
from canteen.models import Purchase, SourcingCase
from canteen.step import unjudged
from tests.security.staff import employ, log_in
from tests.sourcing.conftest import FRIDGE, MONDAY, OVEN, PLATE, RICE, TUESDAY, Desk, the_case


def test_a_case_has_a_number_its_lines_and_an_estimate_from_the_usual_prices(buyer: Desk) -> None:
    answer = buyer.open((OVEN, "2"), **{"lines-0-note": "三层六盘"})
    case = the_case()
    assert (answer.status_code, answer.location) == (303, f"/sourcing/{case.id}")
    assert (case.number, case.method, case.category, case.estimate) == ("LX-202611-0001", "询价", "设备购置", 180_000)
    assert [(line.item.name, line.quantity, line.note) for line in case.lines] == [(OVEN, 2000, "三层六盘")]
    page = buyer.client.get(answer.location).text
    for words in ("添置", "三层六盘", "1,800.00", "还没有报价"):
        assert words in page


ADVISED = [
    pytest.param([(FRIDGE, "1")], {}, "集中采购", id="catalogue"),
    pytest.param([(OVEN, "5"), (FRIDGE, "1")], {}, "集中采购", id="one of them in the catalogue"),
    pytest.param([(PLATE, "100")], {"estimate": "1000.00"}, "询价", id="at the floor"),
    pytest.param([(OVEN, "1.112")], {}, "询价", id="1000.80 by the usual price"),
    pytest.param(
        [(PLATE, "1"), (RICE, "500")], {"estimate": "3000"}, "询价", id="price not known: all of the estimate"
    ),
]


@pytest.mark.parametrize(("lines", "more", "method"), ADVISED)
def test_the_method_is_advised(buyer: Desk, lines: list[tuple[str, str]], more: dict[str, str], method: str) -> None:
    assert buyer.open(*lines, **more).status_code == 303
    assert the_case().method == method


NOT_NEEDED = [
    pytest.param([(PLATE, "100")], {"estimate": "999.99"}, "低于询价起点 1,000.00 元", id="a fen below the floor"),
    pytest.param([(OVEN, "1.111")], {}, "999.90", id="below it by the usual price"),
    pytest.param([(RICE, "1000")], {}, "不是设备购置或杂品", id="food"),
    pytest.param([(OVEN, "1"), (RICE, "1000")], {}, "900.00", id="only equipment and sundries count"),
]


@pytest.mark.parametrize(("lines", "more", "why"), NOT_NEEDED)
def test_where_no_case_is_needed_it_says_so_and_leaves_the_choice(
    buyer: Desk, lines: list[tuple[str, str]], more: dict[str, str], why: str
) -> None:
    answer = buyer.open(*lines, **more)
    assert answer.status_code == 422
    assert why in answer.text
    assert "不必立项" in answer.text
    assert buyer.open(*lines, method="询价", **more).status_code == 303


REFUSED = [
    pytest.param([], {}, "请至少填一行", id="nothing"),
    pytest.param([("蒸汽机", "1")], {}, "品目里没有这个名称", id="unknown item"),
    pytest.param([(OVEN, "")], {}, "请填数量", id="no quantity"),
    pytest.param([("", "2")], {}, "这一行没有填品目", id="no item"),
    pytest.param([(OVEN, "两台")], {}, "请只填数字", id="letters"),
    pytest.param([(OVEN, "0")], {}, "应大于 0", id="none of it"),
    pytest.param([(OVEN, "-1")], {}, "不能是负数", id="less than none"),
    pytest.param([(OVEN, "1.0001")], {}, "最多 3 位小数", id="four decimals"),
    pytest.param([(OVEN, "999999999")], {}, "金额太大", id="dearer than can be added up"),
    pytest.param([(PLATE, "10")], {}, "请填估计金额", id="price not known"),
    pytest.param([(OVEN, "2")], {"day": "2026-11-11"}, "不能晚于今天", id="tomorrow"),
]


@pytest.mark.parametrize(("lines", "more", "why"), REFUSED)
def test_what_is_no_case_is_said_and_kept(
    buyer: Desk, lines: list[tuple[str, str]], more: dict[str, str], why: str
) -> None:
    answer = buyer.open(*lines, **more)
    assert (answer.status_code, db.session.scalars(select(SourcingCase)).all()) == (422, [])
    assert why in answer.text
    assert 'value="添置"' in answer.text


def test_a_line_more_and_the_advice_come_before_anything_is_stored(buyer: Desk) -> None:
    rows = {"lines-0-item": FRIDGE, "lines-0-quantity": "1"}
    for button, rows_after in (("more", 2), ("advise", 1)):
        page = buyer.send("/sourcing/new", **rows, **{button: "1"}).text
        assert page.count('<fieldset class="wanted">') == rows_after
        assert f"{FRIDGE}在集采目录内" in page
        assert 'value="1"' in page
        assert "× " not in page
    assert db.session.scalars(select(SourcingCase)).all() == []


def test_the_approval_is_entered_when_it_comes_and_a_correction_is_kept(buyer: Desk) -> None:
    buyer.open((FRIDGE, "1"))
    address = f"/sourcing/{the_case().id}/procedure"
    for number in ("高管采 98 号", "高管采 89 号"):
        buyer.send(address, method="集中采购", approval_no=number, approved_on=MONDAY)
    case = the_case()
    assert (case.approval_no, case.approved_on and case.approved_on.isoformat()) == ("高管采 89 号", MONDAY)
    assert "不能晚于今天" in buyer.send(address, method="集中采购", approved_on="2026-11-11").text


def test_the_procedure_is_fixed_once_a_purchase_stands_on_the_case(buyer: Desk) -> None:
    buyer.open((OVEN, "1"), method="询价")
    buyer.quote("厨邦酒店设备公司", "900")
    buyer.buy("厨邦酒店设备公司")
    with unjudged():
        bought = db.session.scalars(select(Purchase)).one()
        bought.state, bought.number = "live", "CG-202611-0001"
    answer = buyer.send(f"/sourcing/{the_case().id}/procedure", method="集中采购")
    assert answer.status_code == 422
    assert "采购 CG-202611-0001 已经按本立项成立" in answer.text
    assert the_case().method == "询价"


def test_who_may(hire: Callable[..., Desk], buyer: Desk) -> None:
    buyer.open((OVEN, "2"))
    key = the_case().id
    for post, opens, reads, buys in (("会计", 200, 200, 403), ("审批", 403, 200, 403), ("部门经办", 403, 403, 403)):
        client = hire(post, post).client
        assert client.get("/sourcing/new").status_code == opens
        assert client.get(f"/sourcing/{key}/quotes/new").status_code == opens
        assert client.get(f"/sourcing/{key}").status_code == reads
        assert client.get(f"/sourcing/{key}/quotes/1/purchase").status_code == buys


def test_another_canteens_case_is_not_there(hire: Callable[..., Desk], buyer: Desk) -> None:
    buyer.open((OVEN, "2"), day=TUESDAY)
    employ("other", "采购", canteen="02")
    client = buyer.client.application.test_client()
    log_in(client, "other")
    for page in ("", "/procedure", "/inquiry", "/inquiry.xlsx", "/quotes/new", "/quotes/import"):
        assert client.get(f"/sourcing/{the_case().id}{page}").status_code == 404, page
