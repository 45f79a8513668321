"""A consistent copy of database and files in one archive, taken while the server runs; the keys are not in it."""

import json
import os
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import JSON, Connection, Date, LargeBinary, Select, Table, select

from canteen import attachments, audit, clock, health
from canteen.db import Base, Instant, db, is_embedded
from canteen.models import LogHead
from canteen.step import unjudged

FORMAT = "mingzhang.backup.v1"
MANIFEST = "manifest.json"
DIGEST = 64
"""The archive's last bytes: the SHA-256, in hexadecimal, of all that stands before."""
KINDS = {"instant": Instant, "date": Date, "bytes": LargeBinary, "json": JSON}
AT_A_TIME = 1000
Json = dict[str, Any]


def back_up(path: Path) -> Json:
    """Write the archive and give its manifest; under its own name it stands only when it is whole."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "r+b") as file:
        manifest = _write(file)
        _seal(file)
        os.fsync(file.fileno())
    unfinished.rename(path)
    with unjudged():
        audit.record("备份", path.name, log=manifest["log"])
    return manifest


def _write(file: IO[bytes]) -> Json:
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive, _snapshot() as connection:
        archive.comment = bytes(DIGEST)
        manifest = {
            "format": FORMAT,
            "revision": health.revision(),
            "made_at": clock.now().isoformat(),
            "log": log_end(connection),
            "tables": [_write_table(archive, connection, table) for table in Base.metadata.sorted_tables],
            "files": list(_write_files(archive)),
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False))
    return manifest


def _snapshot() -> Connection:
    """A connection whose reads all see the same moment."""
    level = "SERIALIZABLE" if is_embedded() else "REPEATABLE READ"
    return db.engine.connect().execution_options(isolation_level=level)


def log_end(connection: Connection) -> Json:
    """The place and hash of the log's last entry."""
    head = connection.execute(select(LogHead.last_id, LogHead.hash)).one_or_none()
    return {"last_id": head.last_id, "hash": head.hash} if head else {}


def _write_table(archive: ZipFile, connection: Connection, table: Table) -> Json:
    columns = [column for column in table.columns if column.computed is None]
    query = select(*columns).order_by(*table.primary_key)
    rows, digest = 0, sha256()
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as member:
        for line in _lines(connection, query):
            member.write(line)
            digest.update(line)
            rows += 1
    kinds = [[column.name, _kind(column.type)] for column in columns]
    return {"name": table.name, "columns": kinds, "rows": rows, "sha256": digest.hexdigest()}


def _lines(connection: Connection, query: Select[Any]) -> Iterator[bytes]:
    for row in connection.execute(query.execution_options(yield_per=AT_A_TIME)):
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _write_files(archive: ZipFile) -> Iterator[str]:
    """Take the files along, but for those that are no longer what they were: verify names these."""
    for digest in attachments.digests():
        content = attachments.find(digest) or b""
        if sha256(content).hexdigest() == digest:
            archive.writestr(f"files/{digest}", content)
            yield digest


def _kind(column_type: Any) -> str:
    return next((name for name, known in KINDS.items() if isinstance(column_type, known)), "plain")


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _seal(file: IO[bytes]) -> None:
    file.flush()
    size = file.seek(0, os.SEEK_END) - DIGEST
    digest = digest_of(file, size)
    file.seek(size)
    file.write(digest.encode())
    file.flush()


def digest_of(file: IO[bytes], size: int) -> str:
    """The SHA-256 of a file's first bytes."""
    file.seek(0)
    digest = sha256()
    while size > 0 and (chunk := file.read(min(size, 1 << 20))):
        digest.update(chunk)
        size -= len(chunk)
    return digest.hexdigest()
