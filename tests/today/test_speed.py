"""Today costs as many queries with many purchases as with few."""

from canteen.course import send_back
from canteen.models.words import Amiss, Role
from canteen.step import unjudged
from tests.course.market import PEOPLE, STALL, Market
from tests.law.test_queries import counted
from tests.today.crowd import multiply


def busy(market: Market) -> None:
    """Something waits for everybody."""
    market.unpriced()
    market.sign(market.draft(), Role.BUYER, "cai1")
    market.sign(market.draft(supplier=STALL), Role.BUYER, "cai2")
    market.bought(upto=Role.BUYER, supplier=STALL)
    market.bought(upto=Role.BUYER)
    market.bought(upto=Role.RECEIVER)
    market.bought(upto=Role.APPROVER)
    back = market.bought(upto=Role.RECEIVER)
    with unjudged():
        send_back(back, Amiss.PAPER, "看不清", "shen")
    market.covered(market.bought(upto=Role.APPROVER))


def test_as_many_queries_with_two_hundred_purchases_as_with_ten(market: Market) -> None:
    busy(market)
    few = {who: queries(market, who) for who in PEOPLE}
    multiply(24)
    many = {who: queries(market, who) for who in PEOPLE}
    assert many == few


def queries(market: Market, who: str) -> int:
    """How many statements somebody's page sends, once all are known that are made at first use."""
    client = market.client(who)
    client.get("/today/")
    with counted() as sent:
        assert client.get("/today/").status_code == 200
    return len(sent)
