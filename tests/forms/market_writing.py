"""Purchases on their way through the pages of the canteen of tests/course/market.py, one form at a time, and what its books hold."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from itertools import count
from typing import Any, TypeVar
from unittest.mock import patch

import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from canteen import clock
from canteen.check import check
from canteen.db import Base, db
from canteen.models import KeptWarning, Payment, Purchase, Receipt, Signature, SourcingCase
from canteen.models.common import Document
from canteen.models.words import State
from canteen.money import trimmed
from canteen.months import When, first_day
from canteen.rulebook import Finding, Rulebook
from canteen.step import unjudged
from tests.course.market import SHOP, STALL, STEPS, Market
from tests.forms.filling import Page
from tests.signing.pens import OF_PURCHASE, signed_at

D = TypeVar("D", bound=Document)
Found = set[tuple[str, str]]
"""Clauses with the documents that they find."""
Goods = tuple[str, str, str]
"""Item, quantity and unit price as they are typed."""
OF_ITSELF = {"log_entry", "log_head", "attempt", "login_session"}
"""Tables that a refused form may touch: that it was refused, and who tried."""


@dataclass(frozen=True)
class Deed:
    """A form that somebody is about to send: what they type over what its page proposes, and the button that only asks."""

    client: FlaskClient
    address: str
    typed: Mapping[str, Any]
    asks: str | None = None

    def opened(self) -> str:
        """Its page, as it is opened."""
        return self.client.get(self.address).text

    def send(self, page: str | None = None) -> TestResponse:
        """Fill the form of its page, sign it where it wants that, and send it."""
        text = page or self.opened()
        is_signed = "nonce" in Page(text).values or OF_PURCHASE.fullmatch(self.address)
        return self._post(text, signed_at(self.client, self.address, text) if is_signed else {})

    def ahead(self, page: str) -> list[str]:
        """The clauses that its page names before the form is sent."""
        return named(self._post(page, {self.asks: "1"}).text if self.asks else page)

    def _post(self, page: str, more: dict[str, str]) -> TestResponse:
        data = Page(page).sent(self.typed) | more
        return self.client.post(self.address, data=data, content_type="multipart/form-data")


@dataclass
class Forms:
    """The forms of a purchase's course, with whoever sends them."""

    client: Callable[[str], FlaskClient]
    """Of cai1, cai2, yan1, yan2, shen, chu and kuai."""
    moment: time_machine.Traveller
    numbers: Iterator[int] = field(default_factory=lambda: count(26212000000011280000, 10), kw_only=True)
    """Those of invoices, no two of which are neighbours."""

    def form(self, who: str, address: str, asks: str | None = None, /, **typed: Any) -> Deed:
        """A form that somebody is about to send."""
        return Deed(self.client(who), address, typed, asks)

    def log(self, *goods: Goods, supplier: str = SHOP, **typed: Any) -> Purchase:
        """Log a purchase, which is a draft."""
        rows = {
            f"lines-{row}-{name}": text
            for row, line in enumerate(goods)
            for name, text in zip(("item", "quantity", "unit_price"), line, strict=True)
        }
        stored(self.form("cai1", "/purchases/new", supplier=supplier, **rows, **typed).send())
        return latest(Purchase)

    def signs(self, who: str, purchase: Purchase) -> Deed:
        """Somebody is about to sign the purchase, as what they are, a second after what was before."""
        self.moment.shift(1)
        page = {"cai": f"/signoff/{purchase.id}/order", "yan": f"/signoff/{purchase.id}/arrival"}
        return self.form(who, page.get(who[:3], f"/approval/{purchase.id}"))

    def sign(self, who: str, purchase: Purchase) -> None:
        """Somebody signs the purchase, on the way to something else."""
        stored(self.signs(who, purchase).send())

    def sells(self, purchase: Purchase) -> None:
        """Have the stall's seller sign."""
        stored(self.form("cai1", f"/signoff/{purchase.id}/sale", 电话="13904135678").send())

    def orders(self, *goods: Goods, **typed: Any) -> Deed:
        """Log a purchase; one purchaser has signed and the other is about to."""
        return self.half_signed(self.log(*goods, **typed))

    def half_signed(self, draft: Purchase) -> Deed:
        """One purchaser has signed a draft and the other is about to."""
        self.sign("cai1", draft)
        return self.signs("cai2", draft)

    def ordered(self, *goods: Goods, **typed: Any) -> Purchase:
        """A purchase that both purchasers have signed."""
        purchase = self.log(*goods, **typed)
        for who in ("cai1", "cai2"):
            self.sign(who, purchase)
        return purchase

    def weigh(self, purchase: Purchase, *gross: str) -> None:
        """Put every line on the scale: what was ordered, where nothing else is said."""
        typed = {
            f"line_{line.line_no}-gross": gross[line.line_no - 1] if gross else trimmed(line.quantity, 3)
            for line in purchase.lines
        }
        stored(self.form("yan1", f"/acceptance/{purchase.id}", **typed).send())

    def receives(self, purchase: Purchase, *gross: str) -> Deed:
        """What was bought is weighed; one receiver has signed and the other is about to."""
        self.weigh(purchase, *gross)
        self.sign("yan1", purchase)
        return self.signs("yan2", purchase)

    def received(self, *goods: Goods, **typed: Any) -> Purchase:
        """A purchase that purchasers and receivers have signed."""
        purchase = self.ordered(*goods, **typed)
        self.weigh(purchase)
        for who in ("yan1", "yan2"):
            self.sign(who, purchase)
        return purchase

    def approves(self, *goods: Goods, **typed: Any) -> Deed:
        """What was bought is received, and the approver is about to sign."""
        return self.signs("shen", self.received(*goods, **typed))

    def approved(self, *goods: Goods, **typed: Any) -> Purchase:
        """A purchase that everybody has signed."""
        purchase = self.received(*goods, **typed)
        if purchase.supplier.name == STALL:
            self.sells(purchase)
        self.sign("shen", purchase)
        return purchase

    def covers(self, *purchases: Purchase, **typed: Any) -> Deed:
        """A complete invoice for these purchases, but for what is typed otherwise, is about to be registered."""
        address = "/receipts/new?" + "&".join(f"purchase={each.id}" for each in purchases)
        read = {"number": str(next(self.numbers)), "day": str(clock.today()), "buyer": "高新区机关食堂"}
        ticked = {"purchases": [str(each.id) for each in purchases]}
        return self.form("kuai", address, "check", **(read | ticked | typed))

    def covered(self, *purchases: Purchase, **typed: Any) -> Receipt:
        """Register it."""
        stored(self.covers(*purchases, **typed).send())
        return latest(Receipt)

    def pays(self, purchase: Purchase, **typed: Any) -> Deed:
        """The cashier is about to pay a purchase, as is usual but for what is typed; `amount` is what is paid of it."""
        if amount := typed.pop("amount", None):
            typed[f"这次付 {purchase.number}"] = amount
        return self.form("chu", f"/payments/new?purchase={purchase.id}", "look", **typed)

    def corrects(self, purchase: Purchase, **typed: Any) -> Deed:
        """A purchaser is about to change what is stored of a purchase."""
        return self.form("cai1", f"/purchases/{purchase.id}/edit", "advise", **typed)


