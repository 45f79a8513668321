"""State by deed by post, pair by pair: what may be done with a purchase where it stands, and which posts the pages let in."""

from collections.abc import Callable

import pytest
from flask import Flask

from canteen import clock
from canteen.course import Deed, Standing, may_now, posts_for, require, send_back, standing_of
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Purchase
from canteen.models.words import Amiss, Role, State
from canteen.security.rights import right_of
from canteen.stages import Stage
from canteen.step import step
from tests.course.market import Market

DEEDS = (
    "修改 补小票照片 丢弃草稿 采购人签名 出售人签名 登记现金付款 过秤验收 验收人签名 登记票据 审批签名 退回 付款 抹零"
)
TABLE = """
草稿            + . + + + . . . . . . . .
等价格           + . + . . . . . . . . . .
等采购人签名      + + + + + . . . . . . . .
退回订单         + + . + + . . . . . . . .
等验收           + + . . + + + + + . . . .
等第二位验收人签名 . + . . + + + + + . . . .
等审批           . + . . + + . . + + + . .
票据退回，等补正   . + . . + + . . + . . . .
已审批           . + . . + + . . + . . + +
已作废           . . . . . . . . . . . . .
丢弃            . . . . . . . . . . . . .
"""
ENDPOINTS = {
    Deed.EDIT: "purchasing.edit",
    Deed.ADD_PHOTO: "purchasing.add_photo",
    Deed.DISCARD: "purchasing.discard",
    Deed.ORDER: "signoff.buyer",
    Deed.SELL: "signoff.seller",
    Deed.PAY_CASH: "payments.cash",
    Deed.WEIGH: "acceptance.weigh",
    Deed.RECEIVE: "signoff.receiver",
    Deed.COVER: "receipts.new",
    Deed.APPROVE: "approval.sheet",
    Deed.SEND_BACK: "approval.send_back",
    Deed.PAY: "payments.new",
    Deed.WRITE_OFF: "payments.write_off",
}
"""The page of each deed."""


def half_ordered(market: Market) -> Purchase:
    """One of two purchasers has signed."""
    purchase = market.draft()
    market.sign(purchase, Role.BUYER, "cai1")
    return purchase


def half_received(market: Market) -> Purchase:
    """One of two receivers has signed."""
    purchase = market.bought()
    market.weigh(purchase)
    market.sign(purchase, Role.RECEIVER, "yan1")
    return purchase


def returned(market: Market, amiss: Amiss) -> Purchase:
    """It was sent back."""
    purchase = market.bought(upto=Role.RECEIVER)
    with step(Stage.SIGN, purchase):
        send_back(purchase, amiss, "不对", "shen")
    return purchase


def ended(market: Market, state: State) -> Purchase:
    """It is void, or was discarded as a draft."""
    purchase = market.bought() if state is State.VOID else market.draft()
    with step(Stage.SIGN, purchase):
        purchase.voided_at, purchase.void_reason, purchase.state = clock.now(), "不要了", state
    return purchase


MADE: dict[str, Callable[[Market], Purchase]] = {
    "草稿": lambda market: market.draft(),
    "等价格": lambda market: market.unpriced(),
    "等采购人签名": half_ordered,
    "退回订单": lambda market: returned(market, Amiss.ORDER),
    "等验收": lambda market: market.bought(),
    "等第二位验收人签名": half_received,
    "等审批": lambda market: market.bought(upto=Role.RECEIVER),
    "票据退回，等补正": lambda market: returned(market, Amiss.PAPER),
    "已审批": lambda market: market.bought(upto=Role.APPROVER),
    "已作废": lambda market: ended(market, State.VOID),
    "丢弃": lambda market: ended(market, State.DRAFT),
}
CALLED = {"退回订单": Standing.ORDERING, "丢弃": Standing.VOID}


def refused(deed: Deed, purchase: Purchase) -> bool:
    """Whether the deed is refused under the lock."""
    with pytest.raises(Fault) as fault:
        require(deed, purchase)
    return "现在是" in fault.value.sentence


def test_every_deed_where_a_purchase_stands(market: Market) -> None:
    assert list(Deed) == DEEDS.split()
    for line in TABLE.strip().splitlines():
        name, *marks = line.split()
        purchase = MADE[name](market)
        assert standing_of(purchase) == CALLED.get(name, name)
        for deed, mark in zip(Deed, marks, strict=True):
            assert (may_now(deed, purchase) or not refused(deed, purchase)) == (mark == "+"), (name, deed)
        db.session.rollback()


@pytest.mark.parametrize("deed", ENDPOINTS)
def test_the_page_of_a_deed_lets_in_whom_the_table_names(app: Flask, deed: Deed) -> None:
    right = right_of(app, ENDPOINTS[deed])
    assert right
    assert right.posts == frozenset(posts_for(deed))
