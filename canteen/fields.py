"""What the forms share: Chinese sentences, texts in their normal form, and exact numbers, days and choices."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from secrets import token_hex
from typing import Any

from wtforms import DateField, Field, HiddenField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms import Form as AnyForm
from wtforms.form import BaseForm
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import TextInput

from canteen import clock, money

TEN_YEARS = timedelta(days=3652)
LONG_AGO = date(1950, 1, 1)
"""Before it nothing that is typed today began; an imported history may reach further back."""
DIGITS = 9
"""How many digits a number may have before the point, unless its field says otherwise."""
WIDE_BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
"""The blanks of Chinese keyboards and of web pages."""
KEY = re.compile(r"[0-9a-f]{32}")
REQUIRED = DataRequired("请填写")
A_DAY = InputRequired("请填日期，例如 2026-10-01")


class Form(AnyForm):
    """A form that speaks Chinese."""

    class Meta:
        """What WTForms says by itself."""

        locales = ("zh",)

        def wrap_formdata(self, _form: AnyForm, formdata: Any) -> Any:
            """Where nothing was sent, the fields hold what the view gave them."""
            return formdata or None


class Entry(Form):
    """A form that stores something: its key is new with each page, so that what is sent twice is stored once."""

    key = HiddenField(
        default=lambda: token_hex(16), filters=[lambda key: key if KEY.fullmatch(key or "") else token_hex(16)]
    )


class Amendment(Entry):
    """A form that changes what is there: it says what its page showed, so that nobody writes over another unseen."""

    shown = HiddenField()


class Asking(Entry):
    """A form that asks something once (see entering.once): it says what was asked."""

    asked = HiddenField()


def trimmed(text: str | None) -> str:
    """The text in its normal form, without blanks around it; a blank of any width is one."""
    return WIDE_BLANKS.sub(" ", unicodedata.normalize("NFC", text or "")).strip()


def believable(_form: AnyForm, field: Field) -> None:
    """Refuse a day long ago or more than ten years ahead: somebody mistyped the year."""
    if field.data and not LONG_AGO <= field.data <= clock.today() + TEN_YEARS:
        raise ValidationError("年份不对，请核对")


def not_ahead(_form: AnyForm, field: Field) -> None:
    """Refuse a day after today: no document is dated ahead."""
    if field.data and field.data > clock.today():
        raise ValidationError("不能晚于今天")


def printable(_form: AnyForm, field: Field) -> None:
    """Refuse control characters, which no text has and no database keeps alike; a text of many lines may break them."""
    lines = str(field.data).replace("\r\n", "\n").split("\n") if field.type == "TextAreaField" else [str(field.data)]
    if not all(map(str.isprintable, lines)):
        raise ValidationError("有看不见的字符，请删去后重填")


class NumberField(Field):
    """A number as an exact integer, scaled by its decimals: 12.50 yuan are 1250 fen; full-width digits count."""

    widget = TextInput()
    data: int | None

    def __init__(
        self,
        label: str,
        *rules: Any,
        places: int = 0,
        unit: str = "",
        signed: bool = False,
        digits: int = DIGITS,
        **more: Any,
    ) -> None:
        more.setdefault("render_kw", {"inputmode": "decimal" if places else "numeric", "autocomplete": "off"})
        super().__init__(label, list(rules), **more)
        self.places, self.unit, self.signed, self.digits = places, unit, signed, digits

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed. Raises ValueError with the sentence for it."""
        self.data = None
        if valuelist and (text := unicodedata.normalize("NFKC", valuelist[0]).strip()):
            self.data = scaled(text, self.places, signed=self.signed, digits=self.digits)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        if not self.places:
            return str(self.data)
        return money.to_text(self.data, self.places) if self.places == 2 else money.trimmed(self.data, self.places)


