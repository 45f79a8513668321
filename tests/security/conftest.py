"""A second installation, empty, with the same key: where a backup is brought back."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from canteen import create_app
from canteen.db import db
from tests.conftest import config_for
from tests.postgres import Server


@pytest.fixture
def second_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Another database without a table."""
    (tmp_path / "second").mkdir()
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'second' / 'canteen.sqlite3'}"
        return
    server: Server = request.getfixturevalue("server")
    name = f"second_{uuid4().hex}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def second(app: Flask, second_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The second installation; its context is not entered."""
    shutil.copy(Path(app.config["CONFIG"].instance) / "secret.key", tmp_path / "second")
    made = create_app(config_for(second_url, tmp_path / "second"))
    yield made
    with made.app_context():
        db.engine.dispose()
