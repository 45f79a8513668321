"""What is attached to things: kept durably first, then named by a row."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select

from canteen import attachments, audit, clock
from canteen.db import db
from canteen.models import Attachment
from canteen.pictures.files import Paper
from canteen.security import current


@dataclass(frozen=True)
class Picture:
    """An attachment as pages show it."""

    role: str
    name: str
    url: str | None
    """Where the picture is; none where there is only something to download."""
    original_url: str


def attach(paper: Paper | None, thing: str, role: str, canteen_id: int) -> None:
    """Attach a paper, whose bytes are kept, to a thing (income:12), within a step; nothing where there is none."""
    if paper is None:
        return
    row = Attachment(
        canteen_id=canteen_id,
        thing=thing,
        role=role,
        name=paper.name,
        media=paper.media,
        sha256=paper.digest,
        shown=attachments.keep(paper.shown) if paper.shown else None,
        added_by=current().name,
        added_at=clock.now(),
    )
    db.session.add(row)
    audit.record("附件", thing, role=role, name=paper.name, sha256=row.sha256)


def pictures_of(thing: str, canteen_id: int) -> list[Picture]:
    """What is attached to a thing, in the order in which it came."""
    return pictures_of_all([thing], canteen_id)[thing]


def pictures_of_all(things: Collection[str], canteen_id: int) -> Mapping[str, list[Picture]]:
    """The same of many things at once."""
    pictures: dict[str, list[Picture]] = defaultdict(list)
    rows = select(Attachment).where(Attachment.thing.in_(things), Attachment.canteen_id == canteen_id)
    for row in db.session.scalars(rows.order_by(Attachment.id)):
        pictures[row.thing].append(_picture(row))
    return pictures


def _picture(row: Attachment) -> Picture:
    url = url_for("pictures.shown", key=row.id) if row.shown else None
    return Picture(row.role, row.name, url, url_for("pictures.original", key=row.id))
