"""1.4 at the appointment: nothing is refused, but the page says from which day no signature will be taken."""

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.check import check
from canteen.db import db
from canteen.models import Canteen
from canteen.months import When, first_day
from tests.people.acting import appoint, appointments, day, hold, id_of
from tests.security.staff import employ, post

TODAY = "2026-11-05"


@pytest.fixture(autouse=True)
def today() -> object:
    """The fifth of November."""
    with time_machine.travel(f"{TODAY}T12:00:00+08:00", tick=False):
        yield


def told(client: FlaskClient, answer: TestResponse) -> str:
    """The page after something was stored."""
    assert answer.status_code == 303
    return client.get(answer.location).text


def again(client: FlaskClient, post_: str, start: str, end: str | None = None) -> str:
    """The page after Kuai was appointed."""
    return told(client, appoint(client, "kuai", post_, day(start), day(end) if end else None))


@pytest.mark.parametrize(("left", "joined"), [("2026-08-07", True), ("2026-08-06", False)])
@pytest.mark.parametrize("post_", ["采购", "验收"])
def test_a_tenure_goes_on_over_ninety_days(guanli: FlaskClient, post_: str, left: str, joined: bool) -> None:
    employ("kuai", "会计")
    hold("kuai", post_, "2025-10-01", left)
    sentence = f"姓kuai任{post_}自 2025-10-01 算起，从 {TODAY} 起不收在这个岗位上的签名"
    before = guanli.get(f"/people/{id_of('kuai')}/posts").text
    assert (f"今天起再任的话，条款 1.4：{sentence}" in before) is joined
    assert len(appointments("kuai")) == 2
    assert (f"有提醒：条款 1.4，{sentence}" in again(guanli, post_, TODAY)) is joined


@pytest.mark.parametrize(
    ("end", "day_said"), [(None, "2027-01-02"), ("2027-01-02", "2027-01-02"), ("2027-01-01", None)]
)
def test_the_day_is_that_of_the_clause(guanli: FlaskClient, end: str | None, day_said: str | None) -> None:
    employ("kuai", "会计")
    hold("kuai", "采购", "2026-01-01", "2026-10-31")
    page = again(guanli, "采购", TODAY, end)
    assert ("有提醒：条款 1.4" in page) is (day_said is not None)
    assert not finds("2027-01-01")
    if day_said:
        assert f"从 {day_said} 起不收" in page
        assert finds(day_said)


def finds(on: str) -> bool:
    """Whether 1.4 finds somebody on a day."""
    canteen_id = db.session.scalars(select(Canteen.id)).one()
    return bool(check(When(canteen_id, first_day(day(on)), day(on), day(on)), "1.4").findings)


@pytest.mark.parametrize(
    ("post_", "start", "end", "day_said"),
    [
        ("采购", TODAY, None, None),  # it is to be rotated within the year
        ("采购", TODAY, "2027-11-05", None),
        ("采购", TODAY, "2027-11-06", "2027-11-06"),
        ("采购", "2025-11-05", None, None),
        ("采购", "2025-11-04", None, TODAY),
        ("采购", "2024-01-01", "2026-11-04", None),  # over: nobody signs any more
        ("出纳", "2024-01-01", None, None),
    ],
)
def test_a_fresh_start_is_said_where_it_lasts_too_long(
    guanli: FlaskClient, post_: str, start: str, end: str | None, day_said: str | None
) -> None:
    employ("kuai")
    page = again(guanli, post_, start, end)
    assert ("条款 1.4" in page) is (day_said is not None)
    assert f"从 {day_said} 起不收" in page or day_said is None


@pytest.mark.parametrize(("end", "said"), [("2027-01-01", False), ("2027-01-02", True)])
def test_an_end_that_is_moved_beyond_the_year(guanli: FlaskClient, end: str, said: bool) -> None:
    employ("kuai")
    held = hold("kuai", "采购", "2026-01-01", "2026-11-30")
    page = told(guanli, post(guanli, f"/people/posts/{held}/end", ended_on=end))
    assert ("有提醒：条款 1.4" in page) is said


@pytest.mark.parametrize(("start", "said"), [("2025-11-05", False), ("2025-11-04", True)])
def test_somebody_who_is_registered_late(guanli: FlaskClient, start: str, said: bool) -> None:
    form = {"name": "新来的", "staff_no": "9", "post": "验收", "started_on": start}
    assert ("有提醒：条款 1.4" in told(guanli, post(guanli, "/people/new", **form))) is said