def scaled(text: str, places: int, *, signed: bool = False, digits: int = DIGITS) -> int:
    """A typed number as an integer scaled by 10**places. Raises ValueError with the sentence for what is wrong."""
    found = re.fullmatch(r"([+-]?)(\d+)(?:\.(\d+))?", text[:40], re.ASCII)
    if not found:
        raise ValueError(
            "请只填数字，例如 1234.50，不要写逗号、单位或其他符号" if places else "请只填数字，不要写单位或其他符号"
        )
    sign, whole, fraction = found[1], found[2].lstrip("0"), (found[3] or "").rstrip("0")
    if len(fraction) > places:
        raise ValueError(f"最多 {places} 位小数" if places else "应是整数")
    if len(whole) > digits or len(text) > 40:
        raise ValueError(f"数太大，整数部分最多 {digits} 位")
    value = int((whole or "0") + fraction.ljust(places, "0"))
    if sign == "-" and value and not signed:
        raise ValueError("不能是负数")
    return -value if sign == "-" else value


def yuan(label: str, *rules: Any, **more: Any) -> NumberField:
    """An amount of money, in fen."""
    return NumberField(label, *rules, places=2, unit="元", **more)


def above_zero(_form: AnyForm, field: Field) -> None:
    """Refuse nothing and less."""
    if field.data is not None and field.data <= 0:
        raise ValidationError("应大于 0")


NOT_LISTED = "请从列表里选一项"
NEEDED = InputRequired("请填数字")
"""A number that must be there; 0 is one."""


def line(
    label: str, *rules: Any, most: int = 100, needed: bool = True, filters: Iterable[Any] = (), **more: Any
) -> StringField:
    """A line of text, required unless it need not be."""
    limits = (REQUIRED if needed else Optional(), Length(max=most, message=f"最多 {most} 个字"), printable)
    own = trimmed if needed else lambda text: trimmed(text) or None
    return StringField(label, [*limits, *rules], filters=[*filters, own], **more)


def words(label: str, *rules: Any, needed: bool = True, most: int = 1000, **more: Any) -> TextAreaField:
    """A text of several lines: a reason, a note."""
    limits = (
        DataRequired("请写明") if needed else Optional(),
        Length(max=most, message=f"最多 {most} 个字"),
        printable,
    )
    return TextAreaField(label, [*limits, *rules], filters=[trimmed], **more)


def day(label: str, *rules: Any, needed: bool = True, **more: Any) -> DateField:
    """A day."""
    return DateField(label, [A_DAY if needed else Optional(), believable, *rules], **more)


def day_until_today(label: str, *rules: Any, needed: bool = True, **more: Any) -> DateField:
    """A day that has come, today by itself."""
    return day(label, not_ahead, *rules, needed=needed, default=clock.today, **more)


def one_of(label: str, choices: type[StrEnum] | tuple[str, ...], **more: Any) -> RadioField:
    """One of a few words, all of them in sight."""
    words: list[Any] = [str(choice) for choice in choices]
    return RadioField(label, [InputRequired("请选一项")], choices=words, **more)


def row_key(text: object) -> int:
    """A row's key as a form sends it, no larger than a database keeps. Raises ValueError with the sentence for it."""
    if not re.fullmatch(r"\d{1,18}", str(text), re.ASCII):
        raise ValueError(NOT_LISTED)
    return int(str(text))


class ChosenField(SelectField):
    """A row by its key."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the key. Raises ValueError with the sentence for it."""
        self.data = None
        if valuelist:
            self.data = row_key(valuelist[0])

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms gives it
        """Refuse what is not among the choices."""
        if self.data not in {value for value, *_ in self.iter_choices()}:
            raise ValidationError(NOT_LISTED)


def chosen(label: str, *, needed: bool = True, **more: Any) -> SelectField:
    """A row by its key, of choices that the view sets: [(id, label)]; 0 is none where none is needed."""
    rules = [InputRequired("请选一项")] if needed else [Optional()]
    return ChosenField(label, rules, coerce=int, **more)
