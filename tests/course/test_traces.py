"""Whatever is changed of a signed purchase behind the product's back, `verify` says so, and clause 3.5 finds it."""

from datetime import date

import pytest
import time_machine
from flask import Flask
from sqlalchemy import text

from canteen import clock, triggers
from canteen.check import check
from canteen.course import set_aside
from canteen.course.kept import log_weighings
from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.models import Attachment, Cover, Line, Purchase, Receipt, Signature, Weighing
from canteen.models.words import Role
from canteen.months import When
from canteen.stages import Stage
from canteen.step import step, unjudged
from canteen.verify import verify
from tests import world
from tests.course.market import CABBAGE, RICE, Market

OTHER: dict[str, dict[str, object]] = {
    "purchase": {
        "canteen_id": 2,
        "number": "CG-202611-0009",
        "state": "void",
        "voided_at": "2026-11-25 01:00:00",
        "void_reason": "别的理由",
        "purchased_on": "2026-11-24",
        "supplier_id": 2,
        "fund": "接待费",
        "purpose": "接待",
        "case_id": 1,
        "reception_id": 1,
        "accepted_on": "2026-11-26",
        "author_id": 2,
        "origin": "import",
    },
    "line": {
        "purchase_id": 99,
        "line_no": 7,
        "item_id": 3,
        "quantity": 9_999,
        "unit_price": 1,
        "note": "三筐",
        "accepted": 1,
    },
    "weighing": {
        "line_id": 2,
        "round": 2,
        "gross": 1,
        "tare": 1,
        "accepted": 1,
        "reason": "坏了",
        "batch": "B2",
        "best_before": "2027-01-01",
        "certificate": "Z1",
        "by": "yan2",
        "at": "2026-11-25 01:00:00",
    },
    "signature": {
        "purchase_id": 2,
        "role": "出售人",
        "signer": "别人",
        "name": "别人",
        "posts": "会计",
        "signed_at": "2026-11-25 00:00:00",
        "signed_on": "2026-11-24",
        "digest": "0" * 64,
        "strokes": "[]",
        "content": "{}",
        "via": "扫码签名",
        "phone": "110",
        "made_by": "cai2",
        "set_aside_at": "2026-11-25 01:00:00",
        "set_aside_why": "别的理由",
        "origin": "import",
    },
    "receipt": {
        "number": "PJ-202611-0009",
        "kind": "白条",
        "invoice_code": "1",
        "invoice_no": "2",
        "issued_on": "2026-11-24",
        "buyer": "别人",
        "seller": "别人",
        "amount": 1,
        "has_list": True,
        "listed": "[]",
        "void_reason": "别的理由",
        "state": "void",
    },
    "cover": {"purchase_id": 2, "receipt_id": 2},
}
"""By table: a column and what somebody makes of it."""
UNSIGNED = {
    "id": "the row's key",
    "import_id": "none of what was made here; of what was brought in, the file's count and digest miss it",
    "version": "counts changes",
    "draft_key": "the form's, to store it once",
    "ordered_amount": "reckoned by the database",
    "amount": "reckoned by the database, of a line",
    "user_id": "the log-in behind the signer, whom the log names",
    "next_key": "reckoned from the invoice's number",
    "invoice_key": "reckoned by the database",
    "endorsement_id": "which list signed for it, and the lists are held against what they say",
}
"""Columns that say nothing that anybody signed, or are reckoned from those that do, each with why."""


@pytest.fixture
def signed(market: Market, morning: time_machine.Traveller) -> Purchase:
    """A purchase that everybody has signed, over a receipt and a weighing; and another one beside it."""
    purchase = market.bought((RICE, 10_000, 560), upto=Role.BUYER, author_id=1)
    with step(Stage.SIGN, purchase):
        weighed = Weighing(line_id=purchase.lines[0].id, round=1, gross=10_500, tare=500, accepted=10_000, batch="B1")
        weighed.by, weighed.at, purchase.lines[0].accepted = "yan1", clock.now(), 10_000
        db.session.add(weighed)
        log_weighings(purchase, [weighed])
    for who in ("yan1", "yan2"):
        market.sign(purchase, Role.RECEIVER, who)
    market.covered(purchase)
    market.sign(purchase, Role.APPROVER, "shen")
    morning.shift(60)
    market.covered(market.bought((CABBAGE, 5_000, 160), upto=Role.RECEIVER))
    assert verify() == []
    return purchase


