"""Whether the database can be worked with; if not, what to do, in one line."""

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import DatabaseError, OperationalError

from canteen.db import db, is_embedded

MIGRATE = "请先执行 flask --app app db upgrade"


def trouble() -> str | None:
    """What keeps the product from working with its database."""
    if is_embedded() and not Path(db.engine.url.database or "").is_file():
        return f"没有数据库 {db.engine.url.database}：{MIGRATE}"
    try:
        return _damage() or _of_schema()
    except OperationalError as error:
        return f"数据库打不开：请检查 DATABASE_URL、文件权限和数据库服务（{_first_line(error)}）"
    except DatabaseError as error:
        return _broken(_first_line(error))


def revision() -> str | None:
    """The schema that the database has."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def scripts() -> ScriptDirectory:
    """The migrations that this program knows."""
    return ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())


def _of_schema() -> str | None:
    present, newest = revision(), scripts().get_current_head()
    if present == newest:
        return None
    if present is None:
        return f"数据库还没有建表：{MIGRATE}"
    known = {script.revision for script in scripts().walk_revisions()}
    return f"数据库的结构是旧的：{MIGRATE}" if present in known else "数据库比程序新：请升级程序"


def _damage() -> str | None:
    if not is_embedded():
        return None
    with db.engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    return None if found == "ok" else _broken(str(found).splitlines()[-1])


def _broken(why: str) -> str:
    return f"数据库已损坏：请在新的空库上用 flask --app app restore 恢复备份（{why}）"


def _first_line(error: DatabaseError) -> str:
    return str(error.orig).splitlines()[0]
