"""What the papers of a purchase, a receipt and a payment say, and what is stamped across them until they are good."""

import re
from datetime import timedelta

import time_machine

from canteen import clock
from canteen.acts import short
from canteen.codes import code_path
from canteen.course.kept import digest_of
from canteen.db import db
from canteen.models import Change, Purchase, Signature
from canteen.models.words import Role, State, Via
from canteen.receipts.listing import lines_of
from canteen.step import unjudged
from tests.course.market import CABBAGE, GLOVES, POTATO, RICE, SHOP, STALL, TODAY, Market
from tests.papers.shelf import GREENS, delivered, freeze, paid, sold, weigh_again
from tests.security.staff import employ, log_in

STAMP = re.compile(r'<p class="paper-stamp">([^<]+)</p>')
SIGNED = re.compile(
    r'<li><b>([^<]+)</b>(?:<svg class="drawn".*?</svg>|<span class="drawn"></span>)?\s*<span[^>]*>\s*([^<]+?)\s*<'
)
HANDS = re.compile(r'<li><b>([^<]+)</b><span class="by-hand">签名</span><span class="by">([^<]*?) ?</span>')


def shown(market: Market, address: str, who: str = "kuai") -> str:
    """The page at an address of the papers, as somebody sees it."""
    answer = market.client(who).get(f"/papers/{address}")
    assert answer.status_code == 200
    return answer.text


def paper(market: Market, purchase: Purchase, name: str = "slip") -> str:
    """A paper of a purchase."""
    return shown(market, f"purchases/{purchase.id}/{name}")


def stamp(page: str) -> str | None:
    """What is stamped across a paper."""
    found = STAMP.search(page)
    return found and found[1]


def rows(page: str) -> list[list[str]]:
    """What stands in the cells of its tables."""
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    ]


def test_a_slip_says_who_sold_what_for_how_much_and_who_answers_for_it(market: Market) -> None:
    purchase = sold(market)
    paid(market, purchase, cash=True)
    page = paper(market, purchase)
    assert ["1", CABBAGE, "公斤", "120", "1.10", "132.00"] in rows(page)
    assert ["合计（大写）贰佰柒拾陆元整", "¥276.00"] in rows(page)
    assert SIGNED.findall(page) == [
        ("出售人", "王桂兰"),
        ("采购人（经办）", "姓cai1 采购"),
        ("采购人（经办）", "姓cai2 采购"),
        ("验收人", "姓yan1 验收"),
        ("验收人", "姓yan2 验收"),
        ("审批人", "姓shen 审批"),
    ]
    for said in (f"{STALL}　139****5678", "无发票原因", "现金 276.00 元，2026-11-25", "出纳已确认", "PJ-202611-0001"):
        assert said in page
    assert stamp(page) is None
    judged = [row for row in rows(paper(market, purchase, "checks")) if len(row) == 5]
    assert [row for row in rows(page) if len(row) == 5] == judged, "the check sheet prints behind it, and alone"
    cash = ["3.7", "大额禁现金", "符合", "FK-202611-0001：所付最大一笔 276.00，上限 1000.00", "现金上限 1000.00 元"]
    assert cash in judged
    assert "截至 2026-11-25 的判定" in page
    screen = market.client("kuai").get(f"/documents/purchase/{purchase.id}").text
    assert f'href="/papers/purchases/{purchase.id}/checks"' in screen
    on_screen = rows(screen)
    assert all([f"{no} {title}", said, used + limit] in on_screen for no, title, said, used, limit in judged[1:])


def test_the_stamp_goes_when_the_last_of_them_has_signed(market: Market) -> None:
    purchase, stamps = market.draft(*GREENS, supplier=STALL), []
    for role, who in [(Role.BUYER, "cai1"), (Role.BUYER, "cai2"), (Role.RECEIVER, "yan1"), (Role.RECEIVER, "yan2")]:
        stamps.append([stamp(paper(market, purchase, name)) for name in ("slip", "acceptance", "stock")])
        if role is Role.RECEIVER:
            market.weigh(purchase)
        market.sign(purchase, role, who)
    draft = "草稿，无效"
    assert stamps == [[draft] * 3, [draft] * 3, ["未验收"] * 3, ["未验收"] * 3]
    assert [stamp(paper(market, purchase, name)) for name in ("slip", "acceptance")] == ["出售人未签名", None]
    market.sign(purchase, Role.SELLER, "王桂兰")
    assert stamp(paper(market, purchase)) == "未审批"
    market.sign(purchase, Role.APPROVER, "shen")
    assert stamp(paper(market, purchase)) is None
    with unjudged():
        purchase.state, purchase.void_reason = State.VOID, "重复登记"
    page = paper(market, purchase)
    assert stamp(page) == "作废"
    assert "重复登记" in page


def test_a_draft_shows_what_was_ordered_and_whose_signatures_are_wanting(market: Market) -> None:
    page = paper(market, market.draft((CABBAGE, 12_000, 110)))
    assert ["1", CABBAGE, "公斤", "12", "1.10", "13.20"] in rows(page)
    assert [name for _, name in SIGNED.findall(page)] == ["未签"] * 5
    assert "票据待补" in page


def test_names_are_those_that_were_signed(market: Market, morning: time_machine.Traveller) -> None:
    purchase = delivered(market)
    morning.shift(60)
    with unjudged():
        supplier, thing = market.supplier(SHOP), f"supplier:{purchase.supplier_id}"
        supplier.name = "惠丰连锁"
        db.session.add(Change(thing=thing, field="名称", before=SHOP, after=supplier.name, at=clock.now(), by="会计"))
    page = paper(market, purchase)
    assert SHOP in page
    assert "惠丰连锁" not in page


