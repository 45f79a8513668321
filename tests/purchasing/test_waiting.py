"""A draft waits for what nobody knows yet: it is kept without a price, is no purchase to sign, and is filled in later."""

from canteen.course import Standing, standing_of
from canteen.course.standing import open_lines
from canteen.models.words import Role
from canteen.step import unjudged
from tests.course.market import CABBAGE, GLOVES, POTATO, STALL, TODAY, Market
from tests.forms.filling import Page
from tests.forms.filling import sign as sign_on
from tests.purchasing.notebook import correct, log, purchases, told
from tests.security.staff import token

ORDERED = ((CABBAGE, "150", ""), (POTATO, "80", "2.40"), (GLOVES, "", ""))


def test_an_order_waits_as_a_draft_until_its_prices_are_known(market: Market) -> None:
    buyer = market.client("cai1")
    purchase = log(buyer, *ORDERED)
    edit = f"/purchases/{purchase.id}/edit"
    assert standing_of(purchase) is Standing.UNPRICED
    assert [(line.item.name, line.amount) for line in purchase.lines] == [(POTATO, 19_200)]
    assert open_lines(purchase) == f"第 1 行 {CABBAGE} 的单价；第 3 行 {GLOVES} 的数量和单价"
    page = buyer.get(edit).text
    shown = Page(page).values
    assert [(shown[f"lines-{n}-quantity"], shown[f"lines-{n}-unit_price"]) for n in range(3)] == [
        ("150", ""),
        ("80", "2.40"),
        ("", ""),
    ]
    for text in ("单价还没填", "数量和单价还没填", "，2 行没填齐、没算进去", "<b data-sum>192.00</b>"):
        assert text in page, text
    for address, words in {
        "/purchases/": ("3 行，2 行没填齐，没算进金额", "等价格", "192.00"),
        "/today/": ("草稿，等价格", f"{STALL}，3 行，2 行没填齐"),
        f"/documents/purchase/{purchase.id}": ("没填齐的明细，没算进合计", "等价格"),
    }.items():
        said = buyer.get(address).text
        assert all(each in said for each in words), (address, words)


def test_nobody_signs_what_has_no_price_and_both_sign_once_it_has(market: Market) -> None:
    buyer = market.client("cai1")
    purchase = log(buyer, *ORDERED)
    order = f"/signoff/{purchase.id}/order"
    for address in (order, f"/signoff/{purchase.id}/sale"):
        assert f"第 1 行 {CABBAGE} 的单价" in buyer.get(address).text
        answer = buyer.post(address, data={"csrf_token": token(buyer), "name": STALL, "phone": "13900000000"})
        assert answer.status_code == 422
    assert purchase.signatures == []
    with unjudged():
        market.item(CABBAGE).retired_on = TODAY  # what the draft names stays in it
    more = {"lines-0-unit_price": "1.20", "lines-2-quantity": "3"}
    assert correct(buyer, purchase, **more).status_code == 303
    assert open_lines(purchase) == f"第 3 行 {GLOVES} 的单价"
    assert correct(buyer, purchase, **{"lines-2-unit_price": "4.50"}).status_code == 303
    assert [(line.item.name, line.amount) for line in purchase.lines] == [
        (CABBAGE, 18_000),
        (POTATO, 19_200),
        (GLOVES, 1_350),
    ]
    assert (standing_of(purchase), sign_on(buyer, order).status_code) == (Standing.DRAFT, 303)
    assert any("单价：请填单价" in each for each in told(correct(buyer, purchase, **{"lines-2-unit_price": ""})))
    market.sign(purchase, Role.BUYER, "cai2")
    assert [(each.number, len(each.lines), each.open_lines) for each in purchases()] == [("CG-202611-0001", 3, [])]
    assert any("单价：请填单价" in each for each in told(correct(buyer, purchase, **{"lines-2-unit_price": ""})))
