"""The form of a purchase: from whom, its lines, photos of the paper, what was paid on the spot."""

from typing import Any

from markupsafe import Markup
from wtforms import Field, FieldList, FormField, RadioField, ValidationError
from wtforms.validators import Optional

from canteen.catalogue.forms import phone, really, whole_phone
from canteen.fields import (
    Amendment,
    Entry,
    Form,
    NumberField,
    above_zero,
    chosen,
    day_until_today,
    line,
    one_of,
    yuan,
)
from canteen.models.words import Fund, Purpose
from canteen.money import times
from canteen.pictures import paper_field
from canteen.purchasing import scales
from canteen.purchasing.known import Entry as Named
from canteen.purchasing.known import Known, Names
from canteen.weights import JIN, KILOGRAMS

MOST_LINES, MOST_PHOTOS = 50, 9
LARGEST = 10**11
"""Amounts stay below one billion yuan, as those that are brought in."""
UNPAID, IN_CASH = "还没付", "现金已付"
CASH = ("paid", "from_float", "from_own")
"""The fields that say what was paid on the spot."""
REASONS = ("没有买成", "记重了", "记错了，另记一笔")


class LineForm(Form):
    """Something bought; a line left blank is none."""

    item = line("品目", needed=False)
    quantity = NumberField("数量", above_zero, places=3)
    unit_price = yuan("单价")
    note = line("件数、规格", needed=False)
    unit = line("计量单位", needed=False, most=20)
    names = Names([])
    key: str | None = None
    """斤 or 公斤, where what is weighed is typed in it."""
    may_wait = False
    """Whether quantity or price may be said later."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return all(field.data is None and not field.process_errors for field in self)

    @property
    def known(self) -> Named | None:
        """The item that is meant."""
        return self.names.find(self.item.data)

    @property
    def own_unit(self) -> str:
        """The item's unit; of a new item, what was typed for it."""
        return str(self.known.unit) if self.known else self.unit.data or ""

    @property
    def typed_in(self) -> str:
        """The unit in which the line is typed."""
        return scales.typed_in(self.own_unit, self.key)

    @property
    def numbers(self) -> tuple[int | None, int | None]:
        """Quantity and unit price in the item's own unit; each None where it is missing or wrong."""
        quantity, unit_price = (self._turned(field, keep) for field, keep in self._kept_by())
        return quantity, unit_price

    @property
    def kept(self) -> tuple[int, int] | None:
        """The same, where both are known."""
        quantity, unit_price = self.numbers
        return None if quantity is None or unit_price is None else (quantity, unit_price)

    @property
    def gap(self) -> str:
        """Which number of something bought is not said yet, in words; nothing where all is, or something is wrong."""
        if not self.item.data or self.errors:
            return ""
        said = [field.label.text for field in (self.quantity, self.unit_price) if field.data is None]
        return f"{'和'.join(said)}还没填" if said else ""

    @property
    def amount(self) -> int | None:
        """What the line comes to."""
        return times(*self.kept) if self.kept else None

    def validate(self, extra_validators: Any = None) -> bool:
        """See that a line says an item, how much of it, and at what price."""
        if self.is_empty:
            return True
        super().validate(extra_validators)
        self._name_it()
        self._weigh_it()
        return not self.errors

    def _weigh_it(self) -> None:
        """Say which number is missing, or cannot be kept."""
        for field, keep in self._kept_by():
            if field.errors:
                continue
            if field.data is None:
                field.errors = [] if self.may_wait else ["请填" + field.label.text]
                continue
            try:
                keep(field.data, self.own_unit, self.typed_in)
            except ValueError as inexact:
                field.errors = [str(inexact)]
        if self.amount is not None and self.amount >= LARGEST:
            self.quantity.errors = ["金额太大，应小于十亿元，请核对数量和单价"]

    def _kept_by(self) -> tuple[tuple[Field, scales.Keep], ...]:
        """The fields with a number, and how each is turned into the item's unit."""
        return (self.quantity, scales.kept_quantity), (self.unit_price, scales.kept_price)

    def _turned(self, field: Field, keep: scales.Keep) -> int | None:
        try:
            return None if field.data is None else keep(field.data, self.own_unit, self.typed_in)
        except ValueError:
            return None

    def _name_it(self) -> None:
        if not self.item.data:
            self.item.errors = ["这一行没有填品目"]
        elif self.known is None and (several := self.names.alike(self.item.data)):
            self.item.errors = [f"有几个品目这样拼：{'、'.join(entry.name for entry in several)}，请选一个"]
        elif self.known is None and not self.unit.data:
            self.item.errors = [f"品目里没有“{self.item.data}”。是新的零星食材就填计量单位，当场登记"]


