"""How names are typed: their pinyin and its initials, for the search by a few letters."""

from itertools import islice, product

MOST_READINGS = 8
LONGEST, LONGEST_INITIALS = 400, 200


def spell(name: str) -> tuple[str, str]:
    """All readings of a name and their initials: 长豆角 is zhangdoujiao and changdoujiao."""
    from pypinyin import Style, pinyin  # noqa: PLC0415 - its dictionary takes a while to load

    syllables = pinyin(name, style=Style.NORMAL, heteronym=True)
    readings = list(islice(product(*syllables), MOST_READINGS))
    full = dict.fromkeys("".join(reading).lower() for reading in readings)
    initials = dict.fromkeys("".join(part[:1] for part in reading).lower() for reading in readings)
    return " ".join(full)[:LONGEST], " ".join(initials)[:LONGEST_INITIALS]
