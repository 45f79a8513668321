"""The demonstration has a living day, on whatever day and at whatever hour it is made, and its months' check stays what is told of it."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import time_machine
from flask import Flask
from sqlalchemy import select

from canteen import clock
from canteen.check import check
from canteen.course import Standing, standing_of
from canteen.course.copies import ALIKE
from canteen.course.devices import SHARED
from canteen.db import db, is_embedded
from canteen.models import Canteen, LogEntry, Purchase, Unit
from canteen.models.words import Origin, Post
from canteen.months import When, first_day
from canteen.seeding import KEPT_IN
from tests.rules.conftest import told
from tests.rules.test_demo import FOUND
from tests.security.staff import log_in

NEW_YEAR, LEAP_DAY = "2026-01-01T00:02:00+08:00", "2028-02-29T23:50:00+08:00"
"""When it is made on each engine."""
STANDINGS = {
    Standing.DRAFT: 1,
    Standing.ORDERING: 1,
    Standing.ORDERED: 2,
    Standing.ARRIVING: 1,
    Standing.ARRIVED: 1,
    Standing.PAPERS: 1,
    Standing.APPROVED: 5,
}
AT_WORK = {
    "caigou": ("草稿，还没签名", "等我签名", "付了多少现金，还没登记", "还没有票据"),
    "yanshou": ("等过秤验收",),
    "yanshou2": ("等我签名，第二位验收人", "等过秤验收"),
    "shenpi": ("等我审批", "补票核签"),
    "chuna": ("确认现金付款", "应退", "付款："),
    "kuaiji": ("审批退回：票据",),
}
"""What waits for whom."""


def test_the_demonstration_is_made_once_with_people_at_work(app: Flask) -> None:
    with time_machine.travel(NEW_YEAR if is_embedded() else LEAP_DAY, tick=False):
        made = app.test_cli_runner().invoke(args=["seed-demo"])
        assert made.exit_code == 0, made.output
        _looks_right(app, made.stdout)
        again = app.test_cli_runner().invoke(args=["seed-demo"])
        assert (again.exit_code, "新的空库" in again.stderr) == (2, True)


def _looks_right(app: Flask, said: str) -> None:
    db.session.rollback()
    kept = Path(app.config["CONFIG"].instance) / KEPT_IN
    assert kept.stat().st_mode & 0o077 == 0
    log_ins = {line.split("\t")[2]: line.split("\t") for line in kept.read_text(encoding="utf-8").splitlines()}
    assert {post for posts, *_ in log_ins.values() for post in posts.split("、")} == set(Post)
    assert len({password for _, _, _, password, _ in log_ins.values()}) == len(log_ins)
    assert all(line[3] in said and line[4] in said for line in log_ins.values())
    assert db.session.scalars(select(Unit.demonstration)).one()
    _is_at_work(app, log_ins)
    _is_truthful(app)


def _is_at_work(app: Flask, log_ins: dict[str, list[str]]) -> None:
    bought = db.session.scalars(select(Purchase).where(Purchase.origin == Origin.PRODUCT)).all()
    assert Counter(map(standing_of, bought)) == STANDINGS
    assert {first_day(purchase.purchased_on) for purchase in bought} == {first_day(clock.today())}
    for who, waiting in AT_WORK.items():
        client = app.test_client()
        assert log_in(client, who, log_ins[who][3]).status_code == 303
        today = client.get("/today/").text
        assert [words for words in waiting if words not in today] == [], who


def _is_truthful(app: Flask) -> None:
    """Nothing was stored past the law, nor looks forged; what the month says of the day is what is still on its way, short or to be mended."""
    assert app.test_cli_runner().invoke(args=["verify"]).exit_code == 0
    assert not db.session.scalars(select(LogEntry.id).where(LogEntry.action.in_((ALIKE, SHARED)))).all()
    today, canteen = clock.today(), db.session.scalars(select(Canteen.id)).one()
    last_month = first_day(first_day(today) - timedelta(days=1))
    assert [(clause, state) for clause, _, _, state in told(check(When(canteen, last_month, today)))] == FOUND
    found = check(When(canteen, first_day(today), today)).findings
    assert {each.clause.number for each in found if each.page[0] != "month"} == {"1.2", "3.4", "3.10", "6.2", "B.1"}
