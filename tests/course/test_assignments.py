"""All 5^5 ways to give five people the five parts of a purchase: by the pages with lawful posts, and at the step with people
whom history gave all three posts. A beginning that is refused refuses every way that goes on from it."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select

from canteen import clock
from canteen.course.signatures import TWICE
from canteen.db import db
from canteen.models import Appointment, Person, Purchase, Signature
from canteen.models.words import Role, State
from canteen.stages import Stage
from canteen.step import judge, rehearsed, store, unjudged
from tests.course.market import Market, made, open_market
from tests.forms.filling import Page
from tests.purchasing.notebook import refused_by
from tests.security.staff import token
from tests.signing.pens import signed_at

PARTS = (Role.BUYER, Role.BUYER, Role.RECEIVER, Role.RECEIVER, Role.APPROVER)
STAGES = (Stage.SIGN, Stage.SUBMIT, Stage.SIGN, Stage.ACCEPT, Stage.APPROVE)
Ways = tuple[str, ...]
Posts = dict[str, set[Role]]
"""As what each of the five may sign by their posts."""
LAWFUL: Posts = {"cai1": {Role.BUYER}, "cai2": {Role.BUYER}, "yan1": {Role.RECEIVER}, "yan2": {Role.RECEIVER}}
LAWFUL |= {"shen": {Role.APPROVER}}
ALL_THREE: Posts = {name: set(PARTS) for name in "甲乙丙丁戊"}
NO_POST = "岗位"
TWO_OF = {Role.BUYER: "1.1", Role.RECEIVER: "1.2"}
"""What wants a second person in a role."""


def expected(posts: Posts) -> Counter[str]:
    """How many of all ways end how, by the notice read without a database."""
    return Counter(obstacle(posts, way) or "passes" for way in product(posts, repeat=len(PARTS)))


def obstacle(posts: Posts, way: Ways) -> str:
    """What the first of a way is stopped by who may not take their part: the post, then what they signed before."""
    for place, (role, person) in enumerate(zip(PARTS, way, strict=True)):
        before = {part for part, other in zip(PARTS[:place], way, strict=False) if other == person}
        if role not in posts[person]:
            return NO_POST
        if before:
            return TWO_OF[role] if role in before else "1.6"
    return ""


def outcomes(people: Ways, attempt: Callable[[Ways], str]) -> Counter[str]:
    """How many of all ways end how: an attempt adds the last person to a way that went well so far, '' is well."""
    ends: Counter[str] = Counter()
    begun: list[Ways] = [()]
    for left in range(len(PARTS) - 1, -1, -1):
        tried = [(*way, person) for way in begun for person in people]
        said = {way: attempt(way) for way in tried}
        begun = [way for way in tried if not said[way]]
        for way in tried:
            if said[way]:
                ends[said[way]] += len(people) ** left
    ends["passes"] = len(begun)
    return ends


def test_with_lawful_posts_exactly_four_pass_through_the_pages(market: Market) -> None:
    purchases: dict[Ways, Purchase] = {}

    def attempt(way: Ways) -> str:
        purchase = purchases.get(way[:-1]) or along(market, way[:-1])
        said = tried(market, purchase, PARTS[len(way) - 1], way[-1])
        if said:
            purchases[way[:-1]] = purchase
        else:
            purchases.pop(way[:-1], None)
        return said

    ends = outcomes(tuple(LAWFUL), attempt)
    assert ends == expected(LAWFUL)
    assert (ends["passes"], ends.total()) == (4, 5**5)


def along(market: Market, way: Ways) -> Purchase:
    """A purchase that these have signed in their parts."""
    purchase = market.draft()
    for part, person in zip(PARTS, way, strict=False):
        if part is Role.RECEIVER and purchase.lines[0].accepted is None:
            market.weigh(purchase)
        market.sign(purchase, part, person)
    if way and len(way) == 2:
        market.weigh(purchase)
    return purchase


def tried(market: Market, purchase: Purchase, role: Role, person: str) -> str:
    """What refuses somebody on the server who signs in the role: the post, or a clause; '' where nothing does."""
    address = {
        Role.BUYER: f"/signoff/{purchase.id}/order",
        Role.RECEIVER: f"/signoff/{purchase.id}/arrival",
        Role.APPROVER: f"/approval/{purchase.id}",
    }[role]
    client, before = market.client(person), [each.signer for each in purchase.signatures]
    page = client.get(address)
    if page.status_code == 403:
        assert client.post(address, data={"csrf_token": token(client)}).status_code == 403
        return NO_POST
    answer = client.post(address, data=Page(page.text).sent({}) | signed_at(client, address, page.text))
    db.session.refresh(purchase)
    if len(purchase.signatures) > len(before):
        assert answer.status_code == 303
        return ""
    assert (answer.status_code, len(purchase.signatures)) == (422, len(before))
    (said,) = {*refused_by(answer), *(TWO_OF[role] for role in TWO_OF if TWICE[role] in answer.text)}
    return said


@pytest.fixture
def everybody(app: Flask) -> Market:
    """Five people whom history gave all three posts."""
    market = open_market(app, [(name, "采购") for name in ALL_THREE])
    with unjudged():
        for person in db.session.scalars(select(Person)):
            db.session.add_all(
                Appointment(person_id=person.id, post=post, started_on=date(2026, 8, 1)) for post in ("验收", "审批")
            )
    return market


def walk(purchase: Purchase, people: Ways, way: Ways, ends: Counter[str]) -> None:
    """Go every way on from here, each signature judged as its step judges it, and taken back."""
    place = len(way)
    for person in people:
        signature = put(purchase, place, person)
        blocking = blocked(purchase, STAGES[place], "1") or blocked(purchase, STAGES[place])
        if blocking:
            ends[blocking[0]] += len(people) ** (len(PARTS) - 1 - place)
        elif place == len(PARTS) - 1:
            ends["passes"] += 1
        else:
            walk(purchase, people, (*way, person), ends)
        db.session.delete(signature)
        db.session.flush()
        db.session.expire(purchase, ["signatures"])


def blocked(purchase: Purchase, stage: Stage, item: str | None = None) -> list[str]:
    """The clauses of an item, or all, that refuse the purchase at the stage."""
    return [finding.clause.number for finding in judge(stage, purchase, item) if finding.blocks]


def put(purchase: Purchase, place: int, person: str) -> Signature:
    """Sign the part in its place, where the last of a role completes it."""
    purchase.state = State.DRAFT if place == 0 else State.LIVE
    accepted = place >= 2
    purchase.accepted_on = clock.today() if accepted else None
    purchase.lines[0].accepted = purchase.lines[0].quantity if accepted else None
    store(purchase)
    signature = made(purchase, PARTS[place], person)
    signature.signed_at = clock.now().replace(microsecond=place)
    db.session.add(signature)
    db.session.flush()
    db.session.expire(purchase, ["signatures"])
    return signature


def test_at_the_step_exactly_a_hundred_and_twenty_pass(everybody: Market) -> None:
    purchase, ends = everybody.draft(), Counter[str]()
    with rehearsed(everybody.canteen):
        walk(purchase, tuple(ALL_THREE), (), ends)
    assert ends == expected(ALL_THREE)
    assert (ends["passes"], ends.total()) == (120, 5**5)
