"""A canteen at work, to be measured: its people with log-ins and PINs, suppliers, items and money, as of today."""

from datetime import date, timedelta
from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import text

from canteen import audit, clock, create_app
from canteen.config import Config
from canteen.db import db
from canteen.models import Item, Supplier
from canteen.step import unjudged
from tests.course.market import PEOPLE, Market, open_market

CLIENTS = 8
BUYERS = [f"mai{number}" for number in range(CLIENTS)]
"""Eight purchasers, beside those of the market."""
ITEMS, SUPPLIERS, LINES = 300, 60, 5
NOW = (
    "UPDATE canteen SET started_on = :long_ago",
    "UPDATE appointment SET started_on = :long_ago",
    "UPDATE budget SET year = :year, amount = 100000000000",
    "UPDATE account SET year = :year",
    "UPDATE transfer SET moved_on = :today",
    "UPDATE income SET received_on = :today",
)
"""The market of the tests has a day of its own."""


def app_on(home: Path, *, cheap: bool = True) -> Flask:
    """The product on a database in a folder."""
    file = f"sqlite:///{home / 'canteen.sqlite3'}"
    return create_app(Config(database_url=file, instance=home, testing=True, cheap_hashes=cheap))


def opened(home: Path) -> Market:
    """The canteen, in a new database in the folder."""
    app = app_on(home)
    with app.app_context():
        flask_migrate.upgrade()
        market = open_market(app, [*PEOPLE.items(), *((name, "采购") for name in BUYERS)])
        with unjudged():
            db.session.add_all(_item(market, number) for number in range(ITEMS))
            db.session.add_all(_supplier(market, number) for number in range(SUPPLIERS))
            db.session.flush()
            audit.record("bench")  # the log has begun in both
            for statement in NOW:
                db.session.execute(text(statement), _today(statement))
        db.session.remove()
        db.engine.dispose()
    return market


def name_of(number: int) -> str:
    """What an item is called."""
    return f"时令蔬菜{number:03}"


def said(place: int) -> dict[str, str]:
    """The form of a purchase of five lines, no two alike."""
    rows = {
        f"lines-{line}-{name}": value
        for line in range(LINES)
        for name, value in {
            "item": name_of((place * LINES + line) % ITEMS),
            "quantity": f"{1 + (place + line) % 40}.5",
            "unit_price": f"{1 + (place + line) % 9}.20",
        }.items()
    }
    whole = {"supplier": _supplier_name(place % SUPPLIERS), "purchased_on": clock.today().isoformat()}
    return whole | {"fund": "伙食费", "purpose": "职工伙食", "paid": "还没付", "save": "1"} | rows


def _today(statement: str) -> dict[str, object]:
    today = clock.today()
    known: dict[str, date | int] = {"today": today, "year": today.year, "long_ago": today - timedelta(days=60)}
    return {name: value for name, value in known.items() if f":{name}" in statement}


def _item(market: Market, number: int) -> Item:
    said = {"category": "零星食材", "unit": "公斤", "in_catalogue": False, "durable": False}
    spelt = {"pinyin": f"shilingshucai{number:03}", "initials": f"slsc{number:03}"}
    return Item(canteen_id=market.canteen, name=name_of(number), **said, **spelt)


def _supplier(market: Market, number: int) -> Supplier:
    return Supplier(canteen_id=market.canteen, name=_supplier_name(number), kind="固定经营场所")


def _supplier_name(number: int) -> str:
    return f"第{number:02}号商行"
