"""The law's numbers wait until the finance office has found them right; a number that changed waits again."""

import re
from datetime import date, datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.clock import from_local
from canteen.db import db
from canteen.lawbook.confirming import waiting
from canteen.models import LogEntry, ParameterConfirmation, ParameterValue
from canteen.parameters import ALL
from canteen.step import unjudged
from tests.security.staff import post, token
from tests.setup.conftest import Visit

CASH = "cash_limit"


def set_cash_limit(value: int, begins_on: date, set_at: datetime | None = None) -> None:
    """Give the cash limit a value."""
    with unjudged():
        db.session.add(ParameterValue(name=CASH, value=value, begins_on=begins_on, set_at=set_at))


def names() -> list[str]:
    """The parameters that wait."""
    return [standing.parameter.name for standing in waiting()]


def confirm_all(client: FlaskClient) -> None:
    """Press the button under the list."""
    shown = re.findall(r'name="shown" value="([^"]+)"', client.get("/lawbook/").text)
    client.post("/lawbook/parameters/confirm", data={"csrf_token": token(client), "shown": shown})


@pytest.mark.parametrize("who", ["会计", "审批"])
def test_all_are_confirmed_in_one_go(staff: Visit, who: str) -> None:
    client = staff(who)
    assert client.get("/lawbook/").text.count("待财务确认") == len(ALL)
    confirm_all(client)
    page = client.get("/lawbook/").text
    assert (names(), page.count("待财务确认"), page.count("</i>已确认")) == ([], 0, len(ALL))
    assert "姓who0，2026-11-02 09:00" in page
    actions = db.session.scalars(select(LogEntry.thing).where(LogEntry.action == "确认参数")).all()
    assert actions == [parameter.name for parameter in ALL]


def test_one_is_confirmed_on_its_own_page(kuaiji: FlaskClient) -> None:
    assert "待财务确认" in kuaiji.get("/lawbook/parameters/cash_limit").text
    post(kuaiji, "/lawbook/parameters/confirm", shown="cash_limit=100000")
    assert CASH not in names()
    assert len(names()) == len(ALL) - 1
    assert "待财务确认" not in kuaiji.get("/lawbook/parameters/cash_limit").text


def test_a_value_that_is_another_by_now_waits_on(kuaiji: FlaskClient) -> None:
    set_cash_limit(50000, date(2026, 11, 2))
    answer = post(kuaiji, "/lawbook/parameters/confirm", shown="cash_limit=100000")
    assert "值刚被改过" in kuaiji.get(answer.location).text
    assert CASH in names()


@pytest.mark.parametrize("said", ["", "cash_limit", "cash_limit=", "nothing=1", "cash_limit=1000"])
def test_what_was_not_shown_confirms_nothing(kuaiji: FlaskClient, said: str) -> None:
    post(kuaiji, "/lawbook/parameters/confirm", shown=said)
    assert db.session.scalars(select(ParameterConfirmation)).all() == []


def test_a_changed_value_waits_again_even_if_it_is_an_old_one(kuaiji: FlaskClient) -> None:
    confirm_all(kuaiji)
    with time_machine.travel("2026-11-03T09:00:00+08:00", tick=False):
        set_cash_limit(50000, date(2026, 11, 3), from_local(datetime(2026, 11, 3, 8)))
        assert names() == [CASH]
    with time_machine.travel("2026-11-04T09:00:00+08:00", tick=False):
        set_cash_limit(100000, date(2026, 11, 4), from_local(datetime(2026, 11, 4, 8)))
        assert names() == [CASH]


def test_a_value_that_begins_later_waits_from_its_day(kuaiji: FlaskClient) -> None:
    confirm_all(kuaiji)
    set_cash_limit(50000, date(2026, 12, 1), from_local(datetime(2026, 11, 2, 9)))
    assert names() == []
    with time_machine.travel("2026-12-01T09:00:00+08:00", tick=False):
        assert names() == [CASH]


@pytest.mark.parametrize("who", ["管理员", "出纳", "监管", "采购"])
def test_nobody_else_confirms(staff: Visit, who: str) -> None:
    assert "值无误" not in staff(who).get("/lawbook/").text
    assert post(staff(who), "/lawbook/parameters/confirm", shown="cash_limit=100000").status_code == 403
