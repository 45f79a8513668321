"""What the desk says before anything else: what is due, to whom it matters, and the way to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Notice:
    """A sentence for the visitor, and where the matter is put right."""

    text: str
    way: str
    """The link's words."""
    url: str
    since: datetime | None = None
    """Since when it waits; none where it is no piece of work but how things stand."""


Source = Callable[[], Iterable[Notice]]
"""Gives what is due for the visitor in the chosen canteen; nothing, where it does not matter to them."""
