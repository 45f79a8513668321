"""The list of what is on its way says of every purchase what the purchase says of itself."""

from datetime import timedelta

import time_machine

from canteen import clock
from canteen.approval.waiting import queue
from canteen.course import Standing, send_back, standing_of
from canteen.db import db
from canteen.models import Purchase
from canteen.models.words import Amiss, Role
from canteen.step import unjudged
from canteen.today.mine import Mine
from canteen.today.standings import on_their_way
from tests.course.market import STALL, Market

B, R, A = Role.BUYER, Role.RECEIVER, Role.APPROVER


def listed(market: Market) -> dict[int, str]:
    """What the list says, by the purchase's key."""
    me = Mine(market.canteen, 1, "cai1", frozenset(), clock.today())
    return {each.id: each.standing for each in on_their_way(me)}


def half_signed(market: Market, role: Role, who: str, **more: str) -> Purchase:
    """A purchase that the first of two has signed in the role."""
    purchase = market.draft() if role is B else market.bought(upto=B, **more)
    if role is R:
        market.weigh(purchase)
    market.sign(purchase, role, who)
    return purchase


def sent_back(market: Market, amiss: Amiss) -> Purchase:
    """A purchase that came to the approver and went back."""
    purchase = market.bought(upto=R)
    with unjudged():
        send_back(purchase, amiss, "对不上", "shen")
    return purchase


def test_the_list_and_the_purchase_agree_wherever_it_stands(market: Market) -> None:
    """Today, and on the morrow, when a lone receiver's signature has lapsed."""
    every = [
        market.draft(),
        market.unpriced(),
        half_signed(market, B, "cai1"),
        market.bought(upto=B, supplier=STALL),
        half_signed(market, R, "yan1"),
        market.bought(upto=R),
        *(sent_back(market, amiss) for amiss in Amiss),
    ]
    assert {standing_of(purchase) for purchase in every} == set(Standing) - {Standing.APPROVED, Standing.VOID}
    assert listed(market) == {purchase.id: standing_of(purchase) for purchase in every}
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        assert listed(market) == {purchase.id: standing_of(purchase) for purchase in every}


def test_what_is_approved_or_void_or_from_before_is_not_on_its_way(market: Market) -> None:
    approved, void, before = market.bought(upto=A), market.bought(upto=B), market.bought(upto=B)
    with unjudged():
        void.state, void.void_reason, void.voided_at = "void", "重复", clock.now()
        before.origin = "late"
        db.session.flush()
    assert standing_of(approved) is Standing.APPROVED
    assert listed(market) == {}


def test_what_is_entered_late_waits_for_its_approver_and_for_nobody_before(market: Market) -> None:
    """It was bought and received on paper; from the first day of the program on an approver signs here."""
    arrived, ordered = market.bought(upto=R), market.bought(upto=B)
    with unjudged():
        arrived.origin = ordered.origin = "late"
        db.session.flush()
    assert listed(market) == {arrived.id: Standing.ARRIVED}
    assert [each.id for each in queue(market.canteen)] == [arrived.id]
