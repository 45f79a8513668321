"""Spreadsheets as people keep them, sent and looked at as the accountant does."""

import re
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from openpyxl import Workbook
from werkzeug.test import TestResponse

from tests.exchange.files import saved
from tests.security.staff import post, token

UPLOAD = "/catalogue/import/"
KEY = "0f" * 16


def rows(*cells: tuple[Any, ...], merged: tuple[str, ...] = ()) -> bytes:
    """A sheet of these rows, with these ranges merged."""
    book = Workbook()
    page = book.worksheets[0]
    for row in cells:
        page.append(row)
    for cell_range in merged:
        page.merge_cells(cell_range)
    return saved(book)


def send(client: FlaskClient, content: bytes, word: str = "品目", name: str = "清单.xlsx") -> TestResponse:
    """Send a spreadsheet."""
    data = {"csrf_token": token(client), "word": word, "file": (BytesIO(content), name)}
    return client.post(UPLOAD, data=data)


def preview(client: FlaskClient, content: bytes, word: str = "品目") -> str:
    """Send a spreadsheet; gives the address of its preview."""
    answer = send(client, content, word)
    assert answer.status_code == 303, answer.text
    return answer.location


def asked(address: str, **choices: str) -> str:
    """The address of the preview with these choices."""
    return f"{address}?" + "&".join(f"{name}={value}" for name, value in choices.items())


def store(client: FlaskClient, address: str, key: str = KEY) -> TestResponse:
    """Store what is new in the preview."""
    return post(client, address, key=key)


def tally(page: str) -> dict[str, int]:
    """How many rows the preview has of each state."""
    found = re.search(r'<p class="tally">(.*?)</p>', page)
    assert found, page
    return {state: int(many) for state, many in re.findall(r"<span>(\S+) <b>(\d+)</b>", found[1])}
