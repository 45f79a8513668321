"""The commands: what they print, how they fail, and with which exit status."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from canteen import attachments, audit, clock, health
from canteen.db import db, is_embedded
from canteen.models import Canteen, ImportFile, LogEntry, Unit, User
from canteen.step import unjudged
from tests.security.staff import employ
from tests.security.test_log import behind_its_back, execute


def run(app: Flask, *arguments: str) -> Result:
    """Run a command as the shell does."""
    db.session.rollback()
    return app.test_cli_runner().invoke(args=arguments)


def said(result: Result) -> str:
    """The one line on standard error of a command that could not run."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def found(*codes: str) -> None:
    with unjudged():
        db.session.add_all(Canteen(code=code, name=f"食堂 {code}") for code in codes)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check"], "MONTH"),
        (["check", "2026-13"], "2026-13 不对"),
        (["check", "2026-1"], "应写成 2026-10"),
        (["check", "2026-01", "--as-of", "31.1."], "应写成 2026-10-31"),
        (["check", "2026-02", "--as-of", "2026-01-31"], "还没有开始"),
        (["check", "2026-01", "--format", "xml"], "xml"),
        (["check", "2026-01", "--what"], "--what"),
        (["check", "2026-01"], "还没有食堂"),
        (["check", "2026-01", "--canteen", "09"], "没有代码为 09 的食堂"),
        (["verify", "--canteen", "09"], "没有代码为 09 的食堂"),
        (["export-history", "x.xlsx"], "还没有食堂"),
        (["import-history", "nowhere.xlsx"], "读不了"),
        (["backup", "/nowhere/x.zip"], "写不了"),
    ],
)
def test_what_cannot_run_says_why_in_one_line(app: Flask, arguments: list[str], says: str) -> None:
    assert says in said(run(app, *arguments))


def test_where_there_are_several_canteens_one_must_be_named(app: Flask) -> None:
    found("01", "02")
    assert "01、02" in said(run(app, "check", "2026-01"))
    assert run(app, "check", "2026-01", "--canteen", "02").exit_code in {0, 1}


NEEDS_DATABASE = [
    ["check", "2026-01"],
    ["import-history", "x.xlsx"],
    ["export-history", "x.xlsx"],
    ["verify"],
    ["backup", "x.zip"],
    ["create-person"],
    ["seed-demo"],
]


@pytest.mark.parametrize("arguments", NEEDS_DATABASE, ids=lambda arguments: str(arguments[0]))
def test_without_a_table_it_says_how_to_make_them(second: Flask, arguments: list[str]) -> None:
    with second.app_context():
        assert "flask --app app db upgrade" in said(run(second, *arguments))


def test_a_file_that_is_not_there_is_not_made(second: Flask) -> None:
    if not is_embedded():
        pytest.skip("a server has no file")
    with second.app_context():
        said(run(second, "check", "2026-01"))
        assert not Path(db.engine.url.database or "").exists()


def test_a_damaged_database_is_named_as_such(app: Flask) -> None:
    if not is_embedded():
        pytest.skip("a server looks after its own files")
    db.session.remove()
    db.engine.dispose()
    path = Path(db.engine.url.database or "")
    path.write_bytes(path.read_bytes()[:20000])
    assert "已损坏" in said(run(app, "check", "2026-01"))
    path.write_bytes(b"no database at all" * 100)
    assert "已损坏" in said(run(app, "verify"))


def test_an_older_and_a_newer_schema_are_told_apart(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    execute("UPDATE alembic_version SET version_num = '9999'")
    assert "升级程序" in said(run(app, "check", "2026-01"))
    monkeypatch.setattr(health, "revision", lambda: None)
    assert "还没有建表" in said(run(app, "check", "2026-01"))


def test_check_prints_the_contracts_json_and_nothing_else(app: Flask) -> None:
    found("01")
    result = run(app, "check", "2026-01", "--as-of", "2026-02-03", "--format", "json")
    report: dict[str, Any] = json.loads(result.stdout)
    assert list(report) == ["canteen", "month", "as_of", "clauses", "findings"]
    assert (report["canteen"], report["month"], report["as_of"]) == ("01", "2026-01", "2026-02-03")
    assert report["clauses"][0].keys() == {"clause", "subjects", "findings"}
    assert report["findings"][0].keys() == {"clause", "document", "force", "state", "amount", "message"}
    blocked = any(each["force"] == "block" and each["state"] == "open" for each in report["findings"])
    assert result.exit_code == (1 if blocked else 0)


def test_check_writes_nothing(app: Flask) -> None:
    found("01")
    before = db.session.scalars(select(LogEntry.id)).all()
    run(app, "check", "2026-01")
    assert db.session.scalars(select(LogEntry.id)).all() == before


def test_a_file_that_is_no_workbook_is_an_answer(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    result = run(app, "import-history", str(tmp_path / "x.xlsx"), "--format", "json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert answer["stored"] == {}
    assert answer["errors"][0]["reason"]


def test_verify_names_what_was_tampered_with(app: Flask) -> None:
    found("01")
    digest = attachments.keep(b"a workbook")
    facts = {"canteen_id": 1, "late": False, "brought_by": "", "brought_at": clock.now(), "counts": {}}
    with unjudged():
        audit.record("试写")
        db.session.add_all(ImportFile(sha256=name, name=name[:4], **facts) for name in (digest, "0" * 64))
    (Path(app.config["CONFIG"].instance) / "files" / digest[:2] / digest).write_bytes(b"another")
    behind_its_back("UPDATE log_entry SET actor = 'x'")
    result = run(app, "verify", "--format", "json")
    assert result.exit_code == 1
    problems = [(problem["what"], problem["at"]) for problem in json.loads(result.stdout)["problems"]]
    assert problems[0] == ("log", 1)
    assert set(problems[1:]) == {("file", digest), ("file", "0" * 64)}


def test_verify_of_what_nobody_touched(app: Flask) -> None:
    employ("kuaiji", "会计")
    with unjudged():
        audit.record("试写")
    result = run(app, "verify", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"ok": True, "problems": []})


def test_backup_never_overwrites(app: Flask, tmp_path: Path) -> None:
    assert run(app, "backup", str(tmp_path / "a.zip")).exit_code == 0
    assert "已经存在" in said(run(app, "backup", str(tmp_path / "a.zip")))


def test_restore_tells_the_unreadable_from_the_impossible(app: Flask, second: Flask, tmp_path: Path) -> None:
    run(app, "create-person", "--username", "guanli")
    run(app, "backup", str(tmp_path / "a.zip"))
    assert "新的空库" in said(run(app, "restore", str(tmp_path / "a.zip")))
    (tmp_path / "b.zip").write_bytes(b"no backup")
    with second.app_context():
        assert run(second, "restore", str(tmp_path / "b.zip")).exit_code == 1
        assert run(second, "restore", str(tmp_path / "a.zip")).exit_code == 0
        assert db.session.scalars(select(User.username)).all() == ["guanli"]


def test_the_first_administrator_gets_a_code_and_there_is_no_second(app: Flask) -> None:
    result = run(app, "create-person", "--username", "guanli", "--unit", "某局")
    assert result.exit_code == 0
    assert "guanli" in result.stdout
    user = db.session.scalars(select(User)).one()
    assert user.password_hash is None
    assert user.code_hash
    assert db.session.scalars(select(Unit.title)).all() == ["某局"]
    assert "人员" in said(run(app, "create-person"))
