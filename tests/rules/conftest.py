"""One database for all cases of an engine: each changed world is a canteen of its own, and canteens do not meet."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, text

from canteen import create_app
from canteen.check import Report, check
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Canteen, ClauseSwitch, ParameterValue
from canteen.money import yuan
from canteen.months import When
from canteen.parameters import PARAMETERS
from tests.conftest import TEMPLATE, config_for
from tests.postgres import Server
from tests.rules.cases import Case, Judge
from tests.world import Sheets, lawful

Store = Callable[[Sheets], int]
NEVER = date(9999, 12, 31)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a database that the cases share."""
    folder = tmp_path_factory.mktemp("rules")
    app = create_app(config_for(_database(request, folder), folder))
    with app.app_context():
        for number in range(15):
            bring_in(lawful(), canteen=f"A{number}", name="先有的食堂", by="test")
        renew_figures()
    yield app
    with app.app_context():
        db.engine.dispose()


def renew_figures() -> None:
    """Tell PostgreSQL how much there is: it plans badly while it believes that its tables are small."""
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def _database(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_file'), folder / 'canteen.sqlite3')}"
    server: Server = request.getfixturevalue("migrated_server")
    return server.create(f"rules_{uuid4().hex}", TEMPLATE)


@pytest.fixture(scope="session")
def codes() -> Iterator[str]:
    """Codes of canteens that are not there yet."""
    return (f"W{number:04}" for number in count(1))


@pytest.fixture
def store(installation: Flask, codes: Iterator[str]) -> Iterator[Store]:
    """Stores a world as a new canteen and gives its id."""

    def stored(sheets: Sheets) -> int:
        code = next(codes)
        outcome = bring_in(sheets, canteen=code, name=f"食堂{code}", by="test")
        assert outcome.errors == []
        return db.session.scalars(select(Canteen.id).where(Canteen.code == code)).one()

    with installation.app_context():
        yield stored
        db.session.remove()


@pytest.fixture
def judge(store: Store) -> Judge:
    """Stores the case's world and demands exactly the case's findings."""

    def judged(case: Case) -> None:
        canteen = store(case.sheets)
        set_numbers(case)
        report = check(When(canteen, case.month, case.as_of))
        db.session.rollback()
        assert told(report) == [(found.clause, found.document, found.amount, found.state) for found in case.found]
        for found, finding in zip(case.found, report.findings, strict=True):
            assert found.says in finding.message
            assert finding.judged, "a clause that cannot judge finds nothing"

    return judged


def told(report: Report) -> list[tuple[str, str, str | None, str]]:
    """The report's findings: clause, document, amount, state."""
    return [
        (
            finding.clause.number,
            finding.document,
            None if finding.amount is None else yuan(finding.amount),
            finding.state,
        )
        for finding in report.findings
    ]


def set_numbers(case: Case) -> None:
    """Set the case's parameters and switches in this transaction, which is rolled back."""
    for name, value, begins in case.numbers:
        parameter = PARAMETERS[name]
        db.session.add(
            ParameterValue(name=parameter.name, value=parameter.parse(value), begins_on=date.fromisoformat(begins))
        )
    db.session.add_all(ClauseSwitch(clause=clause, off_from=NEVER) for clause in case.on)
    db.session.flush()
