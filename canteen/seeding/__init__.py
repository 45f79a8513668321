"""Fills an empty installation with the demonstration canteen: its history, log-ins with random passwords and PINs, a day at work."""

import os
from pathlib import Path

from flask import current_app
from sqlalchemy import select, text

from canteen import audit, clock, demo
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Canteen, Person, Unit, User
from canteen.models.words import Post
from canteen.people.accounts import posts_of
from canteen.security import passwords
from canteen.seeding.day import live
from canteen.seeding.hand import Hand, LogIn, new_pin
from canteen.step import unjudged

KEPT_IN = "demo-logins.txt"


class InUse(Exception):
    """There is something already; a demonstration would mix with it."""


def seed() -> list[LogIn]:
    """Seed, and give the log-ins; they are kept in a file that only its owner reads. Raises InUse."""
    if any(db.session.scalar(select(model.id).limit(1)) is not None for model in (Canteen, User, Unit)):
        raise InUse("数据库里已有数据：演示只能放进新的空库，请用 DATABASE_URL 指向另一个库")
    bring_in(demo.sheets(clock.today()), canteen=demo.CODE, name=demo.NAME, file_name="演示数据")
    with unjudged():
        db.session.add(Unit(title=demo.catalogue.UNIT, demonstration=True))
        log_ins = [_log_in(username, staff_no) for username, staff_no in demo.LOGINS.items()]
        audit.record("演示", demo.NAME)
        db.session.execute(text("ANALYZE"))  # PostgreSQL plans badly while it believes that its tables are small
    _keep(log_ins)
    live([Hand(log_in) for log_in in log_ins], clock.today())
    return log_ins


def _log_in(username: str, staff_no: str) -> LogIn:
    password = passwords.new_code()
    person = db.session.scalars(select(Person).where(Person.staff_no == staff_no)).one()
    user = User(username=username, name=person.name, created_at=clock.now(), password_hash=passwords.hash_of(password))
    user.people.append(person)
    db.session.add(user)
    held = posts_of([person])
    return LogIn(username, password, new_pin(), person.name, "、".join(post for post in Post if post in held))


def _keep(log_ins: list[LogIn]) -> None:
    path = Path(current_app.config["CONFIG"].instance) / KEPT_IN
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join([*map(str, log_ins), ""]))
