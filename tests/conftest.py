"""What every test can ask for: a migrated database on each engine, the application, a client, a browser."""

import contextvars
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from canteen import create_app
from canteen.config import Config
from canteen.db import db
from tests import chromium
from tests.markup import faults
from tests.postgres import Server, is_available, postgres
from tests.sharing import share, share_addresses

TEMPLATE = "template"
share_addresses()


def missing(what: str) -> None:
    """A tool is not there: a failure where everything must run, else a reason to skip."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{what} is not installed")


def config_for(url: str, instance: Path) -> Config:
    """The configuration of a test."""
    return Config(database_url=url, instance=instance, testing=True, cheap_hashes=True)


def migrate(url: str, instance: Path) -> None:
    """Bring an empty database to the newest schema."""
    app = create_app(config_for(url, instance))
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    folder = tmp_path_factory.mktemp("template")
    migrate(f"sqlite:///{folder / 'canteen.sqlite3'}", folder)
    return folder / "canteen.sqlite3"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server without a database of ours."""
    if not is_available():
        missing("PostgreSQL")
    with postgres() as running:
        yield running


@pytest.fixture(scope="session")
def migrated_server(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A PostgreSQL server with a migrated database, to be copied."""
    migrate(server.create(TEMPLATE), tmp_path_factory.mktemp("template"))
    return server


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Every test that stores anything runs on both engines."""
    return str(request.param)


@pytest.fixture
def empty_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the test's own, without a table."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    server: Server = request.getfixturevalue("server")
    name = f"empty_{uuid4().hex}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of the test's own, without a row."""
    if engine_name == "sqlite":
        copy = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "canteen.sqlite3")
        yield f"sqlite:///{copy}"
        return
    server: Server = request.getfixturevalue("migrated_server")
    name = f"test_{uuid4().hex}"
    yield server.create(name, TEMPLATE)
    server.drop(name)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on the test's database, with its context."""
    made = create_app(config_for(database_url, tmp_path))
    made.test_client_class = Client
    with made.app_context():
        share(made, db.engine)
        yield made
        db.session.remove()
        db.engine.dispose()


class Client(FlaskClient):
    """A client whose requests share nothing with the test's own context, and whose pages must be sound HTML."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send the request as a stranger to the test's context; then let the test see what was stored."""
        response: TestResponse = contextvars.Context().run(super().open, *args, **kwargs)
        response.request.environ["wsgi.input"].close()  # a large body lies in a file, which the client leaves open
        db.session.rollback()
        if response.mimetype == "text/html" and not response.location:  # nobody reads a redirect's page
            assert faults(response.text) == []
        return response


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client without a log-in."""
    return app.test_client()


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The address of the application, served."""
    served = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    if not chromium.CHROMIUM:
        missing("chromium-headless-shell")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.CHROMIUM, args=chromium.FLAGS)
        yield launched
        launched.close()


def opened(browser: Browser, live: str, screen: dict[str, Any]) -> Iterator[Page]:
    """A page on the screen that must not make the browser complain."""
    context = browser.new_context(base_url=live, locale="zh-CN", timezone_id="Asia/Shanghai", **screen)
    page = context.new_page()
    errors = chromium.record_errors(page)
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def phone(browser: Browser, live: str) -> Iterator[Page]:
    """A page on a phone."""
    yield from opened(browser, live, chromium.PHONE)


@pytest.fixture
def desk(browser: Browser, live: str) -> Iterator[Page]:
    """A page at a desk."""
    yield from opened(browser, live, chromium.DESK)
