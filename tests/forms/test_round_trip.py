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
from canteen.months import When
from tests.conftest import config_for
from tests.forms.writing import POSTS, Who, begun, write_by_the_forms
from tests.law.test_agreement import APART, FORMS, refused
from tests.security.staff import employ, log_in
from tests.signing.pens import enrol

NOW = "2026-11-10T12:00:00+08:00"
MONTHS = (date(2026, 10, 1), date(2026, 11, 1))


@pytest.fixture
def who(app: Flask) -> Who:
    """Gives somebody of a canteen that has begun lawfully, logged in, with a PIN."""
    assert bring_in(begun(), canteen="01", name="机关食堂", by="宋德明").errors == []
    clients: dict[str, FlaskClient] = {}

    def somebody(name: str) -> FlaskClient:
        if name not in clients:
            enrol(employ(name, POSTS[name]))
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


@time_machine.travel(NOW, tick=False)
def test_what_the_forms_wrote_is_checked_the_same_where_it_is_brought(who: Who, empty_url: str, tmp_path: Path) -> None:
    write_by_the_forms(who)
    here = the_canteen()
    export_history(here, tmp_path / "台账.xlsx")
    told = reports(here)
    assert db.session.scalars(select(Supplier.name).where(Supplier.name == "新港粮油")).all()
    other = create_app(config_for(empty_url, tmp_path / "other"))
    with other.app_context():
        upgrade()
        assert bring_in(tmp_path / "台账.xlsx", canteen="01", name="机关食堂").errors == []
        assert reports(the_canteen()) == told
        db.session.remove()
        db.engine.dispose()


@time_machine.travel(NOW, tick=False)
def test_the_month_finds_in_what_the_forms_wrote_what_they_would_refuse(who: Who) -> None:
    write_by_the_forms(who)
    here = the_canteen()
    clauses = [clause for clause in FORMS if clause.number not in APART]
    for month, breaks in zip(MONTHS, ("3.7", "B.13"), strict=True):
        report = check(When(here, month, date(2026, 11, 10)))
        found = {(each.clause.number, each.document) for each in report.findings if each.clause in clauses}
        assert {(clause.number, document) for clause in clauses for document in refused(clause, here, month)} == found
        assert {number for number, _ in found} == {breaks}
