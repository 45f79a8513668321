"""The fields with which a form is signed: the page's nonce, the drawn name, the PIN."""

from typing import Any

from wtforms import Field, HiddenField, PasswordField, ValidationError

from canteen.db import db
from canteen.fields import Entry
from canteen.models import Challenge
from canteen.security import current
from canteen.signing import drawings, pins

SEEN_BEFORE = "和以前的签名一笔不差，请当场手写"
DIGITS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": str(pins.LENGTH)}


class DrawForm(Entry):
    """A form that brings a drawn name."""

    nonce = HiddenField()
    strokes = HiddenField()

    def validate_strokes(self, field: Field) -> None:
        """Refuse what is no name drawn just now; keep the strokes in their one form."""
        try:
            field.data = drawings.canonical(field.data or "")
        except ValueError as fault:
            raise ValidationError(str(fault)) from None
        if db.session.query(Challenge).filter_by(drawing=drawings.fingerprint(field.data)).first():
            raise ValidationError(SEEN_BEFORE)


class SignForm(DrawForm):
    """A form that is signed: with the drawn name and the PIN."""

    pin = PasswordField("签名 PIN", description="6 位数字，每次签名都要填", render_kw=DIGITS)

    def validate(self, extra_validators: Any = None) -> bool:
        """Try the PIN only where the rest is sound, since every wrong one counts."""
        if not super().validate(extra_validators):
            return False
        if fault := pins.fault_of(current().user_id, self.pin.data or ""):
            self.pin.errors = [fault]
            return False
        return True
