"""A quote is entered once and never changes; side by side the lowest is marked and a late one does not count."""

import re
from io import BytesIO

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError

from canteen.db import db
from canteen.models import Attachment, Purchase, Quote, QuoteLine
from canteen.sourcing.comparison import compare
from canteen.step import unjudged
from tests.security.staff import token
from tests.sourcing.conftest import (
    FIRST,
    FRIDGE,
    MONDAY,
    OVEN,
    PLATE,
    SECOND,
    THIRD,
    TUESDAY,
    Desk,
    quotes,
    supplier_id,
    the_case,
)

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def asking(buyer: Desk) -> Desk:
    """A purchaser who opened a case for two ovens and a hundred and one and a half plates."""
    buyer.open((OVEN, "2"), (PLATE, "101.5"), estimate="3000")
    return buyer


def test_a_quotes_amount_is_the_sum_of_its_rounded_lines(asking: Desk) -> None:
    answer = asking.quote(FIRST, "899.99", "1.01")  # 1799.98 + 102.515, rounded half up
    assert (answer.status_code, answer.location) == (303, f"/sourcing/{the_case().id}")
    assert quotes() == [(FIRST, 179_998 + 10_252)]
    prices = db.session.execute(select(QuoteLine.line_no, QuoteLine.unit_price).order_by(QuoteLine.line_no)).all()
    assert [tuple(price) for price in prices] == [(1, 89_999), (2, 101)]


REFUSED = [
    pytest.param(("九百", "1"), {}, "请只填数字", id="letters"),
    pytest.param(("", "1"), {}, "请填数字", id="missing"),
    pytest.param(("-1", "1"), {}, "不能是负数", id="negative"),
    pytest.param(("0.001", "1"), {}, "最多 2 位小数", id="three decimals"),
    pytest.param(("0", "0"), {}, "应大于 0", id="nothing in all"),
    pytest.param(("999999999", "1"), {}, "小于十亿元", id="a billion"),
    pytest.param(("1", "1"), {"day": "2026-11-08"}, f"早于立项日期 {MONDAY}", id="before the case was opened"),
    pytest.param(("1", "1"), {"day": "2026-11-11"}, "不能晚于今天", id="tomorrow"),
]


@pytest.mark.parametrize(("prices", "more", "why"), REFUSED)
def test_what_is_no_quote_is_said_and_kept(
    asking: Desk, prices: tuple[str, str], more: dict[str, str], why: str
) -> None:
    answer = asking.quote(FIRST, *prices, **more)
    assert (answer.status_code, quotes()) == (422, [])
    assert why in answer.text
    assert f'value="{prices[0]}"' in answer.text


@pytest.mark.parametrize("day", [MONDAY, TUESDAY])
def test_a_quote_may_come_on_any_day_from_the_opening_to_today(asking: Desk, day: str) -> None:
    assert asking.quote(FIRST, "1", "1", day=day).status_code == 303


def test_nobody_quotes_who_was_not_chosen(asking: Desk) -> None:
    answer = asking.send(
        f"/sourcing/{the_case().id}/quotes/new", supplier="0", quoted_on=MONDAY, price_1="1", price_2="1"
    )
    assert "请选供应商" in answer.text


def test_each_supplier_quotes_once(asking: Desk) -> None:
    asking.quote(FIRST, "900", "1")
    answer = asking.quote(FIRST, "800", "1", day=TUESDAY)
    assert answer.status_code == 422
    assert "报价登记后不能改；报错了就把立项作废，重新立项询价" in answer.text
    assert [name for name, _ in quotes()] == [FIRST]


@pytest.mark.parametrize("change", [update(Quote).values(amount=1), update(QuoteLine).values(unit_price=1)])
def test_the_database_itself_keeps_quotes_as_they_are(asking: Desk, change: object) -> None:
    asking.quote(FIRST, "900", "1")
    with pytest.raises(DatabaseError, match="only additions are allowed"), unjudged():
        db.session.execute(change)  # type: ignore[call-overload]


