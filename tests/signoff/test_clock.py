"""The clock of the server is set back: what was to last minutes lasts no longer, a lone signature counts on its own day, numbers go on."""

from datetime import date

import time_machine
from sqlalchemy import select

from canteen import clock
from canteen.course import Standing, standing_of
from canteen.db import db
from canteen.models import LoginSession, Person
from canteen.models.words import Role
from canteen.signoff.codes import code_for, invitation
from tests.course.market import Market


def test_a_code_from_the_future_is_over(market: Market, morning: time_machine.Traveller) -> None:
    purchase = market.draft()
    market.client("cai1")
    session = db.session.scalars(select(LoginSession.id)).one()
    guest = db.session.scalars(select(Person).where(Person.staff_no == "cai2")).one()
    code = code_for(purchase, Role.BUYER, guest, session)
    assert invitation(code)
    morning.shift(-1)
    assert invitation(code) is None


def test_a_lone_signature_and_the_numbers(market: Market, morning: time_machine.Traveller) -> None:
    purchase = market.bought()
    market.weigh(purchase)
    market.sign(purchase, Role.RECEIVER, "yan1")
    assert standing_of(purchase) is Standing.ARRIVING
    morning.shift(-24 * 3600)
    assert standing_of(purchase) is Standing.ORDERED, "a second receiver would sign on another day"
    earlier = market.bought(day=date(2026, 11, 24))
    assert (purchase.number, earlier.number) == ("CG-202611-0001", "CG-202611-0002")
    morning.shift(-31 * 24 * 3600)
    assert market.bought(day=clock.today()).number == "CG-202610-0001"
