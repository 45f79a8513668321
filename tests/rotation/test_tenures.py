"""The page of tenures agrees with the clauses on the last day of a span and on the day after it."""

from datetime import date

import pytest
from flask import Flask

from canteen.check import check
from canteen.db import db
from canteen.models import Canteen, ParameterValue, Person
from canteen.months import When, first_day, months_after, months_and_days
from canteen.people.tenure import begins
from canteen.rotation import tenures
from canteen.step import unjudged
from tests.people.acting import appointments, day, hold
from tests.rotation.conftest import On, at
from tests.security.staff import employ


def running(on: str, staff_no: str = "cai") -> tenures.Tenure:
    """Somebody's tenure as of a day."""
    canteen_id = db.session.query(Canteen.id).scalar()
    with at(on):
        return next(each for each in tenures.running(canteen_id) if each.person.staff_no == staff_no)


def found(number: str, on: str) -> bool:
    """Whether a clause finds a tenure on a day."""
    canteen_id = db.session.query(Canteen.id).scalar()
    when = When(canteen_id, first_day(day(on)), day(on), day(on))
    return bool(check(when, number).findings)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2025-12-01", 12, "2026-12-01"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-12-01", -1, "2026-11-01"),
        ("2026-01-31", -1, "2025-12-31"),
    ],
)
def test_months_after_a_day(start: str, months: int, last: str) -> None:
    assert months_after(day(start), months) == day(last)


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("2026-02-01", "2026-10-23", (8, 22)),
        ("2026-10-01", "2026-10-01", (0, 0)),
        ("2025-12-01", "2026-11-21", (11, 20)),
        ("2026-01-31", "2026-02-28", (1, 0)),
        ("2026-01-31", "2026-03-01", (1, 1)),
    ],
)
def test_months_and_days_between(start: str, end: str, span: tuple[int, int]) -> None:
    assert months_and_days(day(start), day(end)) == span


@pytest.mark.parametrize("began", ["2025-12-01", "2025-08-31", "2024-02-29", "2026-01-30"])
def test_the_last_days_are_those_of_the_clauses(app: Flask, began: str) -> None:
    employ("cai")
    hold("cai", "采购", began)
    for number, months in (("1.5", 6), ("1.4", 12)):
        last = months_after(day(began), months)
        after = date.fromordinal(last.toordinal() + 1)
        tenure = running(last.isoformat())
        assert last == (tenure.advised if number == "1.5" else tenure.last)
        assert not found(number, last.isoformat())
        assert found(number, after.isoformat())


def test_the_first_day_over_a_year_says_whom_the_clause_refuses(app: Flask, guanli: On) -> None:
    for on, refused in (("2026-12-01", False), ("2026-12-02", True)):
        client = guanli(on)
        with at(on):
            page = client.get("/rotation/").text
        assert ("今天起不收姓cai的采购签名" in page) is refused
        assert ("还没有安排接任" in page) is not refused


@pytest.mark.parametrize(("gap_end", "began"), [("2026-08-01", "2025-12-01"), ("2026-07-31", "2026-10-30")])
def test_a_tenure_is_joined_over_a_gap_of_ninety_days(app: Flask, gap_end: str, began: str) -> None:
    employ("li")
    hold("li", "采购", "2025-12-01", gap_end)
    hold("li", "采购", "2026-10-30")
    assert running("2026-11-05", "li").began == day(began)


def test_a_shorter_gap_of_the_parameters_is_heeded(app: Flask) -> None:
    employ("li")
    hold("li", "采购", "2025-12-01", "2026-08-01")
    hold("li", "采购", "2026-10-30")
    with unjudged():
        db.session.add(ParameterValue(name="rotation_gap_days", value=30, begins_on=date(2026, 1, 1), reason="试"))
    assert running("2026-11-05", "li").began == day("2026-10-30")


def test_whose_tenure_a_newcomer_carries_on(app: Flask) -> None:
    employ("li")
    hold("li", "采购", "2025-12-01", "2026-10-01")
    hold("li", "采购", "2026-12-01")
    assert begins(appointments("li")[-1]) == day("2025-12-01")


def test_the_page_of_a_canteen_without_tenures_says_what_to_do(app: Flask, guanli: On) -> None:
    for person in db.session.query(Person).all():
        for held in person.appointments:
            if held.post != "管理员":
                held.ended_on = date(2026, 6, 1)
    db.session.commit()
    client = guanli("2026-11-05")
    with at("2026-11-05"):
        assert "今天没有人任采购或验收" in client.get("/rotation/").text


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2026-04-30", None),
        ("2026-05-01", "满一般轮换的期限"),
        ("2026-06-01", "满一般轮换的期限"),
        ("2026-06-02", None),
        ("2026-10-31", None),
        ("2026-11-01", "还没有安排接任"),
        ("2026-12-01", "还没有安排接任"),
        ("2026-12-02", "条款 1.4 不再收"),
    ],
)
@pytest.mark.parametrize("who", ["guanli", "cai"])
def test_the_desk_reminds_a_month_ahead(app: Flask, guanli: On, who: str, on: str, told: str | None) -> None:
    client = guanli(on, who)
    with at(on):
        page = client.get("/desk/").text
    assert ("姓cai的采购岗位" in page) is bool(told)
    assert told is None or told in page


def test_the_desk_tells_nobody_else(app: Flask, guanli: On) -> None:
    client = guanli("2026-12-02", "yan")
    with at("2026-12-02"):
        assert "姓cai的采购岗位" not in client.get("/desk/").text
