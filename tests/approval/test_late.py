"""补票核签: what came after the approval stands on a list, one signature takes it, and from then on it may not change unseen."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from canteen.course import Standing, resettle
from canteen.course.late_traces import OTHERWISE, UNLISTED, late_traces
from canteen.db import db
from canteen.models import Appointment, Cover, Endorsement, Line, Person, Purchase, Receipt
from canteen.models.words import Role
from canteen.stages import Stage
from canteen.step import step, unjudged
from tests.approval.acting import standing
from tests.course.market import RICE, SHOP, TODAY, Market, made
from tests.forms.filling import sign
from tests.purchasing.notebook import refused_by
from tests.security.staff import employ, post
from tests.signing.pens import enrol, sign_data

LATE = "/approval/late"


def approved(market: Market, number: int = 1) -> Purchase:
    """A purchase that shen approved before there was a receipt, as it is stored."""
    with unjudged():
        purchase = Purchase(
            canteen_id=market.canteen,
            number=f"CG-202611-{number:04}",
            purchased_on=TODAY,
            accepted_on=TODAY,
            supplier_id=market.supplier(SHOP).id,
            fund="伙食费",
            purpose="职工伙食",
            lines=[Line(line_no=1, item_id=market.item(RICE).id, quantity=10_000, accepted=10_000, unit_price=560)],
        )
        db.session.add(purchase)
        db.session.flush()
        db.session.add(made(purchase, Role.APPROVER, "shen"))
    return purchase


def covered(market: Market, *purchases: Purchase) -> None:
    """An invoice of 56.00 for each of them together, as it is stored."""
    with unjudged():
        number = len(db.session.scalars(select(Receipt.id)).all()) + 1
        receipt = Receipt(canteen_id=market.canteen, number=f"PJ-202611-{number:04}", kind="发票", has_list=False)
        receipt.amount, receipt.covers = 5600 * len(purchases), [Cover(purchase_id=each.id) for each in purchases]
        db.session.add(receipt)


def listed(client: FlaskClient) -> int:
    """How many receipts the list shows."""
    return client.get(LATE).text.count("先不签")


def covers() -> list[int | None]:
    """The endorsements of all covers."""
    return list(db.session.scalars(select(Cover.endorsement_id).order_by(Cover.id)))


def test_what_came_later_is_signed_on_a_list_and_sets_nothing_aside(market: Market) -> None:
    shen, purchase = market.client("shen"), market.bought(upto=Role.APPROVER)
    assert "没有等补签的票据" in shen.get(LATE).text
    receipt = market.covered(purchase, amount=5610)
    assert standing(purchase) is Standing.APPROVED
    assert "1 张票据等补签" in shen.get("/desk/").text
    page = shen.get(LATE).text
    for words in (str(purchase.number), str(receipt.number), str(receipt.invoice_no), "56.00", "56.10", "多 0.10"):
        assert words in page
    assert sign(shen, LATE).status_code == 303
    made = db.session.scalars(select(Endorsement)).one()
    assert (made.act, made.thing, covers()) == ("receipts", f"canteen:{market.canteen}", [made.id])
    assert "补票核签" in shen.get("/signing/").text
    assert (listed(shen), standing(purchase)) == (0, Standing.APPROVED)


def test_what_was_there_at_the_approval_is_not_asked_again(market: Market) -> None:
    purchase = market.bought(upto=Role.RECEIVER)
    market.covered(purchase)
    market.sign(purchase, Role.APPROVER, "shen")
    assert listed(market.client("shen")) == 0


def amount(receipt: Receipt) -> None:
    receipt.amount = 5599


def unlink(receipt: Receipt) -> None:
    for cover in receipt.covers:
        db.session.delete(cover)


@pytest.mark.parametrize("change", [amount, unlink])
def test_only_a_receipt_that_was_signed_for_sets_the_approval_aside(
    market: Market, morning: time_machine.Traveller, change: Callable[[Receipt], None]
) -> None:
    purchase, shen = market.bought(upto=Role.APPROVER), market.client("shen")
    morning.shift(60)
    kept, receipt = market.covered(purchase), market.covered(purchase)
    with step(Stage.SIGN, purchase):
        kept.amount = 5601
        resettle(purchase, "票据改了")
    assert standing(purchase) is Standing.APPROVED
    assert sign(shen, LATE).status_code == 303
    with step(Stage.SIGN, purchase):
        resettle(purchase, "没有改")
    assert standing(purchase) is Standing.APPROVED
    with step(Stage.SIGN, purchase):
        change(receipt)
        resettle(purchase, "票据改了")
    assert standing(purchase) is Standing.ARRIVED
    assert [each.set_aside_why for each in purchase.signatures if each.role == Role.APPROVER] == ["票据改了"]
    morning.shift(60)
    market.sign(purchase, Role.APPROVER, "shen")
    with step(Stage.SIGN, purchase):
        resettle(purchase, "没有改")
    assert (standing(purchase), listed(shen)) == (Standing.APPROVED, 0)


def test_twenty_purchases_on_a_list_and_the_next_on_the_next(market: Market) -> None:
    covered(market, *[approved(market, number) for number in range(1, 22)])
    shen = market.client("shen")
    assert listed(shen) == 20
    assert "另有 1 张不在这张清单上" in shen.get(LATE).text
    assert sign(shen, LATE).status_code == 303
    (made,) = db.session.scalars(select(Endorsement))
    assert (covers(), len(made.content["明细"])) == ([made.id] * 20 + [None], 20)  # type: ignore[arg-type]
    assert listed(shen) == 1


def test_nothing_is_signed_beside_a_signature_that_no_longer_holds(market: Market) -> None:
    """3.5 is asked of each purchase of the list, and said before the button."""
    first, second = approved(market, 1), approved(market, 2)
    covered(market, first, second)
    with unjudged():
        db.session.execute(update(Line).where(Line.purchase_id == second.id).values(unit_price=570))
    shen = market.client("shen")
    page = shen.get(LATE)
    assert (refused_by(page), f"{second.number}：1 个签名" in page.text) == ({"3.5"}, True)
    answer = sign(shen, LATE)
    assert (answer.status_code, refused_by(answer), covers()) == (422, {"3.5"}, [None, None])
    assert db.session.scalars(select(Endorsement)).all() == []


def test_one_may_be_left_for_later(market: Market) -> None:
    first, second = approved(market, 1), approved(market, 2)
    for purchase in (first, second):
        covered(market, purchase)
    shen, address = market.client("shen"), f"{LATE}?without={first.id}"
    assert sign(shen, address).status_code == 303
    assert [endorsed is None for endorsed in covers()] == [True, False]
    assert "您留下了 1 张" in shen.get(address).text


def test_a_receipt_that_comes_while_the_list_is_open_is_looked_at_first(market: Market) -> None:
    first, second, shen = approved(market, 1), approved(market, 2), market.client("shen")
    covered(market, first)
    shown = shen.get(LATE).text
    covered(market, second)
    answer = post(shen, LATE, **sign_data(shown))
    assert (answer.status_code, "内容刚刚改过" in answer.text, covers()) == (422, True, [None, None])


def test_it_is_the_list_of_who_approved_or_of_who_came_after(market: Market) -> None:
    covered(market, approved(market))
    enrol(employ("hou", "审批"))
    hou = market.client("hou")
    assert (listed(market.client("shen")), listed(hou)) == (1, 0)
    with unjudged():
        shen = db.session.scalars(select(Person).where(Person.staff_no == "shen")).one()
        held = db.session.scalars(select(Appointment).where(Appointment.person_id == shen.id)).one()
        held.ended_on = held.started_on
    assert (listed(hou), market.client("shen").get(LATE).status_code) == (1, 403)


def test_nobody_signs_for_receipts_of_what_they_bought(market: Market) -> None:
    purchase = market.bought(upto=Role.APPROVER)
    market.covered(purchase)
    with unjudged():
        made = purchase.signed(Role.APPROVER)[0]
        made.signer = "gone"
        buyer = db.session.scalars(select(Person).where(Person.staff_no == "cai1")).one()
        db.session.add(Appointment(person=buyer, post="审批", started_on=TODAY))
    assert (listed(market.client("cai1")), listed(market.client("shen"))) == (0, 1)


def test_verify_finds_what_was_changed_past_the_program(market: Market) -> None:
    purchase = market.bought(upto=Role.APPROVER)
    receipt = market.covered(purchase)
    number = receipt.number
    sign(market.client("shen"), LATE)
    there: list[tuple[Any, str]] = [
        (update(Receipt).values(amount=5601), OTHERWISE),
        (update(Receipt).values(amount=5600), ""),
        (update(Receipt).values(number="PJ-202611-0099"), UNLISTED),
        (update(Receipt).values(number=number), ""),
        (delete(Cover), OTHERWISE),
    ]
    for change, reason in there:
        with unjudged():
            db.session.execute(change)
        assert ([problem.reason for problem in late_traces(market.canteen)][-1:] or [""]) == [reason]
