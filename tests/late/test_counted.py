"""The month's page counts what was entered late, from the page or from a workbook, and leaves out what is void."""

from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.late.counted import counted
from canteen.models import Canteen, Payment
from canteen.models.words import State
from canteen.step import unjudged
from tests.late.conftest import PAYMENT, UNPAID, send
from tests.security.staff import post
from tests.signing.pens import sign_data
from tests.world import Row

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def test_it(keeper: FlaskClient, overseer: FlaskClient) -> None:
    canteen = db.session.scalars(select(Canteen.id)).one()
    address = send(keeper, "/late/new/payment", PAYMENT).location
    assert counted(canteen, OCTOBER) == []
    assert post(overseer, f"{address}/countersign", **sign_data(overseer.get(address).text)).status_code == 303
    night: Row = {"单据编号": UNPAID, "签名角色": "验收人", "签名人": "2009", "签名时间": "2026-10-31 23:59"}
    assert bring_in({"签名": [night]}, late=True).errors == []
    assert counted(canteen, OCTOBER) == [("签名", 1), ("付款", 1)]
    assert counted(canteen, NOVEMBER) == []
    assert "本月补录：签名 1，付款 1。" in keeper.get("/month/2026-10").text
    with unjudged():
        db.session.scalars(select(Payment).where(Payment.origin == "late")).one().state = State.VOID
    assert counted(canteen, OCTOBER) == [("签名", 1)]
