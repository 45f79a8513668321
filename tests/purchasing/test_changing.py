"""Changing and giving up what was logged: signatures fall, another's change is not passed over, what was weighed stays."""

from datetime import date
from http import HTTPStatus

import pytest
import time_machine
from sqlalchemy import select

from canteen import clock
from canteen.course import Standing, send_back, signers, standing_of
from canteen.course.traces import traces
from canteen.db import db
from canteen.models import Attachment, CanteenMonth, KeptWarning, Payment, PaymentPart, Signature
from canteen.models.common import thing_of
from canteen.models.words import Amiss, Origin, Role
from canteen.purchasing import writing
from canteen.stages import Stage
from canteen.step import step, unjudged
from tests.course.market import CABBAGE, CASH, GLOVES, POTATO, SHOP, STALL, TODAY, Market, on_paper
from tests.forms.filling import Page, fill
from tests.pictures.photos import photo
from tests.purchasing.notebook import correct, log, payments, purchases, refused_by, said, send, told
from tests.security.staff import token

PDF = (b"%PDF-1.7", "小票.pdf")


def test_a_change_after_a_signature_sets_it_aside(market: Market) -> None:
    purchase = log(market.client("cai1"), (CABBAGE, "10", "1.20"), (POTATO, "5", "2"), (GLOVES, "2", "4"))
    market.sign(purchase, Role.BUYER, "cai1")
    edit = f"/purchases/{purchase.id}/edit"
    assert "签名就失效" in market.client("cai2").get(edit).text
    assert correct(market.client("cai2"), purchase).status_code == HTTPStatus.SEE_OTHER
    assert [each.signer for each in purchase.signed(Role.BUYER)] == ["cai1"]
    rows = {f"lines-{n}-{name}": "" for n in (1, 2) for name in ("item", "quantity", "unit_price", "note")}
    assert correct(market.client("cai2"), purchase, **rows).status_code == HTTPStatus.SEE_OTHER
    assert [(line.line_no, line.item.name) for line in purchase.lines] == [(1, CABBAGE)]
    assert (purchase.signed(Role.BUYER), standing_of(purchase)) == ([], Standing.DRAFT)
    assert purchase.signatures[0].set_aside_why == "采购内容有改动"


