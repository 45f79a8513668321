"""What somebody reads on their page of today."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from flask import current_app, url_for
from flask.testing import FlaskClient

from canteen.models.common import Row

ITEM = re.compile(r'<li><a href="([^"]+)">(.*?)</a></li>', re.DOTALL)
SPAN = re.compile(r'<span class="([^"]+)">(.*?)</span>', re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """Something that waits, as it is shown."""

    age: str
    what: str
    amount: str
    why: str
    url: str


def waiting(client: FlaskClient) -> list[Shown]:
    """What waits, from the top."""
    page = client.get("/today/").text
    listed = page.partition('<ol class="wait">')[2].partition("</ol>")[0]
    return [_row(unescape(url), dict_of(inner)) for url, inner in ITEM.findall(listed)]


def at(endpoint: str, thing: Row | None = None, **named: Any) -> str:
    """The address of the page that does something with a thing."""
    with current_app.test_request_context():
        return url_for(endpoint, **({"key": thing.id, **named} if thing else named))


def told(client: FlaskClient) -> dict[str, str]:
    """What waits: its name, and what is said of it."""
    return {row.what: row.why for row in waiting(client)}


def dict_of(inner: str) -> dict[str, str]:
    """The parts of a row by their classes, those of one class after another."""
    parts: dict[str, str] = {}
    for name, text in SPAN.findall(inner):
        words = unescape(re.sub(r"<[^>]+>", " ", text)).strip()
        parts[name] = f"{parts[name]}；{words}" if name in parts else words
    return parts


def _row(url: str, parts: dict[str, str]) -> Shown:
    why = "；".join(filter(None, (parts.get("why"), parts.get("why warn"))))
    return Shown(parts["age"], parts["what"], parts.get("num amt", "").removesuffix(" 元"), why, url)


def links(client: FlaskClient) -> list[str]:
    """All that the page leads to, its frame aside."""
    main = client.get("/today/").text.partition("<main")[2].partition("</main>")[0]
    return [unescape(url) for url in re.findall(r'href="([^"]+)"', main)]