def tamper(table: str, column: str, value: object) -> None:
    """Change the first row of a table, as somebody would who owns the database."""
    connection = db.session.connection()
    if table in triggers.APPEND_ONLY:
        triggers.remove(connection, table)
    if not connection.dialect.name.startswith("sqlite"):
        connection.execute(text("SET session_replication_role = replica"))
    else:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    connection.execute(text(f'UPDATE "{table}" SET "{column}" = :value WHERE id = 1'), {"value": value})
    if table in triggers.APPEND_ONLY:
        triggers.install(connection, table)
    db.session.expire_all()


def test_every_column_that_anybody_signed_is_tried() -> None:
    for model in (Purchase, Line, Weighing, Signature, Receipt, Cover):
        columns = set(model.__table__.columns.keys())
        assert columns - UNSIGNED.keys() - OTHER[model.__tablename__].keys() <= {
            "canteen_id",
            "author_id",
            "origin",
            "state",
            "voided_at",
        }


def test_every_change_is_found(signed: Purchase) -> None:
    unseen = []
    for table, columns in OTHER.items():
        for column, value in columns.items():
            tamper(table, column, value)
            unseen += [] if verify() else [f"{table}.{column}"]
            db.session.rollback()
    assert unseen == [], unseen


def test_another_reason_is_found_of_what_fell_and_what_is_void(market: Market) -> None:
    changed, refused = market.bought(upto=Role.BUYER), market.bought(upto=Role.BUYER)
    with step(Stage.SIGN, changed):
        set_aside(changed.signed(Role.BUYER)[:1], "改了单价\n和数量")
    market.weigh(refused, 0)
    for who in ("yan1", "yan2"):
        market.sign(refused, Role.RECEIVER, who)
    assert (refused.void_reason, verify()) == ("整批拒收", [])
    for statement in (
        "UPDATE signature SET set_aside_why = '别的理由' WHERE set_aside_why IS NOT NULL",
        "UPDATE purchase SET void_reason = '别的理由' WHERE void_reason IS NOT NULL",
    ):
        db.session.execute(text(statement))
        db.session.expire_all()
        assert verify() != [], statement
        db.session.rollback()


def test_another_name_under_a_signature_on_paper_is_missed_in_the_files(app: Flask) -> None:
    answer = bring_in(world.lawful(), canteen="01", name="机关食堂")
    assert (answer.errors, verify()) == ([], [])
    for column, value in {
        "signer": "9999",
        "role": "出售人",
        "made_by": "9999",
        "signed_at": "2020-01-01 00:00:00",
    }.items():
        db.session.execute(text(f"UPDATE signature SET {column} = :value WHERE id = 1"), {"value": value})
        assert [(each.what, each.at) for each in verify()] == [("import", answer.import_id)], column
        db.session.rollback()


def test_a_signature_that_no_file_brought_is_missed_in_the_files(signed: Purchase) -> None:
    forged = Signature(purchase_id=signed.id, role="审批人", signer="shen", origin="late")
    forged.signed_at, forged.signed_on = clock.now(), clock.today()
    with unjudged():
        db.session.add(forged)
    assert [(each.what, each.reason) for each in verify()] == [("import", "纸质签名现有 1 个，文件带来的是 0 个")]


def test_the_month_finds_what_was_changed(signed: Purchase, market: Market) -> None:
    when = When(market.canteen, date(2026, 11, 1), clock.today())
    assert check(when, "3.5").findings == []
    tamper("line", "unit_price", 559)
    assert [finding.document for finding in check(when, "3.5").findings] == ["CG-202611-0001"]
    db.session.rollback()


def test_a_photo_that_is_gone_is_missed(app: Flask, signed: Purchase) -> None:
    with step(Stage.SIGN, signed):
        db.session.add(
            Attachment(
                canteen_id=signed.canteen_id,
                thing=f"purchase:{signed.id}",
                role="小票照片",
                name="a.jpg",
                media="image/jpeg",
                sha256="0" * 64,
                added_by="cai1",
                added_at=clock.now(),
            )
        )
    assert [(each.what, each.at) for each in verify()] == [("file", "0" * 64)]
