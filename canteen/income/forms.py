"""The forms of income and of receipt books."""

from typing import Any

from wtforms import Field, ValidationError
from wtforms.validators import Optional

from canteen.fields import NEEDED, Entry, NumberField, chosen, day_until_today, line, one_of, words, yuan
from canteen.models.words import IncomeReceipt

DIGITS = 12
"""A receipt's number is longer than others."""


def number_of_receipt(label: str, *rules: Any, **more: Any) -> NumberField:
    """The number printed on a receipt; zeros before it do not count."""
    return NumberField(label, *rules, digits=DIGITS, **more)


class IncomeForm(Entry):
    """Money that came in; less than nothing where it was given back."""

    received_on = day_until_today("收款日期")
    amount = yuan("金额", NEEDED, signed=True)
    department = chosen("交款部门", needed=False)
    reception = chosen("结算哪一次接待", needed=False)
    account = chosen("收到哪个账户")
    receipt_kind = one_of("开的票据", IncomeReceipt)
    receipt_no = number_of_receipt("票据号码", Optional())
    note = words("备注", needed=False, most=200)

    def validate_amount(self, field: Field) -> None:
        """Refuse an income of nothing, and a refund that nobody explains."""
        if field.data == 0:
            raise ValidationError("不能是 0")
        if field.data is not None and field.data < 0 and not self.note.data:
            raise ValidationError("金额是负数，按退款登记：请在备注里写明退给谁、为什么")

    def validate_receipt_no(self, field: Field) -> None:
        """Refuse the number of a receipt that was not made out."""
        if field.data is not None and self.receipt_kind.data == IncomeReceipt.NONE:
            raise ValidationError("没有开票据就没有号码：请删去号码，或改选票据")


class BookForm(Entry):
    """A receipt book with its range, handed out to somebody."""

    number = line("票据本号", description="印在封面上的本号或批次，例如 辽财食堂01")
    first_no = number_of_receipt("起号", NEEDED)
    last_no = number_of_receipt("止号", NEEDED)
    handed_out_on = day_until_today("领用日期")
    handed_to = chosen("领用人")

    def validate_last_no(self, field: Field) -> None:
        """Refuse a range that ends before it begins."""
        if None not in (self.first_no.data, field.data) and field.data < self.first_no.data:
            raise ValidationError("止号不能小于起号")


class SpoilForm(Entry):
    """A number of a receipt book that was spoiled."""

    receipt_no = number_of_receipt("作废的号码", NEEDED)
    spoiled_on = day_until_today("作废日期")
    reason = line("原因", most=200, description="例如 写错金额、撕破；作废的票各联都留在本上")
