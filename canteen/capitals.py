"""Amounts in capitals (大写), as papers write them beside the figures: 107000.53 is 壹拾万柒仟元零伍角叁分."""

import re

DIGITS = "零壹贰叁肆伍陆柒捌玖"
STEPS = ((100_000_000, "亿"), (10_000, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))
MINUS = "负"
LONGEST = 64
"""Characters of an amount that is still read."""
SAME = str.maketrans("圆正", "元整")
IDLE = re.compile("零元(?!整)|零(?!元)")
"""What may be left out."""
FORM = re.compile("(负?)(?:([^元]+)元)?(?:(.)角)?(?:(.)分)?整?")


def capitals(fen: int) -> str:
    """Fen in capitals: 元 and 整, 零 for what is skipped, also behind 元 where its last figure is 0; 负 below zero."""
    yuan, rest = divmod(abs(fen), 100)
    jiao, last = divmod(rest, 10)
    whole = f"{_whole(yuan)}元" if yuan or not rest else ""
    gap = "零" if yuan and rest and not (jiao and yuan % 10) else ""
    parts = (f"{DIGITS[jiao]}角" if jiao else "") + (f"{DIGITS[last]}分" if last else "整")
    return f"{MINUS if fen < 0 else ''}{whole}{gap}{parts}"


def parse(text: str) -> int:
    """Capitals as fen, however they were written: 圆 for 元, 正 for 整, with or without 零. Raises ValueError."""
    plain = _plain("".join(text.split()).removeprefix("人民币"))
    form = FORM.fullmatch(plain)
    if not form or len(text) > LONGEST:
        raise ValueError(f"不是大写金额：{text[:LONGEST]}")
    minus, whole, jiao, last = form.groups(default="")
    fen = (_number(whole) * 100 + _number(jiao) * 10 + _number(last)) * (-1 if minus else 1)
    if _plain(capitals(fen)) != plain:
        raise ValueError(f"不是大写金额：{text}")
    return fen


def _plain(text: str) -> str:
    return IDLE.sub("", text.translate(SAME))


def _whole(number: int) -> str:
    """A whole number in capitals."""
    for size, word in STEPS:
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return f"{_whole(head)}{word}{gap}{_whole(rest) if rest else ''}"
    return DIGITS[number]


def _number(text: str) -> int:
    """What capitals without 零 say, or something else where they are none."""
    for size, word in STEPS:
        head, found, rest = text.rpartition(word)
        if found:
            return _number(head) * size + _number(rest)
    return max(DIGITS.find(text), 0)