def test_the_suppliers_paper_is_kept_with_the_quote(asking: Desk) -> None:
    address = f"/sourcing/{the_case().id}/quotes/new"
    data = {"supplier": str(supplier_id(FIRST)), "quoted_on": MONDAY, "price_1": "900", "price_2": "1"}
    key = re.findall(r'name="key"[^>]* value="(\w+)"', asking.client.get(address).text)[0]
    paper = {"csrf_token": token(asking.client), "key": key, "paper": (BytesIO(PDF), "报价单.pdf")}
    assert asking.client.post(address, data=data | paper).status_code == 303
    kept = db.session.scalars(select(Attachment)).one()
    assert (kept.thing, kept.role) == (f"quote:{db.session.scalars(select(Quote.id)).one()}", "报价单")
    assert "报价单.pdf" in asking.client.get(f"/sourcing/{the_case().id}").text


def test_a_void_case_takes_no_quote(asking: Desk) -> None:
    with unjudged():
        the_case().state, the_case().void_reason = "void", "报错了"
    assert "已经作废" in asking.quote(FIRST, "900", "1").text
    page = asking.client.get(f"/sourcing/{the_case().id}").text
    assert "登记报价" not in page
    assert "报错了" in page


def test_side_by_side_every_lowest_price_and_the_lowest_total_are_marked(asking: Desk) -> None:
    for supplier, prices in {FIRST: ("900", "2"), SECOND: ("880", "3"), THIRD: ("900", "2")}.items():
        asking.quote(supplier, *prices)
    table = compare(the_case(), the_case().quotes[0].quoted_on)
    lowest = [[price.lowest for price in prices if price] for _, prices in table.rows]
    assert lowest == [[False, True, False], [True, False, True]]
    assert [offer.lowest for offer in table.offers] == [True, False, True]
    page = asking.client.get(f"/sourcing/{the_case().id}").text
    for words in ("1,760.00", "304.50", "2,003.00", "2,064.50"):
        assert words in page


def test_a_quote_after_the_purchase_is_shown_and_does_not_count(asking: Desk) -> None:
    for supplier, price in {FIRST: "900", SECOND: "950", THIRD: "960"}.items():
        asking.quote(supplier, price, "2")
    asking.buy(FIRST, MONDAY)
    with unjudged():
        bought = db.session.scalars(select(Purchase)).one()
        bought.state, bought.number = "live", "CG-202611-0001"
    asking.quote("洁雅百货商店", "100", "1", day=TUESDAY)
    page = asking.client.get(f"/sourcing/{the_case().id}").text
    assert page.count("不计：晚于采购日") == 2
    late = compare(the_case(), bought.purchased_on).offers[-1]
    assert (late.late, late.lowest) == (True, False)


def test_the_paper_to_send_has_every_line_and_blanks_for_prices(asking: Desk) -> None:
    page = asking.client.get(f"/sourcing/{the_case().id}/inquiry").text
    for words in ("询价单", "LX-202611-0001", OVEN, PLATE, "101.5", "单价（元）", "供应商名称（盖章）"):
        assert words in page


def test_a_case_in_the_catalogue_takes_the_price_that_was_awarded(buyer: Desk) -> None:
    buyer.open((FRIDGE, "1"))
    assert "集中采购的成交价也在这里登记" in buyer.client.get(f"/sourcing/{the_case().id}").text


def test_an_imported_case_without_lines_takes_a_whole_amount(buyer: Desk) -> None:
    buyer.open((OVEN, "2"))
    with unjudged():
        for line in the_case().lines:
            db.session.delete(line)
    address = f"/sourcing/{the_case().id}/quotes/new"
    buyer.send(address, supplier=str(supplier_id(FIRST)), quoted_on=MONDAY, amount="1800.00")
    assert quotes() == [(FIRST, 180_000)]
    page = buyer.client.get(f"/sourcing/{the_case().id}").text
    assert "没有明细，不能从报价起草采购" in page
    assert "从这份报价起草采购" not in page
    assert "导入的立项没有明细" in buyer.buy(FIRST).text
