"""Installations to measure: a generated year brought into a database of its own, with a few crimes in every month."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import flask_migrate
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from bench.years import generate
from canteen import create_app
from canteen.config import Config
from canteen.db import db
from tests.security.staff import employ, log_in

CRIMES = (
    "UPDATE payment SET method = '现金' WHERE id % 97 = 0",
    "DELETE FROM signature WHERE id % 1009 = 0",
    "UPDATE line SET unit_price = unit_price * 2 WHERE id % 499 = 0",
    "UPDATE receipt SET buyer = NULL WHERE id % 211 = 0",
)


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
    with place.app.app_context():
        for crime in CRIMES:
            db.session.execute(text(crime))
        db.session.commit()
        employ("bench", "会计")
    return place


def bring_in(place: Place) -> str:
    """Import the workbook as an operator does, by the command; gives what the command printed about itself."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{place.file}", "INSTANCE_PATH": str(place.file.parent)}
    command = [sys.executable, "-m", "bench.bring_in", str(place.book)]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
