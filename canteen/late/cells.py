"""Form fields made of the workbook's columns: what the import would not read is said at the field."""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from markupsafe import Markup, escape
from wtforms import SelectField, StringField, ValidationError
from wtforms.form import BaseForm
from wtforms.validators import InputRequired
from wtforms.widgets import TextInput

from canteen import clock, money
from canteen.exchange.sheets import BY_NAME, Column, Kind, Sheet
from canteen.exchange.values import Fault
from canteen.exchange.values import Field as Reading
from canteen.fields import trimmed
from canteen.models.common import Document
from canteen.months import month_text

Offered = Iterable[tuple[str, str]]
"""Names to choose from: what is stored, and what is shown."""
TYPES = {Kind.DATE: "date", Kind.TIME: "datetime-local", Kind.MONTH: "month"}
NUMBERS = (Kind.INTEGER, Kind.MONEY, Kind.MONEY4, Kind.QUANTITY)
UNITS = {Kind.MONEY: "元", Kind.MONEY4: "元"}
WRITTEN: dict[Kind, Callable[[Any], str]] = {
    Kind.INTEGER: str,
    Kind.MONEY: money.yuan,
    Kind.MONEY4: lambda price: money.trimmed(price, 4),
    Kind.QUANTITY: lambda quantity: money.trimmed(quantity, 3),
    Kind.DATE: date.isoformat,
    Kind.TIME: lambda moment: f"{clock.to_local(moment):%Y-%m-%d %H:%M}",
    Kind.MONTH: month_text,
}
"""A cell's value as the one text that says it."""


class CellField(StringField):
    """A cell that is typed; its data is the text that the import reads."""

    def __init__(self, label: str, *, sheet: Sheet, column: Column, offered: Offered | None, **more: Any) -> None:
        super().__init__(label, widget=CellInput(), **more)
        self.reading, self.column, self.offered = Reading.of(sheet, column), column, list(offered or ())
        self.unit = UNITS.get(column.kind)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms gives it
        """Read it as the import does, and keep it in its one form. Raises ValidationError with the sentence for it."""
        if not self.data:
            if self.column.required:
                raise ValidationError("请填写")
            return
        read = self.reading.read(self._plain())
        if isinstance(read, Fault):
            raise ValidationError(read.reason)
        _refuse_ahead(read)
        self.data = WRITTEN.get(self.column.kind, str)(read)

    def _plain(self) -> str:
        text = self._meant(str(self.data))
        if self.column.kind is Kind.TIME:
            return text.replace("T", " ")
        return unicodedata.normalize("NFKC", text) if self.column.kind in NUMBERS else text

    def _meant(self, text: str) -> str:
        """What is stored where what is shown beside it was typed, and says one only: a staff number for a name."""
        meant = [name for name, label in self.offered if label == text]
        return meant[0] if len(meant) == 1 else text


class CellInput(TextInput):
    """The control of a cell, with the names that it may be, where some are known."""

    def __call__(self, field: Any, **marks: object) -> Markup:
        """Render it."""
        kind = field.column.kind
        marks.setdefault("type", TYPES.get(kind, "text"))
        if kind in NUMBERS:
            marks["inputmode"] = "numeric" if kind is Kind.INTEGER else "decimal"
        if not field.offered:
            return super().__call__(field, **marks)
        options = Markup("").join(
            Markup('<option value="{}">{}</option>').format(name, label) for name, label in field.offered
        )
        known = Markup('<datalist id="{}-known">{}</datalist>').format(field.id, options)
        return super().__call__(field, list=f"{escape(field.id)}-known", **marks) + known


def _refuse_ahead(read: object) -> None:
    if isinstance(read, datetime):
        if read > clock.now():
            raise ValidationError("不能晚于现在：还没有发生的不能补录")
    elif isinstance(read, date) and read > clock.today():
        raise ValidationError("不能晚于今天：还没有发生的不能补录")


def cell(sheet: Sheet, column: Column, offered: Offered | None = None, *, label: str = "") -> Any:
    """The field of a column; `offered` are the names that it may be: all of them of a catalogue, some of papers."""
    if column.choices:
        return _select(column, [(word, word) for word in column.choices])
    if column.ref and not is_paper(column):
        return _select(column, offered or ())
    return CellField(label or column.name, sheet=sheet, column=column, offered=offered, filters=[_text])


def is_paper(column: Column) -> bool:
    """Whether the column names a numbered paper: of these there are too many for a select."""
    return issubclass(BY_NAME[column.ref].model, Document)


def _select(column: Column, choices: Offered) -> SelectField:
    rules = [InputRequired("请选一项")] if column.required else []
    offered: Any = {"": "请选择" if column.required else "没有", **dict(choices)}
    return SelectField(column.name, rules, choices=offered, default="")


def _text(text: str | None) -> str | None:
    return trimmed(text) or None
