"""How often one may guess a PIN: 5 in a row, 10 a PIN and day, 20 a day; counted whatever becomes of the form."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask
from sqlalchemy import select

from canteen.db import db
from canteen.models import LogEntry, Pin
from canteen.signing import pins
from tests.security.staff import employ
from tests.signing.pens import PIN, enrol

MORNING = datetime(2026, 10, 5, 0, 0, tzinfo=UTC)
WRONG, ANOTHER = "860531", "593847"


@pytest.fixture
def kuaiji(app: Flask) -> int:
    """An accountant with a PIN."""
    user_id = employ("kuaiji", "会计")
    enrol(user_id)
    return user_id


class Clock:
    """A morning, and what comes after it."""

    def __call__(self, **later: int) -> time_machine.travel:
        return time_machine.travel(MORNING + timedelta(**later), tick=False)


@pytest.fixture
def at() -> Clock:
    """A clock that a test sets."""
    return Clock()


def guess(user_id: int, times: int, pin: str = WRONG) -> list[str | None]:
    return [pins.fault_of(user_id, pin) for _ in range(times)]


def test_what_is_stored_is_a_hash_that_takes_the_key_file_too(kuaiji: int) -> None:
    stored = db.session.scalars(select(Pin.hash)).one()
    assert stored.startswith("$argon2id$")
    for alone in (PIN, f"{kuaiji} {PIN}"):
        with pytest.raises(VerifyMismatchError):
            PasswordHasher().verify(stored, alone)


def test_without_a_pin_one_is_told_where_to_set_it(app: Flask) -> None:
    assert pins.fault_of(employ("xin", "采购"), PIN) == pins.NONE


def test_four_wrong_ones_and_a_right_one_begin_anew(kuaiji: int) -> None:
    assert guess(kuaiji, 4)[-1] == "PIN 不对，还可以试 1 次"
    assert pins.fault_of(kuaiji, PIN) is None
    assert guess(kuaiji, 4)[-1] == "PIN 不对，还可以试 1 次"


def test_five_wrong_ones_in_a_row_pause_signing_for_15_minutes(kuaiji: int, at: Clock) -> None:
    with at():
        assert guess(kuaiji, 5)[-1] == pins.LOCKED
        assert pins.fault_of(kuaiji, PIN) == pins.LOCKED
    with at(minutes=14, seconds=59):
        assert pins.fault_of(kuaiji, PIN) == pins.LOCKED
    with at(minutes=15):
        assert pins.fault_of(kuaiji, PIN) is None


def test_the_pause_begins_with_the_fifth(kuaiji: int, at: Clock) -> None:
    with at():
        guess(kuaiji, 4)
    with at(minutes=14):
        assert guess(kuaiji, 1) == [pins.LOCKED]
    with at(minutes=28, seconds=59):
        assert pins.fault_of(kuaiji, PIN) == pins.LOCKED
    with at(minutes=29):
        assert pins.fault_of(kuaiji, PIN) is None


def test_what_is_tried_in_the_pause_counts_for_nothing(kuaiji: int, at: Clock) -> None:
    with at():
        guess(kuaiji, 50)
    with at(minutes=15):
        assert guess(kuaiji, 4)[-1] == "PIN 不对，还可以试 1 次"


def test_ten_wrong_ones_in_a_day_end_the_pin(kuaiji: int, at: Clock) -> None:
    with at():
        guess(kuaiji, 5)
    with at(hours=1):
        assert guess(kuaiji, 5)[-1] == pins.ENDED
    with at(days=2):
        assert pins.fault_of(kuaiji, PIN) == pins.NONE
    ended = db.session.scalars(select(Pin)).one()
    assert (ended.why_ended, ended.ended_at) == ("一天里错了 10 次", MORNING + timedelta(hours=1))
    assert "PIN 停用" in db.session.scalars(select(LogEntry.action)).all()


def test_nine_in_a_day_do_not_and_the_next_day_begins_anew(kuaiji: int, at: Clock) -> None:
    with at():
        guess(kuaiji, 5)
    with at(hours=1):
        assert guess(kuaiji, 4)[-1] == "PIN 不对，还可以试 1 次"
        assert pins.fault_of(kuaiji, PIN) is None
    with at(days=1, hours=1):
        assert guess(kuaiji, 5)[-1] == pins.LOCKED


def test_right_ones_are_not_counted(kuaiji: int, at: Clock) -> None:
    with at():
        assert guess(kuaiji, 30, PIN) == [None] * 30


def test_twenty_wrong_ones_end_the_day_whatever_pin_is_set_in_it(kuaiji: int, at: Clock) -> None:
    for hour in range(4):
        with at(hours=hour):
            guess(kuaiji, 5)
            enrol(kuaiji, ANOTHER)
    with at(hours=5):
        assert pins.fault_of(kuaiji, ANOTHER) == pins.SPENT
    with at(days=1):
        assert pins.fault_of(kuaiji, ANOTHER) is None


def test_a_dozen_guesses_at_once_are_five(app: Flask, kuaiji: int) -> None:
    def guess_alone(_nth: int) -> str | None:
        with app.app_context():
            return pins.fault_of(kuaiji, WRONG)

    with ThreadPoolExecutor(12) as guessers:
        answers = list(guessers.map(guess_alone, range(12)))
    compared = db.session.scalars(select(LogEntry).where(LogEntry.action == "PIN 错误")).all()
    assert (len(answers), len(compared)) == (12, 5)
    assert pins.fault_of(kuaiji, PIN) == pins.LOCKED
