"""A canteen with items and suppliers, a purchaser who buys for it, and short ways to open cases and enter quotes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Canteen, Item, Purchase, Quote, SourcingCase, Supplier
from canteen.step import unjudged
from tests.security.staff import employ, log_in, token

MONDAY, TUESDAY = "2026-11-09", "2026-11-10"
NOON = f"{TUESDAY}T12:00:00+08:00"
OVEN, PLATE, FRIDGE, RICE = "电烤箱", "不锈钢餐盘", "冰箱", "东北大米"
ITEMS = {
    OVEN: ("设备购置", "台", False, 90_000),
    PLATE: ("杂品", "个", False, None),
    FRIDGE: ("设备购置", "台", True, 320_000),
    RICE: ("大宗食材", "公斤", False, 560),
}
"""Name: category, unit, in the catalogue, usual price."""
FIRST, SECOND, THIRD, FOURTH = "厨邦酒店设备公司", "冰峰制冷设备公司", "好管家用品店", "洁雅百货商店"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is Tuesday noon."""
    with time_machine.travel(NOON, tick=False):
        yield


@dataclass(frozen=True)
class Desk:
    """Somebody at work."""

    client: FlaskClient

    def send(self, address: str, **fields: str) -> TestResponse:
        """Send the form at an address, as the page would."""
        page = self.client.get(address).text
        key = re.search(r'name="key"[^>]* value="(\w+)"', page)
        assert key, page
        return self.client.post(address, data={"csrf_token": token(self.client), "key": key[1], **fields})

    def open(self, *lines: tuple[str, str], method: str = "按建议", day: str = MONDAY, **more: str) -> TestResponse:
        """Open a case for items and quantities."""
        rows = {f"lines-{place}-item": item for place, (item, _) in enumerate(lines)}
        rows |= {f"lines-{place}-quantity": quantity for place, (_, quantity) in enumerate(lines)}
        return self.send("/sourcing/new", matter="添置", opened_on=day, method=method, **rows, **more)

    def quote(self, supplier: str, *prices: str, day: str = MONDAY) -> TestResponse:
        """Enter a supplier's unit prices for the only case."""
        asked = {f"price_{number}": price for number, price in enumerate(prices, 1)}
        address = f"/sourcing/{the_case().id}/quotes/new"
        return self.send(address, supplier=str(supplier_id(supplier)), quoted_on=day, **asked)

    def buy(self, supplier: str, day: str = TUESDAY) -> TestResponse:
        """Start the purchase from a supplier's quote."""
        quote = next(quote for quote in the_case().quotes if quote.supplier.name == supplier)
        return self.send(f"/sourcing/{the_case().id}/quotes/{quote.id}/purchase", purchased_on=day)


@pytest.fixture
def hire(app: Flask) -> Callable[..., Desk]:
    """Employs somebody, who logs in."""

    def hired(name: str, *posts: str) -> Desk:
        employ(name, *posts)
        log_in(client := app.test_client(), name)
        return Desk(client)

    return hired


@pytest.fixture
def buyer(hire: Callable[..., Desk]) -> Desk:
    """A purchaser of a canteen with items and suppliers."""
    desk = hire("buyer", "采购")
    stock("01")
    return desk


def stock(code: str) -> None:
    """Give the canteen its items and suppliers."""
    with unjudged():
        canteen = db.session.scalars(select(Canteen.id).where(Canteen.code == code)).one()
        for name, (category, unit, listed, price) in ITEMS.items():
            item = Item(canteen_id=canteen, name=name, category=category, unit=unit, in_catalogue=listed, durable=True)
            item.usual_price = price
            db.session.add(item)
        for name in (FIRST, SECOND, THIRD, FOURTH):
            db.session.add(Supplier(canteen_id=canteen, name=name, kind="固定经营场所"))


def the_case() -> SourcingCase:
    """The only case."""
    return db.session.scalars(select(SourcingCase)).one()


def supplier_id(name: str) -> int:
    """A supplier's key."""
    return db.session.scalars(select(Supplier.id).where(Supplier.name == name)).one()


def quotes() -> list[tuple[str, int]]:
    """Who quoted what."""
    return [(quote.supplier.name, quote.amount) for quote in db.session.scalars(select(Quote).order_by(Quote.id))]


def drafts() -> list[Purchase]:
    """The purchases that were drafted."""
    return list(db.session.scalars(select(Purchase).order_by(Purchase.id)))
