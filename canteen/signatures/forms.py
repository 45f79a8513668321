"""The form with which one chooses one's PIN and agrees to sign with it."""

import re
from typing import Any

from sqlalchemy import select
from wtforms import Field, HiddenField, ValidationError
from wtforms.validators import EqualTo

from canteen.db import db
from canteen.fields import REQUIRED
from canteen.models import Person
from canteen.people.forms import secret
from canteen.people.proving import WRONG, knows_password
from canteen.security import current
from canteen.signing import DrawForm
from canteen.signing.forms import pin_field
from canteen.signing.guessable import is_guessable

SIX_DIGITS = re.compile(r"[0-9]{6}")
NOT_SIX = "PIN 是 6 位数字"
TOO_EASY = "这个 PIN 容易被人猜中（日期、顺子、重复、键盘上的一条线），请换一个"
WRITTEN_ELSEWHERE = "不要用口令、登录名、电话或工号里的数字"
USED_BEFORE = "最近用过，请换一个"


class PinForm(DrawForm):
    """设签名 PIN."""

    back = HiddenField()
    """Where the PIN was missed."""
    password = secret("登录口令", "current-password", description="证明是您本人在设")
    new_pin = pin_field("新 PIN", REQUIRED, description="6 位数字，签名时用，别人不能代设")
    again = pin_field("再填一次", REQUIRED, EqualTo("new_pin", "两次填的不一样"))

    def validate_new_pin(self, field: Field) -> None:
        """Refuse what is no PIN, and what others would try."""
        if not SIX_DIGITS.fullmatch(field.data):
            raise ValidationError(NOT_SIX)
        if is_guessable(field.data):
            raise ValidationError(TOO_EASY)
        if any(field.data in text for text in (self.password.data or "", *_known())):
            raise ValidationError(WRITTEN_ELSEWHERE)

    def validate(self, extra_validators: Any = None) -> bool:
        """Try the password only where the rest is sound."""
        if not super().validate(extra_validators):
            return False
        if not knows_password(self.password.data or ""):
            self.password.errors = [WRONG]
        return not self.errors


def _known() -> list[str]:
    """What others know of the one who chooses; a log-in's name may be a phone number."""
    staff_numbers = select(Person.staff_no).where(Person.user_id == current().user_id)
    return [current().username, *db.session.scalars(staff_numbers)]
