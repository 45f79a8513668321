"""The commands: argument parsing only."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from flask import Flask
from werkzeug.exceptions import Conflict

from canteen import audit, clock
from canteen.backup import back_up
from canteen.check import Report, check
from canteen.command_line import (
    DONE,
    FILE,
    NO,
    CouldNotRun,
    Day,
    Month,
    canteen_of,
    canteen_option,
    command,
    format_option,
    say,
)
from canteen.course.midnight import lapse_overdue
from canteen.exchange.container import Unreadable
from canteen.exchange.history import Answer, NotOne, bring_in
from canteen.exchange.tables import Error
from canteen.exchange.writing import export_history
from canteen.money import yuan
from canteen.months import When
from canteen.people.founding import Founding, found_with_code
from canteen.restore import NotEmpty, NotRestored, restore
from canteen.seeding import KEPT_IN, InUse, seed
from canteen.step import unjudged
from canteen.verify import verify


def init(app: Flask) -> None:
    """Add the commands."""
    for each in (
        check_command,
        import_command,
        export_command,
        verify_command,
        backup_command,
        restore_command,
        create_person,
        seed_command,
    ):
        app.cli.add_command(each)


@command("check")
@click.argument("month", type=Month())
@canteen_option
@click.option("--as-of", type=Day(), help="检查日，默认今天")
@format_option
def check_command(month: date, code: str | None, as_of: date | None, layout: str) -> int:
    """Check a month against every clause."""
    as_of = as_of or clock.today()
    if month > as_of:
        raise CouldNotRun(f"{month:%Y-%m} 在检查日 {as_of} 时还没有开始，请换一个月份或 --as-of")
    lapse_overdue()
    report = check(When(canteen_of(code).id, month, as_of))
    say(report.as_json(), layout, lambda: _in_words(report))
    return NO if report.blocked else DONE


@command("import-history")
@click.argument("file", type=FILE)
@click.option("--canteen", "code", metavar="CODE", help="食堂代码；没有的会建立")
@click.option("--name", help="新食堂的名称")
@click.option("--late", is_flag=True, help="启用日期以后的记录，作为补录")
@format_option
def import_command(file: Path, code: str | None, name: str | None, layout: str, *, late: bool) -> int:
    """Bring in a history workbook: all of it or nothing."""
    try:
        answer = bring_in(file, canteen=code, name=name, late=late, tell=_tell)
    except NotOne as error:
        raise CouldNotRun(str(error)) from error
    except OSError as error:
        raise CouldNotRun(f"{file} 读不了：{error.strerror}") from error
    except Unreadable as error:
        answer = Answer(errors=[Error("", 0, "", str(error))])
    say(answer.as_json(), layout, lambda: _brought_in(answer))
    return NO if answer.errors else DONE


@command("export-history")
@click.argument("file", type=FILE)
@canteen_option
def export_command(file: Path, code: str | None) -> int:
    """Write a canteen's history back as a workbook."""
    canteen = canteen_of(code)
    lapse_overdue()
    try:
        export_history(canteen.id, file)
    except OSError as error:
        raise CouldNotRun(f"{file} 写不了：{error.strerror}") from error
    with unjudged():
        audit.record("导出", f"canteen:{canteen.code}", file=file.name)
    click.echo(f"已写到 {file}")
    return DONE


@command("verify")
@canteen_option
@format_option
def verify_command(code: str | None, layout: str) -> int:
    """Look for tampering."""
    problems = verify(canteen_of(code).id if code else None)
    lines = [f"{problem.what} {problem.at}：{problem.reason}" for problem in problems] or ["没有发现改动"]
    say({"ok": not problems, "problems": list(map(asdict, problems))}, layout, lambda: "\n".join(lines))
    return NO if problems else DONE


@command("backup")
@click.argument("file", type=FILE)
def backup_command(file: Path) -> int:
    """Write a consistent copy of database and files."""
    if file.exists():
        raise CouldNotRun(f"{file} 已经存在：请换一个文件名")
    try:
        manifest = back_up(file)
    except OSError as error:
        raise CouldNotRun(f"{file} 写不了：{error.strerror}") from error
    rows = sum(table["rows"] for table in manifest["tables"])
    click.echo(f"已备份到 {file}：{rows} 行，{len(manifest['files'])} 个文件。密钥文件不在其中，请另外保管")
    return DONE


@command("restore", on_any_database=True)
@click.argument("file", type=FILE)
def restore_command(file: Path) -> int:
    """Restore a backup into an empty installation."""
    try:
        manifest = restore(file)
    except NotEmpty as error:
        raise CouldNotRun(str(error)) from error
    except NotRestored as error:
        click.echo(f"没有恢复：{error}", err=True)
        return NO
    click.echo(f"已恢复 {manifest['made_at']} 的备份")
    return DONE


@command("create-person")
@click.option("--unit", default="本单位", show_default=True, help="单位名称")
@click.option("--canteen", "code", default="01", show_default=True, help="食堂代码")
@click.option("--canteen-name", "canteen", default="食堂", show_default=True, help="食堂名称")
@click.option("--name", "person", default="管理员", show_default=True, help="姓名")
@click.option("--staff-no", default="admin", show_default=True, help="工号")
@click.option("--username", "name", default="admin", show_default=True, help="登录名")
def create_person(**new: str) -> int:
    """Make the first administrator of a new installation; their one-time code is shown this once."""
    try:
        code = found_with_code(Founding(tax_number=None, **new))
    except Conflict as error:
        raise CouldNotRun(f"{error.description}其他人的登录由管理员在“人员”页发放") from error
    click.echo(f"登录名 {code.username}，一次性登录码 {code.code}，24 小时内在登录页设口令")
    return DONE


@command("seed-demo")
def seed_command() -> int:
    """Fill an empty installation with the demonstration canteen."""
    _tell("正在建立演示食堂，要十几秒")
    try:
        log_ins = seed()
    except InUse as error:
        raise CouldNotRun(str(error)) from error
    click.echo(f"演示食堂已建立。岗位、姓名、登录名、口令和签名 PIN（也在 {KEPT_IN} 里）：")
    click.echo("\n".join(map(str, log_ins)))
    return DONE


def _tell(progress: str) -> None:
    click.echo(progress, err=True)


def _brought_in(answer: Answer) -> str:
    counts = {"新存": answer.stored, "补全": answer.completed, "已有": answer.unchanged}
    lines = [
        f"{what} {sheet} {count} 行" for what, sheets in counts.items() for sheet, count in sheets.items() if count
    ]
    lines += [f"未用 {name}" for name in answer.ignored]
    lines += [f"{_where(error)}{error.reason}" for error in answer.errors]
    return "\n".join([*lines, f"没有保存：{len(answer.errors)} 处错误" if answer.errors else "已导入"])


def _where(error: Error) -> str:
    return f"{error.sheet} 第 {error.row} 行 {error.column}：" if error.sheet else ""


def _in_words(report: Report) -> str:
    lines = [
        f"{finding.clause.number}　{finding.clause.force.word}　{finding.document}　"
        f"{'' if finding.amount is None else yuan(finding.amount)}　{finding.message}（{'已答复' if finding.answered else '未了'}）"
        for finding in report.findings
    ]
    return "\n".join([*lines, f"{report.when.month:%Y-%m}，截至 {report.when.as_of}：{len(lines)} 条发现"])
