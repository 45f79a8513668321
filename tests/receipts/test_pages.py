"""The pages of receipts: what waits, what is offered, what a receipt covers, and who may."""

from datetime import date
from http import HTTPStatus

from canteen import clock
from canteen.db import db
from canteen.models import CanteenMonth, Change
from canteen.receipts.invoice import said_by
from canteen.step import unjudged
from tests.course.market import CABBAGE, RICE, SHOP, STALL, Market
from tests.forms.filling import Page
from tests.pictures.photos import photo
from tests.receipts.registering import NUMBER, new, only, receipts, refusals, register, send
from tests.security.staff import employ, log_in

RICE_5, CABBAGE_5 = (RICE, 5_000, 560), (CABBAGE, 5_000, 160)
OCTOBER, YESTERDAY = date(2026, 10, 30), date(2026, 11, 24)


def test_what_waits_stands_by_supplier_with_its_age(market: Market) -> None:
    old = market.bought(RICE_5, day=OCTOBER)
    market.bought(CABBAGE_5, supplier=STALL)
    covered = market.bought(RICE_5)
    market.covered(covered)
    page = market.client("cai1").get("/receipts/").text
    for words in ("2 笔，36.00 元", "最早 26 天前", "验收后自动做购货报销单", "最近登记的票据", "0 天", SHOP, STALL):
        assert words in page
    assert f'value="{old.id}"' in page
    assert f'value="{covered.id}"' not in page
    assert STALL not in market.client("cai1").get("/receipts/?month=2026-10").text
    assert 'type="checkbox"' not in market.client("jian").get("/receipts/").text


def test_a_scrap_of_paper_still_waits(market: Market) -> None:
    cai1, cabbage = market.client("cai1"), market.bought(CABBAGE_5)
    register(cai1, cabbage, kind="白条")
    assert "白条 PJ-202611-0001，等验收" in cai1.get("/receipts/").text
    register(cai1, cabbage)
    assert "没有等票据的采购" in cai1.get("/receipts/").text
    assert receipts() == ["PJ-202611-0001", "PJ-202611-0002"]


def test_buyer_cashier_and_accountant_register_and_nobody_else(market: Market) -> None:
    purchase = market.bought(RICE_5)
    for who in ("cai1", "chu", "kuai"):
        assert market.client(who).get(new(purchase)).status_code == HTTPStatus.OK
    for who in ("yan1", "shen", "jian"):
        assert market.client(who).get(new(purchase)).status_code == HTTPStatus.FORBIDDEN


def test_the_form_takes_one_supplier_s_live_purchases_of_here(market: Market) -> None:
    rice, cabbage, draft = market.bought(RICE_5), market.bought(CABBAGE_5, supplier=STALL), market.draft(RICE_5)
    cai1 = market.client("cai1")
    wrong = (new(rice, cabbage), new(draft), f"{new(rice)}&purchase=x", f"{new(rice)}&purchase={10**30}")
    assert [cai1.get(each).status_code for each in wrong] == [HTTPStatus.NOT_FOUND] * 4
    assert cai1.get("/receipts/new").location == "/receipts/"
    assert "请从列表里选一项" in send(cai1, new(rice), [rice, cabbage]).text
    assert "至少一笔" in send(cai1, new(rice), []).text
    receipt = market.covered(rice)
    employ("elsewhere", "会计", canteen="02")
    stranger = market.app.test_client()
    log_in(stranger, "elsewhere")
    for address in (new(rice), f"/receipts/{receipt.id}/edit", f"/receipts/{receipt.id}/link"):
        assert stranger.get(address).status_code == HTTPStatus.NOT_FOUND
    assert len(receipts()) == 1


def test_what_was_typed_is_kept_as_people_write_it(market: Market) -> None:
    answer = register(market.client("cai1"), market.bought(RICE_5), 发票号码="２６２１ 2000 0000 1129 0017 ", 金额="28")
    said = said_by(only())
    assert answer.location == f"/documents/receipt/{only().id}"
    assert (said.number, said.code, said.day, said.amount) == (NUMBER, None, date(2026, 11, 25), 2_800)
    assert (said.buyer, said.seller) == ("高新区机关食堂", SHOP)


