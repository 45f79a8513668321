"""A purchase's course: where it stands, and what becomes of its signatures when something changes."""

from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from canteen import clock
from canteen.contents import forged
from canteen.course import Standing, resettle, send_back, signed, standing_of
from canteen.db import db
from canteen.models import Change, LogEntry, Purchase
from canteen.models.words import Amiss, Role
from canteen.rulebook import Refused
from canteen.stages import Stage
from canteen.step import step
from tests.course.market import Market


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
    assert signed(purchase, Role.RECEIVER) == []


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
