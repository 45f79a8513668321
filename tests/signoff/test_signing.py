"""Signing a purchase on its pages: in one's own session, as a guest, by a code; and everything that is no signature."""

import re

import pytest
import time_machine
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from canteen.check import check
from canteen.codes import code_path
from canteen.course import Standing, resettle, signers, standing_of
from canteen.db import db
from canteen.models import Account, LogEntry, Payment, PaymentPart, Person, Pin, Purchase, Signature, Transfer
from canteen.models.words import Role, State
from canteen.months import When
from canteen.stages import Stage
from canteen.step import step, unjudged
from canteen.verify import verify
from tests.course.market import CABBAGE, CASH, RICE, STALL, TODAY, Market
from tests.forms.filling import Page, sign
from tests.security.staff import PASSWORD
from tests.signing.pens import PIN, sign_data


@pytest.fixture
def codes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses in the codes that were shown."""
    seen: list[str] = []

    def drawn(text: str) -> tuple[str, int]:
        seen.append(text.removeprefix("http://localhost"))
        return code_path(text)

    monkeypatch.setattr("canteen.signoff.views.code_path", drawn)
    return seen


def person(name: str) -> int:
    """A person's key."""
    return db.session.scalars(select(Person.id).where(Person.staff_no == name)).one()


def order(purchase: Purchase) -> str:
    """The address where purchasers sign."""
    return f"/signoff/{purchase.id}/order"


def made() -> list[tuple[str, str, str | None]]:
    """Who signed as what, and how."""
    return [(each.role, each.signer, each.via) for each in db.session.scalars(select(Signature).order_by(Signature.id))]


def refusals(answer: TestResponse) -> str:
    """The page that refused; nothing was signed."""
    assert answer.status_code == 422
    return answer.text


def state_cash(purchase: Purchase, account: str, fen: int, market: Market) -> Payment:
    """Note what cai1 paid in cash with the draft."""
    with step(Stage.SIGN, purchase):
        payment = Payment(canteen_id=market.canteen, state=State.DRAFT, paid_on=TODAY, method="现金", stated_by="cai1")
        payment.account_id, payment.supplier_id = market.account(account).id, purchase.supplier_id
        payment.parts = [PaymentPart(purchase_id=purchase.id, amount=fen)]
        db.session.add(payment)
    return payment


def test_two_purchasers_sign_on_their_own_phones_and_the_purchase_is_there(market: Market) -> None:
    purchase = market.draft((RICE, 10_000, 560))
    answer = sign(market.client("cai1"), order(purchase))
    assert answer.location == order(purchase)
    page = market.client("cai1").get(order(purchase)).text
    for words in ("还差 1 人", "姓cai2", "扫码，用自己的手机签", "在这部手机上签"):
        assert words in page
    assert 'name="pin"' not in page
    answer = sign(market.client("cai2"), order(purchase))
    assert answer.location == f"/documents/purchase/{purchase.id}"
    assert (purchase.number, standing_of(purchase)) == ("CG-202611-0001", Standing.ORDERED)
    assert made() == [("采购人", "cai1", None), ("采购人", "cai2", None)]
    paper = market.client("shen").get(answer.location).text
    assert paper.count('class="drawn"') == 2


def test_a_colleague_signs_as_a_guest_on_the_same_phone(market: Market) -> None:
    purchase = market.draft()
    cai1 = market.client("cai1")
    sign(cai1, order(purchase))
    guest = f"{order(purchase)}?guest={person('cai2')}"
    page = cai1.get(guest).text
    assert "同机签名" in page
    assert "主导航" not in page
    answer = sign(cai1, guest)
    assert answer.status_code == 303
    assert made()[-1] == ("采购人", "cai2", "同机签名")
    assert cai1.get("/sessions").text.count("姓cai1") >= 1  # the phone is still cai1's
    assert purchase.state == State.LIVE


def test_a_colleague_signs_by_a_code_without_logging_in(market: Market, codes: list[str]) -> None:
    purchase = market.bought()
    market.weigh(purchase)
    sign(market.client("yan1"), f"/signoff/{purchase.id}/arrival")
    page = market.client("yan1").get(f"/signoff/{purchase.id}/arrival/code?guest={person('yan2')}").text
    assert 'class="qr"' in page
    waits = re.search(r'hx-get="([^"]+)"', page)
    assert waits
    assert market.client("yan1").get(waits[1]).status_code == 204

    stranger, target = market.app.test_client(), codes[-1]
    assert "扫码签名" in stranger.get(target).text
    assert sign(stranger, target).status_code == 303
    assert made()[-1] == ("验收人", "yan2", "扫码签名")
    assert "签好了" in stranger.get(target).text
    assert stranger.get("/documents/purchase/").status_code == 303  # it opened no session
    assert market.client("yan1").get(waits[1]).headers["HX-Redirect"] == f"/documents/purchase/{purchase.id}"


