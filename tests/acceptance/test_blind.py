"""Whoever only receives is told nowhere what was ordered before the scales say it: every page that opens to them is read."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from html import unescape
from io import BytesIO
from itertools import product
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from canteen import attachments, clock
from canteen.budgets.kinds import KINDS as BUDGETS
from canteen.db import db
from canteen.documents.kinds import BY_SLUG, NAME_BY_SLUG
from canteen.models import (
    Attachment,
    CaseLine,
    Payment,
    PaymentPart,
    Purchase,
    Quote,
    QuoteLine,
    SourcingCase,
)
from canteen.models.common import Row, thing_of
from canteen.models.words import PaymentMethod, Post, ReceiptKind, Role, SourcingMethod
from canteen.security.rights import Right, right_of
from canteen.step import unjudged
from tests.course.market import CABBAGE, CASH, POTATO, STALL, TODAY, Market
from tests.law.test_queries import counted
from tests.today.crowd import multiply

ORDERED = ((CABBAGE, 37_123, 777), (POTATO, 41_357, 913))
TELLING = ("37.123", "288.45", "41.357", "377.59", "666.04")
"""What was ordered of each line, what each comes to, and the whole."""
WHOLE = 66_604
KEYS, PICTURES = range(1, 4), range(1, 6)
MONTH = date(2026, 11, 1)
ELSEWHERE = ("/static", "/lawbook", "/choose")
LISTS = ("/acceptance/", "/documents/purchase/", "/receipts/")
SHUT = (
    *(f"/pictures/{key}" for key in PICTURES),
    "/pictures/1/original",
    "/sourcing/1",
    "/sourcing/1/inquiry",
    "/sourcing/1/inquiry.xlsx",
    "/documents/case/1",
    "/documents/purchase/1",
    "/documents/payment/1",
    "/documents/receipt/2",
    "/documents/supplier/2",
    "/budgets/2026/categories/behind?name=零星食材",
    "/month/2026-11",
    "/month/2026-11/export.xlsx",
    "/transfers/floats/2",
    "/payments/",
)
"""What tells it those who did not come to weigh, and after the scales everybody."""


def scene(market: Market) -> Purchase:
    """Goods at the door that came of a case, with a receipt, a payment and photos; a draft of the same; and others, received."""
    case = asked_for(market)
    purchase = market.draft(*ORDERED, supplier=STALL, case_id=case.id)
    for who in ("cai1", "cai2"):
        market.sign(purchase, Role.BUYER, who)
    other = market.bought((CABBAGE, 5_000, 100), supplier=STALL, upto=Role.RECEIVER)
    market.draft(*ORDERED)
    receipt = market.covered(purchase, kind=ReceiptKind.SCRAP)
    with unjudged():
        payment, _ = paid(market, purchase), paid(market, other)
        for row in (purchase, receipt, payment, case, *case.quotes):
            photograph(row, market.canteen)
    return purchase


def asked_for(market: Market) -> SourcingCase:
    """The case, with the quote that was taken."""
    lines = [(number, market.item(name).id, milli, fen) for number, (name, milli, fen) in enumerate(ORDERED, 1)]
    prices = [QuoteLine(line_no=number, unit_price=fen) for number, _, _, fen in lines]
    case = SourcingCase(
        canteen_id=market.canteen, number="LX-202611-0001", matter="买菜", opened_on=TODAY, method=SourcingMethod.QUOTES
    )
    case.estimate = WHOLE
    case.lines = [CaseLine(line_no=number, item_id=item, quantity=milli) for number, item, milli, _ in lines]
    case.quotes = [Quote(supplier_id=market.supplier(STALL).id, quoted_on=TODAY, amount=WHOLE, lines=prices)]
    with unjudged():
        db.session.add(case)
    return case


def paid(market: Market, purchase: Purchase) -> Payment:
    """What a purchaser stated that they paid for it, out of their float."""
    float_ = market.account(CASH)
    float_.holder = "cai1"
    parts = [PaymentPart(purchase_id=purchase.id, amount=sum(line.amount for line in purchase.lines))]
    made = {"paid_on": TODAY, "method": PaymentMethod.CASH, "account_id": float_.id, "stated_by": "cai1"}
    payment = Payment(canteen_id=market.canteen, number=f"FK-202611-{purchase.id:04}", parts=parts, **made)
    payment.supplier_id = purchase.supplier_id
    db.session.add(payment)
    db.session.flush()
    return payment


def photograph(row: Row, canteen: int) -> None:
    """Attach a paper that can be read."""
    digest = attachments.keep(" ".join(TELLING).encode())
    attached = Attachment(canteen_id=canteen, thing=thing_of(row), role="照片", name="a.jpg", media="image/jpeg")
    attached.sha256, attached.shown, attached.added_by, attached.added_at = digest, digest, "cai1", clock.now()
    db.session.add(attached)


def addresses(app: Flask, post: Post) -> Iterator[str]:
    """Every address that opens to a post: of each route, with each of the keys and names that there are."""
    for rule in app.url_map.iter_rules():
        right = right_of(app, rule.endpoint) or Right()
        is_read = "GET" in (rule.methods or ()) and not right.open and not rule.rule.startswith(ELSEWHERE)
        if is_read and right.open_for(frozenset({post})):
            names = sorted(rule.arguments)
            for values in product(*(values_of(rule, name) for name in names)):
                yield url_for(rule.endpoint, **dict(zip(names, values, strict=True)))


def values_of(rule: Rule, name: str) -> list[Any]:
    """What there is to put into an address."""
    named: dict[str, Iterable[Any]] = {"documents.named": NAME_BY_SLUG, "budgets.behind": BUDGETS}
    slugs = named.get(rule.endpoint, BY_SLUG)
    keys = PICTURES if rule.rule.startswith("/pictures/") else KEYS
    known: dict[str, Iterable[Any]] = {"month": [MONTH], "year": [MONTH.year], "slug": slugs}
    return list(known.get(name, keys))


def told(answer: TestResponse) -> str:
    """What an answer tells, a workbook's sheets too."""
    if answer.status_code != 200:
        return ""
    if not is_zipfile(BytesIO(answer.data)):
        return answer.text
    with ZipFile(BytesIO(answer.data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def links(page: str) -> Iterator[str]:
    """The addresses of ours that a page leads to, and those that it asks for by itself."""
    for found in re.findall(r'(?:href|src|hx-get)="(/[^"#]*)', page):
        yield unescape(found)


def read(client: FlaskClient, known: list[str]) -> dict[str, str]:
    """What the pages tell, by address, and those that they lead to with a question."""
    seen: dict[str, str] = {}
    while known:
        address = known.pop()
        if address not in seen:
            seen[address] = told(client.get(address))
            known += (link for link in links(seen[address]) if "?" in link and not link.startswith(ELSEWHERE))
    return seen


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_page_tells_what_was_ordered_before_the_scales_do(market: Market) -> None:
    purchase = scene(market)
    with market.app.test_request_context():
        known = list(addresses(market.app, Post.RECEIVER))
    pages = read(market.client("yan1"), known)
    assert [address for address, page in pages.items() if any(figure in page for figure in TELLING)] == []
    assert len([page for page in pages.values() if page]) > 100
    for address in SHUT:
        assert any(figure in told(market.client("shen").get(address)) for figure in TELLING), address
    market.weigh(purchase)
    for address in SHUT:
        assert any(figure in told(market.client("yan1").get(address)) for figure in TELLING), address


def test_as_many_queries_with_many_deliveries_as_with_few(market: Market) -> None:
    market.bought(upto=Role.BUYER)
    market.unpriced()
    few = {address: queries(market, address) for address in LISTS}
    multiply(12)
    assert {address: queries(market, address) for address in LISTS} == few


def queries(market: Market, address: str) -> int:
    """How many statements a receiver's page sends, once all are known that are made at first use."""
    client = market.client("yan1")
    client.get(address)
    with counted() as sent:
        assert client.get(address).status_code == 200
    return len(sent)
