"""What may be typed where a number, a day or a text belongs, and what is said where it may not."""

from typing import Any

import pytest
import time_machine
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from canteen.fields import NEEDED, Entry, NumberField, above_zero, day_until_today, line, scaled, yuan

GOOD = (
    # typed, places, scaled
    ("0", 2, 0),
    ("12", 2, 1200),
    ("12.5", 2, 1250),
    ("12.50", 2, 1250),
    ("１２．５", 2, 1250),
    ("0012.30", 2, 1230),
    ("+3", 0, 3),
    ("-0", 2, 0),
    ("1.000", 2, 100),
    ("999999999.99", 2, 99_999_999_999),
    ("0.001", 3, 1),
    ("0.5250", 4, 5250),
)
BAD = (
    # typed, places, what the sentence says
    ("abc", 2, "只填数字"),
    ("1e9", 2, "只填数字"),
    ("1,234.50", 2, "逗号"),
    ("12元", 2, "单位"),
    ("二十", 0, "只填数字"),
    ("12.345", 2, "最多 2 位小数"),
    ("0.1234567890123456789", 3, "最多 3 位小数"),
    ("1.5", 0, "整数"),
    ("-1", 2, "不能是负数"),
    ("1000000000", 2, "数太大"),
    ("9" * 5000, 0, "数太大"),
    ("١٢", 0, "只填数字"),
    (".5", 2, "只填数字"),
    ("5.", 2, "只填数字"),
    ("--5", 2, "只填数字"),
    ("NaN", 2, "只填数字"),
    ("\u200b5", 0, "只填数字"),
)


class Typed(Entry):
    """One field of each kind."""

    amount = yuan("金额", NEEDED, above_zero)
    change = yuan("差额", signed=True)
    heads = NumberField("人数")
    on = day_until_today("日期")
    name = line("名称", most=5)
    note = line("备注", needed=False)


def typed(**sent: str) -> Typed:
    """The form with good values, but for those sent."""
    return Typed(MultiDict({"amount": "1", "on": "2026-10-31", "name": "米", **sent}))


@pytest.mark.parametrize(("text", "places", "value"), GOOD)
def test_a_number_is_exact(text: str, places: int, value: int) -> None:
    form = number(places, text)
    assert (form.validate(), form.number.data) == (True, value)


@pytest.mark.parametrize(("text", "places", "sentence"), BAD)
def test_what_is_no_number_is_said_and_kept(text: str, places: int, sentence: str) -> None:
    form = number(places, text)
    assert not form.validate()
    assert sentence in form.number.errors[0]
    assert text in form.number().replace("&#34;", '"')


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0"])
def test_a_blank_of_any_width_is_one(blank: str) -> None:
    form = typed(note=f"{blank}{blank}见{blank}附件{blank}")
    assert form.validate()
    assert form.note.data == "见 附件"


def number(places: int, text: str) -> Any:
    """A form of one number with so many decimals."""
    made = type("NumberForm", (Entry,), {"number": NumberField("数", places=places)})
    return made(MultiDict({"number": text}))


def test_a_sum_owed_to_us_may_be_negative() -> None:
    assert typed(change="-12.30").change.data == -1230
    assert typed(change="-12.30").change().count('value="-12.30"') == 1


@pytest.mark.parametrize(("text", "good"), [("0", False), ("0.01", True)])
def test_an_amount_is_above_zero(text: str, good: bool) -> None:
    assert typed(amount=text).validate() is good


@time_machine.travel("2026-10-31T12:00:00+08:00", tick=False)
@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2026-10-31", True),
        ("2026-11-01", False),
        ("1950-01-01", True),
        ("1949-12-31", False),
        ("1900-01-01", False),
        ("31.10.2026", False),
        ("", False),
    ],
)
def test_a_day_has_come_and_is_believable(text: str, good: bool) -> None:
    assert typed(on=text).validate() is good


@pytest.mark.parametrize(
    ("text", "good"),
    [("一二三四五", True), ("一二三四五六", False), ("  ", False), ("a\x00b", False), ("大\u200b米", False)],
)
def test_a_line_is_short_and_printable(text: str, good: bool) -> None:
    assert typed(name=text).validate() is good


def test_an_empty_line_that_need_not_be_is_nothing() -> None:
    form = typed(note="  ")
    assert form.validate()
    assert form.note.data is None


def test_the_form_has_a_new_key_with_each_page_and_keeps_the_one_sent() -> None:
    assert Typed().key.data != Typed().key.data
    assert typed(key="ab" * 16).key.data == "ab" * 16
    assert typed(key="x").key.data != "x"
    assert isinstance(Typed().name, StringField)


def test_a_scaled_number_is_bounded_before_it_is_read() -> None:
    with pytest.raises(ValueError, match="数太大"):
        scaled("1" * 10, 2)
