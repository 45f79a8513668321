"""What becomes of a delivery: again after its goods were sent back, void where nothing was kept, money to come back, and whose it is."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from canteen.course import Standing, send_back, standing_of
from canteen.db import db
from canteen.models import Appointment, Payment, PaymentPart, Person, Purchase
from canteen.models.words import Amiss, State
from canteen.stages import Stage
from canteen.step import step, unjudged
from tests.acceptance.scales import Door, told
from tests.course.market import CABBAGE, CASH, STALL, TODAY, Market
from tests.pictures.photos import photo
from tests.security.staff import employ, log_in

PHOTO = (photo(), "烂菜.jpg")


def paid(market: Market, purchase: Purchase, amount: int) -> None:
    """Pay at the stall."""
    payment = Payment(
        canteen_id=market.canteen,
        paid_on=TODAY,
        method="现金",
        account_id=market.account(CASH).id,
        supplier_id=purchase.supplier_id,
        parts=[PaymentPart(purchase_id=purchase.id, amount=amount)],
    )
    with step(Stage.PAY, payment):
        pass


def test_goods_that_were_sent_back_are_weighed_anew_and_the_first_acceptance_stays(
    door: Door, morning: time_machine.Traveller
) -> None:
    door.weigh_all("9.111", "7.222", "12")
    door.sign("yan1")
    door.sign("yan2")
    morning.shift(60)
    with step(Stage.SIGN, door.purchase):
        send_back(door.purchase, Amiss.GOODS, "白菜看着不止这些", "shen")
    page = door.page()
    for words in ("第 2 次验收", "姓shen", "白菜看着不止这些", "还剩 3 样"):
        assert words in page
    assert [number for number in ("9.111", "7.222", "10.073", "7.331") if number in page] == []
    assert (
        door.market.client("yan1").get(f"/signoff/{door.purchase.id}/arrival").location
        == f"/acceptance/{door.purchase.id}"
    )
    assert door.accepted == [9_111, 7_222, 12_000]

    door.weigh(gross_1="10.073")
    page = door.page()
    assert "第 1 次" in page
    assert "9.111" in page
    assert [number for number in ("7.222", "7.331") if number in page] == []
    assert (
        door.market.client("yan1").get(f"/signoff/{door.purchase.id}/arrival").location
        == f"/acceptance/{door.purchase.id}"
    )
    door.weigh(gross_2="7.331", gross_3="12.5")
    door.sign("yan1")
    door.sign("yan2")
    assert standing_of(door.purchase) is Standing.ARRIVED
    assert [each[1] for each in door.kept] == [1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize(
    ("cash", "becomes", "sentence"), [(0, State.VOID, "这笔采购作废"), (100, State.LIVE, "应退 1.00 元")]
)
def test_a_delivery_of_which_nothing_was_kept(market: Market, cash: int, becomes: State, sentence: str) -> None:
    door = Door(market, market.bought((CABBAGE, 10_000, 240), supplier=STALL))
    if cash:
        paid(market, door.purchase, cash)
    door.weigh(whole="refused-1", reason_1="烂", photo_1=PHOTO)
    assert sentence in door.page()
    door.sign("yan1")
    door.sign("yan2")
    assert (door.purchase.state, door.purchase.number) == (becomes, "CG-202611-0001")


@pytest.mark.parametrize(("gross", "refund"), [("9.998", "应退 0.01 元"), ("9.999", None)])
def test_what_was_paid_for_and_did_not_come_is_to_come_back(market: Market, gross: str, refund: str | None) -> None:
    door = Door(market, market.bought((CABBAGE, 10_000, 500), supplier=STALL))
    paid(market, door.purchase, 5_000)
    door.weigh_all(gross)
    page = door.page()
    assert ("应退" in page, "条款 <a" in page) == (refund is not None, refund is not None)
    assert refund is None or refund in page


@pytest.mark.parametrize(("gross", "found"), [("100", False), ("100.002", True)])
def test_more_than_was_ordered_may_break_the_limit_of_cash(market: Market, gross: str, *, found: bool) -> None:
    door = Door(market, market.bought((CABBAGE, 100_000, 1_000), supplier=STALL))
    paid(market, door.purchase, 100_000)
    door.weigh_all(gross)
    assert ("多收使已付的现金超了限" in door.page(), "3.7" in door.page()) == (found, found)


def test_whoever_bought_it_is_told_that_somebody_else_has_to_receive(door: Door) -> None:
    with unjudged():
        person = db.session.query(Person).filter_by(staff_no="cai1").one()
        person.appointments.append(Appointment(post="验收", started_on=date(2026, 8, 1)))
    assert "您不能签：条款" in door.page("cai1")
    assert "请别的验收人签：姓yan1、姓yan2。" in door.page("cai1")
    assert "1.6" not in door.page("yan1")
    door.weigh_all("10", "7", "12", who="cai1")
    assert ("去签名" in door.page("cai1"), "去签名" in door.page("yan1")) == (False, True)
    page, paper = (
        door.market.client("cai1").get(f"/{place}").text
        for place in (f"signoff/{door.purchase.id}/arrival", f"documents/purchase/{door.purchase.id}")
    )
    assert ("您不能签：条款" in page, 'name="nonce"' in page, ">验收人签名<" in paper) == (True, False, False)
    assert "1.6" in told(door.sign("cai1"))


def test_it_is_the_receivers_own_page_of_a_purchase_of_their_canteen(door: Door, app: Flask) -> None:
    statuses = {who: door.market.client(who).get(door.address).status_code for who in ("cai1", "shen", "chu", "yan2")}
    assert statuses == {"cai1": 403, "shen": 403, "chu": 403, "yan2": 200}
    draft = door.market.draft()
    employ("other", "验收", canteen="02")
    stranger = app.test_client()
    log_in(stranger, "other")
    yan1 = door.market.client("yan1")
    assert [stranger.get(door.address).status_code, yan1.get(f"/acceptance/{draft.id}").status_code] == [404, 404]
    waiting = told(yan1.get("/acceptance/"))
    assert waiting.count("<li>") == 2
    assert "等采购人签名" in waiting
    assert "现在没有等验收的" in told(stranger.get("/acceptance/"))


def test_what_history_accepted_on_paper_is_not_weighed_here(door: Door) -> None:
    old = door.opened("yan1")
    with unjudged():
        door.purchase.origin, door.purchase.accepted_on = "import", date(2026, 11, 20)
        for line in door.purchase.lines:
            line.accepted = line.quantity
    assert "在纸上验收过" in door.page()
    assert "缺的签名请会计补录" in told(door.send("yan1", old, gross_1="9"))
    assert door.kept == []
    assert "现在没有等验收的" in told(door.market.client("yan1").get("/acceptance/"))
