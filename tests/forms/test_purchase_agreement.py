"""On a purchase's own pages: what a form refuses or warns of is what the month would find, and what just passes it does not."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from flask import Flask

from canteen.check import rulebook
from canteen.models import Payment, Purchase, Receipt
from canteen.models.words import Post, State
from canteen.rulebook import Clause
from canteen.stages import Force, Stage
from canteen.step import unjudged
from tests.course.market import MORNING, TODAY, open_market
from tests.forms.crimes import Crime, cabbage, corrected
from tests.forms.crimes_of_orders import APPROVE, ON_PAPER, SUBMIT
from tests.forms.crimes_of_papers import CHANGED, DOCUMENT, PAY, approved, bought, greens
from tests.forms.filling import Page
from tests.forms.market_stock import YESTERDAY, held, on_paper, turn, widen
from tests.forms.market_writing import (
    Deed,
    Pages,
    books,
    kept,
    mark,
    named,
    spots,
    stored,
    told,
    unasked,
    wipe,
)


def nothing(_at: Pages) -> None:
    """Nothing comes before."""


WORLDS: dict[str, tuple[tuple[Crime, ...], Callable[[Pages], None]]] = {
    "submit": (SUBMIT, nothing),
    "on paper": (ON_PAPER, nothing),
    "document": (DOCUMENT, bought),
    "changed": (CHANGED, greens),
    "approve": (APPROVE, nothing),
    "pay": (PAY, approved),
}
APART = {"1.1", "1.2", "1.3", "1.4", "1.6", "B.9"}
"""Told by themselves, below: what nobody can do on the pages, and what takes days."""
HERE = {Stage.SIGN, Stage.SUBMIT, Stage.ACCEPT, Stage.DOCUMENT, Stage.APPROVE, Stage.PAY}


@pytest.fixture
def at(app: Flask) -> Iterator[Pages]:
    """The pages of the canteen, early on a Wednesday."""
    with time_machine.travel(MORNING, tick=False) as moment:
        market = open_market(app)
        widen(market)
        yield Pages(market.client, moment, market)


def test_every_clause_of_these_pages_is_told() -> None:
    papers = {Purchase, Receipt, Payment}
    asked = {each.number for each in rulebook() if HERE & set(each.at) and papers & each.subject.reached.keys()}
    assert {crime.clause for crimes, _ in WORLDS.values() for crime in crimes} | APART == asked


@pytest.mark.parametrize("world", WORLDS)
def test_the_form_says_what_the_month_would_find_and_no_more(world: str, at: Pages) -> None:
    crimes, begin = WORLDS[world]
    begin(at)
    assert at.month() == set()
    for crime in crimes:
        passes(at, crime)
        commit(at, crime)
    assert at.month() == kept()


def passes(at: Pages, crime: Crime) -> None:
    """What just passes: the form lets it through in silence, and the month does not find it."""
    before, warned = mark(), kept()
    stored(crime.border(at).send())
    crime.then(at)
    assert (at.month(), kept()) == (warned, warned), crime.title
    wipe(before)


def commit(at: Pages, crime: Crime) -> None:
    """What does not pass: the page names the clause before the form is sent, and the month finds it in the same document."""
    clause, before = rulebook()[crime.clause], mark()
    deed = crime.crime(at)
    page = deed.opened()
    assert deed.ahead(page) == [clause.number], crime.title
    if clause.force is Force.WARN:
        stored(deed.send(page))
        crime.then(at)
        assert (clause.number, crime.document(at)) in kept(), crime.title
        assert at.month() == kept(), crime.title
        return
    said = refused(deed, page, clause)
    with unasked():
        _ = crime.facts(at) if crime.facts else stored(deed.send())
        crime.then(at)
    found = at.found()
    assert spots(found) == kept() | {(clause.number, crime.document(at))}, crime.title
    assert all(each.message in said for each in found if each.blocks)
    wipe(before)


def refused(deed: Deed, page: str, clause: Clause) -> str:
    """Send a form, which the clause alone refuses, with its words and the way out; nothing is stored. Gives what the page says."""
    before = books()
    answer = deed.send(page)
    assert (answer.status_code, named(answer.text)) == (422, [clause.number])
    said = told(answer)
    assert all(words in said for words in (clause.text, clause.way_out))
    assert books() == before
    return said


def breaks(at: Pages, clause: str, deed: Deed, document: str, *more: Deed) -> None:
    """The clause refuses the form; sent unasked, and after it what else is missing, the month finds the same and nothing else."""
    before = mark()
    refused(deed, deed.opened(), rulebook()[clause])
    with unasked():
        for each in (deed, *more):
            stored(each.send())
    assert at.month() == {(clause, document)}
    wipe(before)


def test_who_came_from_another_post_takes_no_second_part_in_a_purchase(at: Pages) -> None:
    """1.6, at each step."""
    first, second, third = (at.ordered(cabbage("10.00")) for _ in range(3))
    at.go_on_to(date(2026, 11, 26))
    turn("cai1", Post.RECEIVER)
    at.receives(first)
    breaks(at, "1.6", at.form("cai1", f"/signoff/{first.id}/arrival"), str(first.number))
    for each in (second, third):
        stored(at.receives(each).send())
    at.go_on_to(date(2026, 11, 27))
    turn("yan1", Post.APPROVER)
    turn("yan2", Post.BUYER)
    breaks(at, "1.6", at.form("yan1", f"/approval/{second.id}"), str(second.number))
    assert at.month() == set()
    stored(at.form("shen", f"/approval/{third.id}/back", amiss="订单", reason="价格要重谈").send())
    assert at.month() == {("1.1", third.number)}  # until two purchasers have signed it anew
    deed, other = (at.form(who, f"/signoff/{third.id}/order") for who in ("yan2", "cai2"))
    breaks(at, "1.6", deed, str(third.number), other)


def test_nobody_signs_who_should_have_been_rotated(at: Pages) -> None:
    """1.4, on the last day of a month, where the day of signing is the month's end."""
    at.go_on_to(date(2026, 11, 30))
    a_year_ago, a_day_more = date(2025, 11, 30), date(2025, 11, 29)
    for who in ("cai2", "yan2"):
        held(who, a_year_ago)
    stored(at.receives(at.ordered(cabbage("10.00"))).send())
    second = at.ordered(cabbage("10.00"))
    assert at.month() == set()
    held("cai2", a_day_more)
    breaks(at, "1.4", at.orders(cabbage("10.00")), "cai2/采购")
    held("cai2", a_year_ago)
    held("yan2", a_day_more)
    breaks(at, "1.4", at.receives(second), "yan2/验收")


