"""A clause of ours can be off from a day on; one that is off by default, on until a day that never comes."""

from datetime import date

import pytest

from canteen.check import check
from canteen.db import db
from canteen.models import ClauseSwitch
from canteen.months import When
from tests import world
from tests.rules.conftest import Store, told

VISIT = "JD-202610-0001"
WITHOUT_LETTER = world.changed(world.lawful(), "接待", VISIT, 公函文号=None)
IN_THE_WRONG_ACCOUNT = world.changed(world.lawful(), "收入", "SR-202610-0004", 账户="伙食费专户")


@pytest.mark.parametrize(
    ("off_from", "found"),
    [("2026-10-31", []), ("2026-01-01", []), ("2026-11-01", ["B.8"])],
    ids=["off on the last day of the month", "off long ago", "off from the next month"],
)
def test_a_clause_off_from_a_day_on(store: Store, off_from: str, found: list[str]) -> None:
    canteen = store(WITHOUT_LETTER)
    assert (_clauses(canteen), "B.8" in _asked(canteen)) == (["B.8"], True)
    _switch("B.8", off_from)
    assert _clauses(canteen) == found
    assert ("B.8" in _asked(canteen)) == bool(found)
    db.session.rollback()


@pytest.mark.parametrize(
    ("off_from", "found"), [("9999-12-31", ["B.15"]), ("2026-10-31", [])], ids=["never", "this month"]
)
def test_a_clause_off_by_default(store: Store, off_from: str, found: list[str]) -> None:
    canteen = store(IN_THE_WRONG_ACCOUNT)
    assert _clauses(canteen) == []
    _switch("B.15", off_from)
    assert _clauses(canteen) == found
    db.session.rollback()


def _switch(clause: str, off_from: str) -> None:
    db.session.add(ClauseSwitch(clause=clause, off_from=date.fromisoformat(off_from)))
    db.session.flush()


def _clauses(canteen: int) -> list[str]:
    return [finding[0] for finding in told(check(When(canteen, world.MONTH, world.AS_OF)))]


def _asked(canteen: int) -> list[str]:
    return [looked.clause.number for looked in check(When(canteen, world.MONTH, world.AS_OF)).looked]
