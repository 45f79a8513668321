"""What a canteen has already, in the terms of the workbook: texts for references, nothing for empty cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, case, false, select
from sqlalchemy.orm import aliased

from canteen.clock import local_day
from canteen.db import db
from canteen.exchange.sheets import BY_NAME, Column, Kind, Sheet
from canteen.models import Appointment, Budget, Canteen, ClauseSwitch, DepartmentBudget, Person, Signature
from canteen.models.common import Document, OfCanteen
from canteen.models.words import State
from canteen.months import first_day
from canteen.step import closed_months

VERSIONED = (Budget, DepartmentBudget)
"""Of several versions the latest counts."""


@dataclass(frozen=True)
class Kept:
    """A stored row: its id, its values in the order of the sheet's columns, and whether it counts no more."""

    id: int
    values: tuple[Any, ...]
    gone: bool


def rows_of(sheet: Sheet, canteen_id: int) -> Iterator[Kept]:
    """The rows of a sheet that a canteen has, in the order in which they came."""
    for row_id, gone, *values in db.session.execute(_query(sheet, canteen_id)):
        yield Kept(row_id, tuple(values), gone)


def _query(sheet: Sheet, canteen_id: int) -> Select[Any]:
    model: Any = sheet.model
    parents = {column.name: aliased(BY_NAME[column.ref].model) for column in sheet.columns if column.ref}
    values = [_value(sheet, column, parents.get(column.name)) for column in sheet.columns]
    query = select(model.id, _gone(model).label("gone"), *values).select_from(model)
    if model is Appointment:
        query = query.join(Person).where(Person.canteen_id == canteen_id)
    for column in sheet.columns:
        if column.ref:
            parent: Any = parents[column.name]
            query = query.join(parent, parent.id == getattr(model, column.attr), isouter=not column.required)
            if column.required and issubclass(BY_NAME[column.ref].model, Document):
                query = query.where(parent.state == State.LIVE)
    if (owner := _owner(sheet, parents)) is not None:
        query = query.where(owner.canteen_id == canteen_id)
    order = [model.version] if model in VERSIONED else []
    drafts = [model.state != State.DRAFT] if issubclass(model, Document) else []
    return query.where(*drafts).order_by(*order, model.id)


def _owner(sheet: Sheet, parents: dict[str, Any]) -> Any:
    """Whose canteen the rows are in: their own or that of the first row that they belong to."""
    if issubclass(sheet.model, OfCanteen):
        return sheet.model
    return next(iter(parents.values()), None)


def _value(sheet: Sheet, column: Column, parent: Any) -> ColumnElement[Any]:
    if column.kind is Kind.PERSON:
        value: Any = Person.staff_no
    elif sheet.model is Appointment and column.attr == "name":
        value = Person.name
    elif column.ref:
        name = getattr(parent, BY_NAME[column.ref].columns[0].attr)
        value = case((parent.state == State.LIVE, name)) if issubclass(BY_NAME[column.ref].model, Document) else name
    else:
        value = getattr(sheet.model, column.attr)
    return value.label(f"c_{column.attr}")  # type: ignore[no-any-return]


def _gone(model: Any) -> ColumnElement[bool]:
    if issubclass(model, Document):
        return cast("ColumnElement[bool]", model.state != State.LIVE)
    if model is Signature:
        return Signature.set_aside_at.is_not(None)
    return ClauseSwitch.lifted_at.is_not(None) if model is ClauseSwitch else false()


class Stored:
    """What a canteen has already, each sheet looked up once."""

    def __init__(self, canteen_id: int) -> None:
        self.canteen_id = canteen_id
        self.rows = cache(self._rows)
        self._known: dict[str, dict[str, int]] = {}

    def _rows(self, sheet_name: str) -> dict[tuple[Any, ...], Kept]:
        """The rows of a sheet by their key."""
        sheet = BY_NAME[sheet_name]
        places = [[column.name for column in sheet.columns].index(name) for name in sheet.keys]
        return {tuple(kept.values[place] for place in places): kept for kept in rows_of(sheet, self.canteen_id)}

    def ids(self, sheet_name: str) -> dict[str, int]:
        """The ids of the rows that others refer to by name; a row that counts no more is not there."""
        if sheet_name not in self._known:
            model: Any = BY_NAME[sheet_name].model
            name = getattr(model, BY_NAME[sheet_name].columns[0].attr)
            query = select(name, model.id).where(model.canteen_id == self.canteen_id, ~_gone(model), name.is_not(None))
            self._known[sheet_name] = dict(db.session.execute(query).all())
        return self._known[sheet_name]

    def forget(self, sheet_name: str) -> None:
        """Look the sheet up again: it has more rows now."""
        self._known.pop(sheet_name, None)

    def people(self) -> dict[str, tuple[int, str]]:
        """The people by 工号: id and 姓名."""
        query = select(Person.staff_no, Person.id, Person.name).where(Person.canteen_id == self.canteen_id)
        return {staff_no: (person_id, name) for staff_no, person_id, name in db.session.execute(query)}

    def value(self, sheet_name: str, key: object, column: str) -> Any:
        """What a stored row has in a column; None where there is no such row."""
        kept = self.rows(sheet_name).get((key,))
        place = [c.name for c in BY_NAME[sheet_name].columns].index(column)
        return kept.values[place] if kept else None


class Calendar:
    """The days on which a canteen takes no more history: those of closed months, and those since it works here."""

    def __init__(self, canteen: Canteen, *, late: bool) -> None:
        self.closed = closed_months(canteen.id)
        self.started_on = None if late else canteen.started_on

    def __bool__(self) -> bool:
        return bool(self.closed or self.started_on)

    def refuses(self, moment: object) -> str | None:
        """Why a row of that day is not taken, if it is not."""
        day = local_day(moment) if isinstance(moment, datetime) else moment
        if not isinstance(day, date):
            return None
        if first_day(day) in self.closed:
            return f"{day:%Y-%m} 已结账，不能再导入这个月的记录"
        if self.started_on and day >= self.started_on:
            return f"本食堂自 {self.started_on} 起在本程序里记账，这一天起的记录只能作为补录导入"
        return None