def test_a_post_that_had_ended_is_warned_of_at_the_next_step(at: Pages) -> None:
    """B.9: the pages ask for the post at the signature; that it had ended before may be known later."""
    purchase = at.ordered(cabbage("10.00"))
    held("cai2", date(2026, 8, 1), TODAY)
    stored(at.receives(purchase).send())
    assert (at.month(), kept()) == (set(), set())
    held("cai2", date(2026, 8, 1), YESTERDAY)
    stored(at.signs("shen", purchase).send())
    assert at.month() == kept() == {("B.9", purchase.number)}


def may_sign(at: Pages, who: str, purchase: Purchase) -> bool:
    """Whether the page gives somebody a form to sign."""
    return "nonce" in Page(at.signs(who, purchase).opened()).values


def test_one_purchaser_makes_no_two(at: Pages) -> None:
    """1.1: with one signature a purchase is a draft, which nobody sees; the page has no second form for the same person."""
    draft = at.log(cabbage("10.00"))
    stored(at.signs("cai1", draft).send())
    assert (may_sign(at, "cai1", draft), may_sign(at, "cai2", draft)) == (False, True)
    assert (draft.number, at.month()) == (None, set())
    with unjudged():
        draft.state, draft.number = State.LIVE, "CG-202611-0099"
    assert at.month() == {("1.1", "CG-202611-0099")}


def test_one_receiver_makes_no_two_and_two_days_are_not_on_the_spot(at: Pages) -> None:
    """1.2 and 1.3: a lone signature goes no further and lapses at midnight; what was accepted on paper takes none here."""
    purchase = at.ordered(cabbage("10.00"))
    at.receives(purchase)
    assert not may_sign(at, "yan1", purchase)
    assert not may_sign(at, "shen", purchase)
    assert at.month() == {("1.2", purchase.number)}  # until the second one has signed, or the first is set aside
    at.go_on_to(date(2026, 11, 26))
    for who in ("yan2", "yan1"):
        stored(at.signs(who, purchase).send())
    assert at.month() == set()
    assert [each.signer for each in purchase.signatures if each.set_aside_at] == ["yan1"]
    old = on_paper(at.market, "cai1", "cai2", accepted_on=YESTERDAY)
    for address in (f"/signoff/{old.id}/arrival", f"/acceptance/{old.id}"):
        assert "缺的签名请会计补录" in at.client("yan1").get(address).text
    with unjudged():
        purchase.accepted_on = TODAY
    assert at.month() == {("1.2", old.number), ("1.3", purchase.number), ("3.5", purchase.number)}


def test_a_signature_upon_something_else_is_set_aside(at: Pages) -> None:
    """3.5: whoever changes what was signed takes the signatures from under it; only past the pages they stay."""
    purchase = at.ordered(cabbage("10.00"))
    corrected(at, purchase, **{"lines-0-unit_price": "10.01"})
    stored(at.half_signed(purchase).send())
    assert at.month() == set()
    with unjudged():
        purchase.lines[0].unit_price = 10_00
    assert at.month() == {("3.5", purchase.number)}
