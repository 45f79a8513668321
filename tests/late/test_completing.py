"""A signature on paper that a purchase of the program lacked: what follows from it, and what it does not come under."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select

from canteen.course import Standing, standing_of
from canteen.db import db
from canteen.models import Receipt, Signature
from canteen.models.words import Role
from tests.course.market import MORNING, STALL, Market
from tests.forms.filling import sign
from tests.late.conftest import send
from tests.purchasing.notebook import correct


@pytest.fixture
def morning() -> Iterator[time_machine.Traveller]:
    """It is the morning of the market's purchases."""
    with time_machine.travel(MORNING, tick=False) as travelling:
        yield travelling


def completing(role: Role, who: str) -> dict[str, str]:
    """What the accountant types of a signature on paper."""
    signed = {"role": role, "signer": who, "signed_at": "2026-11-25T06:00"}
    return {f"signature-0-{name}": value for name, value in signed.items()} | {"reason": "当时停电，没有在程序里办"}


@pytest.mark.usefixtures("morning")
def test_a_second_receiver_on_paper_does_what_one_here_would_have_done(market: Market) -> None:
    purchase, shen = market.bought(supplier=STALL), market.client("shen")
    market.weigh(purchase)
    market.sign(purchase, Role.RECEIVER, "yan1")
    second = completing(Role.RECEIVER, "yan2")
    address = send(market.client("kuai"), f"/late/completion/{purchase.id}", second).location
    assert sign(market.client("jian"), address, "/countersign").status_code == 303
    db.session.rollback()
    slip = db.session.scalars(select(Receipt)).one()
    assert (slip.kind, slip.amount, slip.issued_on) == ("自制购货报销单", 5600, purchase.accepted_on)
    assert standing_of(purchase) == Standing.ARRIVED
    assert shen.get(f"/approval/{purchase.id}").status_code == 200


def test_a_signature_on_paper_does_not_come_under_another_order(
    market: Market, morning: time_machine.Traveller
) -> None:
    purchase, cai, jian = market.bought(), market.client("cai1"), market.client("jian")
    assert correct(cai, purchase, **{"lines-0-unit_price": "1.30"}).status_code == 303
    again = completing(Role.BUYER, "cai2")
    address = send(market.client("kuai"), f"/late/completion/{purchase.id}", again).location
    assert "采购改过" not in jian.get(address).text
    morning.shift(60)
    assert correct(cai, purchase, **{"lines-0-unit_price": "5.00"}).status_code == 303
    assert "现在入不了账：送出以后这笔采购改过" in jian.get(address).text
    answer = sign(jian, address, "/countersign")
    assert (answer.status_code, "送出以后这笔采购改过" in answer.text) == (422, True)
    assert db.session.scalar(select(Signature).where(Signature.origin == "late")) is None
