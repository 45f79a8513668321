"""The migrations lead to the models' schema, and back, with data in it."""

from pathlib import Path
from typing import Any

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select, text

from canteen import clock, create_app, demo
from canteen.db import Base, db
from canteen.exchange.history import bring_in
from canteen.triggers import altered
from tests.conftest import config_for

ALEMBIC = "alembic_version"


def described() -> dict[str, Any]:
    """Everything that the database knows of each table, types and defaults as it writes them."""
    inspector = inspect(db.engine)
    aspects = (
        inspector.get_columns,
        inspector.get_check_constraints,
        inspector.get_foreign_keys,
        inspector.get_indexes,
        inspector.get_unique_constraints,
    )
    tables = set(inspector.get_table_names()) - {ALEMBIC}
    return {table: [sorted(map(str, aspect(table))) for aspect in aspects] for table in tables}


@pytest.mark.usefixtures("app")
def test_migrations_make_what_the_models_say(empty_url: str, tmp_path: Path) -> None:
    made = described()
    models = create_app(config_for(empty_url, tmp_path))
    with models.app_context():
        Base.metadata.create_all(db.engine)
        assert described() == made
        db.engine.dispose()


def fill() -> None:
    """Bring the demonstration's history in."""
    assert not bring_in(demo.sheets(clock.today()), canteen=demo.CODE, name=demo.NAME).errors
    db.session.remove()


@pytest.mark.usefixtures("app")
def test_up_down_up_with_data() -> None:
    fill()
    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == [ALEMBIC]
    upgrade()
    with db.engine.connect() as connection:
        assert altered(connection) == []
    fill()


def counts() -> dict[str, int]:
    """How many rows each table has."""
    tables = set(inspect(db.engine).get_table_names()) - {ALEMBIC}
    with db.engine.connect() as connection:
        return {
            table: connection.execute(select(func.count()).select_from(text(f'"{table}"'))).scalar_one()
            for table in tables
        }


@pytest.mark.usefixtures("app")
def test_a_step_back_and_forth_loses_no_row_of_the_older_schema() -> None:
    fill()
    before = counts()
    downgrade(revision="0001")
    kept = counts()
    assert kept == {table: before[table] for table in kept}
    assert kept["purchase"] > 0
    upgrade()
    assert counts() == {table: kept.get(table, 0) for table in before}
    with db.engine.connect() as connection:
        assert altered(connection) == []
