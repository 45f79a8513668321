"""The unit, its canteens and the day from which one works here."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Account, Canteen, Income, LogEntry, Unit
from canteen.step import unjudged
from canteen.tax_number import ALPHABET, is_tax_number
from tests import world
from tests.security.staff import post
from tests.setup.conftest import Visit

TAX = next(code for code in (f"12210400MB1234567{last}" for last in ALPHABET) if is_tax_number(code))


def test_the_units_tax_number_is_filled_in(guanli: FlaskClient) -> None:
    assert "高新区机关事务中心" in guanli.get("/setup/unit").text
    assert post(guanli, "/setup/unit", title="高新区机关事务中心", tax_number=f" {TAX.lower()} ").location == "/setup/"
    assert db.session.scalars(select(Unit.tax_number)).all() == [TAX]
    assert db.session.scalars(select(LogEntry.action).order_by(LogEntry.id.desc())).first() == "改单位"


@pytest.mark.parametrize("wrong", ["", "12210400MB123456", "12210400MB12345670", "12210400MB1234567I"])
def test_a_wrong_tax_number_is_said_at_its_field(guanli: FlaskClient, wrong: str) -> None:
    answer = post(guanli, "/setup/unit", title="高新区", tax_number=wrong)
    assert answer.status_code == 422
    assert 'id="tax_number-error"' in answer.text
    assert 'value="高新区"' in answer.text
    assert db.session.scalars(select(Unit.tax_number)).all() == [None]


@pytest.mark.parametrize(
    ("day", "status"), [("", 303), ("2020-01-01", 303), ("2027-11-03", 303), ("2027-11-04", 422), ("1899-12-31", 422)]
)
def test_a_canteen_starts_on_a_day(guanli: FlaskClient, day: str, status: int) -> None:
    assert post(guanli, "/setup/canteen", name="机关食堂", started_on=day).status_code == status
    stored = db.session.scalars(select(Canteen.started_on)).one()
    assert (stored.isoformat() if stored else "") == (day if status == 303 else "")


def test_the_form_says_how_far_the_history_reaches(guanli: FlaskClient) -> None:
    assert "还没有导入过单据" in guanli.get("/setup/canteen").text
    assert bring_in(world.lawful(), canteen="01", by="me").errors == []
    assert "导入的单据最晚到 2026-10-30" in guanli.get("/setup/canteen").text


@pytest.mark.parametrize(("day", "status"), [("2026-10-20", 303), ("2026-10-21", 422), ("", 422)])
def test_the_day_does_not_move_behind_what_was_entered_here(guanli: FlaskClient, day: str, status: int) -> None:
    assert post(guanli, "/setup/canteen", name="机关食堂", started_on="2026-10-01").status_code == 303
    with unjudged():
        account = Account(canteen_id=1, name="基本户", kind="银行", fund="伙食费")
        db.session.add(account)
        db.session.flush()
        day_of = world.MONTH.replace(day=20)
        db.session.add(
            Income(
                canteen_id=1,
                number="SR-202610-0001",
                received_on=day_of,
                kind="其他",
                amount=1,
                receipt_kind="无",
                account_id=account.id,
            )
        )
    answer = post(guanli, "/setup/canteen", name="机关食堂", started_on=day)
    assert answer.status_code == status
    assert ("2026-10-20 起已在明账里登记单据" in answer.text) is (status == 422)


def test_a_further_canteen_is_founded_once(guanli: FlaskClient) -> None:
    form = {"name": "二号食堂", "code": "02", "started_on": "2026-11-01"}
    assert post(guanli, "/setup/canteens/new", **form).status_code == 303
    again = post(guanli, "/setup/canteens/new", **form)
    assert (again.status_code, "这个代码已有食堂" in again.text) == (422, True)
    assert "二号食堂" in guanli.get("/choose").text


def test_sent_twice_it_is_founded_once_and_answered_the_same(guanli: FlaskClient) -> None:
    form = {"name": "二号食堂", "code": "02", "key": "0f" * 16}
    answers = [post(guanli, "/setup/canteens/new", **form) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/setup/")] * 2
    assert len(db.session.scalars(select(Canteen.id)).all()) == 2


@pytest.mark.parametrize("address", ["/setup/unit", "/setup/canteen", "/setup/canteens/new", "/setup/departments/new"])
@pytest.mark.parametrize("who", ["会计", "审批", "采购"])
def test_these_are_the_administrators(staff: Visit, address: str, who: str) -> None:
    assert staff(who).get(address).status_code == 403
