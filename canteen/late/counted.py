"""How many rows of a month were entered late (补录), for the month's page."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, bindparam, func, select

from canteen.db import db
from canteen.documents.rows import Rows
from canteen.exchange.sheets import BY_NAME, DATED_BY
from canteen.models import Signature
from canteen.models.common import Document
from canteen.models.words import Origin, State
from canteen.months import last_day

BOUNDS = (bindparam("first", type_=Date), bindparam("last", type_=Date))


def counted(canteen_id: int, month: date) -> list[tuple[str, int]]:
    """How many, by sheet; only those of which there are any."""
    asked = {"canteen": canteen_id, "first": month, "last": last_day(month)}
    counts = db.session.execute(_counts(), asked).one()
    return [(sheet, count) for sheet, count in zip(DATED_BY, counts, strict=True) if count]


@cache
def _counts() -> Select[Any]:
    """Counts of all dated sheets in one select."""
    return select(*(_count(sheet).scalar_subquery() for sheet in DATED_BY))


def _count(sheet: str) -> Select[int]:
    rows = Rows(BY_NAME[sheet])
    late: list[ColumnElement[bool]] = [rows.row.origin == Origin.LATE, _day(sheet, rows.row).between(*BOUNDS)]
    if issubclass(rows.sheet.model, Document):
        late.append(rows.row.state == State.LIVE)
    return select(func.count()).select_from(rows.keys(*late).subquery())


def _day(sheet: str, row: Any) -> Any:
    """The row's own day; an instant's is kept beside it."""
    return row.signed_on if BY_NAME[sheet].model is Signature else getattr(row, DATED_BY[sheet])
