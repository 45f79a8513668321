"""Logging in tests: what a form sends for a purchase, and what came of it."""

import re
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Payment, Purchase
from tests.course.market import CABBAGE, STALL, TODAY
from tests.forms.filling import Page
from tests.security.staff import token

NEW = "/purchases/new"
FLOAT = "伙食费备用金 姓cai1（cai1）"


def said(*lines: tuple[str, str, str], **more: str) -> dict[str, str]:
    """What a form sends: lines of item, quantity and unit price as they are typed."""
    rows = {
        f"lines-{number}-{name}": value
        for number, row in enumerate(lines or [(CABBAGE, "10", "1.20")])
        for name, value in zip(("item", "quantity", "unit_price"), row, strict=True)
    }
    whole = {"supplier": STALL, "purchased_on": TODAY.isoformat(), "fund": "伙食费", "purpose": "职工伙食"}
    return whole | {"paid": "还没付"} | rows | more


def send(client: FlaskClient, address: str = NEW, /, **typed: Any) -> TestResponse:
    """Send a form, as the button that keeps the draft does; a file is (bytes, name)."""
    files = {name: (BytesIO(value[0]), value[1]) for name, value in typed.items() if isinstance(value, tuple)}
    data = {"csrf_token": token(client), "save": "1"} | typed | files
    return client.post(address, data=data, content_type="multipart/form-data")


def log(client: FlaskClient, *lines: tuple[str, str, str], **more: Any) -> Purchase:
    """Log a purchase, which becomes a draft."""
    answer = send(client, **said(*lines, **more))
    assert answer.status_code == 303, told(answer)
    return purchases()[-1]


def correct(client: FlaskClient, purchase: Purchase, **typed: str) -> TestResponse:
    """Open the form of what is stored, type over it and send it."""
    address = f"/purchases/{purchase.id}/edit"
    return send(client, address, **Page(client.get(address).text).sent(typed))


def told(answer: TestResponse) -> list[str]:
    """What a page says is wrong."""
    found = re.findall(r'class="error"[^>]*>× (.*?)</p>|class="found">(.*?)</p>', answer.text)
    return [re.sub(r"<.*?>", "", field or whole) for field, whole in found]


def refused_by(answer: TestResponse) -> set[str]:
    """The clauses that a page names as refusing or warning."""
    return set(re.findall(r'<h2>[^<]*<a class="cl"[^>]*>([\d.B]+)</a>', answer.text))


def purchases() -> list[Purchase]:
    """All purchases, as they were stored one after another."""
    return list(db.session.scalars(select(Purchase).order_by(Purchase.id)))


def payments() -> list[Payment]:
    """All payments."""
    return list(db.session.scalars(select(Payment).order_by(Payment.id)))
