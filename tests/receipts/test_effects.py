"""What becomes of signatures and returns when a receipt comes late, changes, covers something else or becomes void."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from canteen.contents import forged
from canteen.course import Standing, send_back, standing_of
from canteen.db import db
from canteen.models import Cover, Payment, PaymentPart, Purchase, Receipt
from canteen.models.words import Amiss, Role
from canteen.stages import Stage
from canteen.step import step
from tests.course.market import BANK, CABBAGE, RICE, STALL, TODAY, Market
from tests.forms.filling import sign
from tests.pictures.photos import photo
from tests.receipts.registering import only, register, send

SHEN = "姓shen审批时签过这张票据，改了要重新审批"
WHY = "登错了，另登一张"
FILE = {"票据照片或 PDF": (photo(), "发票.jpg")}


def approved(market: Market) -> tuple[Purchase, Receipt]:
    """A purchase that was approved with its invoice, and that."""
    purchase = market.bought((RICE, 5_000, 560), upto=Role.RECEIVER)
    receipt = market.covered(purchase)
    market.sign(purchase, Role.APPROVER, "shen")
    return purchase, receipt


def instead(market: Market, client: FlaskClient, receipt: Receipt) -> TestResponse:
    """Have the receipt cover another purchase of the shop instead."""
    return send(client, f"/receipts/{receipt.id}/link", [market.bought((RICE, 5_000, 560))])


CHANGES: dict[str, tuple[Any, bool]] = {
    "its amount": (lambda _market, client, it: send(client, f"/receipts/{it.id}/edit", 金额="28.01"), True),
    "nothing": (lambda _market, client, it: send(client, f"/receipts/{it.id}/edit"), False),
    "a file more": (lambda _market, client, it: send(client, f"/receipts/{it.id}/edit", **FILE), False),
    "what it covers": (instead, True),
}


def test_a_change_of_what_the_approver_signed_sets_the_signature_aside(market: Market) -> None:
    chu = market.client("chu")
    for what, (change, falls) in CHANGES.items():
        purchase, receipt = approved(market)
        assert SHEN in chu.get(f"/receipts/{receipt.id}/edit").text
        assert SHEN in chu.get(f"/receipts/{receipt.id}/link").text
        answer = change(market, chu, receipt)
        assert answer.status_code == 303, answer.text
        assert standing_of(purchase) == (Standing.ARRIVED if falls else Standing.APPROVED), what
        assert forged([purchase]) == []
        assert {each.signer for each in purchase.signatures if each.set_aside_at} == ({"shen"} if falls else set())


def test_a_receipt_that_comes_later_sets_nothing_aside_and_waits_to_be_signed_for(market: Market) -> None:
    purchase = market.bought(upto=Role.APPROVER)
    assert register(market.client("cai1"), purchase).status_code == 303
    assert standing_of(purchase) == Standing.APPROVED
    assert forged([purchase]) == []
    assert db.session.scalars(db.select(Cover.endorsement_id)).all() == [None]
    assert SHEN not in market.client("cai1").get(f"/receipts/{only().id}/edit").text


def test_what_came_later_and_was_signed_for_falls_too(market: Market) -> None:
    purchase = market.bought(upto=Role.APPROVER)
    register(market.client("cai1"), purchase)
    assert sign(market.client("shen"), "/approval/late").status_code == 303
    assert SHEN in market.client("cai1").get(f"/receipts/{only().id}/edit").text
    assert send(market.client("cai1"), f"/receipts/{only().id}/edit", 销售方="惠丰").status_code == 303
    assert standing_of(purchase) == Standing.ARRIVED


def _registered(market: Market, purchase: Purchase) -> TestResponse:
    return register(market.client("cai1"), purchase)


def _added(market: Market, purchase: Purchase) -> TestResponse:
    return send(market.client("cai1"), f"/receipts/{market.covered(purchase).id}/edit", **FILE)


def _saved(market: Market, purchase: Purchase) -> TestResponse:
    return send(market.client("cai1"), f"/receipts/{market.covered(purchase).id}/edit")


def _linked(market: Market, purchase: Purchase) -> TestResponse:
    other = market.bought((RICE, 5_000, 560))
    receipt = market.covered(other)
    return send(market.client("cai1"), f"/receipts/{receipt.id}/link", [other, purchase])


MENDING = {
    _registered: Standing.ARRIVED,
    _added: Standing.ARRIVED,
    _linked: Standing.ARRIVED,
    _saved: Standing.PAPERS,
}
"""What is done about the papers, and where the purchase stands then: to save what is there changes nothing."""


def test_papers_that_were_sent_back_are_mended(market: Market) -> None:
    for mend, to in MENDING.items():
        purchase = market.bought((RICE, 5_000, 560), upto=Role.RECEIVER)
        with step(Stage.SIGN, purchase):
            send_back(purchase, Amiss.PAPER, "没有发票", "shen")
        assert standing_of(purchase) == Standing.PAPERS
        assert mend(market, purchase).status_code == 303
        assert standing_of(purchase) == to


def test_the_approval_falls_with_a_void_receipt(market: Market) -> None:
    purchase, receipt = approved(market)
    asked = sign(market.client("kuai"), f"/voiding/receipt/{receipt.id}", reason=WHY)
    assert standing_of(purchase) == Standing.APPROVED
    assert sign(market.client("jian"), asked.location, "/agree").status_code == 303
    assert (receipt.state, standing_of(purchase)) == ("void", Standing.ARRIVED)
    assert [each.set_aside_why for each in purchase.signatures if each.set_aside_at] == [f"{receipt.number} 作废"]
    assert market.client("kuai").get(f"/receipts/{receipt.id}/edit").status_code == 404
    assert register(market.client("kuai"), purchase).status_code == 303


def test_an_invoice_is_not_void_while_a_slip_would_stand_alone(market: Market) -> None:
    purchase = market.bought((RICE, 5_000, 560), upto=Role.RECEIVER)
    receipt, _ = market.covered(purchase), market.covered(purchase, kind="自制购货报销单")
    kuai, jian = market.client("kuai"), market.client("jian")
    asking = kuai.get(f"/voiding/receipt/{receipt.id}").text
    asked = sign(kuai, f"/voiding/receipt/{receipt.id}", reason=WHY)
    for page in (asking, jian.get(asked.location).text):
        assert ("这样提交会被拒" in page, ">3.1</a>" in page) == (True, True)
    answer = sign(jian, asked.location, "/agree")
    assert (answer.status_code, "没有保存：条款" in answer.text, ">3.1</a>" in answer.text) == (422, True, True)
    assert receipt.state == "live"


def test_the_seller_s_name_falls_with_a_void_payment(market: Market) -> None:
    purchase = market.bought((CABBAGE, 5_000, 160), supplier=STALL, upto=Role.RECEIVER)
    payment = Payment(canteen_id=market.canteen, paid_on=TODAY, method="银行转账", account_id=market.account(BANK).id)
    payment.supplier_id, payment.parts = purchase.supplier_id, [PaymentPart(purchase_id=purchase.id, amount=800)]
    with step(Stage.PAY, payment):
        pass
    market.sign(purchase, Role.SELLER, "王桂兰")
    asked = sign(market.client("kuai"), f"/voiding/payment/{payment.id}", reason=WHY)
    assert sign(market.client("jian"), asked.location, "/agree").status_code == 303
    assert {each.signer for each in purchase.signatures if each.set_aside_at} == {"王桂兰"}