class PurchaseForm(Amendment):
    """A purchase as it is logged."""

    supplier = line("向谁买")
    phone = phone(whole_phone, needed=False)
    really = really()
    purchased_on = day_until_today("采购日期")
    fund = one_of("资金", Fund, default=Fund.MEAL)
    purpose = one_of("用途", Purpose, default=Purpose.STAFF)
    reception = chosen("接待编号", needed=False, default=0)
    scale = RadioField("重量按", [Optional()], choices=scales.KEYS)
    lines = FieldList(FormField(LineForm), max_entries=MOST_LINES + 1)
    photos = FieldList(paper_field("小票照片", needed=False), min_entries=1, max_entries=MOST_PHOTOS)
    paid = one_of("怎么付的", (UNPAID, IN_CASH), default=UNPAID)
    from_float = yuan("备用金付了", above_zero)
    from_own = yuan("自己垫付了", above_zero)

    def __init__(self, sent: Any, known: Known, said: dict[str, Any], *, may_wait: bool = False) -> None:
        super().__init__(sent, data=said)
        self.known, self.may_wait = known, may_wait
        held = [(each.id, f"{each.number} {each.held_on} {each.department}") for each in known.receptions]
        self.reception.choices = [(0, "没有接待编号"), *held]
        if not sent and not any(entry.unit == JIN for entry in known.items.entries):
            self.scale.data = KILOGRAMS
        self.ready()

    def ready(self) -> None:
        """Tell the lines what they need to know."""
        for row in self.lines:
            row.form.names, row.form.key, row.form.may_wait = self.known.items, self.scale.data, self.may_wait

    @property
    def rows(self) -> list[LineForm]:
        """The lines that say anything."""
        return [row.form for row in self.lines if not row.form.is_empty]

    @property
    def cash(self) -> dict[bool, int]:
        """By whether it was the purchaser's own money, what was paid on the spot."""
        if "paid" not in self or self.paid.data != IN_CASH:
            return {}
        return {own: field.data for own, field in ((False, self.from_float), (True, self.from_own)) if field.data}

    def validate_supplier(self, field: Field) -> None:
        """Somebody sold it: one that is known, or a stall with its telephone."""
        several = self.known.suppliers.alike(field.data)
        if len(several) > 1:
            raise ValidationError(f"有几家这样拼：{'、'.join(entry.name for entry in several)}，请选一家")
        if not several and not self.phone.data:
            raise ValidationError(
                f"没有登记过“{field.data}”。是零星摊贩就在下面填电话，当场登记；固定经营场所请会计先登记"
            )

    def validate_lines(self, _field: Field) -> None:
        """Something was bought, and the paper holds it."""
        if not self.rows:
            raise ValidationError("请至少填一行：品目、数量和单价")
        if len(self.rows) > MOST_LINES:
            raise ValidationError(f"一笔最多 {MOST_LINES} 行，多出来的请另记一笔")

    def validate_paid(self, field: Field) -> None:
        """What was paid has an amount."""
        if field.data == IN_CASH and not (self.from_float.raw_data or self.from_own.raw_data):
            raise ValidationError("请填付了多少")


class PhotoForm(Entry):
    """One more photo of the paper."""

    photo = paper_field("小票照片", description="小票、送货单或退回时要补的纸，拍清楚；照片或 PDF，一次一个。")


class DiscardForm(Entry):
    """Why a draft is given up."""

    reason = one_of("为什么", REASONS)


def in_row(number: int, sentence: str) -> str:
    """A sentence about a line, which may hold a link."""
    return Markup("第 {} 行：{}").format(number, sentence)
