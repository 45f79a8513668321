"""The fields with which a form is signed: the page's nonce, the drawn name, the PIN."""

import unicodedata
from typing import Any

from wtforms import Field, HiddenField, PasswordField, ValidationError

from canteen.fields import Entry
from canteen.signing import drawings, pins
from canteen.signing.signers import Signer, myself

DIGITS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "6"}


def pin_field(label: str, *rules: Any, description: str = "") -> PasswordField:
    """A PIN; full-width digits count."""
    return PasswordField(label, list(rules), filters=[_half_width], description=description, render_kw=DIGITS)


def _half_width(typed: str | None) -> str:
    return unicodedata.normalize("NFKC", typed or "")


class DrawForm(Entry):
    """A form that brings a drawn name."""

    nonce = HiddenField()
    strokes = HiddenField()

    def __init__(self, *sent: Any, signer: Signer | None = None, **more: Any) -> None:
        super().__init__(*sent, **more)
        self.signer = signer or myself()

    def validate_strokes(self, field: Field) -> None:
        """Refuse what is no name drawn just now; keep the strokes in their one form."""
        try:
            field.data = drawings.canonical(field.data or "")
        except ValueError as fault:
            raise ValidationError(str(fault)) from None


class SignForm(DrawForm):
    """A form that is signed: with the drawn name and the PIN."""

    pin = pin_field("签名 PIN", description="6 位数字，每次签名都要填")

    def validate(self, extra_validators: Any = None) -> bool:
        """Try the PIN only where the rest is sound, since every wrong one counts."""
        if not super().validate(extra_validators):
            return False
        if fault := pins.fault_of(self.signer.user_id, self.pin.data or ""):
            self.pin.errors = [fault]
            return False
        return True
