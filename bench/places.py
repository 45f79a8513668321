"""Installations to measure: a year brought into a database of its own, and crimes against every clause in it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import flask_migrate
from flask import Flask
from flask.testing import FlaskClient

from bench.years import generate
from canteen import create_app
from canteen.config import Config
from tests.security.staff import employ, log_in

CRIMES = Path(__file__).with_name("crimes.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Place:
    """A generated canteen."""

    purchases: int
    book: Path
    file: Path
    app: Flask

    def client(self) -> FlaskClient:
        """A browser in which the accountant is logged in."""
        client = self.app.test_client()
        log_in(client, "bench")
        return client


def empty(book: Path, purchases: int, home: Path) -> Place:
    """An installation without a row, for a workbook of so many purchases."""
    config = Config(
        database_url=f"sqlite:///{home / 'canteen.sqlite3'}", instance=home, testing=True, cheap_hashes=True
    )
    place = Place(purchases, book, home / "canteen.sqlite3", create_app(config))
    with place.app.app_context():
        flask_migrate.upgrade()
    return place


def made(folder: Path, purchases: int) -> Place:
    """A year of so many purchases, brought in by the product itself."""
    book = folder / f"{purchases}.xlsx"
    generate(book, purchases)
    place = empty(book, purchases, folder / str(purchases))
    bring_in(place)
    with closing(sqlite3.connect(place.file)) as connection:
        connection.executescript(CRIMES)
    with place.app.app_context():
        employ("bench", "会计")
    return place


def bring_in(place: Place) -> str:
    """Import the workbook as an operator does, by the command; gives what the command printed about itself."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{place.file}", "INSTANCE_PATH": str(place.file.parent)}
    command = [sys.executable, "-m", "bench.bring_in", str(place.book)]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
