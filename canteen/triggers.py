"""What the database itself refuses: to change, delete, replace or empty a table that may only grow."""

from sqlalchemy import Connection, text

from canteen.db import is_embedded

APPEND_ONLY = {
    "log_entry": ("id", "previous", "hash"),
    "kept_warning": ("id",),
    "snapshot": ("id",),
    "import_file": ("id",),
    "quote": ("id",),
    "quote_line": ("id",),
    "spoiled_receipt": ("id",),
    "change": ("id",),
    "attachment": ("id",),
    "endorsement": ("id",),
    "weighing": ("id",),
}
"""Each table with its unique columns: an insert that meets one of them would replace a row of the embedded database."""
REFUSAL = "only additions are allowed"
BODY = f"BEGIN RAISE EXCEPTION '%: {REFUSAL}', TG_TABLE_NAME; END"
FUNCTION = f"CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $${BODY}$$"
EMBEDDED_PRESENT = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
SERVER_PRESENT = """
    SELECT tgname, pg_get_triggerdef(pg_trigger.oid, true) || ' ' || CAST(tgenabled AS text) || ' ' || prosrc
    FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal
"""


def install(connection: Connection, *tables: str) -> None:
    """Create the triggers of the tables; a migration calls this."""
    if is_embedded():
        for statement in _embedded(*tables).values():
            connection.exec_driver_sql(statement)
        return
    connection.execute(text(FUNCTION))
    for name, statement in _server(*tables).items():
        connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"ALTER TABLE {name.partition('__')[0]} ENABLE ALWAYS TRIGGER {name}")


def remove(connection: Connection, *tables: str) -> None:
    """Drop the triggers of the tables; a migration that goes back calls this."""
    for name in _embedded(*tables) if is_embedded() else _server(*tables):
        on_table = "" if is_embedded() else f" ON {name.partition('__')[0]}"
        connection.exec_driver_sql(f"DROP TRIGGER {name}{on_table}")


def altered(connection: Connection) -> list[str]:
    """The triggers that are missing, changed, switched off or not ours, by name."""
    if is_embedded():
        expected, query = _embedded(*APPEND_ONLY), EMBEDDED_PRESENT
    else:
        expected, query = {name: f"{sql} A {BODY}" for name, sql in _server(*APPEND_ONLY).items()}, SERVER_PRESENT
    present = {str(name): str(sql) for name, sql in connection.execute(text(query))}
    return sorted(name for name in expected | present if present.get(name) != expected.get(name))


def _embedded(*tables: str) -> dict[str, str]:
    return {
        f"{table}__{event.lower()}": f"CREATE TRIGGER {table}__{event.lower()} BEFORE {event} ON {table} "
        f"{when}BEGIN SELECT RAISE(ABORT, '{table}: {REFUSAL}'); END"
        for table in tables
        for event, when in (("UPDATE", ""), ("DELETE", ""), ("INSERT", _when_there(table, APPEND_ONLY[table])))
    }


def _when_there(table: str, unique: tuple[str, ...]) -> str:
    same = " OR ".join(f"{column} = NEW.{column}" for column in unique)
    return f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "  # noqa: S608 - all of it is written above


def _server(*tables: str) -> dict[str, str]:
    return {
        f"{table}__{kind}": f"CREATE TRIGGER {table}__{kind} BEFORE {events} ON {table} "
        f"FOR EACH {scope} EXECUTE FUNCTION refuse_change()"
        for table in tables
        for kind, events, scope in (("change", "DELETE OR UPDATE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT"))
    }