def test_a_change_that_left_signatures_over_other_goods_is_refused_by_3_5(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the program to forget that they fall, the clause would not."""
    purchase = market.bought((CABBAGE, 10_000, 120), supplier=STALL)
    monkeypatch.setattr(writing, "resettle", lambda *_: None)
    assert refused_by(correct(market.client("cai1"), purchase, **{"lines-0-quantity": "11"})) == {"3.5"}
    assert purchase.lines[0].quantity == 10_000


def test_a_change_is_not_asked_what_it_does_not_touch(market: Market) -> None:
    """Who bought it has received it on paper too: 1.6 found that when it was entered late, and a photo makes it neither better nor worse."""
    purchase = market.bought((CABBAGE, 10_000, 120), supplier=STALL)
    with unjudged():
        purchase.origin, purchase.accepted_on = Origin.LATE, TODAY
        db.session.add(on_paper(purchase, Role.RECEIVER, "cai1"))
    client, edit = market.client("cai1"), f"/purchases/{purchase.id}/edit"
    page = client.get(edit)
    assert (page.status_code, refused_by(page)) == (HTTPStatus.OK, set())
    assert fill(client, edit, **{"photos-0": (photo(), "摊位.jpg")}).status_code == HTTPStatus.SEE_OTHER
    assert [kept.thing for kept in db.session.scalars(select(Attachment))] == [thing_of(purchase)]
    assert (len(purchase.signed()), db.session.scalars(select(KeptWarning)).all()) == (3, [])


def test_a_purchase_is_changed_in_place_until_it_is_received(market: Market, morning: time_machine.Traveller) -> None:
    purchase = market.bought((CABBAGE, 10_000, 120), (POTATO, 5_000, 200), supplier=STALL)
    assert correct(market.client("cai1"), purchase, **{"lines-0-quantity": "11"}).status_code == HTTPStatus.SEE_OTHER
    assert (purchase.number, purchase.state, purchase.lines[0].quantity) == ("CG-202611-0001", "live", 11_000)
    assert standing_of(purchase) == Standing.ORDERING
    morning.shift(60)
    for who in ("cai1", "cai2"):
        market.sign(purchase, Role.BUYER, who)
    market.weigh(purchase)
    swapped = {"lines-0-item": POTATO, "lines-1-item": CABBAGE}
    assert any("已经过秤" in each for each in told(correct(market.client("cai1"), purchase, **swapped)))
    assert correct(market.client("cai1"), purchase, **{"lines-0-unit_price": "1.1"}).status_code == HTTPStatus.SEE_OTHER
    morning.shift(60)
    for who in ("cai1", "cai2"):
        market.sign(purchase, Role.BUYER, who)
    for who in ("yan1", "yan2"):
        market.sign(purchase, Role.RECEIVER, who)
    answer = market.client("cai1").get(f"/purchases/{purchase.id}/edit")
    assert answer.location == f"/documents/purchase/{purchase.id}"
    late = send(market.client("cai1"), f"/purchases/{purchase.id}/edit", **said())
    assert any("不能修改" in each for each in told(late))
    with unjudged():
        send_back(purchase, Amiss.ORDER, "单价和小票对不上", "shen")
    page = market.client("cai1").get(f"/purchases/{purchase.id}/edit").text
    assert "退回订单：单价和小票对不上" in page


def test_a_signature_on_paper_falls_with_what_it_stood_under(market: Market) -> None:
    purchase = market.draft((CABBAGE, 10_000, 120), supplier=STALL)
    market.sign(purchase, Role.BUYER, "cai1")
    late = {"signed_at": clock.now(), "signed_on": TODAY, "origin": Origin.LATE}
    with unjudged():
        db.session.add_all(
            Signature(purchase_id=purchase.id, role=role, signer=who, **late)
            for role, who in [(Role.BUYER, "cai2"), (Role.SELLER, STALL)]
        )
    edit = f"/purchases/{purchase.id}/edit"
    photo_alone = fill(market.client("cai1"), edit, **{"photos-0": (photo(), "a.jpg")})
    assert (photo_alone.status_code, signers(purchase, Role.BUYER)) == (HTTPStatus.SEE_OTHER, {"cai1", "cai2"})
    assert correct(market.client("cai1"), purchase, fund="接待费").status_code == HTTPStatus.SEE_OTHER
    assert (signers(purchase, Role.BUYER), signers(purchase, Role.SELLER)) == (set(), {STALL})
    assert {each.set_aside_why for each in purchase.signatures if each.set_aside_at} == {"采购内容有改动"}
    assert correct(market.client("cai1"), purchase, **{"lines-0-unit_price": "5"}).status_code == HTTPStatus.SEE_OTHER
    assert (signers(purchase, Role.SELLER), list(traces())) == (set(), [])


def test_a_closed_month_keeps_its_figures(market: Market) -> None:
    purchase = market.bought((CABBAGE, 10_000, 120), supplier=STALL, day=date(2026, 10, 31))
    later = market.bought((CABBAGE, 10_000, 120), supplier=STALL)
    left = market.draft((CABBAGE, 10_000, 120), supplier=STALL, day=date(2026, 10, 31))
    addresses = {
        "cai1": f"/purchases/{purchase.id}/edit",
        "kuai": f"/purchases/{purchase.id}/photo",
        "yan1": f"/acceptance/{purchase.id}",
    }
    opened = {who: Page(market.client(who).get(address).text) for who, address in addresses.items()}
    with unjudged():
        db.session.add(CanteenMonth(canteen_id=market.canteen, month=date(2026, 10, 1), closed_at=clock.now()))
    typed = {"lines-0-unit_price": "9", "line_1-gross": "9"}
    changed = [
        send(market.client(who), address, **opened[who].sent(typed), photo=PDF) for who, address in addresses.items()
    ]
    changed.append(correct(market.client("cai1"), later, purchased_on="2026-10-31"))
    assert [("2026-10 已结账" in each.text, each.status_code) for each in changed] == [(True, 422)] * 4
    assert (purchase.lines[0].unit_price, purchase.lines[0].accepted, later.purchased_on) == (120, None, TODAY)
    assert "2026年10月已结账" in market.client("yan1").get(addresses["yan1"]).text.replace(" ", "")
    for signature in ("order", "sale"):
        assert "已结账，这份草稿不能再签" in market.client("cai1").get(f"/signoff/{left.id}/{signature}").text


def test_what_was_paid_is_asked_again_where_the_purchase_changes_under_it(market: Market) -> None:
    purchase = market.bought((CABBAGE, 10_000, 9_000), supplier=STALL)
    account = market.account(CASH).id
    paid = {"paid_on": TODAY, "method": "现金", "account_id": account, "supplier_id": purchase.supplier_id}
    payment = Payment(canteen_id=market.canteen, **paid)
    with step(Stage.PAY, payment):
        payment.parts = [PaymentPart(purchase_id=purchase.id, amount=90_000)]
    dearer = correct(market.client("cai1"), purchase, **{"lines-0-quantity": "11.2"})
    assert (dearer.status_code, refused_by(dearer)) == (HTTPStatus.UNPROCESSABLE_ENTITY, {"3.7"})
    cheaper = correct(market.client("cai1"), purchase, **{"lines-0-quantity": "9.9"})
    assert refused_by(cheaper) == {"6.2"}
    assert told(correct(market.client("cai1"), purchase, supplier=SHOP))[0].startswith("已经给这家付过款")
    assert (purchase.lines[0].quantity, len(purchase.signed(Role.BUYER))) == (10_000, 2)


def test_neither_of_two_who_save_the_same_draft_writes_over_the_other_unseen(market: Market) -> None:
    purchase = log(market.client("cai1"))
    edit = f"/purchases/{purchase.id}/edit"
    before = Page(market.client("cai2").get(edit).text)
    assert correct(market.client("cai1"), purchase, **{"lines-0-quantity": "12"}).status_code == HTTPStatus.SEE_OTHER
    late = send(market.client("cai2"), edit, **before.sent({"lines-0-unit_price": "1.30"}))
    assert late.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "有人改过这一条" in late.text
    assert (purchase.lines[0].quantity, purchase.lines[0].unit_price) == (12_000, 120)
    knowing = send(market.client("cai2"), edit, **Page(late.text).sent({"lines-0-quantity": "12"}))
    assert knowing.status_code == HTTPStatus.SEE_OTHER
    assert (purchase.lines[0].quantity, purchase.lines[0].unit_price) == (12_000, 130)


def test_a_draft_that_is_given_up_stays_with_its_reason_and_nothing_of_it_counts(market: Market) -> None:
    client = market.client("cai1")
    purchase = log(client, paid="现金已付", from_own="12")
    market.sign(purchase, Role.BUYER, "cai1")
    assert fill(client, f"/purchases/{purchase.id}/discard", reason="没有买成").location == "/purchases/"
    assert (purchase.state, purchase.void_reason, standing_of(purchase)) == ("draft", "没有买成", Standing.VOID)
    assert (purchase.signed(Role.BUYER), bool(payments()[0].voided_at)) == ([], True)
    assert "没有进行中的采购" in client.get("/purchases/").text
    assert "这份草稿已经丢弃：没有买成" in client.get(f"/documents/purchase/{purchase.id}").text
    for deed in ("edit", "discard"):
        assert client.get(f"/purchases/{purchase.id}/{deed}").location == f"/documents/purchase/{purchase.id}"
    again = client.post(f"/purchases/{purchase.id}/edit", data={"csrf_token": token(client)} | said())
    assert any("不能修改" in each for each in told(again))


def test_the_list_says_whose_turn_it_is(market: Market) -> None:
    purchase = log(market.client("cai1"))
    mine, others = market.client("cai1"), market.client("cai2")
    assert "接着填" in mine.get("/purchases/").text
    assert "等我办的" not in others.get("/purchases/").text
    market.sign(purchase, Role.BUYER, "cai1")
    assert "等我办的" in others.get("/purchases/").text
    assert "去签名" in others.get("/purchases/").text
    assert "等我办的" not in mine.get("/purchases/").text
    assert market.client("yan1").get("/purchases/").status_code == HTTPStatus.FORBIDDEN


def test_what_was_sent_twice_is_there_once_and_the_phone_can_ask(market: Market) -> None:
    client, key = market.client("cai1"), "0123456789abcdef" * 2
    asked = f"/purchases/sent/{key}"
    assert client.get(asked).json == {"address": None}
    first, second = (send(client, **said(key=key)) for _ in range(2))
    assert first.location == second.location
    assert len(purchases()) == 1
    assert client.get(asked).json == {"address": first.location}
    assert market.client("cai2").get(asked).json == {"address": None}
