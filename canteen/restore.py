"""Brings a backup into an empty installation: all of it is verified before any of it is kept."""

import json
import os
from base64 import b64decode
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import flask_migrate
from sqlalchemy import column, func, insert, select, table, text
from sqlalchemy.types import TypeEngine

from canteen import attachments, audit, health
from canteen.backup import AT_A_TIME, DIGEST, FORMAT, KINDS, MANIFEST, Json, digest_of, log_end
from canteen.db import Base, db, is_embedded
from canteen.step import unjudged

FROM_JSON: dict[str, Callable[[Any], Any]] = {
    "instant": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": b64decode,
}
NEXT_ID = 'SELECT setval(pg_get_serial_sequence(\'"{0}"\', \'id\'), (SELECT max(id) FROM "{0}")) WHERE EXISTS (SELECT 1 FROM "{0}")'


class NotRestored(Exception):
    """Why nothing was restored."""


class NotEmpty(NotRestored):
    """There is something already that would be lost."""


def restore(path: Path) -> Json:
    """Restore the archive and give its manifest. Raises NotRestored; then nothing was changed."""
    with _opened(path) as archive:
        manifest = _verified(archive)
        _prepare(manifest["revision"])
        for digest in manifest["files"]:
            attachments.keep(archive.read(f"files/{digest}"))
        with unjudged():
            for each in manifest["tables"]:
                _fill(archive, each)
            _compare_log(manifest)
            audit.record("恢复备份", path.name, made_at=manifest["made_at"], log=manifest["log"])
    flask_migrate.upgrade()
    return manifest


def _opened(path: Path) -> ZipFile:
    """The archive, if it is one of ours and every byte of it is as it was written."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END) - DIGEST
            whole = digest_of(file, size).encode() == file.read()
        if not whole:
            raise NotRestored(f"{path.name} 不完整或被改动过：校验和不符")
        return ZipFile(path)
    except (OSError, BadZipFile) as error:
        raise NotRestored(f"{path.name} 打不开或不是备份文件：{error}") from error


def _verified(archive: ZipFile) -> Json:
    manifest: Json = json.loads(archive.read(MANIFEST))
    if manifest.get("format") != FORMAT:
        raise NotRestored("这不是本程序的备份，或者来自更新的版本")
    listed = {*map(_member, manifest["tables"]), *(f"files/{digest}" for digest in manifest["files"])}
    if missing := listed - set(archive.namelist()):
        raise NotRestored(f"备份里缺 {min(missing)}")
    for each in manifest["tables"]:
        if sha256(archive.read(_member(each))).hexdigest() != each["sha256"]:
            raise NotRestored(f"备份中的表 {each['name']} 被改动过")
    for digest in manifest["files"]:
        if sha256(archive.read(f"files/{digest}")).hexdigest() != digest:
            raise NotRestored(f"备份中的文件 {digest} 被改动过")
    return manifest


def _prepare(revision: str) -> None:
    """Give the empty database the backup's schema."""
    if revision not in {script.revision for script in health.scripts().walk_revisions()}:
        raise NotRestored("备份来自更新的版本：请先升级程序")
    present = health.revision()
    if present is not None and any(map(_has_rows, Base.metadata.sorted_tables)):
        raise NotEmpty("数据库里已有数据：恢复只能在新的空库上做，请用 DATABASE_URL 指向一个空库")
    if present not in {None, revision}:
        flask_migrate.downgrade(revision="base")
    flask_migrate.upgrade(revision=revision)


def _has_rows(present: Any) -> bool:
    with db.engine.connect() as connection:
        return bool(connection.scalar(select(func.count()).select_from(select(present).limit(1).subquery())))


def _fill(archive: ZipFile, each: Json) -> None:
    into = table(each["name"], *(column(name, _type(kind)) for name, kind in each["columns"]))
    with archive.open(_member(each)) as lines:
        rows = (_row(each["columns"], line) for line in lines)
        while batch := list(islice(rows, AT_A_TIME)):
            db.session.execute(insert(into), batch)
    if not is_embedded() and ["id", "plain"] in each["columns"]:
        db.session.execute(text(NEXT_ID.format(each["name"])))


def _row(columns: list[tuple[str, str]], line: bytes) -> dict[str, Any]:
    return {name: _value(kind, value) for (name, kind), value in zip(columns, json.loads(line), strict=True)}


def _value(kind: str, value: Any) -> Any:
    return value if value is None else FROM_JSON.get(kind, _same)(value)


def _same(value: Any) -> Any:
    return value


def _type(kind: str) -> TypeEngine[Any] | None:
    return KINDS[kind]() if kind in KINDS else None


def _member(each: Json) -> str:
    return f"tables/{each['name']}.jsonl"


def _compare_log(manifest: Json) -> None:
    """The restored log must hold together under this installation's key, or the restoring is undone."""
    if log_end(db.session.connection()) != manifest["log"]:
        raise NotRestored("备份的日志与清单不符")
    for problem in audit.problems():
        raise NotRestored(
            f"备份的日志第 {problem.at} 条：{problem.reason}。如果密钥换过，请先把原来的密钥文件放回再恢复"
        )
