"""A small canteen that takes money: cashiers and an accountant, accounts of both funds, departments, a receipt book."""

from collections.abc import Callable
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Account, Canteen, Department, Income, ReceiptBook
from canteen.models.words import AccountKind, Fund
from canteen.step import unjudged
from tests.security.staff import employ, log_in, post, token

NOON = "2026-10-23T12:00:00+08:00"
BANK, BOX, GUESTS = "伙食费专户", "伙食费现金", "接待费专户"
OFFICE, INVEST, BUILD = "党政办公室", "招商局", "建设局"
BOOK, FIRST, LAST = "辽财食堂01", 101, 125


def furnish() -> None:
    """Make the canteen."""
    for name, posts in {"chuna": "出纳", "kuaiji": "会计", "caigou": "采购", "jianguan": "监管"}.items():
        employ(name, posts)
    with unjudged():
        canteen = db.session.scalars(select(Canteen.id)).one()
        accounts = [(BANK, AccountKind.BANK, Fund.MEAL), (BOX, AccountKind.CASH, Fund.MEAL)]
        for name, kind, fund in [*accounts, (GUESTS, AccountKind.BANK, Fund.RECEPTION)]:
            db.session.add(Account(canteen_id=canteen, name=name, kind=kind, fund=fund, opening=0, year=2026))
        for name in (OFFICE, INVEST, BUILD):
            db.session.add(Department(canteen_id=canteen, name=name))


def hand_out(
    number: str = BOOK, first: int = FIRST, last: int = LAST, day: str = "2026-10-08", to: str = "chuna"
) -> int:
    """Store a receipt book as handed out."""
    with unjudged():
        canteen = db.session.scalars(select(Canteen.id)).one()
        book = ReceiptBook(
            canteen_id=canteen,
            number=number,
            first_no=first,
            last_no=last,
            handed_out_on=date.fromisoformat(day),
            handed_to=to,
        )
        db.session.add(book)
        db.session.flush()
        return book.id


def visitor(app: Flask, name: str) -> FlaskClient:
    """Somebody, logged in."""
    client = app.test_client()
    assert log_in(client, name).status_code == 303
    return client


def hasty(client: FlaskClient) -> Callable[..., TestResponse]:
    """A way to send forms as this client from any thread, beside others."""
    cookie = client.get_cookie("sid")
    assert cookie
    sender = FlaskClient(client.application, client.application.response_class, use_cookies=False)
    known, headers = token(client), {"Cookie": f"sid={cookie.value}"}

    def send(address: str, **typed: str) -> TestResponse:
        return sender.post(address, data={"csrf_token": known, **typed}, headers=headers)

    return send


def account(name: str) -> str:
    """The key of an account, as a form sends it."""
    return str(db.session.scalars(select(Account.id).where(Account.name == name)).one())


def department(name: str) -> str:
    """The key of a department, as a form sends it."""
    return str(db.session.scalars(select(Department.id).where(Department.name == name)).one())


def fees(client: FlaskClient, number: str = "", **typed: str) -> TestResponse:
    """Enter meal fees against the receipt with the number."""
    sent = {
        "received_on": "2026-10-23",
        "amount": "1200.00",
        "department": department(OFFICE),
        "account": account(BANK),
        "receipt_kind": "财政专用票据",
        "receipt_no": number,
        "note": "",
    }
    return post(client, "/income/new", **(sent | typed))


def numbers() -> list[int | None]:
    """The receipts of the incomes stored, in the order of these."""
    return list(db.session.scalars(select(Income.receipt_no).order_by(Income.number)))
