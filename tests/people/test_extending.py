"""改结束日: an earlier end is a fact; to a later one the clauses speak as to an appointment, and the days have to fit."""

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.check import check
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Canteen, KeptWarning, LogEntry
from canteen.months import When
from canteen.people import posts
from canteen.step import unjudged
from tests.people.acting import appoint, appointments, day, hold
from tests.security.staff import employ, post


@pytest.fixture(autouse=True)
def today() -> object:
    """The fifth of November."""
    with time_machine.travel("2026-11-05T12:00:00+08:00", tick=False):
        yield


def until(client: FlaskClient, staff_no: str, ends: str, which: int = 0) -> TestResponse:
    """Set the end of one of somebody's posts, by the form."""
    return post(client, f"/people/posts/{appointments(staff_no)[which].id}/end", ended_on=ends)


def finds(month: str, as_of: str) -> bool:
    """Whether the month finds somebody in two posts."""
    canteen_id = db.session.scalars(select(Canteen.id)).one()
    return bool(check(When(canteen_id, day(month), day(as_of)), "1.7").findings)


@pytest.mark.parametrize(
    ("ends", "lawful"),
    [
        ("2026-11-19", True),
        ("2026-12-01", True),  # on its first day alone the end is known
        ("2026-12-02", False),
        ("2026-12-31", False),
    ],
)
def test_whoever_receives_from_december_on_buys_until_november(guanli: FlaskClient, ends: str, lawful: bool) -> None:
    employ("cai", "采购")
    until(guanli, "cai", "2026-11-20")
    appoint(guanli, "cai", "验收", day("2026-12-01"))
    answer = until(guanli, "cai", ends)
    assert answer.status_code == (303 if lawful else 422)
    assert ("同时任采购、验收、审批中的 2 个岗位" in answer.text) is not lawful
    assert appointments("cai")[0].ended_on == day(ends if lawful else "2026-11-20")
    assert not finds("2026-12-01", "2026-12-31")


@pytest.mark.parametrize(("ends", "lawful"), [("2026-12-01", True), ("2026-12-02", False)])
def test_whatever_was_recorded_last(guanli: FlaskClient, ends: str, lawful: bool) -> None:
    """Receiving in December alone comes before the accounts, which were recorded after it."""
    employ("cai", "采购")
    until(guanli, "cai", "2026-11-20")
    appoint(guanli, "cai", "验收", day("2026-12-01"), day("2026-12-31"))
    appoint(guanli, "cai", "会计", day("2027-02-01"))
    assert until(guanli, "cai", ends).status_code == (303 if lawful else 422)


@pytest.mark.parametrize(("ends", "status"), [("2026-11-19", 303), ("2026-11-20", 303), ("2026-11-21", 422)])
def test_whoever_is_in_two_posts_leaves_earlier_but_not_later(guanli: FlaskClient, ends: str, status: int) -> None:
    employ("cai", "采购")
    hold("cai", "验收", "2026-10-01", "2026-11-20")
    assert until(guanli, "cai", ends, which=1).status_code == status


@pytest.mark.parametrize(("ends", "said"), [("2026-12-01", []), ("2026-12-02", ["B.6"])])
def test_cashier_and_accountant_in_one_is_said(guanli: FlaskClient, ends: str, said: list[str]) -> None:
    employ("chu", "出纳")
    until(guanli, "chu", "2026-11-20")
    appoint(guanli, "chu", "会计", day("2026-12-01"))
    answer = until(guanli, "chu", ends)
    assert ("有提醒：条款 B.6" in guanli.get(answer.location).text) is bool(said)
    assert db.session.scalars(select(KeptWarning.clause)).all() == said
    assert "延长任职" in db.session.scalars(select(LogEntry.action)).all()


@pytest.mark.parametrize(("ends", "fits"), [("2026-11-19", True), ("2026-11-20", False)])
def test_a_post_is_held_once_at_a_time(guanli: FlaskClient, ends: str, fits: bool) -> None:
    employ("jian")
    hold("jian", "监管", "2026-10-01", "2026-11-10")
    hold("jian", "监管", "2026-11-20")
    answer = until(guanli, "jian", ends)
    assert answer.status_code == (303 if fits else 422)
    assert ("同一岗位的日期不能重叠" in answer.text) is not fits


@pytest.mark.parametrize(("ends", "taken"), [("2026-11-09", True), ("2026-11-11", False)])
def test_an_administrator_with_the_books_does_not_stay_longer(guanli: FlaskClient, ends: str, taken: bool) -> None:
    employ("chu", "出纳")
    hold("chu", "管理员", "2026-11-01", "2026-11-10")
    answer = until(guanli, "chu", ends, which=1)
    assert answer.status_code == (303 if taken else 422)
    assert ("管理员不能同时有业务岗位" in answer.text) is not taken


@pytest.mark.parametrize(("ends", "fits"), [("2026-12-01", True), ("2026-12-02", False)])
def test_standing_in_lasts_thirty_one_days_at_most(guanli: FlaskClient, ends: str, fits: bool) -> None:
    employ("kuai", "会计")
    hold("kuai", "采购", "2026-11-01", "2026-11-10")
    with unjudged():
        appointments("kuai")[1].stands_in_for = "cai"
    answer = until(guanli, "kuai", ends, which=1)
    assert answer.status_code == (303 if fits else 422)
    assert ("顶班最多 31 天" in answer.text) is not fits


def test_what_is_over_is_not_made_longer(guanli: FlaskClient) -> None:
    employ("jian")
    hold("jian", "监管", "2026-10-01", "2026-11-04")
    assert "2026-11-04 已经结束" in until(guanli, "jian", "2026-11-30").text


def test_an_end_that_was_changed_in_the_meantime_is_looked_at_again(guanli: FlaskClient) -> None:
    """The form asked for less than there was when it came, and for more when it was its turn; and the other way round."""
    employ("jian")
    hold("jian", "监管", "2026-10-01", "2026-11-20")
    (held,) = appointments("jian")
    with pytest.raises(Fault, match="刚才有人改过"):
        posts.end(held, day("2026-11-21"))
    with pytest.raises(Fault, match="刚才有人改过"):
        posts.extend(held, day("2026-11-20"))
