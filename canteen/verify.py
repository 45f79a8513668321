"""Everything that shows whether what is stored was tampered with: log, triggers, files, signatures."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, func, or_, select

from canteen import attachments
from canteen.audit import Problem, problems
from canteen.course.kept import kept_traces
from canteen.course.late_traces import late_traces
from canteen.course.traces import traces
from canteen.db import db
from canteen.exchange.on_paper import paper_traces
from canteen.models import Attachment, Endorsement, ImportFile, LogEntry, Purchase, Signature
from canteen.models.words import Origin
from canteen.signing import Act
from canteen.signing.endorsing import SIGNED, as_logged

SIGNED_IN_LOG = select(LogEntry.thing, LogEntry.detail).where(LogEntry.action == SIGNED)


def verify(canteen_id: int | None = None) -> list[Problem]:
    """The problems of the installation, or with the log those of one canteen."""
    of_signatures = [
        *_of_signatures(canteen_id),
        *_of_papers(canteen_id),
        *traces(canteen_id),
        *late_traces(canteen_id),
        *kept_traces(canteen_id),
        *paper_traces(canteen_id),
    ]
    return [*problems(), *_of_files(canteen_id), *of_signatures, *_of_endorsements(canteen_id)]


def _of_files(canteen_id: int | None) -> Iterator[Problem]:
    kept: dict[str, Any] = {"导入的文件": ImportFile.sha256, "附件": Attachment.sha256, "附件的图片": Attachment.shown}
    for what, column in kept.items():
        query: Select[str] = select(column).where(column.is_not(None)).distinct().order_by(column)
        if canteen_id is not None:
            query = query.where(column.class_.canteen_id == canteen_id)
        for digest in db.session.scalars(query):
            content = attachments.find(digest)
            if content is None:
                yield Problem("file", digest, f"{what}不见了")
            elif sha256(content).hexdigest() != digest:
                yield Problem("file", digest, f"{what}被改动")


def _of_signatures(canteen_id: int | None) -> Iterator[Problem]:
    """On paper signed is only what was brought in; a signature made here binds to a digest."""
    here, paper = Signature.origin == Origin.PRODUCT, Signature.digest.is_(None)
    query = select(Signature.id, paper).where(or_(here & paper, ~here & ~paper)).order_by(Signature.id)
    if canteen_id is not None:
        query = query.join(Purchase).where(Purchase.canteen_id == canteen_id)
    for signature_id, on_paper in db.session.execute(query):
        reason = "在本程序里的签名没有摘要" if on_paper else "导入或补录的纸质签名带有摘要"
        yield Problem("signature", signature_id, reason)


def _of_papers(canteen_id: int | None) -> Iterator[Problem]:
    """A signature on paper came with a file, which brought so many and no more."""
    brought = dict(db.session.execute(select(ImportFile.id, ImportFile.counts)).all())
    counted = select(Signature.import_id, func.count()).where(Signature.origin != Origin.PRODUCT)
    if canteen_id is not None:
        counted = counted.join(Purchase).where(Purchase.canteen_id == canteen_id)
    for import_id, many in db.session.execute(counted.group_by(Signature.import_id).order_by(Signature.import_id)):
        said: Any = brought.get(import_id or 0, {}).get("stored", {})
        if many != said.get("签名", 0):
            yield Problem("import", import_id or 0, f"纸质签名现有 {many} 个，文件带来的是 {said.get('签名', 0)} 个")


def _of_endorsements(canteen_id: int | None) -> Iterator[Problem]:
    """Each is of its content, and is in the log as it was made; and what the log says was signed is there."""
    logged = {_logged(thing, detail) for thing, detail in db.session.execute(SIGNED_IN_LOG)}
    query = select(Endorsement).order_by(Endorsement.id)
    for made in db.session.scalars(query if canteen_id is None else query.where(Endorsement.canteen_id == canteen_id)):
        if Act(made.act, made.thing, made.content).digest != made.digest:
            yield Problem("endorsement", made.id, "所签的内容被改动")
        elif (entry := _logged(made.thing, as_logged(made))) not in logged:
            yield Problem("endorsement", made.id, "签署与日志不符：签署人、时间、笔迹或摘要被改动")
        else:
            logged.remove(entry)
    if canteen_id is None:
        yield from (Problem("endorsement", entry, "日志里的签署不见了") for entry in sorted(logged))


def _logged(thing: str, detail: dict[str, Any]) -> str:
    return json.dumps([thing, detail], ensure_ascii=False, sort_keys=True)
