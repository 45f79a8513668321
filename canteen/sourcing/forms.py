"""The forms of a sourcing case: what is wanted, how it is procured, a supplier's quote, the purchase that starts."""

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import Field, FieldList, FileField, FormField, ValidationError

from canteen.fields import (
    NEEDED,
    Entry,
    Form,
    NumberField,
    above_zero,
    chosen,
    day,
    day_until_today,
    line,
    not_ahead,
    one_of,
    yuan,
)
from canteen.formats import milli
from canteen.models import CaseLine, Item
from canteen.models.words import SourcingMethod
from canteen.pictures import paper_field
from canteen.sourcing.advice import Wanted

MOST_LINES = 50
AS_ADVISED = "按建议"
AMOUNT = "amount"
"""The name of the field for a whole quote."""


class LineForm(Form):
    """A thing that is wanted; a line left blank is none."""

    item = line("品目", needed=False, render_kw={"list": "items", "autocomplete": "off"})
    quantity = NumberField("数量", above_zero, places=3)
    note = line("规格要求", needed=False, most=200)
    items: Mapping[str, Item] = {}

    def validate_item(self, field: Field) -> None:
        """Refuse what the catalogue does not have."""
        if field.data not in self.items:
            raise ValidationError("品目里没有这个名称，请从列表里选，或先去登记品目")

    def validate_quantity(self, field: Field) -> None:
        """A line has both an item and a quantity."""
        if self.item.data and field.data is None and not field.process_errors:
            raise ValidationError("请填数量")
        if not self.item.data and (field.data is not None or self.note.data):
            raise ValidationError("这一行没有填品目")


class CaseForm(Entry):
    """What is to be bought, and how."""

    matter = line("事项", description="要办什么，例如：更换烤箱")
    opened_on = day_until_today("立项日期")
    lines = FieldList(FormField(LineForm), min_entries=1, max_entries=MOST_LINES)
    estimate = yuan("估计金额", above_zero, description="不填就按最近一次单价或参考价计算")
    method = one_of("方式", (AS_ADVISED, *SourcingMethod), default=AS_ADVISED)

    def __init__(self, sent: Any, items: Mapping[str, Item], *, more: bool) -> None:
        super().__init__(sent)
        if more and len(self.lines) < MOST_LINES:
            self.lines.append_entry()
        for row in self.lines:
            row.form.items = items
        self._items = items

    @property
    def wanted(self) -> list[Wanted]:
        """The lines that say an item and a quantity."""
        rows = [row.form for row in self.lines]
        return [
            Wanted(item, row.quantity.data, row.note.data)
            for row in rows
            if (item := self._items.get(row.item.data or "")) and row.quantity.data
        ]

    def validate_lines(self, _field: Field) -> None:
        """A case asks for something."""
        if not any(row.form.item.data for row in self.lines):
            raise ValidationError("请至少填一行：品目和数量")


class ProcedureForm(Entry):
    """How it is procured, and the approval of central purchasing when it comes."""

    method = one_of("方式", SourcingMethod)
    approval_no = line("审批文号", needed=False)
    approved_on = day("审批日期", not_ahead, needed=False)
    paper = paper_field("审批文件", needed=False, description="批复的照片或 PDF")


class StartForm(Entry):
    """The day of the purchase that starts from a quote."""

    purchased_on = day_until_today("采购日期")


class QuoteForm(Entry):
    """Whose quote it is, and of which day."""

    supplier = chosen("供应商")
    quoted_on = day_until_today("报价日期")

    def validate_supplier(self, field: Field) -> None:
        """Somebody quoted."""
        if not field.data:
            raise ValidationError("请选供应商")


class ReplyForm(Form):
    """The workbook that a supplier filled in."""

    file = FileField("填好的询价单（.xlsx）", render_kw={"accept": ".xlsx"})

    def validate_file(self, field: Field) -> None:
        """Refuse a form without a file."""
        if not isinstance(field.data, FileStorage) or not field.data.filename:
            raise ValidationError("请选择文件")


def quote_form(lines: Sequence[CaseLine]) -> type[QuoteForm]:
    """The form of a quote: a unit price for each line of the case, or one amount where it has none."""
    asked: dict[str, Any] = {price_of(each): yuan(_asks(each), NEEDED) for each in lines}
    fields = asked or {AMOUNT: yuan("报价金额", NEEDED, above_zero)}
    paper = paper_field("报价单", needed=False, description="供应商签字盖章的报价单：照片或 PDF")
    return type("PricedForm", (QuoteForm,), {**fields, "paper": paper})


def price_of(asked: CaseLine) -> str:
    """The name of the field for a line's unit price."""
    return f"price_{asked.line_no}"


def _asks(asked: CaseLine) -> str:
    what = f"{asked.item.name}（{asked.note}）" if asked.note else asked.item.name
    return f"{asked.line_no}. {what} {milli(asked.quantity)} {asked.item.unit}，单价"
