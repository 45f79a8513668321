"""The unit, its canteens and the day from which a canteen works here, within the log's lock."""

from datetime import date

from sqlalchemy import func, select, union_all

from canteen import audit
from canteen.choosing.span import DATED
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Canteen, Unit
from canteen.models.words import Origin
from canteen.setup.forms import CanteenForm, NewCanteenForm, UnitForm


def write_unit(form: UnitForm) -> None:
    """Store the unit's title and tax number."""
    unit = db.session.scalar(select(Unit)) or Unit()
    unit.title, unit.tax_number = str(form.title.data), form.tax_number.data
    db.session.add(unit)
    audit.record("改单位", unit.title, tax_number=unit.tax_number)


def write_canteen(form: CanteenForm, canteen: Canteen) -> None:
    """Store the canteen's name and 启用日期. Raises Fault."""
    day = form.started_on.data
    first = papers_span(canteen.id, Origin.PRODUCT)[0] if canteen.id else None
    if first and (day is None or day > first):
        raise Fault("started_on", f"{first} 起已在明账里登记单据，启用日期不能晚于这一天")
    canteen.name, canteen.started_on = str(form.name.data), day
    db.session.add(canteen)
    audit.record("改食堂", canteen.code, name=canteen.name, started_on=day)


def found_canteen(form: NewCanteenForm) -> None:
    """Found a further canteen. Raises Fault."""
    code = str(form.code.data)
    if db.session.scalar(select(Canteen.id).where(Canteen.code == code)):
        raise Fault("code", "这个代码已有食堂")
    write_canteen(form, Canteen(code=code))


def papers_span(canteen_id: int, origin: Origin) -> tuple[date | None, date | None]:
    """The first and the last day of the papers that came in a way."""
    days = union_all(
        *(
            select(day.label("day")).where(model.canteen_id == canteen_id, model.origin == origin)
            for model, day in DATED
        )
    ).subquery()
    first, last = db.session.execute(select(func.min(days.c.day), func.max(days.c.day))).one()
    return first, last
