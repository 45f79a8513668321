"""Amounts in capitals: written as the payment rules have it, read however an invoice has it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from canteen.capitals import capitals, parse

MOST = 999_999_999_999
WRITTEN = [
    (0, "零元整"),
    (5, "伍分"),
    (50, "伍角整"),
    (55, "伍角伍分"),
    (100, "壹元整"),
    (105, "壹元零伍分"),
    (1000, "壹拾元整"),
    (1070, "壹拾元零柒角整"),
    (5600, "伍拾陆元整"),
    (8586, "捌拾伍元捌角陆分"),
    (9264, "玖拾贰元陆角肆分"),
    (10045, "壹佰元零肆角伍分"),
    (32504, "叁佰贰拾伍元零肆分"),
    (72988, "柒佰贰拾玖元捌角捌分"),
    (127200, "壹仟贰佰柒拾贰元整"),
    (140950, "壹仟肆佰零玖元伍角整"),
    (168032, "壹仟陆佰捌拾元零叁角贰分"),
    (600714, "陆仟零柒元壹角肆分"),
    (1600000, "壹万陆仟元整"),
    (1640902, "壹万陆仟肆佰零玖元零贰分"),
    (10700053, "壹拾万柒仟元零伍角叁分"),
    (100001000, "壹佰万零壹拾元整"),
    (100000000005, "壹拾亿元零伍分"),
    (MOST, "玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    (-123400, "负壹仟贰佰叁拾肆元整"),
]


@pytest.mark.parametrize(("fen", "text"), WRITTEN)
def test_written(fen: int, text: str) -> None:
    assert capitals(fen) == text


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("壹万陆仟圆整", 1600000),
        ("壹仟贰佰柒拾贰圆整", 127200),
        ("玖拾贰圆陆角肆分", 9264),
        ("捌拾伍圆捌角陆分", 8586),
        ("壹拾圆零柒角整", 1070),
        ("壹拾圆柒角整", 1070),
        ("壹佰圆肆角伍分", 10045),
        ("壹佰圆零肆角伍分", 10045),
        ("伍拾陆圆整", 5600),
        ("人民币 壹拾万零柒仟元正", 10700000),
        ("零圆伍角整", 50),
    ],
)
def test_read_as_invoices_print_them(text: str, fen: int) -> None:
    assert parse(text) == fen


@pytest.mark.parametrize(
    "text", ["", "整", "元整", "叁元", "拾元整", "壹贰元整", "壹角元整", "壹元拾角整", "100元整", "壹元整整", "亿" * 65]
)
def test_what_is_no_amount_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match="不是大写金额"):
        parse(text)


@given(st.integers(-MOST, MOST))
@example(MOST)
def test_what_was_written_is_read_again(fen: int) -> None:
    assert parse(capitals(fen)) == fen
