"""Filling a form as people do: by the labels on the page, everything else left as the page proposes it."""

from collections.abc import Mapping
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.signing.pens import signed_at

File = tuple[bytes, str]


class Page(HTMLParser):
    """The forms of a page: what their fields hold, and which label leads to which."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.options: dict[str, dict[str, str]] = {}
        self._ids: dict[str, str] = {}
        self._chooser = self._value = self._for = self._text = ""
        self._in_main = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a control of the page itself."""
        at = {name: value or "" for name, value in attrs}
        self._in_main = self._in_main or tag == "main"
        notes = {"label": self._label, "select": self._select, "option": self._option}
        note = (notes | {"textarea": self._textarea, "input": self._input}).get(tag)
        if self._in_main and note:
            self._ids[at.get("id", "")] = at.get("name", "")
            note(at)

    def _label(self, at: Mapping[str, str]) -> None:
        self._for, self._text = at.get("for", ""), ""

    def _select(self, at: Mapping[str, str]) -> None:
        self._chooser = at["name"]

    def _option(self, at: Mapping[str, str]) -> None:
        self._value, self._text = at.get("value", ""), ""
        if "selected" in at or self._chooser not in self.values:
            self.values[self._chooser] = self._value

    def _textarea(self, at: Mapping[str, str]) -> None:
        self.values[at["name"]] = ""

    def _input(self, at: Mapping[str, str]) -> None:
        name, kind = at.get("name", ""), at.get("type", "text")
        if kind in {"radio", "checkbox"}:
            if "checked" in at:
                self.values[name] = at.get("value", "y")
        elif name and kind != "file":
            self.values[name] = at.get("value", "")

    def handle_data(self, data: str) -> None:
        """Note a label's or an option's text."""
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        """Note what a label or an option was."""
        if tag == "label" and self._for:
            self.names.setdefault(self._text.strip(), self._ids.get(self._for) or self._for)
        elif tag == "option":
            self.options.setdefault(self._chooser, {})[self._text.strip()] = self._value

    def sent(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """What the form sends when this was typed, by label or by name; an option by its text."""
        sent: dict[str, Any] = dict(self.values)
        for label, value in typed.items():
            name = self.names.get(label, label)
            chosen = self._chosen(name, value) if isinstance(value, str) else value
            sent[name] = (BytesIO(chosen[0]), chosen[1]) if isinstance(chosen, tuple) else chosen
        return sent

    def _chosen(self, name: str, text: str) -> str:
        """What the option sends whose text begins with this; a field without options, the text itself."""
        values = [value for option, value in self.options.get(name, {}).items() if option.startswith(text)]
        return values[0] if values else text


def fill(client: FlaskClient, address: str, /, **typed: str | File) -> TestResponse:
    """Open the page, fill its form and send it."""
    return client.post(address, data=Page(client.get(address).text).sent(typed), content_type="multipart/form-data")


def sign(client: FlaskClient, address: str, action: str = "", /, **typed: str | File) -> TestResponse:
    """Open the page, fill its form, sign it and send it, to an action of the page where it has several."""
    text = client.get(address).text
    data = Page(text).sent(typed) | signed_at(client, address, text)
    return client.post(f"{address}{action}", data=data, content_type="multipart/form-data")
