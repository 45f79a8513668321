"""The quotes of a case side by side: line by line, the lowest marked, late ones not counted."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from canteen import clock
from canteen.db import db
from canteen.models import CaseLine, Purchase, Quote, SourcingCase
from canteen.models.words import State
from canteen.money import times


@dataclass(frozen=True)
class Price:
    """A supplier's price for a line."""

    unit_price: int
    amount: int
    lowest: bool


@dataclass(frozen=True)
class Offer:
    """A quote among the others."""

    quote: Quote
    late: bool
    """Given after the purchase: it does not count."""
    lowest: bool


@dataclass(frozen=True)
class Comparison:
    """A table of the lines by the quotes."""

    offers: list[Offer]
    rows: list[tuple[CaseLine, list[Price | None]]]
    """Each line with its price in every quote; None where a quote says only its whole amount."""


def purchase_day(case: SourcingCase) -> date:
    """The day up to which quotes count: that of the first purchase from the case, else today."""
    bought = select(func.min(Purchase.purchased_on)).where(Purchase.case_id == case.id, Purchase.state == State.LIVE)
    return db.session.scalar(bought) or clock.today()


def compare(case: SourcingCase, day: date) -> Comparison:
    """Hold the quotes against each other, as known on the day of the purchase."""
    counted = [quote for quote in case.quotes if quote.quoted_on <= day]
    best = min((quote.amount for quote in counted), default=None)
    offers = [Offer(quote, quote not in counted, quote in counted and quote.amount == best) for quote in case.quotes]
    return Comparison(offers, [(line, _prices(line, case.quotes, counted)) for line in case.lines])


def _prices(line: CaseLine, quotes: list[Quote], counted: list[Quote]) -> list[Price | None]:
    asked = {quote.id: _price(quote, line) for quote in quotes}
    known = [price for quote in counted if (price := asked[quote.id]) is not None]
    best = min(known, default=None)
    return [
        None if price is None else Price(price, times(line.quantity, price), quote in counted and price == best)
        for quote in quotes
        for price in [asked[quote.id]]
    ]


def _price(quote: Quote, line: CaseLine) -> int | None:
    return next((each.unit_price for each in quote.lines if each.line_no == line.line_no), None)
