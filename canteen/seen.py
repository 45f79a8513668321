"""What is there on the as-of day: live rows dated up to it, later dates in their cells empty (rules.md, Definitions)."""

from datetime import date
from typing import Any, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Date,
    Integer,
    SQLColumnExpression,
    String,
    bindparam,
    case,
    func,
    inspect,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from canteen.db import Base, Id
from canteen.models import (
    Answer,
    Appointment,
    AssetHandover,
    ClauseSwitch,
    Disclosure,
    Income,
    Inspection,
    ParameterValue,
    Payment,
    Purchase,
    Quote,
    Receipt,
    ReceiptBook,
    Reception,
    ReceptionReport,
    ReceptionStandard,
    Signature,
    SourcingCase,
    Transfer,
    UtilityBill,
)
from canteen.models.common import Document, OfCanteen
from canteen.models.words import State

CANTEEN: ColumnElement[int] = bindparam("canteen", type_=Integer)
MONTH: ColumnElement[date] = bindparam("month", type_=Date)
MONTH_END: ColumnElement[date] = bindparam("month_end", type_=Date)
MONTH_OVER: ColumnElement[bool] = bindparam("month_over", type_=Boolean)
AS_OF: ColumnElement[date] = bindparam("as_of", type_=Date)
YEAR: ColumnElement[int] = bindparam("year", type_=Integer)
YEAR_START: ColumnElement[date] = bindparam("year_start", type_=Date)
LAST_YEAR_END: ColumnElement[date] = bindparam("last_year_end", type_=Date)
PRICES_FROM: ColumnElement[date] = bindparam("prices_from", type_=Date)
POST_DAY: ColumnElement[date] = bindparam("post_day", type_=Date)
"""The day on which posts and tenures are judged: the month's end, at a form the day of signing."""

FORGED: BindParameter[Any] = bindparam("forged", value=[], expanding=True, type_=Id)
"""The signatures whose digest is no longer the document's: only a program can tell (canteen/contents)."""
ALSO_THERE: ColumnElement[str] = bindparam("also_there", type_=String)
"""The state that is there beside `live`: `draft`, while a signature is put under one."""

_DATED_BY: dict[type[Base], str] = {
    Appointment: "started_on",
    Quote: "quoted_on",
    Purchase: "purchased_on",
    Signature: "signed_on",
    Receipt: "issued_on",
    Payment: "paid_on",
    Transfer: "moved_on",
    ReceiptBook: "handed_out_on",
    Income: "received_on",
    ReceptionStandard: "begins_on",
    Reception: "held_on",
    UtilityBill: "month",
    Inspection: "inspected_on",
    Disclosure: "published_on",
    ReceptionReport: "reported_on",
    ParameterValue: "begins_on",
    ClauseSwitch: "off_from",
    Answer: "answered_on",
}
_EMPTY_BEFORE: dict[type[Base], dict[str, str]] = {
    Appointment: {"ended_on": "ended_on"},
    SourcingCase: {"approved_on": "approved_on", "approval_no": "approved_on"},
    Purchase: {"accepted_on": "accepted_on"},
    Reception: {"approved_on": "approved_on", "settled_on": "settled_on", "settled": "settled_on"},
    UtilityBill: {"paid_on": "paid_on", "paid_amount": "paid_on"},
    AssetHandover: {"copy_on": "copy_on", "registered_on": "registered_on", "asset_no": "registered_on"},
}
"""Columns that are empty while the date in the other column lies after the as-of day."""
T = TypeVar("T", bound=Base)


def among(value: SQLColumnExpression[Any], *choices: Any) -> ColumnElement[bool]:
    """Whether the value is one of a few; an IN would have its statement written anew for each question."""
    return or_(*(value == choice for choice in choices))


def seen(model: type[T]) -> type[T]:
    """A fresh alias of the canteen's rows of the model that are there on the as-of day.

    Each call gives an alias of its own, so that a clause's evidence is never narrowed with its subject.
    A child's parent is not asked here: the child is reached through a parent that is there.
    """
    return _seen(model, there(model))


def linked(model: type[T]) -> type[T]:
    """As seen, for rows reached through a key of rows that are seen: their canteen need not be asked again.

    Asked all the same, it would tempt a database to walk the whole canteen for each key.
    """
    return _seen(model, there(model, linked=True))


def _seen(model: type[T], conditions: list[ColumnElement[bool]]) -> type[T]:
    blanks = _EMPTY_BEFORE.get(model, {})
    columns = [
        _emptied(model, name, blanks[name]) if name in blanks else getattr(model, name) for name in _names(model)
    ]
    inner = select(*columns).where(*conditions).subquery()
    return cast("type[T]", aliased(model, inner, adapt_on_names=True))


def there(model: Any, *, linked: bool = False) -> list[ColumnElement[bool]]:
    """The conditions under which a row of the model (or of an alias of it) is there."""
    mapper = inspect(model).mapper
    conditions: list[ColumnElement[bool]] = []
    if issubclass(mapper.class_, OfCanteen) and not linked:
        conditions.append(model.canteen_id == CANTEEN)
    if issubclass(mapper.class_, Document):
        conditions.append(among(model.state, State.LIVE, ALSO_THERE))
    if dated_by := _DATED_BY.get(mapper.class_):
        conditions.append(_known(getattr(model, dated_by), mapper.columns[dated_by].nullable, linked))
    if mapper.class_ is Signature:
        conditions.append(model.set_aside_at.is_(None))
    if mapper.class_ is ClauseSwitch:
        conditions.append(model.lifted_at.is_(None))
    return conditions


def _known(day: Any, optional: bool, linked: bool) -> ColumnElement[bool]:
    if linked:
        return func.coalesce(day, AS_OF) <= AS_OF  # no range that a database would rather walk than the key
    return or_(day.is_(None), day <= AS_OF) if optional else day <= AS_OF


def _names(model: type[Base]) -> list[str]:
    return [attribute.key for attribute in inspect(model).column_attrs]


def _emptied(model: type[Base], name: str, day: str) -> ColumnElement[Any]:
    value = getattr(model, name)
    return case((getattr(model, day) <= AS_OF, value), (getattr(model, day).is_(None), value), else_=null()).label(name)
