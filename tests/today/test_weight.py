"""The pages of a working day stay light, with three hundred items in the catalogue and thirty lines on a purchase."""

import pytest
from flask.testing import FlaskClient

from canteen.db import db
from canteen.models import Item, Supplier
from canteen.models.words import Role
from canteen.step import unjudged
from tests.course.market import Market
from tests.today.crowd import multiply
from tests.today.reading import at

ITEMS, SUPPLIERS, LINES = 300, 60, 30
MOST = 100 * 1024


@pytest.fixture(params=["sqlite"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """A page weighs the same on either engine."""
    return str(request.param)


@pytest.fixture
def market_of_many(market: Market) -> Market:
    """A catalogue of a large canteen."""
    with unjudged():
        db.session.add_all(_item(market, number) for number in range(ITEMS))
        db.session.add_all(_supplier(market, number) for number in range(SUPPLIERS))
    return market


def _item(market: Market, number: int) -> Item:
    return Item(
        canteen_id=market.canteen,
        name=f"时令蔬菜第{number:03}号（本地）",
        category="零星食材",
        unit="公斤",
        in_catalogue=False,
        durable=False,
        pinyin=f"shilingshucaidi{number:03}haobendi",
        initials=f"slscd{number:03}hbd",
    )


def _supplier(market: Market, number: int) -> Supplier:
    return Supplier(canteen_id=market.canteen, name=f"第{number:02}号粮油蔬菜批发商行", kind="固定经营场所")


def test_no_page_is_heavier_than_a_hundred_kibibytes(market_of_many: Market) -> None:
    market = market_of_many
    lines = [(f"时令蔬菜第{number:03}号（本地）", 12_500, 320) for number in range(LINES)]
    draft, ordered = market.draft(*lines), market.bought(*lines, upto=Role.BUYER)
    arrived, approved = market.bought(*lines, upto=Role.RECEIVER), market.bought(*lines, upto=Role.APPROVER)
    receipt = market.covered(approved)
    multiply(20)
    pages = {
        "cai1": [
            at("today.index"),
            at("purchasing.index"),
            at("purchasing.new"),
            at("purchasing.new", again=ordered.id),
            at("purchasing.edit", draft),
            at("signoff.buyer", draft),
            at("receipts.new", purchase=[arrived.id]),
            at("receipts.edit", receipt),
            at("documents.paper", ordered, slug="purchase"),
        ],
        "yan1": [at("today.index"), at("acceptance.index"), at("acceptance.weigh", ordered)],
        "shen": [at("today.index"), at("approval.index"), at("approval.sheet", arrived)],
        "chu": [at("today.index"), at("payments.index"), at("payments.new", purchase=approved.id)],
        "kuai": [at("today.index"), at("receipts.index")],
    }
    heavy = {page: weight for who in pages for page in pages[who] if (weight := weigh(market.client(who), page)) > MOST}
    assert heavy == {}


def weigh(client: FlaskClient, page: str) -> int:
    """How many bytes a page has, without its pictures, scripts and styles."""
    answer = client.get(page)
    assert answer.status_code == 200, page
    return len(answer.data)
