"""The forms of transfers: between any two accounts, and from an account into somebody's float."""

from wtforms import Field, ValidationError
from wtforms.validators import Optional

from canteen.fields import NEEDED, Entry, above_zero, chosen, day_until_today, line, words, yuan


class TransferForm(Entry):
    """Money from one account to another."""

    moved_on = day_until_today("日期")
    source = chosen("从哪个账户转出")
    target = chosen("转入哪个账户")
    amount = yuan("金额", NEEDED, above_zero)
    fee = yuan("银行手续费", Optional(), description="银行从转出账户另扣的，没有就不填")
    bank_ref = line("银行流水号", needed=False)
    note = words("备注", needed=False, most=200)

    def validate_target(self, field: Field) -> None:
        """Refuse an account that pays itself."""
        if field.data == self.source.data:
            raise ValidationError("转出和转入不能是同一个账户")


class FloatForm(Entry):
    """Cash handed to a purchaser, who carries it."""

    moved_on = day_until_today("日期")
    person = chosen("交给哪位采购", description="只列今天在任的采购")
    source = chosen("从哪个账户拨付")
    amount = yuan("金额", NEEDED, above_zero)
    fee = yuan("银行手续费", Optional(), description="银行从拨付账户另扣的，没有就不填")
    bank_ref = line("银行流水号", needed=False)
    note = words("备注", needed=False, most=200)
