"""A canteen on 10 November 2026 with a purchase of October that was paid in cash outside, and those who bring that in."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from canteen.exchange.history import bring_in
from tests import world
from tests.course.conftest import market
from tests.pictures.photos import photo
from tests.security.staff import token
from tests.signing.pens import at_work
from tests.world import SIGNING, Sheets

__all__ = ["market"]
NOW = "2026-11-10T12:00:00+08:00"
UNPAID = "CG-202610-0011"
Visit = Callable[..., FlaskClient]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let it be noon in the canteen."""
    with time_machine.travel(NOW, tick=False):
        yield


def with_unpaid() -> Sheets:
    """The lawful world, and 100 kg of pork for 1203.50 that nobody has paid."""
    sheets = world.with_row(
        world.lawful(),
        "采购",
        采购编号=UNPAID,
        采购日期="2026-10-28",
        供应商="惠丰粮油商行",
        资金="伙食费",
        用途="职工伙食",
        验收日期="2026-10-28",
    )
    sheets = world.with_row(sheets, "采购明细", 采购编号=UNPAID, 行号="1", 品目="东北大米", 数量="207.5", 单价="5.80")
    for role, signer, at in (*SIGNING, ("审批人", "3001", "15:00")):
        sheets = world.with_row(
            sheets, "签名", 单据编号=UNPAID, 签名角色=role, 签名人=signer, 签名时间=f"2026-10-28 {at}"
        )
    return sheets


@pytest.fixture
def visit(app: Flask) -> Visit:
    """Gives a client that somebody new is logged in with, who holds the posts and has a PIN."""
    assert bring_in(with_unpaid(), canteen="01", name="机关食堂", by="宋德明").errors == []

    return partial(at_work, app)


@pytest.fixture
def keeper(visit: Visit) -> FlaskClient:
    """The accountant."""
    return visit("keeper", "会计")


@pytest.fixture
def overseer(visit: Visit) -> FlaskClient:
    """The supervisor."""
    return visit("overseer", "监管")


PAYMENT = {
    "paid_on": "2026-10-29",
    "method": "现金",
    "account_id": "伙食费备用金",
    "supplier_id": "惠丰粮油商行",
    "payment_part-0-purchase_id": UNPAID,
    "payment_part-0-amount": "1203.50",
    "reason": "夜里停电，商户急着收钱，先付了现金",
}


def send(client: FlaskClient, address: str, data: dict[str, Any], *, with_photo: bool = True) -> TestResponse:
    """Send the form with a photo of the paper."""
    papers: dict[str, Any] = {"photo": (BytesIO(photo()), "收条.jpg")} if with_photo else {}
    return client.post(address, data={"csrf_token": token(client), **data, **papers})
