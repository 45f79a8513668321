"""What all commands share: how they fail, how they read months and days, how they find canteen and database."""

import json
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from canteen import health
from canteen.db import db
from canteen.models import Canteen
from canteen.months import parse_month

DONE, NO, COULD_NOT = 0, 1, 2
FILE = click.Path(dir_okay=False, path_type=Path)
Function = Callable[..., int]


class CouldNotRun(click.ClickException):
    """Said in one line on standard error."""

    exit_code = COULD_NOT

    def show(self, file: Any = None) -> None:
        """Say it."""
        click.echo(" ".join(self.format_message().split()), file=file or sys.stderr)


class Command(click.Command):
    """A command whose bad arguments are said in one line too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise CouldNotRun(f"参数不对：{error.format_message()}（用法见 {ctx.command_path} --help）") from error


class Month(click.ParamType[date]):
    """A month as YYYY-MM."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it."""
        try:
            return parse_month(value)
        except ValueError:
            self.fail(f"月份 {value} 不对，应写成 2026-10 这样", param, ctx)


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read it."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"日期 {value} 不对，应写成 2026-10-31 这样", param, ctx)


canteen_option = click.option("--canteen", "code", metavar="CODE", help="食堂代码；只有一个食堂时可以不写")
format_option = click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text")


def command(name: str, *, on_any_database: bool = False) -> Callable[[Function], click.Command]:
    """A command that needs a sound database of the newest schema, and gives its exit status."""

    def make(function: Function) -> click.Command:
        @wraps(function)
        def guarded(*args: Any, **options: Any) -> None:
            if not on_any_database and (trouble := health.trouble()):
                raise CouldNotRun(trouble)
            try:
                status = function(*args, **options)
            except DatabaseError as error:
                raise CouldNotRun(f"数据库出错，没有保存：{error.orig}") from error
            click.get_current_context().exit(status)

        return click.command(name, cls=Command)(with_appcontext(guarded))

    return make


def canteen_of(code: str | None) -> Canteen:
    """The canteen of the code, or the only one."""
    canteens = {canteen.code: canteen for canteen in db.session.scalars(select(Canteen).order_by(Canteen.code))}
    known = "、".join(canteens) or "还没有食堂"
    if code is None and len(canteens) > 1:
        raise CouldNotRun(f"有几个食堂（{known}）：请用 --canteen 指明一个")
    if (code is not None and code not in canteens) or not canteens:
        raise CouldNotRun(f"没有代码为 {code} 的食堂（已有：{known}）" if code else "还没有食堂：请先导入历史数据")
    return canteens[code] if code else next(iter(canteens.values()))


def say(answer: dict[str, Any], layout: str, text: Callable[[], str]) -> None:
    """Print the answer as JSON, or what it says in words."""
    click.echo(json.dumps(answer, ensure_ascii=False) if layout == "json" else text())