def test_a_code_is_over_after_five_minutes_or_with_its_session(
    market: Market, codes: list[str], morning: time_machine.Traveller
) -> None:
    purchase = market.draft()
    sign(market.client("cai1"), order(purchase))
    for _ in range(2):
        market.client("cai1").get(f"{order(purchase)}/code?guest={person('cai2')}")
    market.client("cai1").post(
        "/logout", data={"csrf_token": Page(market.client("cai1").get("/signing/").text).values.get("csrf_token", "")}
    )
    stranger = market.app.test_client()
    morning.shift(301)
    assert stranger.get(codes[0]).status_code == 410
    assert stranger.get(codes[0][:-1] + ("0" if codes[0][-1] != "0" else "1")).status_code == 410


REFUSED = {
    "a colleague's PIN": ({"pin": "111222"}, "PIN 不对"),
    "nothing drawn": ({"strokes": ""}, "请在框里手写姓名"),
    "an empty drawing": ({"strokes": "[]"}, "请在框里手写姓名"),
    "another page's nonce": ({"nonce": "1.0.0.0"}, "这一页不是给您签的"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_signature(market: Market, what: str) -> None:
    other, sentence = REFUSED[what]
    purchase, client = market.draft(), market.client("cai1")
    page = client.get(order(purchase)).text
    data = Page(page).sent({}) | sign_data(page) | other
    assert sentence in refusals(client.post(order(purchase), data=data))
    assert made() == []


def test_a_nonce_is_for_one_person_and_one_use(market: Market) -> None:
    purchase = market.draft()
    cai1, cai2 = market.client("cai1"), market.client("cai2")
    page = cai1.get(order(purchase)).text
    data = sign_data(page)
    foreign = Page(cai2.get(order(purchase)).text).sent({}) | data
    assert "这一页不是给您签的" in refusals(cai2.post(order(purchase), data=foreign))
    assert cai1.post(order(purchase), data=Page(page).sent({}) | data).status_code == 303
    again = Page(cai2.get(order(purchase)).text).sent({}) | sign_data(cai2.get(order(purchase)).text)
    assert "一笔不差" in refusals(cai2.post(order(purchase), data=again | {"strokes": data["strokes"]}))
    assert [each[1] for each in made()] == ["cai1"]
    assert db.session.scalar(select(func.count()).select_from(LogEntry).where(LogEntry.action == "拒绝签名")) == 2


def test_without_a_pin_one_is_led_to_set_it_and_back(market: Market) -> None:
    purchase, cai1 = market.draft(), market.client("cai1")
    with unjudged():
        for pin in db.session.scalars(select(Pin)):
            pin.ended_at, pin.why_ended = pin.set_at, "试"
    page = cai1.get(order(purchase)).text
    assert "还没有签名 PIN，签不了" in page
    address = f"/signing/pin?next={order(purchase)}"
    assert f'href="{address}"' in page
    text = cai1.get(address).text
    chosen = {"password": PASSWORD, "new_pin": "604817", "again": "604817"}
    assert cai1.post("/signing/pin", data=Page(text).sent(chosen) | sign_data(text)).location == order(purchase)


def test_one_person_is_not_two_purchasers(market: Market) -> None:
    purchase, cai1 = market.draft(), market.client("cai1")
    page = cai1.get(order(purchase)).text
    assert cai1.post(order(purchase), data=Page(page).sent({}) | sign_data(page)).status_code == 303
    data = Page(page).sent({"key": "ab" * 16}) | sign_data(page)
    assert "条款 1.1" in refusals(cai1.post(order(purchase), data=data))


def test_a_purchaser_receives_nothing_and_a_receiver_buys_nothing(market: Market) -> None:
    purchase = market.bought()
    market.weigh(purchase)
    assert market.client("cai1").get(f"/signoff/{purchase.id}/arrival").status_code == 403
    assert market.client("yan1").post(order(purchase)).status_code in (400, 403)
    assert market.client("yan1").get(f"/signoff/{purchase.id}/arrival?guest={person('cai1')}").status_code == 404


def test_what_changed_while_somebody_looked_is_looked_at_again(market: Market) -> None:
    purchase, cai2 = market.draft(), market.client("cai2")
    sign(market.client("cai1"), order(purchase))
    page = cai2.get(order(purchase)).text
    with step(Stage.SIGN, purchase):
        purchase.lines[0].unit_price = 561
        resettle(purchase, "改了单价")
    data = Page(page).sent({}) | sign_data(page)
    assert "内容刚刚改过" in refusals(cai2.post(order(purchase), data=data))
    assert sign(cai2, order(purchase)).location == order(purchase)
    assert signers(purchase, Role.BUYER) == {"cai2"}  # what cai1 signed is not there any more
    assert "已失效：改了单价" in cai2.get(order(purchase)).text


def test_the_seller_signs_what_was_sold_and_leaves_a_number(market: Market) -> None:
    purchase = market.draft((CABBAGE, 50_000, 160), supplier=STALL)
    cai1, address = market.client("cai1"), f"/signoff/{purchase.id}/sale"
    assert "位数不对" in refusals(sign(cai1, address, 出售人姓名="王桂兰", 电话="1390413567"))
    assert sign(cai1, address, 出售人姓名="王桂兰", 电话="+86 139 0413 5678").location == order(purchase)
    signed = db.session.scalars(select(Signature)).one()
    assert (signed.role, signed.user_id, signed.posts) == ("出售人", None, None)
    assert (signed.signer, signed.phone, (signed.content or {})["电话"]) == ("王桂兰", *["+86 139 0413 5678"] * 2)
    assert "请摊主签名" not in cai1.get(order(purchase)).text


@pytest.mark.parametrize(("fen", "clauses"), [(100_000, []), (100_001, ["3.7"])])
def test_stated_cash_is_judged_with_the_last_purchaser(market: Market, fen: int, clauses: list[str]) -> None:
    purchase = market.draft((CABBAGE, 1_000, fen), supplier=STALL)
    payment = state_cash(purchase, CASH, fen, market)
    sign(market.client("cai1"), order(purchase))
    page = market.client("cai2").get(order(purchase)).text
    assert ("这样提交会被拒：条款" in page) == bool(clauses)
    answer = sign(market.client("cai2"), order(purchase))
    if clauses:
        assert "没有保存：条款" in refusals(answer)
    assert (purchase.state, payment.state) == (("draft", "draft") if clauses else ("live", "live"))


def test_two_drafts_do_not_spend_one_float_twice(market: Market) -> None:
    with unjudged():
        purse = Account(
            canteen_id=market.canteen, name="备用金", kind="现金", fund="伙食费", holder="cai1", opening=0, year=2026
        )
        db.session.add(purse)
        db.session.flush()
        handed = Transfer(canteen_id=market.canteen, number="ZZ-202611-0002", moved_on=TODAY, amount=500_00)
        handed.from_id, handed.to_id = market.account(CASH).id, purse.id
        db.session.add(handed)
    drafts = [market.draft((CABBAGE, 10_000, 3_000), supplier=STALL) for _ in range(2)]
    for purchase in drafts:
        state_cash(purchase, "备用金", 300_00, market)
        sign(market.client("cai1"), order(purchase))
    assert sign(market.client("cai2"), order(drafts[0])).status_code == 303
    assert "备用金里的钱不够付，差 100.00 元" in refusals(sign(market.client("cai2"), order(drafts[1])))
    assert [purchase.state for purchase in drafts] == ["live", "draft"]


def test_a_lone_receiver_lapses_at_midnight(market: Market, morning: time_machine.Traveller) -> None:
    purchase = market.bought()
    market.weigh(purchase)
    arrival = f"/signoff/{purchase.id}/arrival"
    sign(market.client("yan1"), arrival)
    assert standing_of(purchase) == Standing.ARRIVING
    morning.shift(24 * 3600)
    assert standing_of(purchase) == Standing.ORDERED
    market._clients.clear()
    sign(market.client("yan2"), arrival)
    assert (signers(purchase, Role.RECEIVER), purchase.accepted_on) == ({"yan2"}, TODAY.replace(day=26))


def test_a_lone_receiver_of_yesterday_is_gone_for_every_reader_once_anybody_logs_in(
    market: Market, morning: time_machine.Traveller
) -> None:
    purchase = market.bought()
    market.weigh(purchase)
    paper, stamp = f"/documents/purchase/{purchase.id}", "过夜失效"
    sign(market.client("yan1"), f"/signoff/{purchase.id}/arrival")
    morning.move_to("2026-11-25T23:59:00+08:00")
    market._clients.clear()
    assert "已失效" not in market.client("jian").get(paper).text
    morning.move_to("2026-11-26T00:01:00+08:00")
    november = When(market.canteen, TODAY.replace(day=1), TODAY.replace(day=26))
    assert stamp not in market.client("jian").get(paper).text, "reading changes nothing"
    assert [each.due for each in check(november, "1.2").findings] == [True]
    assert stamp in market.client("shen").get(paper).text
    assert stamp in market.client("yan1").get("/signing/").text
    assert "姓yan1" not in market.client("shen").get(f"/papers/purchases/{purchase.id}/acceptance").text
    assert [each.due for each in check(november, "1.2").findings] == [False]
    assert (purchase.accepted_on, verify()) == (None, [])
    lapsed = db.session.scalars(select(LogEntry).where(LogEntry.action == "签名失效")).one()
    assert (lapsed.actor, lapsed.detail["why"]) == ("", "当天只有一位验收人签名，过夜失效")


def test_five_wrong_pins_pause_the_guest_too(market: Market) -> None:
    purchase, cai1 = market.draft(), market.client("cai1")
    guest = f"{order(purchase)}?guest={person('cai2')}"
    for _ in range(5):
        page = cai1.get(guest).text
        answer = cai1.post(guest, data=Page(page).sent({}) | sign_data(page, "111222"))
    assert "签名暂停 15 分钟" in answer.text
    page = cai1.get(guest).text
    assert "签名暂停 15 分钟" in cai1.post(guest, data=Page(page).sent({}) | sign_data(page, PIN)).text
    assert made() == []
