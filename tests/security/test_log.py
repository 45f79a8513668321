"""Whatever is done to the log behind the program's back, verify finds it and says where."""

import json
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from canteen import audit, clock, triggers
from canteen.audit import START, Problem
from canteen.db import db, is_embedded
from canteen.keys import seal
from canteen.models import LogEntry, LogHead
from canteen.step import unjudged
from tests.security.staff import employ

ENTRIES = 10


@pytest.fixture
def log(app: Flask) -> Flask:
    """An installation with ten entries in its log."""
    for number in range(1, ENTRIES + 1):
        with unjudged():
            audit.record("试写", f"第 {number} 条", amount=number * 100, when=clock.now(), nothing=None)
    assert audit.problems() == []
    return app


def execute(*statements: str) -> None:
    """Run SQL as the database's administrator could."""
    db.session.rollback()
    with db.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def behind_its_back(*statements: str) -> None:
    """Change the database as its administrator could, who puts the triggers back as they were."""
    db.session.rollback()
    with db.engine.begin() as connection:
        triggers.remove(connection, *triggers.APPEND_ONLY)
        for statement in statements:
            connection.exec_driver_sql(statement)
        triggers.install(connection, *triggers.APPEND_ONLY)


def places() -> list[tuple[str, int | str]]:
    db.session.rollback()
    return [(problem.what, problem.at) for problem in audit.problems()]


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    "change",
    [
        "actor = '别人'",
        "action = '别的'",
        "object = '第 40 条'",
        "detail = '{\"amount\": 401}'",
        "at = '2020-01-01 00:00:00'",
        f"previous = '{'a' * 64}'",
        f"hash = '{'a' * 64}'",
        f"mac = '{'a' * 64}'",
    ],
)
def test_an_edit_is_found(change: str) -> None:
    behind_its_back(f"UPDATE log_entry SET {change} WHERE id = 4")
    assert places()[0] == ("log", 4)


@pytest.mark.usefixtures("log")
def test_a_deletion_is_found() -> None:
    behind_its_back("DELETE FROM log_entry WHERE id = 4")
    assert audit.problems() == [Problem("log", 4, "第 4 条到第 4 条记录被删除")]


@pytest.mark.usefixtures("log")
def test_closing_the_gap_is_found() -> None:
    behind_its_back("DELETE FROM log_entry WHERE id = 4", "UPDATE log_entry SET id = 4 WHERE id = 5")
    assert places()[0] == ("log", 4)


@pytest.mark.usefixtures("log")
def test_a_cut_tail_is_found() -> None:
    behind_its_back("DELETE FROM log_entry WHERE id > 7")
    assert audit.problems() == [Problem("log", 8, "第 8 条起的 3 条记录被删除")]


@pytest.mark.usefixtures("log")
def test_a_cut_tail_with_its_mark_set_back_is_found() -> None:
    behind_its_back(
        "DELETE FROM log_entry WHERE id > 7",
        "UPDATE log_head SET last_id = 7, hash = (SELECT hash FROM log_entry WHERE id = 7), "
        "mac = (SELECT mac FROM log_entry WHERE id = 7)",
    )
    assert places() == [("log", 7)]


@pytest.mark.usefixtures("log")
def test_a_missing_mark_is_found() -> None:
    behind_its_back("DELETE FROM log_head")
    assert places() == [("log", ENTRIES)]


@pytest.mark.usefixtures("log")
def test_an_emptied_log_is_found() -> None:
    employ("kuaiji", "会计")
    behind_its_back("DELETE FROM log_entry", "DELETE FROM log_head")
    assert places() == [("log", 0)]


def resealed(things: dict[int, str]) -> list[str]:
    """The statements that change things and make every hash and seal fit again, with the key at hand."""
    statements, previous = list[str](), START
    for row in db.session.execute(select(*audit.ENTRY).order_by(LogEntry.id)).all():
        entry = SimpleNamespace(**{**row._asdict(), "thing": things.get(row.id, row.thing), "previous": previous})
        previous = audit._hash(entry)
        mac = seal(audit.PURPOSE, previous)
        statements.append(
            f"UPDATE log_entry SET object = '{entry.thing}', previous = '{entry.previous}', hash = '{previous}', "
            f"mac = '{mac}' WHERE id = {entry.id}"
        )
    mac = seal(audit.PURPOSE, audit._place(len(statements), previous))
    return [*statements, f"UPDATE log_head SET hash = '{previous}', mac = '{mac}'"]


@pytest.mark.usefixtures("log")
def test_an_appended_entry_is_found() -> None:
    last = db.session.get_one(LogEntry, ENTRIES)
    forged = SimpleNamespace(
        id=ENTRIES + 1, at=last.at, actor="kuaiji", action="试写", thing="", detail={}, previous=last.hash
    )
    execute(
        "INSERT INTO log_entry (id, at, actor, action, object, detail, previous, hash, mac) "
        f"SELECT id + 1, at, 'kuaiji', '试写', '', '{{}}', hash, '{audit._hash(forged)}', mac "
        f"FROM log_entry WHERE id = {ENTRIES}"
    )
    assert audit.problems() == [
        Problem("log", ENTRIES + 1, "不是本程序写入的记录：印记与密钥不符"),
        Problem("log", ENTRIES + 1, "末尾标记之后还有记录"),
    ]


