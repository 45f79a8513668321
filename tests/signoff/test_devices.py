"""Two who sign a purchase on one device within ten minutes, each in their own session, are told; guests and whoever has a device of their own are not."""

import re
from html import unescape

import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.models import LogEntry, LoginSession, Person, Purchase
from tests.course.market import Market
from tests.forms.filling import sign
from tests.security.staff import log_in, post


def order(purchase: Purchase) -> str:
    """Where its purchasers sign."""
    return f"/signoff/{purchase.id}/order"


def taking_turns(tablet: FlaskClient, who: str, purchase: Purchase) -> None:
    """Somebody logs in on the tablet, signs, and logs out."""
    assert log_in(tablet, who).status_code == 303
    sign(tablet, order(purchase))
    assert post(tablet, "/logout").status_code == 303


def told(market: Market, purchase: Purchase) -> list[str]:
    """What stands beside the signatures, on the paper and on the approver's sheet alike."""
    pages = [f"/documents/purchase/{purchase.id}", f"/approval/{purchase.id}"]
    paper, sheet = (re.findall(r"▲ (和[^<]*)", unescape(market.client("shen").get(page).text)) for page in pages)
    assert paper == sheet
    return paper


def test_who_signed_on_one_device(market: Market, morning: time_machine.Traveller) -> None:
    tablet = market.app.test_client()
    for seconds, gap in {599: " 9 分钟", 600: ""}.items():
        purchase = market.draft()
        taking_turns(tablet, "cai1", purchase)
        morning.shift(seconds)
        taking_turns(tablet, "cai2", purchase)
        both = [f"和姓{who}的签名在同一台设备上，相隔{gap}" for who in ("cai2", "cai1")] if gap else []
        assert told(market, purchase) == both, seconds
    [logged] = db.session.scalars(select(LogEntry).where(LogEntry.action == "同一设备签名"))
    assert (logged.detail["near"], logged.detail["minutes"]) == ("姓cai1", 9)


def test_who_signed_as_a_guest_or_on_a_device_of_their_own(market: Market) -> None:
    cai2 = db.session.scalars(select(Person).where(Person.staff_no == "cai2")).one()
    guest, own = market.draft(), market.draft()
    sign(market.client("cai1"), f"{order(guest)}?guest={cai2.id}")
    sign(market.client("cai1"), order(guest))
    sign(market.client("cai1"), order(own))
    sign(market.client("cai2"), order(own))
    assert told(market, guest) == told(market, own) == []


def test_a_device_keeps_its_mark_through_log_ins_and_the_database_its_seal(market: Market) -> None:
    tablet, marks = market.app.test_client(), []
    for who in ("cai1", "cai2"):
        log_in(tablet, who)
        post(tablet, "/logout")
        cookie = tablet.get_cookie("device")
        assert cookie
        marks.append(cookie.value.partition(".")[0])
    seals = set(db.session.scalars(select(LoginSession.device)))
    assert (len(set(marks)), len(seals)) == (1, 1)
    assert marks[0] not in seals
    tablet.set_cookie("device", "of one's own making " * 100)
    assert log_in(tablet, "cai1").status_code == 303
    assert len(set(db.session.scalars(select(LoginSession.device)))) == 2
