"""Posts with their days: what 1.7 and B.6 say on both sides of a month's end, what cannot be a fact, what is planned."""

from datetime import date

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.models import Appointment, KeptWarning, LogEntry
from tests.people.acting import A_DAY, appoint, appointments, day, id_of
from tests.security.staff import employ, post

NOON = "2026-11-05T12:00:00+08:00"


@pytest.fixture(autouse=True)
def today() -> object:
    """The fifth of November: October is over."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.parametrize(
    ("start", "end", "lawful"),
    [
        ("2026-10-10", "2026-10-30", True),  # over the day before the month's end
        ("2026-10-10", "2026-10-31", False),
        ("2026-10-31", "2026-10-31", False),
        ("2026-11-05", "2026-11-05", True),
        ("2026-11-05", "2026-11-06", False),  # as of today that end is not there yet
    ],
)
def test_a_receiver_buys_only_within_a_month(guanli: FlaskClient, start: str, end: str, lawful: bool) -> None:
    employ("yan", "验收")
    answer = appoint(guanli, "yan", "采购", day(start), day(end))
    assert answer.status_code == (303 if lawful else 422)
    assert ("条款" in answer.text and "1.7" in answer.text) is not lawful
    assert len(appointments("yan")) == (2 if lawful else 1)


def test_the_refusal_names_the_clause_and_the_way_out_and_keeps_what_was_typed(guanli: FlaskClient) -> None:
    employ("yan", "验收")
    answer = appoint(guanli, "yan", "采购", day("2026-11-01"))
    assert "同时任采购、验收、审批中的 2 个岗位" in answer.text
    assert "先结束其中的岗位，只留一个" in answer.text
    assert 'value="2026-11-01"' in answer.text
    assert "refused.record" in db.session.scalars(select(LogEntry.action)).all()


@pytest.mark.parametrize(("start", "lawful"), [("2026-12-01", True), ("2026-11-30", False)])
def test_what_is_planned_is_judged_as_of_its_day(guanli: FlaskClient, start: str, lawful: bool) -> None:
    """A receiver until the end of November may buy from the first of December, and not a day before."""
    employ("yan", "验收")
    held = appointments("yan")[0].id
    assert post(guanli, f"/people/posts/{held}/end", ended_on="2026-11-30").status_code == 303
    assert appoint(guanli, "yan", "采购", day(start)).status_code == (303 if lawful else 422)


def test_a_plan_is_in_the_way_of_what_is_recorded_after_it(guanli: FlaskClient) -> None:
    employ("kuai", "会计")
    assert appoint(guanli, "kuai", "采购", day("2026-12-01")).status_code == 303
    assert appoint(guanli, "kuai", "验收", day("2026-11-05")).status_code == 422
    assert appoint(guanli, "kuai", "验收", day("2026-10-01"), day("2026-11-04")).status_code == 303


def test_cashier_and_accountant_in_one_is_let_through_and_said(guanli: FlaskClient) -> None:
    employ("kuai", "会计")
    answer = appoint(guanli, "kuai", "出纳", day("2026-11-05"))
    assert answer.status_code == 303
    assert "有提醒：条款 B.6" in guanli.get(answer.location).text
    assert db.session.scalars(select(KeptWarning.clause)).all() == ["B.6"]


def test_cashier_until_yesterday_and_accountant_is_not_even_said(guanli: FlaskClient) -> None:
    employ("kuai", "会计")
    appoint(guanli, "kuai", "出纳", day("2026-10-01"), day("2026-10-30"))
    assert db.session.scalars(select(KeptWarning.clause)).all() == []


@pytest.mark.parametrize(
    ("start", "end", "lawful"),
    [
        ("2026-10-01", "2026-10-10", False),  # the same days
        ("2026-10-10", "2026-10-20", False),  # its last day
        ("2026-10-11", "2026-10-19", True),
        ("2026-10-15", None, False),  # runs into the second
        ("2026-09-01", "2026-09-30", True),
        ("2026-09-01", "2026-10-01", False),
    ],
)
def test_a_post_is_held_once_at_a_time(guanli: FlaskClient, start: str, end: str | None, lawful: bool) -> None:
    employ("chu", "出纳")
    appoint(guanli, "chu", "监管", day("2026-10-01"), day("2026-10-10"))
    appoint(guanli, "chu", "监管", day("2026-10-20"))
    answer = appoint(guanli, "chu", "监管", day(start), day(end) if end else None)
    assert answer.status_code == (303 if lawful else 422)
    assert ("同一岗位的日期不能重叠" in answer.text) is not lawful


@pytest.mark.parametrize(("ends", "taken"), [("2019-12-31", False), ("2020-01-01", True), ("2026-12-31", True)])
def test_a_post_ends_on_the_day_that_is_chosen(guanli: FlaskClient, ends: str, taken: bool) -> None:
    employ("chu", "出纳")
    held = appointments("chu")[0].id
    assert post(guanli, f"/people/posts/{held}/end", ended_on=ends).status_code == (303 if taken else 422)
    assert appointments("chu")[0].ended_on == (day(ends) if taken else None)


def test_what_has_ended_stays_ended(guanli: FlaskClient) -> None:
    employ("chu", "出纳")
    held = appointments("chu")[0].id
    post(guanli, f"/people/posts/{held}/end", ended_on="2026-11-04")
    answer = post(guanli, f"/people/posts/{held}/end", ended_on="2026-11-30")
    assert answer.status_code == 422
    assert "2026-11-04 已经结束" in answer.text


def test_the_last_administrator_does_not_end_ahead_either(guanli: FlaskClient) -> None:
    held = appointments("guanli")[0].id
    assert post(guanli, f"/people/posts/{held}/end", ended_on="2026-12-31").status_code == 409
    employ("second", "管理员")
    assert post(guanli, f"/people/posts/{held}/end", ended_on="2026-12-31").status_code == 303


def test_only_what_has_not_begun_is_taken_back(guanli: FlaskClient) -> None:
    employ("chu", "出纳")
    appoint(guanli, "chu", "监管", clock.today() + A_DAY)
    held, planned = appointments("chu")
    assert post(guanli, f"/people/posts/{held.id}/withdraw").status_code == 422
    assert post(guanli, f"/people/posts/{planned.id}/withdraw").status_code == 303
    assert [each.post for each in appointments("chu")] == ["出纳"]
    assert "撤回任命" in db.session.scalars(select(LogEntry.action)).all()


def test_taken_back_twice_it_is_answered_alike(guanli: FlaskClient) -> None:
    employ("chu", "出纳")
    appoint(guanli, "chu", "监管", clock.today() + A_DAY)
    address = f"/people/posts/{appointments('chu')[1].id}/withdraw"
    first, second = (post(guanli, address, key="a" * 32) for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, first.location)
    assert post(guanli, address, key="b" * 32).status_code == 404
    assert guanli.get(address).status_code == 404


def test_sent_twice_it_is_one_appointment(guanli: FlaskClient) -> None:
    employ("chu", "出纳")
    form = {"post": "监管", "started_on": "2026-11-05", "key": "a" * 32}
    for _ in range(2):
        assert post(guanli, f"/people/{id_of('chu')}/posts", **form).status_code == 303
    assert db.session.query(Appointment).filter_by(post="监管").count() == 1


def test_a_day_in_1950_is_believed_and_none_before(guanli: FlaskClient) -> None:
    employ("chu", "出纳")
    assert appoint(guanli, "chu", "监管", date(1949, 12, 31), date(1949, 12, 31)).status_code == 422
    assert appoint(guanli, "chu", "监管", date(1950, 1, 1), date(1950, 1, 1)).status_code == 303
