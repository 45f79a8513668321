"""A purchase's course: where it stands, and what becomes of its signatures when something changes."""

from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from canteen import clock
from canteen.contents import forged
from canteen.course import Standing, resettle, send_back, set_aside, standing_of
from canteen.db import db
from canteen.models import Change, LogEntry, Purchase, Receipt
from canteen.models.words import Amiss, Role
from canteen.rulebook import Refused
from canteen.stages import Stage
from canteen.step import step
from tests.course.market import CABBAGE, STALL, TODAY, Market


def aside(purchase: Purchase) -> set[str]:
    """Whose signatures are set aside."""
    return {each.signer for each in purchase.signatures if each.set_aside_at}


@pytest.mark.parametrize(
    ("upto", "standing"),
    [(Role.BUYER, Standing.ORDERED), (Role.RECEIVER, Standing.ARRIVED), (Role.APPROVER, Standing.APPROVED)],
)
def test_each_completed_round_of_signatures_leads_on(market: Market, upto: Role, standing: Standing) -> None:
    purchase = market.bought(upto=upto)
    assert (standing_of(purchase), purchase.number) == (standing, "CG-202611-0001")
    assert forged([purchase]) == []


def test_a_draft_waits_for_the_second_purchaser_and_has_no_number(market: Market) -> None:
    purchase = market.draft()
    assert standing_of(purchase) == Standing.DRAFT
    market.sign(purchase, Role.BUYER, "cai1")
    assert (standing_of(purchase), purchase.number) == (Standing.ORDERING, None)


def test_nobody_buys_and_receives(market: Market) -> None:
    purchase = market.bought(upto=Role.BUYER)
    market.weigh(purchase)
    with pytest.raises(Refused, match=r"1\.6"):
        market.sign(purchase, Role.RECEIVER, "cai1")
    assert purchase.signed(Role.RECEIVER) == []


CHANGES: dict[str, tuple[Any, set[str]]] = {
    "a price": (lambda purchase: setattr(purchase.lines[0], "unit_price", 561), {"cai1", "cai2", "shen"}),
    "what was accepted": (lambda purchase: setattr(purchase.lines[0], "accepted", 9_999), {"yan1", "yan2", "shen"}),
    "the fund": (lambda purchase: setattr(purchase, "fund", "接待费"), {"cai1", "cai2", "shen"}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_sets_aside_exactly_the_signatures_that_it_touches(market: Market, what: str) -> None:
    change, fallen = CHANGES[what]
    purchase = market.bought(upto=Role.APPROVER)
    with step(Stage.SIGN, purchase):
        change(purchase)
        resettle(purchase, "改了")
    assert aside(purchase) == fallen
    logged = db.session.scalars(select(LogEntry).where(LogEntry.action == "签名失效")).all()
    assert {str(entry.detail["signer"]) for entry in logged} == fallen


def test_a_renamed_supplier_sets_nothing_aside(market: Market, morning: time_machine.Traveller) -> None:
    purchase, now = market.bought(upto=Role.APPROVER), "惠丰粮油（新）"
    morning.shift(60)
    with step(Stage.RECORD, purchase.supplier):
        history = Change(
            thing=f"supplier:{purchase.supplier_id}", field="名称", before=purchase.supplier.name, after=now
        )
        history.at, history.by, purchase.supplier.name = clock.now(), "会计", now
        db.session.add(history)
    assert forged([purchase]) == []


def test_a_name_that_was_changed_past_the_program_shows(market: Market, morning: time_machine.Traveller) -> None:
    purchase = market.bought(upto=Role.APPROVER)
    with step(Stage.RECORD, purchase.supplier):
        purchase.supplier.name = "惠丰粮油（新）"
    assert len(forged([purchase])) == 5


def slips(market: Market) -> list[tuple[int | None, int]]:
    """The slips: amount, and how many purchases each covers."""
    made = db.session.scalars(select(Receipt).where(Receipt.kind == "自制购货报销单").order_by(Receipt.id))
    return [(slip.amount, len(slip.covers)) for slip in made]


def test_a_stalls_slip_follows_what_is_ordered_and_received(
    app: Flask, market: Market, morning: time_machine.Traveller
) -> None:
    purchase = market.bought((CABBAGE, 10_000, 120), supplier=STALL, upto=Role.RECEIVER)
    assert slips(market) == [(1200, 1)]
    morning.shift(60)
    with step(Stage.SIGN, purchase):
        send_back(purchase, Amiss.ORDER, "单价不对", "shen")
        purchase.lines[0].unit_price = 100
        resettle(purchase, "改了单价")
    with app.test_request_context():
        for who in ("cai1", "cai2"):
            market.sign(purchase, Role.BUYER, who)
    assert (standing_of(purchase), slips(market)) == (Standing.ARRIVED, [(1000, 1)])


def test_a_slip_that_covers_two_is_left_to_whoever_made_it(market: Market) -> None:
    first, second = (market.bought((CABBAGE, 10_000, price), supplier=STALL) for price in (120, 200))
    market.covered(first, second, kind="自制购货报销单")
    for purchase in (second, first):
        market.weigh(purchase)
        for who in ("yan1", "yan2"):
            market.sign(purchase, Role.RECEIVER, who)
    assert slips(market) == [(3200, 2)]


def test_who_bought_it_does_not_make_it_void(market: Market) -> None:
    purchase = market.bought()
    market.weigh(purchase, 0)
    market.sign(purchase, Role.RECEIVER, "yan1")
    with pytest.raises(Refused, match=r"1\.6"):
        market.sign(purchase, Role.RECEIVER, "cai1")
    assert (purchase.state, aside(purchase)) == ("live", set())


def test_a_signature_that_lapses_leaves_a_day_on_paper_alone(market: Market) -> None:
    purchase = market.bought(upto=Role.RECEIVER)
    with step(Stage.SIGN, purchase):
        for each in purchase.signed(Role.RECEIVER):
            each.digest, each.origin = None, "import"
    with step(Stage.SIGN, purchase):
        set_aside(purchase.signed(Role.RECEIVER), "改了")
    assert purchase.accepted_on == TODAY


def test_a_name_changed_in_the_same_second_or_after_the_clock_went_back_accuses_nobody(
    market: Market, morning: time_machine.Traveller
) -> None:
    purchase, now = market.bought(upto=Role.APPROVER), "惠丰粮油（新）"
    morning.shift(-3600)
    with step(Stage.RECORD, purchase.supplier):
        history = Change(
            thing=f"supplier:{purchase.supplier_id}", field="名称", before=purchase.supplier.name, after=now
        )
        history.at, history.by, purchase.supplier.name = clock.now(), "会计", now
        db.session.add(history)
    assert forged([purchase]) == []


RETURNS = {
    Amiss.ORDER: (Standing.ORDERING, {"cai1", "cai2"}),
    Amiss.GOODS: (Standing.ORDERED, {"yan1", "yan2"}),
    Amiss.PAPER: (Standing.PAPERS, set()),
}


@pytest.mark.parametrize("amiss", RETURNS)
def test_a_return_goes_to_whom_it_concerns(market: Market, amiss: Amiss) -> None:
    standing, fallen = RETURNS[amiss]
    purchase = market.bought(upto=Role.RECEIVER)
    with step(Stage.SIGN, purchase):
        send_back(purchase, amiss, "数量不对", "shen")
    assert (standing_of(purchase), aside(purchase)) == (standing, fallen)
