"""The forms of a bill and of its payment."""

from typing import Any

from wtforms import Field, FieldList, FormField, MonthField, ValidationError
from wtforms import Form as AnyForm
from wtforms.validators import InputRequired, Optional

from canteen import clock, money
from canteen.exchange.checking import LARGEST_BILL
from canteen.fields import (
    NEEDED,
    Entry,
    Form,
    NumberField,
    above_zero,
    believable,
    chosen,
    day_until_today,
    line,
    one_of,
    yuan,
)
from canteen.models import UtilityCharge
from canteen.models.words import Utility
from canteen.months import first_day
from canteen.pictures import paper_field
from canteen.rules.cost_caps import ONE
from canteen.utilities.sums import Reckoning, charged, used


def begun(_form: AnyForm, field: Field) -> None:
    """Refuse a month that has not begun."""
    if field.data and field.data > first_day(clock.today()):
        raise ValidationError("不能晚于本月")


def price(label: str, *rules: Any, **more: Any) -> NumberField:
    """A unit price of utilities, in ten-thousandths of a yuan."""
    return NumberField(label, *rules, places=4, unit="元", **more)


class ChargeForm(Form):
    """One of the other charges; a row left empty is none."""

    name = line("名称", needed=False)
    tier = line("档位", needed=False)
    quantity = NumberField("数量", Optional(), places=3)
    unit_price = price("单价", Optional(), signed=True)
    amount = yuan("金额", Optional(), signed=True)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any("".join(field.raw_data or []).strip() for field in self)

    @property
    def product(self) -> int | None:
        """Quantity times price, where both are given."""
        if self.quantity.data is None or self.unit_price.data is None:
            return None
        return charged(self.quantity.data, self.unit_price.data)

    @property
    def comes_to(self) -> int | None:
        """Its amount: typed, or quantity times price."""
        return self.product if self.amount.data is None else self.amount.data

    def validate(self, extra_validators: Any = None) -> bool:
        """See that a charge has a name and one amount."""
        if self.is_empty:
            return True
        if super().validate(extra_validators):
            self._agree()
        return not self.errors

    def _agree(self) -> None:
        """Say what does not agree; the fields themselves are sound."""
        if not self.name.data:
            self.name.errors = ["请写明是什么费用"]
        if self.comes_to is None:
            self.amount.errors = ["请填金额，或填数量和单价"]
        elif self.product not in (None, self.comes_to):
            self.amount.errors = [f"数量乘单价是 {money.yuan(self.product or 0)} 元；空着就按它计"]

    def charge(self) -> UtilityCharge:
        """The charge as stored."""
        return UtilityCharge(
            name=self.name.data,
            tier=self.tier.data,
            quantity=self.quantity.data,
            unit_price=self.unit_price.data,
            amount=self.comes_to,
        )


class BillForm(Entry):
    """A bill: meter, readings, price, other charges by name, and what the paper says."""

    utility = one_of("项目", Utility)
    meter = line("表号", needed=False, description="表上的编号；只有一块表又没有编号的可以不填")
    month = MonthField("月份", [InputRequired("请填月份，例如 2026-10"), believable, begun])
    opening = NumberField("期初读数", NEEDED, places=3)
    closing = NumberField("期末读数", NEEDED, places=3)
    multiplier = NumberField("倍率", Optional(), above_zero, places=3, description="没有互感器的不填，按 1 计")
    unit_price = price("单价", NEEDED)
    photo = paper_field("表盘照片", description="拍清期末读数和表号")
    charges = FieldList(FormField(ChargeForm))
    amount = yuan("账单金额", NEEDED, description="照账单上的应缴金额填")
    paper = paper_field("账单照片或 PDF", needed=False, description="可以不附")

    def validate_unit_price(self, _field: Field) -> None:
        """Refuse what no database can multiply."""
        if numbers := self._numbers:
            opening, closing, unit_price = numbers
            if abs(closing - opening) * (self.multiplier.data or ONE) * unit_price >= LARGEST_BILL:
                raise ValidationError("读数之差乘倍率乘单价太大，请核对这几个数")

    @property
    def named(self) -> list[ChargeForm]:
        """The other charges that were typed."""
        return [row.form for row in self.charges if not row.form.is_empty]

    @property
    def other_charges(self) -> int | None:
        """Their sum; none without any."""
        return sum(row.comes_to or 0 for row in self.named) if self.named else None

    @property
    def reckoning(self) -> Reckoning | None:
        """What it comes to, where all that it takes was typed."""
        if self._numbers is None or any(row.comes_to is None for row in self.named):
            return None
        opening, closing, unit_price = self._numbers
        if closing < opening:
            return None
        computed = used(opening, closing, self.multiplier.data, unit_price) + (self.other_charges or 0)
        return Reckoning(computed, self.amount.data)

    def keep_papers(self) -> None:
        """Look at the papers that were sent: they need not be chosen again when the form comes back."""
        for field in (self.photo, self.paper):
            if field.file or field.ticket:
                field.validate(self)

    @property
    def _numbers(self) -> tuple[int, int, int] | None:
        """Opening and closing reading and price, where all were typed."""
        opening, closing, unit_price = self.opening.data, self.closing.data, self.unit_price.data
        return None if opening is None or closing is None or unit_price is None else (opening, closing, unit_price)


class PaymentForm(Entry):
    """The payment of a bill."""

    paid_on = day_until_today("付款日期")
    paid_amount = yuan("付款金额", NEEDED)
    account = chosen("付款账户")
    slip = paper_field("付款回单", needed=False, description="可以不附")
