"""Somebody of the demonstration at work: logs in and fills the program's own forms, so that all is judged as anybody's is."""

import re
from collections.abc import Iterator, Mapping
from contextvars import Context
from dataclasses import dataclass
from hashlib import shake_128
from html.parser import HTMLParser
from http import HTTPStatus
from itertools import count
from json import dumps
from secrets import randbelow
from typing import Any

from flask import current_app
from werkzeug.test import Client, TestResponse

from canteen.signing.drawings import HEIGHT, WIDTH
from canteen.signing.guessable import is_guessable

WAYS = ((0.5, -0.05), (0.0, 0.5), (-0.3, 0.4), (0.3, 0.4), (0.2, -0.15))
"""How a brush goes: 横, 竖, 撇, 捺, 提; in parts of a character's box."""
POINTS = 8
"""Of a stroke."""
HERE = "https://localhost"
"""An address that every installation trusts."""
CHOICES = ("radio", "checkbox")
"""What says something only where it is checked."""


@dataclass(frozen=True)
class LogIn:
    """A log-in of the demonstration."""

    username: str
    password: str
    pin: str
    name: str
    posts: str

    def __str__(self) -> str:
        return f"{self.posts}\t{self.name}\t{self.username}\t{self.password}\tPIN {self.pin}"


class Hand:
    """Whose hand fills the forms."""

    def __init__(self, log_in: LogIn) -> None:
        self.log_in = log_in
        self._client = Client(current_app.wsgi_app)
        self._drawings = count()

    def begin(self) -> None:
        """Log in, agree to sign electronically, and choose the PIN."""
        me = self.log_in
        self.send("/login", name=me.username, password=me.password)
        self.sign("/signing/pin", password=me.password, new_pin=me.pin, again=me.pin)

    def leave(self) -> None:
        """Log out."""
        self.send("/sessions", to="/logout")

    def sign(self, address: str, **typed: str) -> str:
        """Send a form with one's drawn name and PIN."""
        return self.draw(address, self.log_in.name, pin=self.log_in.pin, **typed)

    def draw(self, address: str, drawn_name: str, **typed: str) -> str:
        """Send a form on which a name is drawn; a seller draws theirs on the purchaser's phone."""
        return self.send(address, strokes=drawn(drawn_name, next(self._drawings)), **typed)

    def send(self, address: str, *, to: str = "", **typed: str) -> str:
        """Fill the form at an address, all else as its page proposes it; gives where that led. Raises RuntimeError."""
        page = self._ask(address, follow_redirects=True)
        sent = _Fields(page.text).values | typed
        answer = self._ask(to or address, method="POST", data=sent)
        if answer.status_code != HTTPStatus.SEE_OTHER:
            raise RuntimeError(f"{self.log_in.username} {address}: {answer.status}\n{answer.text}")
        return answer.location

    def found(self, address: str, pattern: str) -> str:
        """The first link on a page that looks so."""
        link = re.search(pattern, self._ask(address).text)
        if link is None:
            raise RuntimeError(f"{self.log_in.username} {address}: {pattern}")
        return link[0]

    def _ask(self, address: str, **request: Any) -> TestResponse:
        """Send a request as the network would: it knows nothing of who else is at work here."""
        answer: TestResponse = Context().run(self._client.open, address, HERE, **request)
        return answer


def new_pin() -> str:
    """Six digits that nobody tries first."""
    while is_guessable(pin := f"{randbelow(10**6):06}"):
        pass
    return pin


def drawn(name: str, nth: int) -> str:
    """A name as its owner draws it: each time the same strokes, yet no two times so alike that one could be the other's copy."""
    shakes, box = iter(shake_128(f"{name} {nth}".encode()).digest(8192)), WIDTH / max(1, len(name))
    begun = [
        (way, box * (place + 0.1 + left) + _astray(shakes), HEIGHT * (0.15 + top) + _astray(shakes))
        for place, character in enumerate(name)
        for way, left, top in _brush(character)
    ]
    strokes = [
        [
            [
                _within(WIDTH, x + across * box * step / POINTS + next(shakes) % 9),
                _within(HEIGHT, y + down * HEIGHT * step / POINTS + next(shakes) % 9),
                serial * 200 + step * 15 + next(shakes) % 9,
            ]
            for step in range(POINTS)
        ]
        for serial, ((across, down), x, y) in enumerate(begun)
    ]
    return dumps(strokes, separators=(",", ":"))


def _astray(shakes: Iterator[int]) -> int:
    """How far from its place a stroke begins."""
    return next(shakes) % 81 - 40


def _within(side: int, place: float) -> int:
    return max(0, min(side, round(place)))


def _brush(character: str) -> Iterator[tuple[tuple[float, float], float, float]]:
    """The strokes of a character, which always has the same: how each goes, and where in the box it begins."""
    chance = shake_128(character.encode()).digest(21)
    for way, left, top in zip(chance[::3], chance[1::3], chance[2::3], strict=True):
        across, down = WAYS[way % len(WAYS)]
        yield (across, down), max(left / 800, -across), max(top / 800, -down)


class _Fields(HTMLParser):
    """What the fields of a page hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._chooser = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a field holds; of a choice, what is chosen."""
        at = {name: value or "" for name, value in attrs}
        if tag == "select":
            self._chooser = at["name"]
        elif tag == "option" and ("selected" in at or self._chooser not in self.values):
            self.values[self._chooser] = at.get("value", "")
        elif tag == "input" and _says(at):
            self.values[at["name"]] = at.get("value", "y")


def _says(at: Mapping[str, str]) -> bool:
    """Whether an input sends what it holds."""
    kind = at.get("type")
    return "name" in at and kind != "file" and (kind not in CHOICES or "checked" in at)
