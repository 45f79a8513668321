"""What the notice wants of a receipt is asked when it is registered: each border from both sides."""

from datetime import date

from sqlalchemy import select

from canteen.db import db
from canteen.models import KeptWarning, Receipt
from canteen.models.words import Role
from tests.course.market import CABBAGE, RICE, SHOP, STALL, Market
from tests.forms.filling import File
from tests.pictures.photos import photo
from tests.receipts.registering import NUMBER, READ, new, only, receipts, refusals, register, send

RICE_5, CABBAGE_5 = (RICE, 5_000, 560), (CABBAGE, 5_000, 160)
YESTERDAY = date(2026, 11, 24)


def test_staples_from_fixed_premises_want_an_invoice(market: Market) -> None:
    cai1 = market.client("cai1")
    rice, cabbage = market.bought(RICE_5, supplier=SHOP), market.bought(CABBAGE_5, supplier=SHOP)
    for kind in ("自制购货报销单", "白条"):
        assert refusals(register(cai1, rice, kind=kind)) == ["3.1"]
        assert register(cai1, cabbage, kind=kind).status_code == 303
    assert register(cai1, market.bought(RICE_5, supplier=STALL), kind="自制购货报销单").status_code == 303
    assert register(cai1, rice).status_code == 303
    assert len(receipts()) == 4


def test_an_invoice_is_complete(market: Market) -> None:
    cai1, rice = market.client("cai1"), market.bought(RICE_5)
    for lacks in ("发票号码", "开票日期", "购买方", "销售方", "金额"):
        assert refusals(register(cai1, rice, **{lacks: ""})) == ["3.2"], lacks
    assert refusals(register(cai1, rice, 金额="0")) == ["3.2"]
    assert receipts() == []
    assert register(cai1, rice, 金额="-28.00").status_code == 303
    assert register(cai1, market.bought(CABBAGE_5), kind="白条", 开票日期="", 购买方="", 金额="").status_code == 303
    scrap = db.session.scalars(select(Receipt).where(Receipt.kind == "白条")).one()
    assert (scrap.invoice_no, scrap.issued_on, scrap.amount) == (None, None, None)


def test_an_invoice_of_several_days_has_its_list(market: Market) -> None:
    cai1 = market.client("cai1")
    old, today, more = market.bought(RICE_5, day=YESTERDAY), market.bought(RICE_5, CABBAGE_5), market.bought(RICE_5)
    assert refusals(register(cai1, old, today, listing="不附")) == ["3.6"]
    answer = register(cai1, old, today, listing="附了纸质清单")
    assert "请拍下纸质清单" in answer.text
    assert receipts() == []
    paper: dict[str, str | File] = {"listing": "附了纸质清单", "纸质清单的照片或 PDF": (photo(), "清单.jpg")}
    assert register(cai1, today, more, listing="不附").status_code == 303
    assert (only().has_list, only().listed) == (False, None)
    assert register(cai1, old, today, 发票号码=f"{NUMBER[:-1]}8", **paper).status_code == 303
    assert [(each.has_list, each.listed) for each in db.session.scalars(select(Receipt).where(Receipt.has_list))] == [
        (True, None)
    ]


def test_the_list_is_made_of_what_was_accepted_and_frozen(market: Market) -> None:
    old = market.bought(RICE_5, day=YESTERDAY)
    short = market.bought((RICE, 10_000, 560), CABBAGE_5, upto=Role.BUYER)
    market.weigh(short, 9_500, 0)
    assert register(market.client("cai1"), old, short).status_code == 303
    first = {"采购编号": old.number, "日期": "2026-11-24", "行": 1, "品目": RICE, "数量": 5_000, "单位": "公斤"}
    second = {"采购编号": short.number, "日期": "2026-11-25", "行": 1, "品目": RICE, "数量": 9_500, "单位": "公斤"}
    frozen = [first | {"单价": 560, "金额": 2_800}, second | {"单价": 560, "金额": 5_320}]
    assert (only().listed, only().has_list, only().amount) == (frozen, True, 8_120)
    market.weigh(short, 9_000, 0)
    assert only().listed == frozen


def test_an_invoice_is_registered_once(market: Market) -> None:
    cai1, rice, cabbage = market.client("cai1"), market.bought(RICE_5), market.bought(CABBAGE_5)
    register(cai1, rice, 发票代码="2100231130", 发票号码="00018642")
    typed = {"发票代码": "２１００ ２３１１ ３０", "发票号码": " 0001　8642 "}
    answer = register(cai1, cabbage, **typed)
    assert refusals(answer) == ["6.3"]
    assert "这个号码已登记为" in answer.text
    assert "PJ-202611-0001" in answer.text
    assert "一张发票只登记一次" in register(cai1, cabbage, 开票日期="2026-11-24", **typed).text
    assert len(receipts()) == 1
    assert register(cai1, cabbage, 发票代码="2100231131", 发票号码="00018642").status_code == 303


def test_a_fen_more_than_the_goods_is_let_through_and_kept(market: Market) -> None:
    kuai, rice = market.client("kuai"), market.bought(RICE_5)
    assert register(kuai, rice).status_code == 303
    assert db.session.scalars(select(KeptWarning.clause)).all() == []
    answer = register(kuai, market.bought(RICE_5), 发票号码=f"{NUMBER[:-1]}8", 金额="28.01")
    assert answer.status_code == 303
    assert db.session.scalars(select(KeptWarning.clause)).all() == ["B.1"]
    assert "有提醒：条款 B.1" in kuai.get(answer.location).text


def test_a_slip_for_an_approved_purchase_wants_the_seller_s_name(market: Market) -> None:
    cabbage = market.bought(CABBAGE_5, supplier=STALL)
    market.covered(cabbage)
    market.weigh(cabbage)
    for who in ("yan1", "yan2"):
        market.sign(cabbage, Role.RECEIVER, who)
    market.sign(cabbage, Role.APPROVER, "shen")
    assert refusals(register(market.client("cai1"), cabbage, kind="自制购货报销单")) == ["3.3"]
    assert register(market.client("cai1"), cabbage).status_code == 303


def test_what_would_be_refused_is_said_before_the_button(market: Market) -> None:
    cai1, rice = market.client("cai1"), market.bought(RICE_5)
    page = cai1.get(new(rice)).text
    assert "这样提交会被拒" not in page
    for kind, number, clauses in (("自制购货报销单", "", "3.1"), ("发票", NUMBER, "B.1"), ("发票", "", "B.1")):
        told = send(cai1, new(rice), [rice], check="1", kind=kind, **(READ | {"发票号码": number, "金额": "28.01"}))
        assert told.status_code == 200
        assert f'href="/lawbook/{clauses}"' in told.text
        assert 'href="/lawbook/3.2"' not in told.text
    assert receipts() == []
