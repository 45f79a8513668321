"""PINs that somebody would try first: repeats, runs, dates and patterns of the keypad, a tenth of all."""

import re
from datetime import date
from itertools import pairwise

KEYS = {str(key): divmod(key - 1, 3) for key in range(1, 10)} | {"0": (3, 1)}
"""Where the keys stand: row and column."""
LINES = ("123", "456", "789", "147", "258", "369", "159", "357")
THREES = {line[::way] for line in LINES for way in (1, -1)}
FOREVER = "1314"
REPEATED = re.compile(r"(\d+)\1+|(\d)\2(\d)\3(\d)\4", re.ASCII)
WISHES = ("131", "168", "188", "518", "520", "521", "666", "668", "688", "888")
"""What sounds like a wish; two of them make a PIN."""


def is_guessable(pin: str) -> bool:
    """Whether a PIN of six digits is among the first that somebody would try."""
    return any(tells(pin) for tells in (_repeats, _runs, _is_a_date, _walks, _is_lines, _wishes))


def _repeats(pin: str) -> bool:
    """112112, 112233, 123321: made of two digits, of a part repeated, of pairs, or the same from both ends."""
    return len(set(pin)) <= 2 or pin == pin[::-1] or REPEATED.fullmatch(pin) is not None


def _runs(pin: str) -> bool:
    """123456, 864208: each digit as far from the last as that from the one before."""
    return len({(int(later) - int(earlier)) % 10 for earlier, later in pairwise(pin)}) == 1


def _is_a_date(pin: str) -> bool:
    """A day as yyMMdd or ddMMyy."""
    first, middle, last = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    return _is_day(first, middle, last) or _is_day(last, middle, first)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(2000 + year, month, day))
    except ValueError:
        return False


def _walks(pin: str) -> bool:
    """Each key beside the last one."""
    return all(_beside(KEYS[one], KEYS[other]) for one, other in pairwise(pin))


def _beside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) == 1


def _is_lines(pin: str) -> bool:
    """Two lines of three keys each."""
    return pin[:3] in THREES and pin[3:] in THREES


def _wishes(pin: str) -> bool:
    return FOREVER in pin or (pin[:3] in WISHES and pin[3:] in WISHES)
