"""Returns: whose signatures fall is said beforehand, the reason is wanted, and the purchase goes where it belongs."""

import pytest
from sqlalchemy import select

from canteen.course import Standing, send_back
from canteen.db import db
from canteen.entering import Fault
from canteen.models import KeptWarning, SentBack
from canteen.models.words import Amiss, Post, Role
from canteen.stages import Stage
from canteen.step import step, unjudged
from tests.approval.acting import approve, give_back, standing
from tests.course.market import Market, on_paper
from tests.forms.filling import fill
from tests.forms.market_stock import turn
from tests.pictures.photos import photo
from tests.security.staff import post

RETURNS = {
    Amiss.ORDER: (Standing.ORDERING, {"cai1", "cai2"}),
    Amiss.GOODS: (Standing.ORDERED, {"yan1", "yan2"}),
    Amiss.PAPER: (Standing.PAPERS, set[str]()),
}
SAID = ("采购人姓cai1、采购人姓cai2</b>的签名失效", "验收人姓yan1、验收人姓yan2</b>的签名失效", "谁的签名都不失效")


def test_each_return_goes_where_it_belongs(market: Market) -> None:
    shen = market.client("shen")
    for amiss, (where, fallen) in RETURNS.items():
        purchase = market.bought(upto=Role.RECEIVER)
        page = shen.get(f"/approval/{purchase.id}/back").text
        assert all(words in page for words in SAID)
        assert "请填写" in give_back(shen, purchase, amiss, " ").text
        assert standing(purchase) is Standing.ARRIVED
        assert give_back(shen, purchase, amiss, "数量不对").status_code == 303
        assert standing(purchase) is where
        assert {each.signer for each in purchase.signatures if each.set_aside_at} == fallen
        again = post(shen, f"/approval/{purchase.id}/back", amiss=amiss, reason="再退一次")
        assert (again.status_code, "不能退回" in again.text) == (422, True)
    assert [each.by for each in db.session.scalars(select(SentBack))] == ["shen"] * 3


def test_what_was_bought_and_received_on_paper_goes_back_for_its_papers_alone(market: Market) -> None:
    """Nobody could weigh it anew; entered wrongly, it is made void and entered late again."""
    purchase, shen = market.bought(upto=Role.RECEIVER), market.client("shen")
    with unjudged():
        purchase.origin = "late"
        db.session.add(on_paper(purchase, Role.RECEIVER, "cai1"))
    page = shen.get(f"/approval/{purchase.id}/back").text
    assert "这里只能退票据" in page
    assert [words in page for words in SAID] == [False, False, True]
    for amiss in (Amiss.ORDER, Amiss.GOODS):
        assert post(shen, f"/approval/{purchase.id}/back", amiss=amiss, reason="称得不对").status_code == 422
    with pytest.raises(Fault, match="只能退票据"), step(Stage.CHANGE, purchase):
        send_back(purchase, Amiss.GOODS, "称得不对", "shen")
    db.session.rollback()
    assert (standing(purchase), purchase.returns) == (Standing.ARRIVED, [])
    assert give_back(shen, purchase, Amiss.PAPER, "发票抬头不对").status_code == 303
    assert (standing(purchase), len(purchase.signed())) == (Standing.PAPERS, 5)
    assert db.session.scalars(select(KeptWarning)).all() == []


def test_nobody_sends_back_what_they_bought(market: Market) -> None:
    turn("cai1", Post.APPROVER)
    purchase, cai1 = market.bought(upto=Role.RECEIVER), market.client("cai1")
    page = cai1.get(f"/approval/{purchase.id}/back").text
    assert ("自己经手的不由自己退回" in page, "请别的审批人退回：姓shen。" in page, "退回，写入经过" in page) == (
        True,
        True,
        False,
    )
    refused = post(cai1, f"/approval/{purchase.id}/back", amiss=Amiss.GOODS, reason="重称")
    assert (refused.status_code, "您是这笔采购的采购人" in refused.text) == (422, True)
    assert (standing(purchase), len(purchase.signed())) == (Standing.ARRIVED, 4)


def test_what_is_back_for_its_papers_waits_apart_until_they_are_mended(market: Market) -> None:
    purchase, shen = market.bought(upto=Role.RECEIVER), market.client("shen")
    give_back(shen, purchase, Amiss.PAPER, "发票抬头不对")
    page = shen.get("/approval/").text
    for words in ("没有等审批的采购", "票据退回", "退回的理由：发票抬头不对"):
        assert words in page
    assert "签名或退回" not in shen.get(f"/approval/{purchase.id}").text
    paper = f"/documents/purchase/{purchase.id}"
    assert "补小票照片" in market.client("kuai").get(paper).text
    answer = fill(market.client("kuai"), f"/purchases/{purchase.id}/photo", 小票照片=(photo(), "送货单.jpg"))
    assert (answer.status_code, answer.location) == (303, paper)
    assert [each.signer for each in purchase.signatures if each.set_aside_at] == []
    assert "1 笔等审批" in shen.get("/approval/").text
    assert approve(shen, purchase).status_code == 303
