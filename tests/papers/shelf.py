"""Papers of every kind for the tests: a stall's goods sold, accepted, approved and paid in cash; deliveries with an invoice; a draft."""

from datetime import date
from typing import Any

from time_machine import Traveller

from canteen import clock
from canteen.db import db
from canteen.models import Payment, PaymentPart, Purchase, Receipt, SentBack, Signature, Weighing
from canteen.models.words import Amiss, PaymentMethod, Role, Via
from canteen.stages import Stage
from canteen.step import step, unjudged
from tests.course.market import BANK, CABBAGE, CASH, POTATO, SHOP, STALL, Market
from tests.signing.pens import strokes

GREENS = ((CABBAGE, 120_000, 110), (POTATO, 60_000, 240))
"""120 at 1.10, 60 at 2.40: together 276.00."""


def sold(market: Market, *lines: tuple[str, int, int], upto: Role = Role.APPROVER) -> Purchase:
    """Bought at a stall, whose owner signed; accepted, and approved if it comes that far."""
    purchase = market.bought(*(lines or GREENS), supplier=STALL, upto=Role.RECEIVER)
    market.sign(purchase, Role.SELLER, "王桂兰")
    if upto is Role.APPROVER:
        market.sign(purchase, Role.APPROVER, "shen")
    return purchase


def delivered(market: Market, *lines: tuple[str, int, int], day: date | None = None) -> Purchase:
    """Bought of a shop, accepted and approved."""
    more: dict[str, Any] = {"day": day} if day else {}
    return market.bought(*lines, supplier=SHOP, upto=Role.APPROVER, **more)


def paid(market: Market, *purchases: Purchase, cash: bool = False, confirmed: bool = True) -> Payment:
    """Pay purchases in full: by transfer, or in cash that a purchaser stated and, if so, the cashier confirmed."""
    payment = Payment(
        canteen_id=market.canteen,
        paid_on=clock.today(),
        method=PaymentMethod.CASH if cash else PaymentMethod.TRANSFER,
        account_id=market.account(CASH if cash else BANK).id,
        supplier_id=purchases[0].supplier_id,
        bank_ref=None if cash else "20261125000183",
        stated_by="cai1" if cash else None,
        confirmed_by="chu" if cash and confirmed else None,
        confirmed_at=clock.now() if cash and confirmed else None,
        parts=[PaymentPart(purchase_id=each.id, amount=sum(line.amount for line in each.lines)) for each in purchases],
    )
    with step(Stage.PAY, payment):
        pass
    return payment


def freeze(receipt: Receipt, rows: list[dict[str, object]]) -> None:
    """Give a receipt its list, as its registration does."""
    with unjudged():
        receipt.listed, receipt.has_list = rows, True


def weigh_again(market: Market, time: Traveller, purchase: Purchase, *accepted: int, reason: str) -> None:
    """Goods that were weighed and received are sent back, and ten minutes later received anew: so much of each line."""
    with unjudged():
        for line in purchase.lines:
            db.session.add(_weighing(line, 1, line.quantity))
    market.sign(purchase, Role.RECEIVER, "yan1")
    market.sign(purchase, Role.RECEIVER, "yan2")
    with unjudged():
        for each in _received(purchase):
            each.set_aside_at, each.set_aside_why = clock.now(), f"实物退回：{reason}"
        db.session.add(SentBack(purchase=purchase, amiss=Amiss.GOODS, reason=reason, by="shen", at=clock.now()))
    time.shift(600)
    with unjudged():
        for line, arrived in zip(purchase.lines, accepted, strict=True):
            line.accepted = arrived
            db.session.add(_weighing(line, 2, arrived, "烂叶去除"))
    market.sign(purchase, Role.RECEIVER, "yan1")
    market.sign(purchase, Role.RECEIVER, "yan2")


def crowd(purchase: Purchase) -> None:
    """Fill its papers: the names are long, and four people have signed in each role."""
    with unjudged():
        purchase.supplier.name = "抚顺高新技术产业开发区惠丰粮油食品商贸有限责任公司第三批发部（东市场二楼）"
        for line in purchase.lines:
            line.note = "非转基因，一级，25 千克编织袋装，附检验报告 Q/WRNXLGPSG0042S-2026"
        for role in Role:
            there = sum(each.role == role for each in purchase.signatures)
            db.session.add_all(_stranger(purchase, role, number) for number in range(there, 4))


def _stranger(purchase: Purchase, role: Role, number: int) -> Signature:
    return Signature(
        purchase_id=purchase.id,
        role=role,
        signer=f"long{number}",
        name="迪丽热巴·买买提艾力",
        posts="采购、审批、监管",
        signed_at=clock.now(),
        signed_on=clock.today(),
        digest="f" * 64,
        strokes=strokes(),
        content={},
        via=Via.SAME_DEVICE,
    )


def _weighing(line: Any, number: int, accepted: int, reason: str | None = None) -> Weighing:
    return Weighing(
        line_id=line.id,
        round=number,
        gross=accepted + 2_500,
        tare=2_500,
        accepted=accepted,
        reason=reason,
        batch="A20261124",
        best_before=date(2027, 5, 24),
        by="yan1",
        at=clock.now(),
    )


def _received(purchase: Purchase) -> list[Signature]:
    return [each for each in purchase.signatures if each.role == Role.RECEIVER]
