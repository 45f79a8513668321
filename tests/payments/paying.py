"""What the tests of payments have in common: a purchase that may be paid, paying it by its form, and what came of it."""

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen import clock
from canteen.db import db
from canteen.models import KeptWarning, Line, Payment, PaymentPart, Purchase, Signature
from canteen.models.words import Origin, Role, State
from canteen.step import unjudged
from tests.course.market import CASH, RICE, SHOP, STALL, STEPS, TODAY, Market
from tests.forms.filling import fill

KILO = 1_000


def approved(market: Market, fen: int, supplier: str = SHOP, kilos: int = 1) -> Purchase:
    """An approved purchase at so much a kilo; a stall's seller has signed, since the program made the slip."""
    purchase = market.bought((RICE, kilos * KILO, fen), supplier=supplier)
    if supplier == STALL:
        market.sign(purchase, Role.SELLER, STALL)
    market.weigh(purchase)
    for role, who in STEPS[2:]:
        market.sign(purchase, role, who)
    return purchase


def on_paper(market: Market, fen: int, nth: int = 1) -> Purchase:
    """An approved purchase of history, signed on paper."""
    supplier, item, now = market.supplier(SHOP), market.item(RICE), clock.now()
    with unjudged():
        purchase = Purchase(
            canteen_id=market.canteen,
            origin=Origin.IMPORT,
            number=f"CG-202611-{nth:04}",
            purchased_on=TODAY,
            supplier_id=supplier.id,
            fund="伙食费",
            purpose="职工伙食",
            accepted_on=TODAY,
            lines=[Line(line_no=1, item_id=item.id, quantity=KILO, unit_price=fen, accepted=KILO)],
            signatures=[
                Signature(origin=Origin.IMPORT, role=role, signer=who, signed_at=now, signed_on=TODAY)
                for role, who in STEPS
            ],
        )
        db.session.add(purchase)
        db.session.flush()
        key = purchase.id
    return db.session.get_one(Purchase, key)


def pay(client: FlaskClient, purchase: Purchase, **typed: str) -> TestResponse:
    """Pay a purchase by the form as it begins, but for what is typed."""
    return fill(client, f"/payments/new?purchase={purchase.id}", **typed)


def in_cash(client: FlaskClient, purchase: Purchase, **typed: str) -> TestResponse:
    """Pay it in cash from the cash box."""
    return pay(client, purchase, method="现金", account=CASH, **typed)


def paid() -> list[tuple[str | None, str, int]]:
    """The live payments: number, method, amount in fen."""
    live = select(Payment).where(Payment.state == State.LIVE).order_by(Payment.id)
    return [(each.number, each.method, sum(part.amount for part in each.parts)) for each in db.session.scalars(live)]


def parts() -> dict[str | None, int]:
    """What was paid for each purchase, by its number."""
    found: dict[str | None, int] = {}
    for part in db.session.scalars(select(PaymentPart).join(Payment).where(Payment.state == State.LIVE)):
        found[part.purchase.number] = found.get(part.purchase.number, 0) + part.amount
    return found


def kept() -> list[str]:
    """The clauses of the warnings that were kept at a payment, as they are now."""
    db.session.rollback()
    return list(db.session.scalars(select(KeptWarning.clause).where(KeptWarning.stage == "付款")))
