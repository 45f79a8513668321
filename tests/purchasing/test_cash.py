"""Cash at the stall, stated with the draft: it counts with the completing signature, which 3.7 refuses; it is said before."""

import pytest
from sqlalchemy import select

from canteen.db import db
from canteen.models import Account, Purchase, Supplier
from canteen.models.words import Role
from canteen.rulebook import Refused
from canteen.transfers.balances import balances
from tests.course.market import CABBAGE, CASH, SHOP, Market
from tests.forms.filling import fill
from tests.purchasing.notebook import correct, log, payments, refused_by, said, send, told

DEAR, DEARER = (CABBAGE, "1", "1000.00"), (CABBAGE, "1", "1000.01")
OWN = "垫付·姓cai1（cai1）"


@pytest.fixture
def handed(market: Market) -> Market:
    """The purchaser carries 1000.01 of the meal fund."""
    handing = {"交给哪位采购": "姓cai1", "从哪个账户拨付": CASH}
    assert fill(market.client("chu"), "/transfers/floats/new", 金额="1000.01", **handing).status_code == 303
    return market


def carried(market: Market) -> Account:
    """The purchaser's float."""
    return market.account("伙食费备用金 姓cai1（cai1）")


def in_cash(float_: str, own: str = "") -> dict[str, str]:
    """What the form says of cash."""
    return {"paid": "现金已付", "from_float": float_, "from_own": own}


def stated() -> list[tuple[str, str | None, int, str]]:
    """Of each payment that was not taken back: state, number, fen, from which account."""
    kept = [each for each in payments() if not each.voided_at]
    return [(each.state, each.number, sum(part.amount for part in each.parts), each.account.name) for each in kept]


def sign_both(market: Market, purchase: Purchase) -> None:
    """Both purchasers sign."""
    for who in ("cai1", "cai2"):
        market.sign(purchase, Role.BUYER, who)


def test_what_was_stated_is_paid_with_the_completing_signature(handed: Market) -> None:
    assert "伙食费备用金 1,000.01 元" in handed.client("cai1").get("/purchases/new").text
    purchase = log(handed.client("cai1"), DEAR, **in_cash("1000"))
    assert stated() == [("draft", None, 100_000, carried(handed).name)]
    assert payments()[0].stated_by == "cai1"
    sign_both(handed, purchase)
    assert stated() == [("live", "FK-202611-0001", 100_000, carried(handed).name)]
    assert balances(handed.canteen)[carried(handed).id] == 1


def test_a_fen_more_is_refused_by_it_and_that_was_said_before(handed: Market) -> None:
    client = handed.client("cai1")
    ahead = send(client, **said(DEARER, **in_cash("1000.01"), advise="1"))
    assert refused_by(ahead) == {"3.7"}
    assert "请会计补录" in ahead.text
    assert refused_by(send(client, **said(DEAR, **in_cash("1000"), advise="1"))) == set()
    assert refused_by(send(client, **said(DEARER, **in_cash("1000.01"), supplier="张大爷", advise="1"))) == {"3.7"}
    assert db.session.scalars(select(Supplier).where(Supplier.name == "张大爷")).all() == []
    assert (payments(), stated()) == ([], [])
    purchase = log(client, DEARER, **in_cash("1000.01"))
    assert refused_by(client.get(f"/purchases/{purchase.id}/edit")) == {"3.7"}
    handed.sign(purchase, Role.BUYER, "cai1")
    with pytest.raises(Refused, match=r"3\.7"):
        handed.sign(purchase, Role.BUYER, "cai2")
    assert [(state, number) for state, number, *_ in stated()] == [("draft", None)]
    assert (purchase.state, purchase.number) == ("draft", None)


def test_a_float_pays_what_it_holds_and_the_rest_is_of_their_own(handed: Market) -> None:
    client = handed.client("cai1")
    back = {"从哪个账户转出": carried(handed).name, "转入哪个账户": CASH}
    assert fill(handed.client("chu"), "/transfers/new", 金额="600", **back).status_code == 303
    short = send(client, **said((CABBAGE, "1", "900"), **in_cash("400.02")))
    assert told(short)[0].endswith("最少时只有 400.01 元，不够 400.02 元")
    purchase = log(client, (CABBAGE, "1", "900"), **in_cash("400.01", "499.99"))
    assert [(fen, account) for *_, fen, account in stated()] == [(40_001, carried(handed).name), (49_999, OWN)]
    own = handed.account(OWN)
    assert (own.own_money, own.holder, own.kind, own.fund) == (True, "cai1", "现金", "伙食费")
    sign_both(handed, purchase)
    assert balances(handed.canteen)[own.id] == -49_999


def test_it_follows_the_draft_and_can_be_taken_back(handed: Market) -> None:
    purchase = log(handed.client("cai1"), (CABBAGE, "10", "12"), **in_cash("", "120"))
    assert correct(handed.client("cai1"), purchase, purchased_on="2026-11-24", from_own="100").status_code == 303
    assert [(str(each.paid_on), each.parts[0].amount) for each in payments()] == [("2026-11-24", 10_000)]
    others = handed.client("cai2").get(f"/purchases/{purchase.id}/edit").text
    assert "姓cai1写明现金已付 100.00 元" in others
    for who, sentence in (("cai1", "现付只用于零星摊贩"), ("cai2", "请写明的人改成“还没付”")):
        assert any(sentence in each for each in told(correct(handed.client(who), purchase, supplier=SHOP)))
    assert correct(handed.client("cai2"), purchase, **{"lines-0-quantity": "9"}).status_code == 303
    assert stated() == [("draft", None, 10_000, OWN)]
    assert correct(handed.client("cai1"), purchase, paid="还没付").status_code == 303
    assert (stated(), payments()[0].void_reason) == ([], "采购改了怎么付的")
    sign_both(handed, purchase)
    assert [(each.state, each.number) for each in payments()] == [("draft", None)]
