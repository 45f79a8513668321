"""What the forms wrote goes out as a workbook, comes into an empty installation, and is checked the same there."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select

from canteen import create_app
from canteen.check import check
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.exchange.writing import export_history
from canteen.models import Canteen, Supplier
from canteen.models.common import OfCanteen
from canteen.months import When, first_day
from canteen.rulebook import Finding
from canteen.step import DAY_OF, judge
from tests.conftest import config_for
from tests.forms.market_stock import held
from tests.forms.writing import POSTS, Who, begun, write_by_the_forms
from tests.law.test_agreement import APART, FORMS
from tests.law.test_rulebook import WRITTEN_AT
from tests.security.staff import employ, log_in
from tests.signing.pens import enrol

NOW = "2026-11-10T12:00:00+08:00"
MONTHS = (date(2026, 10, 1), date(2026, 11, 1))


@pytest.fixture
def who(app: Flask) -> Who:
    """Gives somebody of a canteen that has begun lawfully, since August in the post, logged in, with a PIN."""
    assert bring_in(begun(), canteen="01", name="机关食堂", by="宋德明").errors == []
    clients: dict[str, FlaskClient] = {}

    def somebody(name: str) -> FlaskClient:
        if name not in clients:
            enrol(employ(name, POSTS[name]))
            held(name, date(2026, 8, 1))
            clients[name] = app.test_client()
            log_in(clients[name], name)
        return clients[name]

    return somebody


def the_canteen() -> int:
    """The only canteen."""
    return db.session.scalars(select(Canteen.id)).one()


def reports(canteen: int) -> list[Any]:
    """The checks of the months."""
    return [json.loads(json.dumps(check(When(canteen, month, date(2026, 11, 10))).as_json())) for month in MONTHS]


def test_what_the_forms_wrote_is_found_and_checked_the_same_where_it_is_brought(
    who: Who, empty_url: str, tmp_path: Path
) -> None:
    with time_machine.travel(NOW, tick=False) as moment:
        write_by_the_forms(who, moment)
        here = the_canteen()
        export_history(here, tmp_path / "台账.xlsx")
        told = reports(here)
        refuses_what_the_month_finds(here)
        brought_elsewhere(empty_url, tmp_path, told)


def refuses_what_the_month_finds(canteen: int) -> None:
    """What the forms would refuse or warn of in what is stored is what the months find: one thing each, both seen coming."""
    clauses = [clause for clause in FORMS if clause.number not in APART]
    said = [(document, finding) for document, finding in judged(canteen) if finding.clause in clauses]
    for month, breaks in zip(MONTHS, ("3.7", "B.13"), strict=True):
        report = check(When(canteen, month, date(2026, 11, 10)))
        found = {(each.clause.number, each.document) for each in report.findings if each.clause in clauses}
        assert {(each.clause.number, each.document) for document, each in said if is_of(document, month)} == found
        assert {number for number, _ in found} == {breaks}


def judged(canteen: int) -> list[tuple[OfCanteen, Finding]]:
    """What each stage's form would say of each document that is stored."""
    return [
        (document, finding)
        for stage, kinds in WRITTEN_AT.items()
        for kind in kinds
        for document in db.session.scalars(select(kind).where(kind.canteen_id == canteen))
        for finding in judge(stage, document)
    ]


def is_of(document: OfCanteen, month: date) -> bool:
    """Whether a document belongs to the month."""
    day = DAY_OF[type(document)](document)
    return day is not None and first_day(day) == month


def brought_elsewhere(empty_url: str, folder: Path, told: list[Any]) -> None:
    """The workbook comes into an empty installation, whose checks say the same."""
    other = create_app(config_for(empty_url, folder / "other"))
    with other.app_context():
        upgrade()
        assert bring_in(folder / "台账.xlsx", canteen="01", name="机关食堂").errors == []
        assert reports(the_canteen()) == told
        assert db.session.scalars(select(Supplier.name).where(Supplier.name == "新港粮油")).all()
        db.session.remove()
        db.engine.dispose()
