"""The demonstration is lawful for three months and telling in the fourth, whatever the day it is made."""

from datetime import date

import pytest

from canteen import demo
from canteen.check import check
from canteen.months import When, months_between
from tests.rules.conftest import Store, renew_figures, told

DAYS = (
    "2026-01-01",
    "2026-01-31",
    "2026-02-01",
    "2026-03-31",
    "2026-04-15",
    "2026-05-01",
    "2026-06-30",
    "2026-07-01",
    "2026-08-09",
    "2026-10-01",
    "2026-11-25",
    "2026-12-31",
    "2028-02-29",
)
FOUND = [
    ("1.2", "answered"),
    ("3.1", "open"),
    ("3.6", "open"),
    ("3.7", "open"),
    ("3.10", "open"),
    ("5.2", "open"),
    ("7.2", "open"),
    ("B.2", "open"),
]


@pytest.mark.parametrize("day", DAYS)
def test_the_demonstration(store: Store, day: str) -> None:
    today = date.fromisoformat(day)
    sheets = demo.sheets(today)
    assert sheets == demo.sheets(today)
    canteen = store(sheets)
    renew_figures()
    *lawful, telling = _four_months_before(today)
    for month in lawful:
        assert told(check(When(canteen, month, today))) == []
    found = told(check(When(canteen, telling, today)))
    assert [(clause, state) for clause, _document, _amount, state in found] == FOUND


def test_every_log_in_stands_for_somebody_in_a_post() -> None:
    today = date(2026, 11, 25)
    held = [(post["工号"], post["岗位"]) for post in demo.sheets(today)["任职"] if post.get("任职结束") is None]
    posts = [str(post) for staff_no, post in held if staff_no in demo.LOGINS.values()]
    assert sorted(posts) == sorted(
        ("采购", "采购", "验收", "验收", "审批", "出纳", "会计", "监管", "部门经办", "管理员")
    )


def _four_months_before(today: date) -> list[date]:
    year, month = divmod(today.year * 12 + today.month - 1 - 4, 12)
    return months_between(date(year, month + 1, 1), today)[:4]