def test_how_a_guest_and_who_signed_on_paper_signed_is_said(market: Market) -> None:
    purchase = market.bought(upto=Role.RECEIVER)
    with unjudged():
        _, guest = [each for each in purchase.signatures if each.role == Role.BUYER]
        guest.via = Via.SAME_DEVICE
        on_paper = Signature(
            purchase_id=purchase.id,
            role=Role.APPROVER,
            signer="shen",
            signed_at=guest.signed_at,
            signed_on=TODAY,
            origin="import",
            made_by="kuai",
        )
        db.session.add(on_paper)
    page = paper(market, purchase)
    assert "同机签名" in page
    assert "纸质签名" in page
    assert "实际由 kuai 签" in page


def test_an_acceptance_shows_what_came_short_and_the_round_that_was_sent_back(
    market: Market, morning: time_machine.Traveller
) -> None:
    purchase = market.bought((CABBAGE, 12_000, 110), (POTATO, 8_000, 240))
    market.weigh(purchase)
    weigh_again(market, morning, purchase, 11_500, 0, reason="白菜烂叶多")
    page = paper(market, purchase, "acceptance")
    safety = "批号 A20261124，保质期至 2027-05-24"
    assert ["1", CABBAGE, "公斤", "12", "14", "2.5", "11.5", "少 0.5", "烂叶去除", safety] in rows(page)
    assert ["2", POTATO, "公斤", "8", "2.5", "2.5", "0", "拒收", "烂叶去除", safety] in rows(page)
    assert ["1", CABBAGE, "公斤", "12", "14.5", "2.5", "12", safety] in rows(page)
    assert "第 1 次验收 2026-11-25，已退回：白菜烂叶多" in page
    assert re.findall("<s>(.+?)</s>", page) == ["姓yan1", "姓yan2"]
    stored = rows(paper(market, purchase, "stock"))
    assert [row[1] for row in stored if row[0] in {"1", "2"}] == [CABBAGE]
    assert ["合计（大写）壹拾贰元陆角伍分", "¥12.65"] in stored


def test_a_list_is_added_up_and_held_against_its_invoice(market: Market) -> None:
    first = delivered(market, (RICE, 25_000, 560), (GLOVES, 10_000, 350), day=TODAY - timedelta(1))
    second = delivered(market, (RICE, 10_000, 560), day=TODAY - timedelta(1))
    last = delivered(market)
    receipt = market.covered(first, second, last, amount=28_701)
    page = shown(market, f"receipts/{receipt.id}/list")
    assert stamp(page) == "未固定"
    sums = [row for row in rows(page) if row[2:3] in (["小计"], ["当日合计"])]
    assert sums == [
        ["", first.number, "小计", "", "", "", "175.00"],
        ["2026-11-24", "共 2 笔", "当日合计", "", "", "", "231.00"],
    ]
    assert "合计（大写）贰佰捌拾柒元整" in page.replace('<span class="caps">', "")
    assert "多于清单合计 0.01 元" in page
    assert "摘要" not in page
    freeze(receipt, lines_of([first, second, last]))
    with unjudged():
        market.item(RICE).name = "五常大米"
        receipt.amount = 28_700
    page = shown(market, f"receipts/{receipt.id}/list")
    assert stamp(page) is None
    assert RICE in page
    assert "与清单合计相符" in page
    assert f'清单摘要 <span class="no">{short(digest_of(receipt.listed) or "")}</span>' in page


def test_a_payment_names_payee_account_purchases_and_who_approved_them(market: Market) -> None:
    with unjudged():
        shop = market.supplier(SHOP)
        shop.bank, shop.bank_account = "工行望花支行", "0714020109248083712"
    one, other = delivered(market), delivered(market, (RICE, 20_000, 560))
    payment = paid(market, one, other)
    page = shown(market, f"payments/{payment.id}")
    assert stamp(page) is None
    for said in (
        SHOP,
        "工行望花支行",
        "0714020109248083712",
        "伙食费专户",
        "20261125000183",
        "壹佰陆拾捌元整",
        "¥168.00",
    ):
        assert said in page
    assert page.count("姓shen 审批") == 2
    assert HANDS.findall(page) == [("出纳", "")], "nobody entered it, and no taker signs for what the bank moves"


def test_cash_wants_the_approval_and_the_cashiers_word(market: Market) -> None:
    purchase = sold(market, upto=Role.SELLER)
    payment = paid(market, purchase, cash=True, confirmed=False)
    stamps = [stamp(shown(market, f"payments/{payment.id}"))]
    market.sign(purchase, Role.APPROVER, "shen")
    page = shown(market, f"payments/{payment.id}")
    assert [*stamps, stamp(page)] == ["未审批", "出纳未确认"]
    assert HANDS.findall(page) == [("采购人（登记）", "姓cai1 采购"), ("出纳", ""), ("领款人", STALL)]
    assert "银行账号" not in page


def test_the_code_leads_back_to_the_purchase(market: Market) -> None:
    purchase = market.draft()
    path, _ = code_path(f"http://localhost/documents/purchase/{purchase.id}")
    assert all(path in paper(market, purchase, name) for name in ("slip", "acceptance", "stock"))


def test_a_clerk_and_another_canteen_see_none_of_it(market: Market) -> None:
    purchase = delivered(market)
    receipt, payment = market.covered(purchase), paid(market, purchase)
    addresses = [
        *(f"/papers/purchases/{purchase.id}/{name}" for name in ("slip", "acceptance", "stock")),
        f"/papers/receipts/{receipt.id}/list",
        f"/papers/payments/{payment.id}",
    ]
    employ("jingban", "部门经办")
    employ("bieren", "会计", canteen="02")
    for who, status in (("jingban", 403), ("bieren", 404)):
        log_in(client := market.app.test_client(), who)
        assert {client.get(address).status_code for address in addresses} == {status}
