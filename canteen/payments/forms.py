"""The forms of payments: several purchases of one supplier, cash stated at a stall, a refund, a bank's references."""

from typing import Any

from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, ValidationError

from canteen.fields import (
    NEEDED,
    Amendment,
    Asking,
    Entry,
    Form,
    above_zero,
    chosen,
    day_until_today,
    line,
    one_of,
    row_key,
    words,
    yuan,
)
from canteen.models.words import PaymentMethod

MOST = 200
"""How many purchases one payment settles at most."""
NO_REFERENCE = "现金没有银行流水号：请删去，或改选付款方式"


class PartForm(Form):
    """What is paid for one purchase; a row that is not ticked says nothing."""

    purchase: Any = HiddenField(filters=[row_key])
    pays = BooleanField("付")
    amount = yuan("金额", NEEDED, above_zero)

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at the amount only where it counts."""
        return not self.pays.data or super().validate(extra_validators)


class MoneyForm(Entry):
    """How money goes or comes back, and when."""

    method = one_of("付款方式", PaymentMethod)
    account = chosen("从哪个账户付")
    paid_on = day_until_today("付款日期")
    bank_ref = line("银行流水号", needed=False, description="银行还没办完就空着，办完再填")
    note = words("备注", needed=False, most=200)

    def validate_bank_ref(self, field: Field) -> None:
        """Refuse a reference of what went through no bank."""
        if field.data and self.method.data == PaymentMethod.CASH:
            raise ValidationError(NO_REFERENCE)


class PayForm(MoneyForm):
    """One payment for purchases of a supplier, less what was paid too much before (抵)."""

    parts = FieldList(FormField(PartForm), max_entries=MOST)
    offsets = FieldList(FormField(PartForm), max_entries=MOST)
    payee = chosen("收款人")

    @property
    def amounts(self) -> list[tuple[int, int]]:
        """The ticked purchases with their fen, those that are deducted below zero."""
        return [*_ticked(self.parts, 1), *_ticked(self.offsets, -1)]

    @property
    def net(self) -> int:
        """What is paid in all."""
        return sum(amount for _, amount in self.amounts)

    def validate_parts(self, _field: Field) -> None:
        """Pay something."""
        if not _ticked(self.parts, 1):
            raise ValidationError("请至少勾选一笔采购")

    def validate_offsets(self, _field: Field) -> None:
        """A payment gives no money back."""
        if self.net < 0:
            raise ValidationError("抵的比付的多：多出来的请登记退款")


class StateForm(Entry):
    """Cash that a purchaser paid at a stall."""

    amount = yuan("付了多少", NEEDED, above_zero)
    source = chosen("用的什么钱")
    paid_on = day_until_today("付款日期")
    note = words("备注", needed=False, most=200)


class ConfirmForm(Entry):
    """The cashier's word on what a purchaser stated."""

    reason = line("为什么不是这样", needed=False, most=200)


class RefundForm(MoneyForm, Asking):
    """Money that came back for a purchase."""

    amount = yuan("退回金额", NEEDED, above_zero)
    note = words("为什么退", most=200)


class WriteOffForm(Entry):
    """Why the last fen are not paid."""

    reason = line("原因", most=200, description="例如 商户说零头不要了")


class ReferenceForm(Amendment):
    """The bank's reference of one payment."""

    bank_ref = line("银行流水号")


class OneReferenceForm(Form):
    """A reference in a list; empty where the bank has not done it yet."""

    payment: Any = HiddenField(filters=[row_key])
    bank_ref = line("银行流水号", needed=False, render_kw={"autocomplete": "off"})


class ReferencesForm(Entry):
    """The bank's references as they come."""

    rows = FieldList(FormField(OneReferenceForm), max_entries=MOST)


def _ticked(rows: Any, sign: int) -> list[tuple[int, int]]:
    return [
        (row.form.purchase.data, sign * row.form.amount.data)
        for row in rows
        if row.form.pays.data and row.form.amount.data is not None
    ]
