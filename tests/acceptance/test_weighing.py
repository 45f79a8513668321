"""Weighing a delivery: blind until a line is recorded, exact, in steps that only grow; everything else has its sentence."""

import time_machine
from sqlalchemy import select

from canteen.course import Standing, standing_of
from canteen.db import db
from canteen.models import Attachment
from canteen.step import unjudged
from tests.acceptance.scales import Door, told
from tests.course.market import CABBAGE, RICE, Market
from tests.forms.filling import File, Page
from tests.pictures.photos import photo

PHOTO = (photo(), "烂菜.jpg")
ORDERS = {1: ("10.073", "2.39", "24.07"), 2: ("7.331", "3.11", "22.80"), 3: ("12.5", "9.77", "122.13")}
"""By line: what was ordered, its unit price, its amount."""


def seen(page: str) -> set[int]:
    """The lines of which anything that was ordered can be seen."""
    return {line for line, facts in ORDERS.items() if any(fact in page for fact in facts)}


def test_what_was_ordered_is_nowhere_before_the_line_is_weighed(door: Door) -> None:
    assert seen(told(door.market.client("yan1").get("/acceptance/"))) == set()
    assert seen(door.page()) == set()
    assert "/documents/" not in door.page()
    assert seen(told(door.weigh(gross_1="多"))) == set()
    for line, (gross, told_then) in enumerate(
        [("9.6", "↓ 短少 0.473 公斤（4.7%）"), ("7.4", "↑ 多收 0.069 公斤（0.9%）"), ("12.5", "＝ 相符")], 1
    ):
        assert door.weigh(**{f"gross_{line}": gross}).location == door.address
        assert told_then in door.page()
        assert seen(door.page()) == set(range(1, line + 1))
    assert "应付少 1.13 元" in door.page()
    assert "应付多 0.21 元" in door.page()
    assert f"/signoff/{door.purchase.id}/arrival" in door.page()


def test_weights_are_kept_exactly_in_whatever_the_scale_shows(door: Door) -> None:
    door.weigh(gross_1="10.2", tare_1="0.6", gross_3="12")
    door.weigh(scale="斤", gross_2="15.202", tare_2="0.6")
    assert door.kept == [
        (1, 1, 10_200, 600, 9_600, None, "yan1"),
        (3, 1, None, None, 12_000, None, "yan1"),
        (2, 1, 7_601, 300, 7_301, None, "yan1"),
    ]
    assert door.accepted == [9_600, 7_301, 12_000]


def test_its_other_papers_lead_to_the_scales(door: Door) -> None:
    purchase, clients = door.purchase, door.market.client
    draft, receipt = door.market.draft((CABBAGE, 10_073, 239)), door.market.covered(purchase, kind="白条")
    own = [
        f"/documents/purchase/{purchase.id}",
        f"/documents/receipt/{receipt.id}",
        f"/papers/receipts/{receipt.id}/list",
    ]
    own += [f"/papers/purchases/{purchase.id}/{name}" for name in ("slip", "acceptance", "stock")]
    lists = ["/documents/purchase/", "/documents/receipt/"]
    assert {clients("yan1").get(each).location for each in own} == {door.address}
    assert clients("yan1").get(f"/papers/purchases/{draft.id}/slip").location == "/acceptance/"
    assert {clients("shen").get(each).status_code for each in own} == {200}
    assert [["169.00" in clients(who).get(each).text for each in lists] for who in ("yan1", "shen")] == [
        [False, False],
        [True, True],
    ]
    unread = door.market.client("yan1").post(f"/signoff/{purchase.id}/arrival", data=door.opened("yan1").sent({}))
    assert unread.location == door.address
    door.weigh_all("10", "7", "12")
    assert {clients("yan1").get(each).status_code for each in own} == {200}
    assert "24.07" not in clients("yan1").get("/documents/purchase/").text
    assert str(purchase.number) in clients("yan1").get("/receipts/").text


FAULTS: dict[str, tuple[dict[str, str | File], str]] = {
    "nothing": ({}, "称好一样就填一样"),
    "a blank gross": ({"tare_1": "0.6"}, "请填毛重"),
    "below zero": ({"gross_1": "-1"}, "不能是负数"),
    "no number": ({"gross_1": "十"}, "请只填数字"),
    "too exact": ({"gross_1": "9.6001"}, "最多 3 位小数"),
    "too exact in jin": ({"scale": "斤", "gross_1": "9.601"}, "换成公斤超过 3 位小数"),
    "too much": ({"gross_1": "1" * 10}, "数太大"),
    "tare above gross": ({"gross_1": "0.6", "tare_1": "0.601"}, "皮重比毛重还大"),
    "tare as heavy as gross": ({"gross_1": "0.6", "tare_1": "0.6"}, "净重是 0"),
    "none counted": ({"gross_3": "0"}, "数量是 0"),
    "part refused without a reason": ({"gross_1": "9.6", "refused_1": "1", "photo_1": PHOTO}, "不收的要写原因"),
    "part refused without a photo": ({"gross_1": "9.6", "refused_1": "1", "reason_1": "烂"}, "不收的要拍照"),
    "all of it refused as a part": ({"gross_1": "9.6", "refused_1": "9.6", "reason_1": "烂"}, "请按“整样拒收”"),
    "more refused than came": ({"gross_1": "9.6", "refused_1": "9.601", "reason_1": "烂"}, "不收的比送来的还多"),
    "refused without a reason": ({"whole": "refused-1"}, "不收的要写原因"),
    "refused with neither": ({"whole": "refused-1"}, "不收的要拍照"),
    "refused without a photo": ({"whole": "refused-1", "reason_1": "烂"}, "不收的要拍照"),
    "a line that is not there": ({"whole": "refused-9"}, "称好一样就填一样"),
    "a day that is none": ({"gross_1": "9.6", "best_before_1": "2026-02-30"}, "line_1-best_before-error"),
    "a sound line beside": ({"gross_1": "9.6", "gross_2": "x"}, "请只填数字"),
}