def test_a_second_receipt_since_the_page_was_shown_is_said_once(market: Market) -> None:
    cai1, cabbage = market.client("cai1"), market.bought(CABBAGE_5)
    page = new(cabbage)
    fresh = cai1.get(page).text
    market.covered(cabbage)
    sent = Page(fresh).sent({"kind": "自制购货报销单"}) | {"purchases": [str(cabbage.id)]}
    told = cai1.post(page, data=sent)
    assert "刚才登记了发票 PJ-202611-0001" in told.text
    again = Page(told.text).sent({}) | {"purchases": [str(cabbage.id)]}
    assert cai1.post(page, data=again).status_code == 303


def test_an_unusual_number_is_asked_about_once_and_a_strange_buyer_is_told(market: Market) -> None:
    cai1, rice = market.client("cai1"), market.bought(RICE_5)
    page = cai1.get(new(rice)).text
    assert ("没有附照片或文件" in page, "购买方不是本单位" in page) == (True, False)
    told = register(cai1, rice, 发票号码="2621200000001129", 购买方="别的单位")
    for words in ("号码通常是 20 位数字", "会留下提醒"):
        assert words in told.text
    assert (told.status_code, receipts()) == (422, [])
    again = Page(told.text).sent({}) | {"purchases": [str(rice.id)]}
    other = cai1.post(new(rice), data=again | {"number": "2621200000001128"})
    assert other.status_code == 422, "only the number that was told"
    assert cai1.post(new(rice), data=again).status_code == 303
    assert register(cai1, rice, 发票号码="00018642", 发票代码="2100231130").status_code == 303


def test_a_correction_leaves_its_history(market: Market) -> None:
    cai1 = market.client("cai1")
    register(cai1, market.bought(RICE_5))
    assert send(cai1, f"/receipts/{only().id}/edit", 金额="28.01", 销售方="惠丰").status_code == 303
    changed = {(each.field, each.before, each.after) for each in db.session.scalars(db.select(Change))}
    assert changed == {("金额", "28.00", "28.01"), ("销售方", SHOP, "惠丰")}
    assert refusals(send(cai1, f"/receipts/{only().id}/edit", 发票号码="")) == ["3.2"]
    assert only().invoice_no == NUMBER


def test_what_a_receipt_covers_is_changed_beside_others(market: Market) -> None:
    cai1, old, today = market.client("cai1"), market.bought(RICE_5, day=YESTERDAY), market.bought(RICE_5)
    third = market.bought(RICE_5)
    register(cai1, today)
    at = f"/receipts/{only().id}/link"
    mine = Page(cai1.get(at).text).sent({}) | {"purchases": [str(today.id), str(third.id)]}
    assert send(cai1, at, [old, today]).status_code == 303
    assert only().has_list
    assert [line["采购编号"] for line in only().listed or []] == [old.number, today.number]
    assert cai1.post(at, data=mine).status_code == 303
    assert {cover.purchase_id for cover in only().covers} == {old.id, today.id, third.id}
    assert send(cai1, at, [today]).status_code == 303
    assert (only().has_list, only().listed) == (False, None)
    assert "至少一笔" in send(cai1, at, []).text
    assert {cover.purchase_id for cover in only().covers} == {today.id}


def test_a_purchase_is_not_left_with_less_than_it_needs(market: Market) -> None:
    cai1, rice, more = market.client("cai1"), market.bought(RICE_5), market.bought(RICE_5)
    register(cai1, rice)
    invoice = only().id
    register(cai1, rice, kind="白条")
    assert refusals(send(cai1, f"/receipts/{invoice}/link", [more])) == ["3.1"]
    assert send(cai1, f"/receipts/{invoice}/link", [rice, more]).status_code == 303


def test_a_closed_month_takes_files_alone(market: Market) -> None:
    cai1, old, today = market.client("cai1"), market.bought(RICE_5, day=OCTOBER), market.bought(RICE_5)
    register(cai1, old, today)
    with unjudged():
        db.session.add(CanteenMonth(canteen_id=market.canteen, month=date(2026, 10, 1), closed_at=clock.now()))
    at = f"/receipts/{only().id}"
    page = cai1.get(f"{at}/edit").text
    assert "2026 年 10 月已结账，票据的内容不能再改，可以添文件" in page
    assert 'name="amount"' not in page
    assert send(cai1, f"{at}/edit", **{"票据照片或 PDF": (photo(), "背面.jpg")}).status_code == 303
    assert "背面.jpg" in cai1.get(f"/documents/receipt/{only().id}").text
    assert "2026-10 已结账" in send(cai1, f"{at}/link", [today]).text
