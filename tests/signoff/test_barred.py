"""Whoever may not sign is told so on a phone that is not logged in too, and of no one who could not sign either."""

from datetime import date

from sqlalchemy import select, update

from canteen.db import db
from canteen.models import Appointment, LoginSession, Person
from canteen.models.words import Role
from canteen.signoff.codes import code_for
from canteen.step import unjudged
from tests.course.market import Market


def test_an_overlong_tenure_bars_by_a_code_and_is_not_named_as_another_who_can(market: Market) -> None:
    purchase, stranger = market.bought(), market.app.test_client()
    market.weigh(purchase)
    market.client("yan1")
    session = db.session.scalars(select(LoginSession.id)).one()
    people = {each.staff_no: each for each in db.session.scalars(select(Person))}
    code = code_for(purchase, Role.RECEIVER, people["yan2"], session)
    address, keys = f"/signoff/code/{code}", {who: each.id for who, each in people.items()}
    for who, instead in {"yan2": "请别的验收人签：姓yan1。", "yan1": "没有别的验收人可签"}.items():
        with unjudged():
            theirs = update(Appointment).where(Appointment.person_id == keys[who])
            db.session.execute(theirs.values(started_on=date(2025, 11, 1)))
        page = stranger.get(address)
        assert (page.status_code, "您不能签：条款" in page.text, instead in page.text) == (200, True, True), who
