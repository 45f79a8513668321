"""Signatures on paper have no digest of their own: what a file brought goes into the log as one, so that no other name takes their place."""

from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import select

from canteen import audit
from canteen.audit import Problem
from canteen.db import db
from canteen.models import ImportFile, LogEntry, Signature
from canteen.models.words import Origin

SHEET, BROUGHT = "签名", "纸质签名"
CHANGED = "纸质签名的人、角色或时间被改动，不再是文件带来的"
KEPT = (
    Signature.id,
    Signature.purchase_id,
    Signature.role,
    Signature.signer,
    Signature.signed_at,
    Signature.signed_on,
    Signature.made_by,
    Signature.name,
    Signature.posts,
    Signature.via,
    Signature.phone,
)


def log_signatures(file: ImportFile, *, completed: bool) -> None:
    """Keep in the log which signatures the file brought, within the caller's transaction; if it completed earlier ones, theirs anew."""
    of_canteen = select(ImportFile.id).where(ImportFile.canteen_id == file.canteen_id).order_by(ImportFile.id)
    for key in db.session.scalars(of_canteen).all() if completed else [file.id]:
        audit.record(BROUGHT, f"import_file:{key}", digest=_digest(key))


def paper_traces(canteen_id: int | None = None) -> Iterator[Problem]:
    """The files whose signatures are no longer what they brought: all, or those of one canteen."""
    said = select(LogEntry.thing, LogEntry.detail).where(LogEntry.action == BROUGHT).order_by(LogEntry.id)
    logged = {thing: detail["digest"] for thing, detail in db.session.execute(said)}
    keys = select(ImportFile.id).order_by(ImportFile.id)
    for key in db.session.scalars(
        keys if canteen_id is None else keys.where(ImportFile.canteen_id == canteen_id)
    ).all():
        if (thing := f"import_file:{key}") in logged and logged[thing] != _digest(key):
            yield Problem("import", key, CHANGED)


def _digest(key: int) -> str:
    rows = select(*KEPT).where(Signature.import_id == key, Signature.origin != Origin.PRODUCT).order_by(Signature.id)
    digest = sha256()
    for row in db.session.execute(rows.execution_options(yield_per=10_000)):
        digest.update(("\x1f".join(map(str, row)) + "\n").encode())
    return digest.hexdigest()
