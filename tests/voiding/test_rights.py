"""State by action by post: who asks for which kind, who agrees, and what stands against it in each state."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import AssetHandover, Canteen, CanteenMonth, Payment, PaymentPart, Transfer, VoidRequest
from canteen.models.words import Post, State
from canteen.step import unjudged
from tests import world
from tests.security.staff import employ, log_in, post
from tests.signing.pens import sign_data
from tests.voiding.conftest import WHY, Visit, agree, ask, paper

ONE_OF = {
    "purchase": world.SOAP,
    "case": "LX-202610-0001",
    "payment": "FK-202610-0009",
    "income": "SR-202610-0003",
    "transfer": "ZZ-202610-0001",
    "receipt": "PJ-202610-0009",
    "bill": "SD-202610-电",
    "reception": "JD-202610-0001",
}
ASKS = {
    Post.BUYER: {"purchase", "case"},
    Post.CASHIER: {"payment", "income", "transfer"},
    Post.ACCOUNTANT: set(ONE_OF),
    Post.CLERK: {"reception"},
}
FIRST, OTHERS = "payment", "FK-202610-0009"


@pytest.mark.parametrize("engine_name", ["sqlite"])
@pytest.mark.parametrize("held", Post)
def test_every_post_asks_for_its_own_kinds(visit: Visit, held: Post) -> None:
    me = visit("me", held)
    for slug, number in ONE_OF.items():
        may = slug in ASKS.get(held, set())
        address = f"/voiding/{slug}/{paper(slug, number).id}"
        assert me.get(address).status_code == (200 if may else 403), slug
        assert post(me, address).status_code == (422 if may else 403), slug


@pytest.mark.parametrize("engine_name", ["sqlite"])
@pytest.mark.parametrize(
    ("first", "second", "becomes"),
    [
        ("出纳", "审批", "void"),
        ("出纳", "监管", "void"),
        ("出纳", "会计", "void"),
        ("会计", "审批", "void"),
        ("会计", "监管", "void"),
        ("会计", "会计", "live"),
        ("出纳", "出纳", "live"),
        ("出纳", "采购", "live"),
        ("出纳", "验收", "live"),
        ("出纳", "部门经办", "live"),
        ("出纳", "管理员", "live"),
        ("会计", "会计 监管", "void"),
        ("会计 出纳", "会计", "live"),
    ],
)
def test_two_posts(visit: Visit, first: str, second: str, becomes: str) -> None:
    asked = ask(visit("one", *first.split()), FIRST, OTHERS).location
    other = visit("two", *second.split())
    page = other.get(asked)
    if 'name="nonce"' in page.text:
        assert agree(other, asked).status_code == 303
    else:
        assert post(other, f"{asked}/agree").status_code in (403, 422)
    assert paper(FIRST, OTHERS).state == becomes


def test_nobody_is_both(visit: Visit) -> None:
    me, other = visit("me", "会计", "监管"), visit("other", "监管")
    asked = ask(me, FIRST, OTHERS).location
    assert "须由另一个人签" in me.get(asked).text
    signed = sign_data(other.get(asked).text)
    assert post(me, f"{asked}/agree", **signed).status_code == 422
    assert paper(FIRST, OTHERS).state == "live"


def closed(_paper: Any) -> None:
    """Close October."""
    month, canteen = date(2026, 10, 1), db.session.scalars(select(Canteen.id)).one()
    db.session.add(CanteenMonth(canteen_id=canteen, month=month, closed_at=clock.now()))


def unpaid_closed(bill: Any) -> None:
    """Nobody paid it, and October is closed."""
    bill.paid_on = bill.paid_amount = None
    closed(bill)


def nothing(_paper: Any) -> None:
    """Leave everything as it is."""


def is_void(paper: Any) -> None:
    """Make it void."""
    paper.state = State.VOID


def is_draft(paper: Any) -> None:
    """Make it a draft."""
    paper.state = State.DRAFT


def unpaid_uncovered(purchase: Any) -> None:
    """Make void what paid and covered it."""
    paper("payment", "FK-202610-0008").state = State.VOID
    paper("receipt", "PJ-202610-0008").state = State.VOID


def handed_over(purchase: Any) -> None:
    """Nothing paid or covered it, but it was handed over."""
    unpaid_uncovered(purchase)
    db.session.add(AssetHandover(purchase_id=purchase.id, line_no=1))


def unbought(_paper: Any) -> None:
    """Make void what was bought for it."""
    for number in (world.BOXES, world.DINNER):
        paper("purchase", number).state = State.VOID


def settles(income: Any) -> None:
    """Say which reception the income settled."""
    income.reception_id = paper("reception", "JD-202610-0001").id


def settled(_reception: Any) -> None:
    """Nothing is bought for it any more; an income settles it."""
    unbought(_reception)
    settles(paper("income", "SR-202610-0004"))


def settled_by_a_void_one(_reception: Any) -> None:
    """The income that settled it is void."""
    settled(_reception)
    paper("income", "SR-202610-0004").state = State.VOID


def spends_nothing(_transfer: Any) -> None:
    """All that the box paid is void."""
    for number in ("FK-202610-0002", "FK-202610-0003", "FK-202610-0008"):
        paper("payment", number).state = State.VOID


def spends_a_fen(_transfer: Any) -> None:
    """The box paid a fen."""
    spends_nothing(_transfer)
    payment = paper("payment", "FK-202610-0008")
    payment.state = State.LIVE
    db.session.scalars(select(PaymentPart).where(PaymentPart.payment_id == payment.id)).one().amount = 1


def in_cash(income: Any) -> None:
    """The 15.49 came into the box, in which 450.00 were."""
    income.account_id = paper("payment", "FK-202610-0002").account_id


def banked(income: Any, fen: int) -> None:
    """It came into the box, from which an amount was moved to the bank days later."""
    in_cash(income)
    way = paper("transfer", "ZZ-202610-0001")
    moved = Transfer(canteen_id=income.canteen_id, number="ZZ-202611-0001", moved_on=date(2026, 11, 2))
    moved.from_id, moved.to_id, moved.amount = way.to_id, way.from_id, fen
    db.session.add(moved)


def banked_all_before(income: Any) -> None:
    """What was there before it was moved."""
    banked(income, 450_00)


def banked_a_fen_of_it(income: Any) -> None:
    """And a fen of it."""
    banked(income, 450_01)


def refunded(income: Any) -> None:
    """It was a refund out of a box that lacks money."""
    banked(income, 500_00)
    income.amount = -1


def paid_more(payment: Any, *amounts: int) -> None:
    """These were paid beside it, or came back."""
    how = {"canteen_id": payment.canteen_id, "paid_on": payment.paid_on, "supplier_id": payment.supplier_id}
    how |= {"method": payment.method, "account_id": payment.account_id}
    for nth, amount in enumerate(amounts, 1):
        parts = [PaymentPart(purchase_id=payment.parts[0].purchase_id, amount=amount)]
        db.session.add(Payment(number=f"FK-202610-010{nth}", parts=parts, **how))


def given_back(payment: Any) -> None:
    """A fen of it came back."""
    paid_more(payment, -1)


def given_back_what_was_beside(payment: Any) -> None:
    """A fen came back, and one was paid beside it."""
    paid_more(payment, -1, 1)


@pytest.mark.parametrize(
    ("slug", "number", "before", "sentence"),
    [
        ("purchase", world.SOAP, nothing, "付款 FK-202610-0008 付过它：请先把那笔付款作废"),
        ("purchase", world.SOAP, unpaid_uncovered, None),
        ("purchase", world.SOAP, handed_over, "已经移交固定资产"),
        ("purchase", "CG-202609-0002", closed, "付款 FK-202609-0001"),
        ("case", "LX-202610-0001", nothing, f"采购 {world.BOXES} 是按它买的"),
        ("case", "LX-202610-0001", unbought, None),
        ("reception", "JD-202610-0001", nothing, f"采购 {world.DINNER} 是为它买的"),
        ("reception", "JD-202610-0001", unbought, None),
        ("income", "SR-202610-0004", nothing, None),
        ("income", "SR-202610-0004", settles, None),
        ("reception", "JD-202610-0001", settled, "收入 SR-202610-0004 结算了它：请先把那笔收入作废"),
        ("reception", "JD-202610-0001", settled_by_a_void_one, None),
        ("income", "SR-202610-0005", in_cash, None),
        ("income", "SR-202610-0005", banked_all_before, None),
        ("income", "SR-202610-0005", banked_a_fen_of_it, "从 2026-10-30 起最少时只有 15.48 元，作废要少 15.49 元"),
        ("income", "SR-202610-0005", refunded, None),
        ("payment", "FK-202610-0009", nothing, None),
        ("payment", "FK-202610-0009", given_back, "付款 FK-202610-0101 退的、抵的是付给"),
        ("payment", "FK-202610-0009", given_back_what_was_beside, None),
        ("payment", "FK-202610-0009", closed, "2026-10 已结账"),
        ("payment", "FK-202609-0001", closed, None),
        ("payment", "FK-202610-0009", is_void, "已经作废了"),
        ("payment", "FK-202610-0009", is_draft, "草稿还没有编号"),
        ("receipt", "PJ-202610-0009", nothing, None),
        ("bill", "SD-202610-电", nothing, None),
        ("bill", "SD-202609-电", nothing, None),
        ("bill", "SD-202609-电", closed, "2026-10 已结账"),
        ("bill", "SD-202609-电", unpaid_closed, None),
        ("transfer", "ZZ-202610-0001", nothing, "伙食费备用金从 2026-10-08 起最少时只有 450.00 元"),
        ("transfer", "ZZ-202610-0001", spends_a_fen, "最少时只有 1,499.99 元，作废要少 1,500.00 元"),
        ("transfer", "ZZ-202610-0001", spends_nothing, None),
    ],
)
def test_what_stands_against_it_is_said_first_and_refused_too(
    keeper: FlaskClient, slug: str, number: str, before: Any, sentence: str | None
) -> None:
    address = f"/voiding/{slug}/{paper(slug, number).id}"
    signed = sign_data(keeper.get(f"/voiding/bill/{paper('bill', 'SD-202610-水').id}").text)
    with unjudged():
        before(paper(slug, number))
    page = keeper.get(address).text
    if sentence is None:
        assert post(keeper, address, reason=WHY, number="一并作废", **sign_data(page)).status_code == 303
        return
    assert sentence in page
    assert 'name="nonce"' not in page
    assert sentence in post(keeper, address, reason=WHY, number="一并作废", **signed).text
    assert db.session.scalar(select(VoidRequest)) is None


def test_what_stands_against_it_in_the_meantime_stops_the_second(keeper: FlaskClient, overseer: FlaskClient) -> None:
    asked = ask(keeper, FIRST, OTHERS).location
    signed = sign_data(overseer.get(asked).text)
    with unjudged():
        closed(None)
    answer = post(overseer, f"{asked}/agree", **signed)
    assert (answer.status_code, paper(FIRST, OTHERS).state) == (422, "live")
    assert "已结账" in answer.text


def test_of_another_canteen_it_is_not_there(keeper: FlaskClient, app: Flask) -> None:
    asked = ask(keeper, FIRST, OTHERS).location
    assert bring_in({"供应商": [{"名称": "远处", "类型": "零星摊贩"}]}, canteen="02", name="第二食堂").errors == []
    employ("far", "会计", "监管", canteen="02")
    far = app.test_client()
    log_in(far, "far")
    for address in (asked, f"/voiding/{FIRST}/{paper(FIRST, OTHERS).id}"):
        assert far.get(address).status_code == 404
    assert post(far, f"{asked}/agree").status_code == 404


def test_the_desk_says_what_waits_for_whom(keeper: FlaskClient, visit: Visit) -> None:
    overseer, cashier = visit("overseer", "监管"), visit("cashier", "出纳")
    ask(keeper, FIRST, OTHERS)
    waits = "1 张单据等第二个人签名作废"
    assert [waits in who.get("/desk/").text for who in (overseer, cashier, keeper)] == [True, False, False]
