"""Registering receipts as people do: what stands on the paper, and the purchases that it covers."""

import re
from collections.abc import Iterable

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Purchase, Receipt
from tests.forms.filling import File, Page

NUMBER = "26212000000011290017"
READ = {"发票号码": NUMBER, "开票日期": "2026-11-25", "购买方": "高新区机关食堂"}
"""What is read off an invoice beside what the form proposes."""


def new(*purchases: Purchase) -> str:
    """Where a receipt for these purchases is registered."""
    return "/receipts/new?" + "&".join(f"purchase={purchase.id}" for purchase in purchases)


def send(
    client: FlaskClient, address: str, purchases: Iterable[Purchase] | None = None, /, **typed: str | File
) -> TestResponse:
    """Open a page of receipts, fill it, and tick these purchases and no others, where they are named."""
    sent = Page(client.get(address).text).sent(typed)
    if purchases is not None:
        sent["purchases"] = [str(purchase.id) for purchase in purchases]
    return client.post(address, data=sent, content_type="multipart/form-data")


def register(client: FlaskClient, *purchases: Purchase, **typed: str | File) -> TestResponse:
    """Register an invoice for these purchases, as it is proposed but for what is typed otherwise."""
    return send(client, new(*purchases), purchases, **(READ | typed))


def refusals(answer: TestResponse) -> list[str]:
    """The clauses that refused, in the order of the page."""
    assert answer.status_code == 422, answer.location
    return re.findall(r'没有保存：条款 <a class="cl" href="/lawbook/([\dB.]+)"', answer.text)


def only() -> Receipt:
    """The only receipt."""
    return db.session.scalars(select(Receipt)).one()


def receipts() -> list[str | None]:
    """The numbers of all receipts."""
    return list(db.session.scalars(select(Receipt.number).order_by(Receipt.id)))