@dataclass
class Pages(Forms):
    """The forms of the canteen at work, and what its month's check finds."""

    market: Market
    given: dict[str, Purchase] = field(default_factory=dict)
    """Purchases that several deeds are about."""

    def go_on_to(self, day: date) -> None:
        """Let it be the morning of another day; everybody logs in anew."""
        self.moment.move_to(f"{day}T06:30:00+08:00")
        self.market._clients.clear()

    def sign(self, who: str, purchase: Purchase) -> None:
        """Somebody signs on the way to what is tried, the market's short way; test_round_trip.py goes the whole way by the pages."""
        self.moment.shift(1)
        self.market.sign(purchase, next(role for role, signer in STEPS if signer == who), who)

    def weigh(self, purchase: Purchase, *gross: str) -> None:
        """What was ordered has come."""
        assert not gross
        self.market.weigh(purchase)

    def starts(self, case: SourcingCase) -> Purchase:
        """Start the purchase from the lowest quote of a case, which makes a draft."""
        quote = min(case.quotes, key=lambda each: each.amount)
        stored(self.form("cai1", f"/sourcing/{case.id}/quotes/{quote.id}/purchase").send())
        return latest(Purchase)

    def found(self) -> list[Finding]:
        """What the month's check finds of that which has come to its stage."""
        today = clock.today()
        return [each for each in check(When(self.market.canteen, first_day(today), today)).findings if each.due]

    def month(self) -> Found:
        """The same: clauses and documents."""
        return spots(self.found())


def spots(findings: Iterable[Finding]) -> Found:
    """Clauses with the documents that they find."""
    return {(finding.clause.number, finding.document) for finding in findings}


def books() -> dict[str, list[str]]:
    """All that is stored, by table."""
    tables = [each for each in Base.metadata.sorted_tables if each.name not in OF_ITSELF]
    return {each.name: sorted(map(repr, db.session.execute(select(each)))) for each in tables}


def stored(answer: TestResponse) -> str:
    """Where the form led: it was stored."""
    assert answer.status_code == 303, re.findall(r'class="(?:error|found|ways)"[^>]*>(.*?)</', answer.text)
    return answer.location


def named(page: str) -> list[str]:
    """The clauses by which a page refuses or warns."""
    return re.findall(r'<h2>[^<]*条款 <a class="cl"[^>]*>([\dB.]+)</a>', page)


def told(answer: TestResponse) -> str:
    """What a page says, as one reads it."""
    return unescape(answer.text)


def kept() -> Found:
    """The warnings with which forms were let through."""
    return {(each.clause, each.document) for each in db.session.scalars(select(KeptWarning))}


def latest(model: type[D]) -> D:
    """What was stored last."""
    return db.session.scalars(select(model).order_by(model.id.desc()).limit(1)).one()


PAPERS: tuple[type[Document], ...] = (Purchase, Receipt, Payment)
Mark = tuple[dict[type[Document], set[int]], int]


def mark() -> Mark:
    """Which papers are live, and how far the signatures go."""
    live = {model: set(db.session.scalars(select(model.id).where(model.state == State.LIVE))) for model in PAPERS}
    return live, db.session.scalar(select(func.max(Signature.id))) or 0


def wipe(before: Mark) -> None:
    """Make void what has come to life since, and what was signed since."""
    live, last = before
    signed = select(Signature.purchase_id).join(Purchase).where(Signature.id > last, Purchase.number.is_not(None))
    with unjudged():
        for model, kept_ones in live.items():
            since = (model.state == State.LIVE, model.id.not_in(kept_ones))
            db.session.execute(update(model).where(*since).values(state=State.VOID))
        db.session.execute(update(Purchase).where(Purchase.id.in_(signed)).values(state=State.VOID))


@contextmanager
def unasked() -> Iterator[None]:
    """The same forms at a house that asks no clause: what they store is what the month is to find."""
    with patch.object(Rulebook, "at", lambda *_: []):
        yield
