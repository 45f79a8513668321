"""State by deed by post, sent: what the table does not allow is refused and changes nothing; what it allows gets past."""

from html import unescape
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from canteen.acceptance.recording import seen
from canteen.course import Deed, posts_for, standing_of
from canteen.models import Purchase
from canteen.purchasing.forms import REASONS
from canteen.receipts.forms import Listing
from tests.course.market import BANK, PEOPLE, RICE, SHOP, Market
from tests.course.test_deeds import CALLED, MADE, TABLE
from tests.forms.market_writing import books
from tests.pictures.photos import photo
from tests.purchasing.notebook import said, told
from tests.security.staff import token
from tests.signing.pens import PIN, strokes

SECOND = {Deed.ORDER: "cai2", Deed.RECEIVE: "yan2"}
"""Whoever has not signed yet; all else is done by the first in a post that may."""
STORED = {Deed.EDIT, Deed.ADD_PHOTO, Deed.DISCARD, Deed.WEIGH, Deed.SEND_BACK, Deed.PAY}
"""What is sent soundly to the end; the others are stopped later, by what has nothing to do with where the purchase stands."""
ADDRESSES = {
    Deed.EDIT: "/purchases/{}/edit",
    Deed.ADD_PHOTO: "/purchases/{}/photo",
    Deed.DISCARD: "/purchases/{}/discard",
    Deed.ORDER: "/signoff/{}/order",
    Deed.SELL: "/signoff/{}/sale",
    Deed.PAY_CASH: "/payments/cash/{}",
    Deed.WEIGH: "/acceptance/{}",
    Deed.RECEIVE: "/signoff/{}/arrival",
    Deed.COVER: "/receipts/new?purchase={}",
    Deed.APPROVE: "/approval/{}",
    Deed.SEND_BACK: "/approval/{}/back",
    Deed.PAY: "/payments/new",
    Deed.WRITE_OFF: "/payments/write-off/{}",
}


def typed(market: Market, deed: Deed, purchase: Purchase) -> dict[str, Any]:
    """What a sound form of the deed sends. What is signed is signed upon no page: that is looked at after the standing."""
    drawn, day = {"nonce": "0", "strokes": strokes(), "pin": PIN}, "2026-11-25"
    part = {"parts-0-purchase": str(purchase.id), "parts-0-pays": "y", "parts-0-amount": "1.00"}
    by_bank = {"method": "银行转账", "account": str(market.account(BANK).id), "payee": str(purchase.supplier_id)}
    sent: dict[Deed, dict[str, Any]] = {
        Deed.EDIT: said((RICE, "10", "5.60"), supplier=SHOP) | {"save": "1"},
        Deed.ADD_PHOTO: {"photo": (BytesIO(photo()), "小票.jpg")},
        Deed.DISCARD: {"reason": REASONS[0]},
        Deed.SELL: {"name": "王桂兰", "phone": "13904135678", **drawn},
        Deed.PAY_CASH: {"amount": "1.00", "source": "0", "paid_on": day},
        Deed.WEIGH: {"scale": "公斤", "line_1-seen": seen(purchase.lines[0]), "line_1-gross": "10"},
        Deed.COVER: {"kind": "白条", "listing": Listing.NONE, "purchases": str(purchase.id)},
        Deed.SEND_BACK: {"amiss": "实物", "reason": "重称"},
        Deed.PAY: {"paid_on": day, **by_bank, **part},
        Deed.WRITE_OFF: {"reason": "零头不要了"},
    }
    return sent.get(deed, drawn)


def made(market: Market, name: str) -> Purchase:
    """A purchase that stands so; one that is ordered is weighed."""
    purchase = MADE[name](market)
    if purchase.number and purchase.lines[0].accepted is None:
        market.weigh(purchase)
    return purchase


def send(market: Market, deed: Deed, purchase: Purchase, who: str) -> TestResponse:
    """Do it, without a look at the page before."""
    client = market.client(who)
    data = typed(market, deed, purchase) | {"csrf_token": token(client)}
    return client.post(ADDRESSES[deed].format(purchase.id), data=data, content_type="multipart/form-data")


def is_refused(deed: Deed, purchase: Purchase, answer: TestResponse) -> bool:
    """Whether it did not get past where the purchase stands: it says so, knows of no such paper, or is weighed first."""
    sentence = f"这笔采购现在是“{standing_of(purchase)}”，不能{deed}"
    is_led_away = deed is Deed.RECEIVE and answer.location == f"/acceptance/{purchase.id}"
    return sentence in unescape(answer.text) or answer.status_code == 404 or is_led_away


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_every_deed_sent_where_a_purchase_stands(market: Market) -> None:
    for line in TABLE.strip().splitlines():
        name, *marks = line.split()
        purchase = made(market, name)
        allowed = [deed for deed, mark in zip(Deed, marks, strict=True) if mark == "+"]
        before = books()
        for deed in Deed:
            if deed not in allowed:
                assert is_refused(deed, purchase, send(market, deed, purchase, sender(deed))), (name, deed)
        assert books() == before, name
        for deed in allowed:
            answer = send(market, deed, purchase, sender(deed))
            assert answer.status_code in {303, 422}, (name, deed)
            assert not is_refused(deed, purchase, answer), (name, deed)
            assert (answer.status_code == 303) == (deed in STORED), (name, deed, told(answer))
            if standing_of(purchase) != CALLED.get(name, name):
                purchase = made(market, name)


def sender(deed: Deed) -> str:
    """Somebody in a post that may."""
    return SECOND.get(deed) or next(who for who, post in PEOPLE.items() if post in posts_for(deed))


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_every_deed_sent_by_who_is_in_another_post(market: Market) -> None:
    purchase = made(market, "等审批")
    before = books()
    for who, post in PEOPLE.items():
        for deed in Deed:
            if post not in posts_for(deed):
                assert send(market, deed, purchase, who).status_code == 403, (who, deed)
    assert books() == before