def test_what_is_no_weight_has_its_sentence_and_stores_nothing(door: Door) -> None:
    for what, (typed, sentence) in FAULTS.items():
        answer = door.weigh(**typed)
        assert (answer.status_code, sentence in told(answer)) == (422, True), what
    assert (door.kept, door.accepted) == ([], [None, None, None])


def test_what_is_refused_says_why_with_a_photo_and_what_did_not_come_needs_none(door: Door) -> None:
    door.weigh(
        whole="refused-1",
        reason_1="烂叶太多",
        photo_1=PHOTO,
        gross_2="8",
        refused_2="0.669",
        reason_2="发芽",
        photo_2=PHOTO,
    )
    door.weigh(whole="absent-3", refused_3="1")
    assert door.kept == [
        (1, 1, None, None, 0, "整样拒收：烂叶太多", "yan1"),
        (2, 1, 8_000, 0, 7_331, "拒收 0.669 公斤：发芽", "yan1"),
        (3, 1, None, None, 0, "没有送来", "yan1"),
    ]
    kept = db.session.execute(select(Attachment.thing, Attachment.role)).all()
    assert [tuple(row) for row in kept] == [(f"purchase:{door.purchase.id}", "验收照片")] * 2
    for words in ("✕ 拒收", "✕ 没有送来", "整样拒收：烂叶太多", "拒收 0.669 公斤：发芽", "没有送来", 'alt="验收照片"'):
        assert words in door.page()
    paper = door.market.client("shen").get(f"/documents/purchase/{door.purchase.id}").text
    door.weigh(gross_1="9.573", refused_1="1", reason_1="烂叶", photo_1=PHOTO)
    assert "↓ 不收 1，短少 0.5 公斤（14.9%）" in door.page()
    assert "验收记录" in paper
    assert "拒收 0.669 公斤：发芽" in paper


def test_food_keeps_its_batch_and_says_when_it_is_past_its_day(market: Market) -> None:
    door = Door(market, market.bought((RICE, 10_000, 560)))
    door.weigh(gross_1="10", batch_1="B-7", best_before_1="2026-11-24", certificate_1="检 0021")
    weighing = door.purchase.lines[0].weighings[0]
    assert (weighing.batch, weighing.certificate) == ("B-7", "检 0021")
    for words in ("批号 B-7", "检疫证 检 0021", "已过保质期"):
        assert words in door.page()
    door.weigh(gross_1="10", best_before_1="2026-11-25")
    assert "已过保质期" not in door.page()


def test_a_correction_is_another_weighing_and_sets_the_first_signature_aside(
    door: Door, morning: time_machine.Traveller
) -> None:
    door.weigh_all("10.073", "7.331", "12.5")
    door.sign("yan1")
    assert standing_of(door.purchase) is Standing.ARRIVING
    assert "重称以后要重新签" in door.page("yan2")
    morning.shift(60)
    door.weigh("yan2", gross_1="9.6")
    assert [each[4:] for each in door.kept if each[0] == 1] == [(10_073, None, "yan1"), (9_600, None, "yan2")]
    assert standing_of(door.purchase) is Standing.ORDERED
    assert "已失效：重新过秤" in door.page()
    old = door.opened("yan1")
    door.sign("yan1")
    door.sign("yan2")
    assert standing_of(door.purchase) is Standing.ARRIVED
    assert "不能过秤验收" in told(door.send("yan1", old, gross_1="9"))
    assert "不能再称" in door.page()


def test_nobody_writes_over_what_somebody_else_weighed_meanwhile(door: Door) -> None:
    mine, theirs = door.opened("yan1"), door.opened("yan2")
    door.send("yan2", theirs, gross_1="9.6")
    answer = door.send("yan1", mine, gross_1="10", gross_2="7")
    assert answer.status_code == 422
    assert f"{CABBAGE}：刚才已有人记下 9.6 公斤" in told(answer)
    assert [each[4:] for each in door.kept] == [(9_600, None, "yan2")]
    again = Page(answer.text)
    assert again.values["line_1-gross"] == "10"
    first, second, _ = door.purchase.lines
    with unjudged():
        second.item_id = first.item_id
    other = door.send("yan1", again)
    assert f"第 2 行：您打开以后采购改过品目，现在是 {CABBAGE}" in told(other)
    assert door.send("yan1", Page(other.text)).location == door.address
    assert [each[:1] + each[4:] for each in door.kept[1:]] == [(1, 10_000, None, "yan1"), (2, 7_000, None, "yan1")]


def test_a_lone_signature_lapses_at_midnight_and_the_weights_stay(door: Door, morning: time_machine.Traveller) -> None:
    door.weigh_all("10", "7", "12")
    door.sign("yan1")
    morning.move_to("2026-11-25T23:59:59+08:00")
    assert "已签 1 人" in door.page("yan2")
    morning.move_to("2026-11-26T00:00:00+08:00")
    door.market._clients.clear()
    assert "姓yan1 的签名过了当天 24 点" in door.page("yan2")
    assert "1天前采购" in told(door.market.client("yan2").get("/acceptance/")).replace("<small>", "")
    door.sign("yan2")
    assert standing_of(door.purchase) is Standing.ARRIVING
    assert "当天只有一位验收人签名，过夜失效" in door.page("yan2")
    door.sign("yan1")
    assert (standing_of(door.purchase), str(door.purchase.accepted_on)) == (Standing.ARRIVED, "2026-11-26")
