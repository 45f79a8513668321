"""What was signed in somebody's name stays to be seen as it was signed, by them and by the supervisor alone."""

import json
import re
from hashlib import sha256
from html import unescape

from sqlalchemy import select

from canteen.course import resettle
from canteen.db import db
from canteen.models import LogEntry, Person, Purchase, Signature
from canteen.models.words import Role
from canteen.stages import Stage
from canteen.step import step
from tests.course.market import RICE, SHOP, Market
from tests.forms.filling import Page, sign
from tests.signing.pens import sign_data

OWN = "/signing/"


def pages(html: str) -> list[str]:
    """The pages of purchase signatures that a list leads to."""
    return re.findall(r'href="(/signing/purchases/\d+)"', html)


def dearer(purchase: Purchase) -> None:
    """Somebody changes the price after it was signed for."""
    with step(Stage.SIGN, purchase):
        purchase.lines[0].unit_price = 580
        resettle(purchase, "改了单价")


def test_each_opens_what_was_signed_whatever_became_of_it(market: Market) -> None:
    purchase, cai1 = market.draft((RICE, 10_000, 560)), market.client("cai1")
    sign(cai1, f"/signoff/{purchase.id}/order")
    listed = cai1.get(OWN).text
    assert f">草稿 {SHOP} 2026-11-25</a>" in listed
    assert '<tr class="gone">' not in listed
    [page] = pages(listed)
    signed = db.session.scalars(select(Signature)).one()
    shown = cai1.get(page).text
    for words in ("✓ 这个签名算数", RICE, "10 公斤", "5.60", "56.00", "2026-11-25 06:30", "采购", "在姓cai1的登录里签"):
        assert words in shown, words
    original = re.search(r'id="original">(.*?)</p>', shown, re.DOTALL)
    assert original
    assert sha256(unescape(original[1]).encode()).hexdigest() == signed.digest
    dearer(purchase)
    assert "06:30 失效：改了单价" in cai1.get(OWN).text
    assert '<tr class="gone">' in cai1.get(OWN).text
    shown = cai1.get(page).text
    assert "× 已失效，2026-11-25 06:30：改了单价" in shown
    assert ("5.60" in shown, "5.80" in shown) == (True, False)


def test_a_guest_finds_it_marked_and_the_approver_all_of_it(market: Market) -> None:
    purchase = market.draft((RICE, 10_000, 560))
    cai2 = db.session.scalars(select(Person).where(Person.staff_no == "cai2")).one()
    sign(market.client("cai1"), f"/signoff/{purchase.id}/order?guest={cai2.id}")
    [page] = pages(market.client("cai2").get(OWN).text)
    shown = market.client("cai2").get(page).text
    assert "同机签名" in shown
    assert "在姓cai1的登录里签" in shown
    approved = market.bought(upto=Role.APPROVER)
    [page] = pages(market.client("shen").get(OWN).text)
    shown = market.client("shen").get(page).text
    for words in ("订单", "到货", "cai1", "yan2", f"采购 {approved.number}"):
        assert words in shown, words


def test_a_drawing_nearly_the_same_as_an_earlier_one_is_told_and_refuses_nothing(market: Market) -> None:
    purchase = market.draft((RICE, 10_000, 560))
    sign(market.client("cai1"), order := f"/signoff/{purchase.id}/order")
    [[*points]] = json.loads(db.session.scalars(select(Signature.strokes)).one() or "")
    copy = json.dumps([[[x // 2 + 9, y // 2 + nth % 3, at + 7] for nth, (x, y, at) in enumerate(points)]])
    page = market.client("cai2").get(order).text
    sent = Page(page).sent({}) | sign_data(page) | {"strokes": copy}
    assert market.client("cai2").post(order, data=sent).status_code == 303
    told = "笔迹和“姓cai1 2026-11-25 采购人”的几乎一样"
    for address in (f"/documents/purchase/{purchase.id}", f"/approval/{purchase.id}"):
        assert market.client("shen").get(address).text.count(told) == 1, address
    [logged] = db.session.scalars(select(LogEntry).where(LogEntry.action == "笔迹相近"))
    assert (logged.thing, logged.detail["like"]) == (f"purchase:{purchase.id}", "姓cai1 2026-11-25 采购人")


def test_the_supervisor_finds_it_through_the_person_and_nobody_else_does(market: Market) -> None:
    market.bought()
    [page] = pages(market.client("cai1").get(OWN).text)
    person = db.session.scalars(select(Person.id).where(Person.staff_no == "cai1")).one()
    of_person = market.client("jian").get(f"/people/{person}").text
    assert "以姓cai1的名义签过的" in of_person
    assert pages(of_person) == [page]
    assert f'href="/people/{person}"' in market.client("jian").get(page).text
    for who, status in {"jian": 200, "cai2": 404, "kuai": 404, "shen": 404}.items():
        assert market.client(who).get(page).status_code == status, who
