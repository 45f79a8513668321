"""Several at once: one quote a supplier, one draft a supplier, numbers without a gap; and what was written goes out and comes in."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.exchange.writing import export_history
from canteen.models import Canteen, Quote, SourcingCase
from canteen.sourcing.comparison import compare
from tests.security.staff import token
from tests.sourcing.conftest import FIRST, OVEN, SECOND, THIRD, TUESDAY, Desk, drafts, supplier_id, the_case

MANY = 8


def together(desk: Desk, address: str, **fields: str) -> Counter[int]:
    """Send the same form from so many pages at once; gives how they were answered."""
    app: Flask = desk.client.application
    cookie = desk.client.get_cookie("sid")
    assert cookie
    headers = {"Cookie": f"sid={cookie.value}"}
    data = {"csrf_token": token(desk.client), **fields}

    def send(number: int) -> int:
        client = FlaskClient(app, app.response_class, use_cookies=False)
        return client.post(address, data={**data, "key": f"{number:032x}"}, headers=headers).status_code

    with ThreadPoolExecutor(MANY) as pool:
        return Counter(pool.map(send, range(MANY)))


def test_eight_cases_at_once_have_eight_numbers_in_a_row(buyer: Desk) -> None:
    rows = {"lines-0-item": OVEN, "lines-0-quantity": "2", "method": "按建议", "matter": "添置", "opened_on": TUESDAY}
    assert together(buyer, "/sourcing/new", **rows) == {303: MANY}
    numbers = db.session.scalars(select(SourcingCase.number).order_by(SourcingCase.number)).all()
    assert numbers == [f"LX-202611-{number:04}" for number in range(1, MANY + 1)]


def test_a_supplier_whose_quote_is_entered_by_eight_quoted_once(buyer: Desk) -> None:
    buyer.open((OVEN, "2"))
    prices = {"supplier": str(supplier_id(FIRST)), "quoted_on": TUESDAY, "price_1": "900"}
    assert together(buyer, f"/sourcing/{the_case().id}/quotes/new", **prices) == {303: 1, 422: MANY - 1}
    assert len(db.session.scalars(select(Quote)).all()) == 1


def test_a_purchase_that_eight_start_at_once_is_drafted_once(buyer: Desk) -> None:
    asked(buyer)
    quote = the_case().quotes[0]
    address = f"/sourcing/{the_case().id}/quotes/{quote.id}/purchase"
    assert together(buyer, address, purchased_on=TUESDAY) == {303: 1, 422: MANY - 1}
    assert len(drafts()) == 1


def asked(desk: Desk) -> None:
    """Three suppliers quoted for two ovens."""
    desk.open((OVEN, "2"))
    for supplier, price in {FIRST: "900", SECOND: "950", THIRD: "960"}.items():
        desk.quote(supplier, price)


def test_a_case_with_its_quotes_goes_out_and_comes_in_where_it_can_be_compared(buyer: Desk) -> None:
    asked(buyer)
    buyer.buy(FIRST)
    export_history(the_case().canteen_id, book := BytesIO())
    answer = bring_in(book.getvalue(), canteen="99", name="新食堂", by="试")
    assert answer.errors == []
    there = select(SourcingCase).join(Canteen, Canteen.id == SourcingCase.canteen_id).where(Canteen.code == "99")
    brought = db.session.scalars(there).one()
    assert (brought.number, brought.method, brought.lines) == ("LX-202611-0001", "询价", [])
    offers = compare(brought, drafts()[0].purchased_on).offers
    assert [(offer.quote.supplier.name, offer.quote.amount, offer.lowest) for offer in offers] == [
        (FIRST, 180_000, True),
        (SECOND, 190_000, False),
        (THIRD, 192_000, False),
    ]
    assert len(drafts()) == 1