def test_a_chain_recomputed_without_the_key_is_found(log: Flask) -> None:
    log.config["SECRET_KEY"], key = b"x" * 32, log.config["SECRET_KEY"]
    forged = resealed({4: "第 40 条"})
    log.config["SECRET_KEY"] = key
    behind_its_back(*forged)
    assert places()[0] == ("log", 1)


@pytest.mark.usefixtures("log")
def test_only_the_key_stands_against_a_recomputed_chain() -> None:
    behind_its_back(*resealed({4: "第 40 条"}))
    assert places() == []


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_a_dropped_trigger_is_found(table: str) -> None:
    kind, on = ("delete", "") if is_embedded() else ("change", f" ON {table}")
    execute(f"DROP TRIGGER {table}__{kind}{on}")
    assert places() == [("trigger", f"{table}__{kind}")]


@pytest.mark.usefixtures("log")
def test_a_changed_trigger_is_found() -> None:
    if is_embedded():
        execute(
            "DROP TRIGGER snapshot__delete",
            "CREATE TRIGGER snapshot__delete BEFORE DELETE ON snapshot WHEN 0 BEGIN SELECT 1; END",
        )
    else:
        execute("ALTER TABLE snapshot DISABLE TRIGGER snapshot__change")
    assert places() == [("trigger", f"snapshot__{'delete' if is_embedded() else 'change'}")]


@pytest.mark.usefixtures("log")
def test_a_strange_trigger_is_found() -> None:
    body = "BEGIN SELECT 1; END" if is_embedded() else "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    execute(f"CREATE TRIGGER strange AFTER INSERT ON payment {body}")
    assert places() == [("trigger", "strange")]


def test_a_function_emptied_is_found(log: Flask) -> None:
    if is_embedded():
        pytest.skip("the embedded engine has no functions")
    execute("CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'")
    assert len(places()) == 2 * len(triggers.APPEND_ONLY)
    assert log.testing


ON_BOTH = (
    "UPDATE log_entry SET actor = 'x'",
    "DELETE FROM log_entry WHERE id = 10",
    "INSERT INTO log_entry SELECT * FROM log_entry WHERE id = 4 ON CONFLICT (id) DO UPDATE SET actor = 'x'",
)
ON_ONE = {
    "sqlite": ("REPLACE INTO log_entry SELECT * FROM log_entry WHERE id = 4",),
    "postgresql": ("TRUNCATE log_entry", "TRUNCATE log_entry, snapshot CASCADE"),
}


@pytest.mark.usefixtures("log")
def test_the_database_itself_refuses_to_change_the_log(engine_name: str) -> None:
    for statement in (*ON_BOTH, *ON_ONE[engine_name]):
        with pytest.raises(DatabaseError, match=triggers.REFUSAL):
            execute(statement)
    assert audit.problems() == []


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize("unique", ["id", "hash", "previous"])
def test_a_row_is_not_replaced_where_its_deletion_fires_no_trigger_either(unique: str) -> None:
    if not is_embedded():
        pytest.skip("the other engine has no REPLACE")
    fresh = {"id": "id + 100", "hash": "'h' || id", "previous": "'p' || id"}
    values = ", ".join(unique if name == unique else value for name, value in fresh.items())
    replace = (
        f"REPLACE INTO log_entry ({', '.join(fresh)}, at, actor, action, object, detail, mac) "
        f"SELECT {values}, at, actor, action, object, detail, mac FROM log_entry WHERE id = 4"
    )
    with db.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")  # the pragma is obeyed only outside of a transaction
        connection.exec_driver_sql("PRAGMA recursive_triggers=OFF")
        with pytest.raises(DatabaseError, match=triggers.REFUSAL):
            connection.exec_driver_sql(replace)


def test_twenty_writers_make_one_chain(log: Flask) -> None:
    def write(number: int) -> None:
        with log.app_context(), unjudged():
            audit.record("试写", str(number))

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(100)))
    db.session.rollback()
    assert audit.problems() == []
    assert db.session.scalars(select(LogHead.last_id)).one() == ENTRIES + 100


def test_first_writers_make_one_chain(app: Flask) -> None:
    def write(number: int) -> None:
        with app.app_context(), unjudged():
            audit.record("试写", str(number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert audit.problems() == []


@pytest.mark.usefixtures("app")
def test_what_a_terminal_would_obey_is_written_out() -> None:
    with unjudged():
        audit.record("试写", "甲\n2026 乙\x1b[31m\0\ud800", note="\r\n\u2028")
    entry = db.session.scalars(select(LogEntry)).one()
    assert entry.thing == r"甲\u000a2026 乙\u001b[31m\u0000\ud800"
    assert json.dumps(entry.detail) == json.dumps({"note": r"\u000d\u000a\u2028"})
    assert audit.problems() == []
