"""What the approver does on the sheet, and what is asked of the database meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from canteen.course import Standing, standing_of
from canteen.db import db
from canteen.models import Item, Purchase
from canteen.models.words import Amiss
from canteen.step import unjudged
from tests.course.market import Market
from tests.forms.filling import fill, sign

OVEN = "电烤箱"


def approve(client: FlaskClient, purchase: Purchase) -> TestResponse:
    """Open the sheet and sign it."""
    return sign(client, f"/approval/{purchase.id}")


def give_back(client: FlaskClient, purchase: Purchase, amiss: Amiss, reason: str) -> TestResponse:
    """Send a purchase back."""
    return fill(client, f"/approval/{purchase.id}/back", amiss=amiss, 理由=reason)


def standing(purchase: Purchase) -> Standing:
    """Where it stands now."""
    return standing_of(db.session.scalars(select(Purchase).where(Purchase.id == purchase.id)).one())


def stock_oven(market: Market) -> None:
    """Let the canteen buy an oven."""
    with unjudged():
        oven = Item(canteen_id=market.canteen, name=OVEN, category="设备购置", unit="台", in_catalogue=False)
        oven.durable = True
        db.session.add(oven)


@contextmanager
def asked() -> Iterator[list[str]]:
    """The statements that the database is asked."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)
