"""Logging a purchase: what the form takes and what it says, the weights of two scales, prices, what is new on the spot."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.formats import instant
from canteen.models import Account, Attachment, Change, Item, Purchase, Reception, Supplier
from canteen.money import yuan
from canteen.step import unjudged
from tests.course.market import CABBAGE, GLOVES, POTATO, RICE, SHOP, STALL, TODAY, Market
from tests.pictures.photos import photo
from tests.purchasing.notebook import NEW, log, purchases, refused_by, said, send, told

TOMORROW = TODAY + timedelta(1)


def lines(purchase: Purchase) -> list[tuple[str, int, int, str | None]]:
    """What is stored of the lines."""
    return [(line.item.name, line.quantity, line.unit_price, line.note) for line in purchase.lines]


def test_a_purchase_is_kept_as_a_draft_with_its_photos(market: Market) -> None:
    typed = said((CABBAGE, "150", "1.2"), (POTATO, "80.5", "2.40"), **{"lines-1-note": "2 筐"})
    photos = {f"photos-{number}": (photo(size=(side, 200)), "小票.jpg") for number, side in enumerate((300, 310))}
    answer = send(market.client("cai1"), **typed, **photos, sign="1")
    bought = purchases()[-1]
    assert answer.location == f"/signoff/{bought.id}/order"
    assert (bought.state, bought.number, bought.supplier.name, bought.purchased_on) == ("draft", None, STALL, TODAY)
    assert lines(bought) == [(CABBAGE, 150_000, 120, None), (POTATO, 80_500, 240, "2 筐")]
    kept = db.session.scalars(select(Attachment.role).where(Attachment.thing == f"purchase:{bought.id}")).all()
    assert kept == ["小票照片"] * 2
    page = market.client("cai1").get(f"/purchases/{bought.id}/edit").text
    assert f"草稿，{instant(clock.now())} 已存到服务器" in page


def test_several_photos_of_a_phone_are_taken_at_once(market: Market) -> None:
    photos = {f"photos-{number}": (b"%PDF-1.7".ljust((5 << 20) + number), "小票.pdf") for number in range(5)}
    assert send(market.client("cai1"), **said(), **photos).status_code == 303
    assert len(db.session.scalars(select(Attachment.id)).all()) == 5


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "dated tomorrow": ({"purchased_on": TOMORROW.isoformat()}, "不能晚于今天"),
    "nothing bought": (
        {"lines-0-item": "", "lines-0-quantity": "", "lines-0-unit_price": "", "lines-0-note": ""},
        "请至少填一行",
    ),
    "a quantity of nothing": ({"lines-0-quantity": "0"}, "数量：应大于 0"),
    "no quantity under a signature": ({"lines-0-quantity": "", "sign": "1"}, "数量：请填数量"),
    "no price under a signature": ({"lines-0-unit_price": "", "sign": "1"}, "单价：请填单价"),
    "no item": ({"lines-0-item": ""}, "这一行没有填品目"),
    "words for a number": ({"lines-0-quantity": "十斤"}, "请只填数字"),
    "a price below the fen": ({"lines-0-unit_price": "1.205"}, "最多 2 位小数"),
    "too much money": ({"lines-0-quantity": "999999999", "lines-0-unit_price": "999999"}, "应小于十亿元"),
    "an item that nobody knows": ({"lines-0-item": "冬瓜"}, "是新的零星食材就填计量单位"),
    "a seller that nobody knows": ({"supplier": "张大爷"}, "是零星摊贩就在下面填电话"),
    "a telephone that is none": ({"supplier": "张大爷", "phone": "没有"}, "只填电话号码"),
    "a telephone with a digit too many": ({"supplier": "张大爷", "phone": "139 0000 00001"}, "手机 11 位"),
    "a telephone of another": ({"supplier": "张大爷", "phone": "139 0413 5678"}, "是同一家就直接用它"),
    "cash without an amount": ({"paid": "现金已付"}, "请填付了多少"),
    "cash from no float": ({"paid": "现金已付", "from_float": "12"}, "请改填自己垫付"),
    "cash in a shop": ({"supplier": SHOP, "paid": "现金已付", "from_own": "12"}, "现付只用于零星摊贩"),
    "an HEIC": ({"photos-0": (b"\0\0\0\x18ftypheic" + bytes(80), "1.heic")}, "这是 HEIC 照片"),
    "an SVG": ({"photos-0": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "1.svg")}, "这是 SVG 图形"),
    "a script": ({"photos-0": (b"<script>alert(1)</script>", "1.jpg")}, "这里面是程序，不是照片"),
    "forty megapixels": ({"photos-0": (photo("PNG", (8000, 5000), "L"), "1.png")}, "万像素，请用相机的普通模式重拍"),
    "51 lines": (
        {f"lines-{n}-{name}": "9" for n in range(51) for name in ("quantity", "unit_price")}
        | {f"lines-{n}-item": RICE for n in range(51)},
        "一笔最多 50 行",
    ),
}


def test_what_is_no_fact_is_said_and_nothing_typed_is_lost(market: Market) -> None:
    client = market.client("cai1")
    for what, (wrong, sentence) in WRONG.items():
        answer = send(client, **(said(**{"lines-0-note": "三筐"}) | wrong))
        assert answer.status_code == 422, what
        assert any(sentence in each for each in told(answer)), (what, told(answer))
        assert 'value="三筐"' in answer.text or "lines-0-note" in wrong, what
    assert purchases() == []
    assert db.session.scalars(select(Account).where(Account.own_money)).all() == []


SCALES = [
    ("10", "1.20", "公斤", (10_000, 120)),
    ("10", "1.20", "斤", (5_000, 240)),
    ("0.002", "0.01", "斤", (1, 2)),
    ("0.001", "1.20", "斤", "换成公斤超过 3 位小数"),
    ("7.25", "0.00", "斤", (3_625, 0)),
    ("10", "1.20", "", (10_000, 120)),
]
JIN = [
    ("10", "1.20", "斤", (10_000, 120)),
    ("10", "1.20", "公斤", (20_000, 60)),
    ("0.001", "1.21", "公斤", "换成每斤的单价不到分"),
]


def test_a_scale_in_jin_and_one_in_kilograms_weigh_the_same(market: Market) -> None:
    client = market.client("cai1")
    with unjudged():
        db.session.add(
            Item(
                canteen_id=market.canteen, name="葱", category="零星食材", unit="斤", in_catalogue=False, durable=False
            )
        )
    for item, table in ((CABBAGE, SCALES), ("葱", JIN)):
        for quantity, price, scale, kept in table:
            answer = send(client, **said((item, quantity, price), (GLOVES, "3", "4.50"), scale=scale))
            if isinstance(kept, str):
                assert any(kept in each for each in told(answer)), (quantity, price, scale)
                continue
            assert answer.status_code == 303, told(answer)
            assert lines(purchases()[-1]) == [(item, *kept, None), (GLOVES, 3_000, 450, None)]


def test_the_last_price_stands_beside_the_new_one(market: Market) -> None:
    market.bought((CABBAGE, 10_000, 110), supplier=STALL, day=TODAY - timedelta(4))
    market.bought((CABBAGE, 10_000, 580), supplier=SHOP, day=TODAY - timedelta(2))
    market.draft((CABBAGE, 10_000, 990), supplier=STALL)
    client = market.client("cai1")
    for price, words in {"5.60": "↓ 降 0.20 元，3.4%", "5.80": "＝ 持平", "6.00": "↑ 涨 0.20 元，3.4%"}.items():
        page = send(client, **said((CABBAGE, "10", price), more="1")).text
        moved = re.search(r"<p data-move>(.*?)</p>", page)
        assert moved
        assert re.sub("<.*?>", "", moved[1]) == f"上次 5.80（11-23），{words}"
    assert 'data-p="580" data-d="11-23"' in page
    in_jin = send(client, **said((CABBAGE, "10", "3.01"), more="1", scale="斤")).text
    assert "上次 2.90（11-23）" in in_jin
    assert "↑ 涨 0.11 元，3.8%" in in_jin


def test_a_stall_and_an_item_that_nobody_knew_are_entered_on_the_spot(market: Market) -> None:
    new = {"lines-0-unit": "把", "lines-1-unit": "把"}
    bought = log(
        market.client("cai1"), ("小葱", "3", "1"), ("小葱", "2", "1.1"), supplier="张大爷", phone="13900000000", **new
    )
    stall, onion = bought.supplier, bought.lines[0].item
    assert (stall.name, stall.kind, stall.phone, stall.unconfirmed) == ("张大爷", "零星摊贩", "13900000000", True)
    assert (onion.name, onion.category, onion.unit, onion.unconfirmed) == ("小葱", "零星食材", "把", True)
    assert [line.item_id for line in bought.lines] == [onion.id] * 2
    made = db.session.scalars(select(Change.after).where(Change.field == "登记")).all()
    assert set(made) >= {"张大爷", "小葱"}


def test_letters_are_enough_for_a_name(market: Market) -> None:
    with unjudged():
        for model, name, letters in (
            (Item, CABBAGE, "dbc"),
            (Supplier, STALL, "wgl"),
            (Item, RICE, "dbdm"),
            (Item, POTATO, "dbdm"),
        ):
            db.session.scalars(select(model).where(model.name == name)).one().initials = letters  # type: ignore[attr-defined]
    client = market.client("cai1")
    assert lines(log(client, ("DBC", "1", "2"), supplier="ｗｇｌ")) == [(CABBAGE, 1_000, 200, None)]
    assert lines(log(client, ("dbc", "1", "2"), supplier="wg")) == [(CABBAGE, 1_000, 200, None)]
    ambiguous = send(client, **said(("dbd", "1", "2")))
    assert any("有几个品目这样拼" in each for each in told(ambiguous))


def test_the_last_purchase_is_proposed_once_more(market: Market) -> None:
    last = market.bought((CABBAGE, 150_000, 120), (POTATO, 80_000, 240), supplier=STALL, day=TODAY - timedelta(1))
    client = market.client("cai2")
    assert f'href="{NEW}?again={last.id}"' in client.get(NEW).text
    page = client.get(f"{NEW}?again={last.id}").text
    for value in (STALL, "150", "1.20", "80", "2.40", TODAY.isoformat()):
        assert f'value="{value}"' in page
    repeated = send(client, **said((POTATO, "1", "3"), repeat="1")).text
    assert [f'value="{value}"' in repeated for value in ("3", "150", "80")] == [True, True, False]
    assert "没有可重复的" in send(client, **said(supplier=SHOP, repeat="1")).text
    assert client.get(f"{NEW}?again=999").status_code == 404


def test_for_a_reception_its_number_is_chosen(market: Market) -> None:
    with unjudged():
        held = {
            "held_on": TODAY,
            "kind": "会议接待",
            "department": "招商局",
            "guests": 5,
            "companions": 1,
            "charge": 0,
            "cost": 0,
        }
        reception = Reception(canteen_id=market.canteen, number="JD-202611-0001", **held)
        db.session.add(reception)
        db.session.flush()
        key = str(reception.id)
    client = market.client("cai1")
    guests = {"fund": "接待费", "purpose": "接待"}
    assert log(client, **guests, reception=key).reception_id == int(key)
    assert refused_by(send(client, **said(**guests, advise="1"))) == {"B.12"}
    assert refused_by(send(client, **said(**(guests | {"fund": "伙食费"}), advise="1"))) == {"5.2"}
    assert log(client, reception=key).reception_id is None


def test_a_large_catalogue_makes_no_large_page(market: Market) -> None:
    with unjudged():
        for number in range(300):
            spelt = {"pinyin": "dongbeisuancai wuhualiang", "initials": "dbsc whl"}
            names = {
                "name": f"东北酸菜{number}",
                "category": "零星食材",
                "unit": "公斤",
                "in_catalogue": False,
                "durable": False,
            }
            db.session.add(Item(canteen_id=market.canteen, **names, **spelt))
            if number < 60:
                db.session.add(
                    Supplier(canteen_id=market.canteen, name=f"五花粮行{number}", kind="固定经营场所", **spelt)
                )
    bought = market.bought(*[(f"东北酸菜{number}", 1_000, 100) for number in range(50)], day=TODAY)
    page = market.client("cai1").get(f"{NEW}?again={bought.id}")
    assert page.text.count('id="items"') == 1
    assert len(page.data) <= 100 * 1024
    assert yuan(5_000) in page.text
