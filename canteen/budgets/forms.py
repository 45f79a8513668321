"""The form that sets a year's budgets in one go: an amount for each name, and one reason."""

from collections.abc import Mapping
from hashlib import sha256
from typing import cast

from wtforms import Field, HiddenField
from wtforms.validators import Optional

from canteen.fields import Entry, NumberField, words, yuan


class Grid(Entry):
    """The amounts stand beside it, made for the names of the year."""

    reason = words("理由", needed=False, description="第一次定预算可以不写；改已有的预算要写：依据哪次会议、哪份文件。")

    def amount(self, name: str) -> NumberField:
        """The field of a name's amount."""
        return cast("NumberField", self[amount_of(name)])

    def seen(self, name: str) -> int:
        """The version that the amount was typed over."""
        return int(self[seen_of(name)].data)

    def see(self, name: str, version: int) -> None:
        """Let the amount be typed over another version from now on."""
        self[seen_of(name)].data = version


def grid(notes: Mapping[str, str]) -> type[Grid]:
    """The form for these names, with a note at each."""
    fields: dict[str, Field] = {}
    for name, note in notes.items():
        fields[amount_of(name)] = yuan(name, Optional(), description=note)
        fields[seen_of(name)] = HiddenField(default="0", filters=[_version])
    return type("YearGrid", (Grid,), fields)


def amount_of(name: str) -> str:
    """The field's name: a department may be called anything."""
    return f"amount-{_short(name)}"


def seen_of(name: str) -> str:
    """As amount_of."""
    return f"seen-{_short(name)}"


def _short(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16]


def _version(text: object) -> int:
    digits = str(text)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0
