"""Everything that shows whether what is stored was tampered with: log, triggers, files, signatures."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, or_, select

from canteen import attachments
from canteen.audit import Problem, problems
from canteen.db import db
from canteen.models import Attachment, ImportFile, Purchase, Signature
from canteen.models.words import Origin


def verify(canteen_id: int | None = None) -> list[Problem]:
    """The problems of the installation, or with the log those of one canteen."""
    return [*problems(), *_of_files(canteen_id), *_of_signatures(canteen_id)]


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
