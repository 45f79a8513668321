"""The database: naming, pragmas, transactions and locks; the only file that names a dialect."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Connection, Date, DateTime, Dialect, Engine, Integer, MetaData, Text, event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=15000",
    "trusted_schema=OFF",
    "recursive_triggers=ON",
    "cache_size=-65536",
)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, to the second: SQLite forgets the zone, and PostgreSQL tells it in its server's own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Any) -> datetime | None:
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


Id = BigInteger().with_variant(Integer, "sqlite")
Fen = Annotated[int, mapped_column(BigInteger)]
"""Money in fen."""
Milli = Annotated[int, mapped_column(BigInteger)]
"""A quantity or a reading in thousandths of its unit."""
Tenk = Annotated[int, mapped_column(BigInteger)]
"""A unit price of utilities in ten-thousandths of a yuan."""


class Base(DeclarativeBase):
    """Every model's base: constraint names and column types."""

    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: Instant()})


db = SQLAlchemy(model_class=Base)
migrate = Migrate()
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class days_after(FunctionElement[date]):  # noqa: N801 - it reads as the SQL function that it is
    """The date a number of days after a date; the engines add days differently."""

    type = Date()
    inherit_cache = True
    name = "days_after"


@compiles(days_after, "sqlite")
def _days_sqlite(element: days_after, compiler: SQLCompiler, **options: Any) -> str:
    day, number = (compiler.process(clause, **options) for clause in element.clauses)
    return f"date({day}, ({number}) || ' days')"


@compiles(days_after, "postgresql")
def _days_postgresql(element: days_after, compiler: SQLCompiler, **options: Any) -> str:
    day, number = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(CAST({day} AS DATE) + CAST({number} AS INTEGER))"


class by_code_point(FunctionElement[str]):  # noqa: N801 - as above
    """A text compared by code point, whatever the database's own collation."""

    type = Text()
    inherit_cache = True
    name = "by_code_point"


@compiles(by_code_point, "sqlite")
def _binary_sqlite(element: by_code_point, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(by_code_point, "postgresql")
def _binary_postgresql(element: by_code_point, compiler: SQLCompiler, **options: Any) -> str:
    return f'({compiler.process(element.clauses, **options)} COLLATE "C")'


class first_of_year(FunctionElement[date]):  # noqa: N801 - as above
    """1 January of a year given as a number."""

    type = Date()
    inherit_cache = True
    name = "first_of_year"


@compiles(first_of_year, "sqlite")
def _january_sqlite(element: first_of_year, compiler: SQLCompiler, **options: Any) -> str:
    year = compiler.process(element.clauses, **options)
    return f"CASE WHEN {year} IS NOT NULL THEN printf('%04d-01-01', {year}) END"


@compiles(first_of_year, "postgresql")
def _january_postgresql(element: first_of_year, compiler: SQLCompiler, **options: Any) -> str:
    return f"make_date(CAST({compiler.process(element.clauses, **options)} AS INTEGER), 1, 1)"


_writer = threading.RLock()


@event.listens_for(Engine, "do_connect")
def _keep_statements(dialect: Dialect, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
    if dialect.name == "sqlite":
        options["cached_statements"] = 1_000  # each clause alone has several; the driver's own 128 would be parsed anew


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: ConnectionPoolEntry) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None  # SQLAlchemy's begin below opens the transaction, not the driver
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def writing() -> Iterator[None]:
    """Begin a transaction that may write, with nothing read before it; it ends rolled back unless step.py commits.

    SQLite has one writer, and its waiting is no queue: a lock of the process keeps the order fair, and no writer
    meets another's checkpoint. On PostgreSQL the canteen's row lock (step.py) does this.
    """
    embedded = db.engine.dialect.name == "sqlite"
    db.session.rollback()  # whoever waits for the lock keeps no connection that its holder may be waiting for
    if embedded:
        _writer.acquire()
    try:
        db.session.connection(execution_options={"writing": True})
        yield
    finally:
        db.session.rollback()
        if embedded:
            _writer.release()


def is_embedded() -> bool:
    """Whether the database is the embedded one (SQLite)."""
    return db.engine.dialect.name == "sqlite"


@contextmanager
def rebuilding(connection: Connection) -> Iterator[None]:
    """Let a migration rebuild tables that others refer to: SQLite would take the dropped one's rows for lost.

    Raises ValueError where afterwards a reference leads nowhere.
    """
    plain: Any = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    plain.execute("PRAGMA foreign_keys=OFF")  # obeyed only while no transaction is open
    yield
    plain.execute("PRAGMA foreign_keys=ON")
    if lost := plain.execute("PRAGMA foreign_key_check").fetchall():
        raise ValueError(f"references that lead nowhere: {lost[:5]}")
