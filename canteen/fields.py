"""What the forms share: Chinese sentences, and texts in their normal form without characters that nobody sees."""

import unicodedata
from datetime import timedelta

from wtforms import Field, ValidationError
from wtforms import Form as AnyForm

from canteen import clock
from canteen.months import EARLIEST

TEN_YEARS = timedelta(days=3652)


class Form(AnyForm):
    """A form that speaks Chinese."""

    class Meta:
        """What WTForms says by itself."""

        locales = ("zh",)


def trimmed(text: str | None) -> str:
    """The text in its normal form, without blanks around it."""
    return unicodedata.normalize("NFC", text or "").strip()


def believable(_form: AnyForm, field: Field) -> None:
    """Refuse a day before 1900 or more than ten years ahead: somebody mistyped the year."""
    if field.data and not EARLIEST <= field.data <= clock.today() + TEN_YEARS:
        raise ValidationError("年份不对，请核对")


def printable(_form: AnyForm, field: Field) -> None:
    """Refuse control characters, which no text has and no database keeps alike; a text of many lines may break them."""
    lines = str(field.data).replace("\r\n", "\n").split("\n") if field.type == "TextAreaField" else [str(field.data)]
    if not all(map(str.isprintable, lines)):
        raise ValidationError("有看不见的字符，请删去后重填")
