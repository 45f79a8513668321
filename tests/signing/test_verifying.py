"""Whatever is changed of an endorsement behind the product's back, `verify` says so."""

import json

import pytest
from flask import Flask
from sqlalchemy import text

from canteen import triggers
from canteen.db import db
from canteen.verify import verify
from tests.security.staff import employ
from tests.signing.acting import acting, sent, signed
from tests.signing.pens import enrol, strokes

ALTERED, UNLIKE_LOG = "所签的内容被改动", "签署与日志不符：签署人、时间、笔迹或摘要被改动"


@pytest.fixture
def made(app: Flask) -> int:
    """An endorsement, in a database whose triggers somebody took away and put back."""
    user_id = employ("kuaiji", "会计")
    enrol(user_id)
    with acting(app, user_id):
        key = signed(sent()).id
    assert verify() == []
    return key


def tamper(statement: str, **values: object) -> None:
    """Run SQL as somebody would who owns the database."""
    triggers.remove(db.session.connection(), "endorsement")
    db.session.execute(text(statement), values)
    triggers.install(db.session.connection(), "endorsement")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("content", json.dumps({"单号": "SR-202610-0001", "金额": 999_00, "事由": "填错"}), ALTERED),
        ("thing", "income:13", ALTERED),
        ("act", "late", ALTERED),
        ("digest", "0" * 64, ALTERED),
        ("signer", "chuna", UNLIKE_LOG),
        ("name", "别人", UNLIKE_LOG),
        ("posts", "审批", UNLIKE_LOG),
        ("strokes", strokes(), UNLIKE_LOG),
        ("signed_at", "2020-01-01 00:00:00", UNLIKE_LOG),
    ],
)
def test_every_change_is_found(made: int, column: str, value: str, reason: str) -> None:
    tamper(f"UPDATE endorsement SET {column} = :value", value=value)
    assert [(each.at, each.reason) for each in verify() if each.at == made] == [(made, reason)]


def test_one_that_is_gone_is_missed(made: int) -> None:
    tamper("DELETE FROM endorsement")
    assert [each.reason for each in verify()] == ["日志里的签署不见了"]
