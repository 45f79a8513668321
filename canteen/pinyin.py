"""How names are typed: their pinyin and its initials, for the search by a few letters."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, product
from typing import Any

MOST_READINGS, MOST_TRIED = 8, 200
"""How many readings are kept, and how many are looked at: of many polyphones there are more than anybody can wait for."""
LONGEST, LONGEST_INITIALS = 400, 200
SEPARATORS = re.compile(r"[\W_]+")


def spell(name: str) -> tuple[str, str]:
    """The readings of a name, apart by blanks, and their initials: 长豆角 is zhangdoujiao and changdoujiao."""
    from pypinyin import Style  # noqa: PLC0415 - its dictionary takes a while to load

    return _spelt(name, Style.NORMAL)[:LONGEST], _spelt(name, Style.FIRST_LETTER)[:LONGEST_INITIALS]


def joined(text: str) -> str:
    """The text in small half-width letters, without blanks and signs: as it is searched."""
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _spelt(name: str, style: Any) -> str:
    from pypinyin import pinyin  # noqa: PLC0415 - as above

    readings = islice(_readings(pinyin(joined(name), style=style, heteronym=True)), MOST_TRIED)
    return " ".join(islice(dict.fromkeys("".join(reading) for reading in readings), MOST_READINGS))


def _readings(syllables: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """The usual reading, those with one syllable read otherwise, then with several."""
    usual = tuple(readings[0] for readings in syllables)
    yield usual
    for place, readings in enumerate(syllables):
        for other in readings[1:]:
            yield (*usual[:place], other, *usual[place + 1 :])
    yield from product(*syllables)
