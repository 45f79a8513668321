"""A draft, a void document and a signature set aside are not there: no clause sees them, nor what belongs to them."""

import pytest

from canteen import clock
from canteen.check import check
from canteen.db import db
from canteen.models import Income, Payment, Purchase, Receipt, Signature, SourcingCase, UtilityBill
from canteen.models.common import Document
from canteen.models.words import Role, State
from canteen.months import When
from tests import world
from tests.rules.conftest import Store, told
from tests.world import FREEZER, REPAIR, SOAP, Sheets

Told = list[tuple[str, str, str | None, str]]
ONE_BUYER = world.without(world.lawful(), "签名", SOAP, "采购人", "1002")
CASH = world.changed(world.lawful(), "付款", "FK-202610-0004", 方式="现金")
NO_CASE: Told = [("2.1", FREEZER, "3200.00", "open"), ("2.2", FREEZER, "3200.00", "open")]
NO_RECEIPT: Told = [("3.10", REPAIR, "300.00", "open")]
LITTLE_INCOME: Told = [("7.2", "2026-10", "3500.00", "open")]


@pytest.mark.parametrize("state", [State.DRAFT, State.VOID])
@pytest.mark.parametrize(
    ("sheets", "model", "number", "found"),
    [
        (ONE_BUYER, Purchase, SOAP, []),
        (CASH, Payment, "FK-202610-0004", []),
        (world.lawful(), SourcingCase, "LX-202609-0001", NO_CASE),
        (world.lawful(), Receipt, "PJ-202610-0006", NO_RECEIPT),
        (world.lawful(), Income, "SR-202610-0001", LITTLE_INCOME),
        (world.lawful(), UtilityBill, "SD-202609-电", []),
    ],
    ids=["a purchase", "a payment", "a sourcing case", "a receipt", "an income", "a bill"],
)
def test_what_is_not_live_is_not_there(
    store: Store, sheets: Sheets, model: type[Document], number: str, found: Told, state: State
) -> None:
    canteen = store(sheets)
    query = db.select(model).where(model.canteen_id == canteen, model.number == number)
    db.session.scalars(query).one().state = state
    db.session.flush()
    assert told(check(When(canteen, world.MONTH, world.AS_OF))) == found
    db.session.rollback()


def test_a_signature_set_aside_is_not_there(store: Store) -> None:
    canteen = store(world.lawful())
    query = db.select(Signature).join(Purchase).where(Purchase.canteen_id == canteen, Purchase.number == REPAIR)
    db.session.scalars(query.where(Signature.role == Role.APPROVER)).one().set_aside_at = clock.now()
    db.session.flush()
    assert told(check(When(canteen, world.MONTH, world.AS_OF))) == [("3.4", REPAIR, "300.00", "open")]
    db.session.rollback()
