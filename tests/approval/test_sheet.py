"""One sheet of facts: signed where the clauses let it, each refusal said before the button and nothing stored."""

from collections.abc import Callable

import pytest
import time_machine
from sqlalchemy import delete, select, update

from canteen.approval.sheet import context, whole
from canteen.course import Standing, set_aside, sign
from canteen.db import db
from canteen.entering import Forged
from canteen.models import Appointment, Budget, Income, Payment, PaymentPart, Person, Purchase, Signature, User
from canteen.models.words import Role, Via
from canteen.security import current
from canteen.signing import SignForm, guest
from canteen.stages import Stage
from canteen.step import step, unjudged
from tests.approval.acting import OVEN, approve, asked, standing, stock_oven
from tests.course.market import BANK, CABBAGE, GLOVES, POTATO, RICE, STALL, TODAY, Market
from tests.security.staff import employ, post
from tests.signing.acting import acting
from tests.signing.pens import enrol, sign_data

RECEIVED = {"upto": Role.RECEIVER}
MOST = 100 * 1024
"""How long a sheet may be."""


def approvals() -> list[str]:
    """Who has approved, in force or not."""
    return list(db.session.scalars(select(Signature.signer).where(Signature.role == Role.APPROVER)))


def test_what_is_lawful_is_approved_with_the_receipts_of_the_moment(market: Market) -> None:
    purchase, shen = market.bought(**RECEIVED), market.client("shen")
    receipt = market.covered(purchase)
    assert "1 笔采购等审批" in shen.get("/desk/").text
    page = shen.get(f"/approval/{purchase.id}").text
    for words in ("签名批准 56.00 元", "姓cai1", "姓yan2", "与实收合计相等", "当天开票", "合规核验单", "没有买过"):
        assert words in page
    assert "这样提交会被拒" not in page
    assert approve(shen, purchase).status_code == 303
    assert standing(purchase) is Standing.APPROVED
    (made,) = purchase.signed(Role.APPROVER)
    assert made.content
    assert (made.signer, [each["编号"] for each in made.content["票据"]]) == ("shen", [receipt.number])  # type: ignore[attr-defined]
    assert "没有等审批的采购" in shen.get("/approval/").text
    assert "签名批准" not in shen.get(f"/approval/{purchase.id}").text
    assert market.client("cai1").get(f"/approval/{purchase.id}").status_code == 403


def test_without_a_receipt_it_is_approved_with_the_day_by_which_it_must_come(market: Market) -> None:
    purchase, shen = market.bought(**RECEIVED), market.client("shen")
    page = shen.get(f"/approval/{purchase.id}").text
    for words in ("批准，票据待补</button>", "最迟 2026-11-30"):
        assert words in page
    assert approve(shen, purchase).status_code == 303
    assert standing(purchase) is Standing.APPROVED


def budget(amount: int | None) -> Callable[[], None]:
    """Set the year's budget of the staples, or none."""

    def change() -> None:
        db.session.execute(delete(Budget).where(Budget.category == "大宗食材"))
        if amount is not None:
            canteen = db.session.scalars(select(Person.canteen_id).limit(1)).one()
            db.session.add(Budget(canteen_id=canteen, year=2026, category="大宗食材", amount=amount))

    return change


def meal_money(amount: int) -> Callable[[], None]:
    """Set what came in as meal money."""

    def change() -> None:
        db.session.execute(update(Income).values(amount=amount))

    return change


BORDERS = {
    "8.1 no budget": (RICE, budget(None), "8.1", budget(5600)),
    "8.2 a fen above the budget": (RICE, budget(5599), "8.2", budget(5600)),
    "7.2 above 5% by a fen of income": (OVEN, meal_money(111_999), "7.2", meal_money(112_000)),
}
"""What is bought for 56.00, what makes it unlawful, the clause, and what makes it just lawful."""


@pytest.mark.parametrize("border", BORDERS)
def test_both_sides_of_each_border(market: Market, border: str) -> None:
    item, unlawful, clause, lawful = BORDERS[border]
    stock_oven(market)
    purchase, shen = market.bought((item, 10_000, 560), **RECEIVED), market.client("shen")
    with unjudged():
        unlawful()
    assert "这样提交会被拒：条款" in shen.get(f"/approval/{purchase.id}").text
    refused = approve(shen, purchase)
    assert (refused.status_code, f"/lawbook/{clause}" in refused.text) == (422, True)
    assert "没有保存：条款" in refused.text
    assert approvals() == []
    with unjudged():
        lawful()
    assert "这样提交会被拒" not in shen.get(f"/approval/{purchase.id}").text
    assert approve(shen, purchase).status_code == 303


def test_a_stall_without_its_sellers_signature_is_refused(market: Market) -> None:
    purchase, shen = market.bought((CABBAGE, 10_000, 260), supplier=STALL, **RECEIVED), market.client("shen")
    assert "违反 1" in shen.get("/approval/").text
    assert "/lawbook/3.3" in approve(shen, purchase).text
    market.sign(purchase, Role.SELLER, "王桂兰")
    assert approve(shen, purchase).status_code == 303


def test_who_bought_or_received_does_not_approve(market: Market) -> None:
    with unjudged():
        buyer = db.session.scalars(select(Person).where(Person.staff_no == "cai1")).one()
        db.session.add(Appointment(person=buyer, post="审批", started_on=TODAY))
    purchase, cai1 = market.bought(**RECEIVED), market.client("cai1")
    assert "您是采购人，请别的审批人" in cai1.get("/approval/").text
    sheet, paper = (
        cai1.get(address).text for address in (f"/approval/{purchase.id}", f"/documents/purchase/{purchase.id}")
    )
    assert '您不能签：条款 <a class="cl" href="/lawbook/1.6"' in sheet
    assert "请别的审批人签：姓shen。" in sheet
    assert not any(button in sheet for button in ('name="nonce"', "签名批准", "去签名", ">退回<"))
    assert (">审批<" in paper, ">审批<" in market.client("shen").get(f"/documents/purchase/{purchase.id}").text) == (
        False,
        True,
    )
    refused = approve(cai1, purchase)
    assert (refused.status_code, "没有保存：条款" in refused.text, approvals()) == (422, True, [])


def test_an_approver_never_signs_as_a_guest(market: Market) -> None:
    purchase = market.bought(**RECEIVED)
    shen = db.session.scalars(select(Person).where(Person.staff_no == "shen")).one()
    with acting(market.app, db.session.scalars(select(User.id).where(User.username == "yan1")).one()):
        form = SignForm(signer=guest(shen, current().session_id, Via.SAME_DEVICE))
        with pytest.raises(Forged, match="不能在别人的手机上签"), step(Stage.APPROVE, purchase):
            sign(form, purchase, Role.APPROVER)
    assert approvals() == []


def test_what_changed_while_the_sheet_was_open_is_looked_at_first(market: Market) -> None:
    purchase, shen = market.bought(**RECEIVED), market.client("shen")
    address = f"/approval/{purchase.id}"
    shown = shen.get(address).text
    market.covered(purchase)
    answer = post(shen, address, **sign_data(shown))
    assert (answer.status_code, "内容刚刚改过" in answer.text, approvals()) == (422, True, [])
    assert "签名批准 56.00 元" in answer.text


def test_a_sheet_is_signed_once(market: Market, morning: time_machine.Traveller) -> None:
    purchase, shen = market.bought(**RECEIVED), market.client("shen")
    address = f"/approval/{purchase.id}"
    data = sign_data(shen.get(address).text)
    assert post(shen, address, **data).status_code == 303
    assert "现在是“已审批”" in post(shen, address, **data).text
    morning.shift(60)
    with unjudged():
        set_aside(purchase.signed(Role.APPROVER), "试一试")
    again = post(shen, address, **data)
    assert (again.status_code, "这一页已经签过" in again.text, len(approvals())) == (422, True, 1)


def test_a_draft_and_what_is_anothers_are_not_there(market: Market) -> None:
    draft = market.draft()
    assert market.client("shen").get(f"/approval/{draft.id}").status_code == 404
    purchase = market.bought(**RECEIVED)
    enrol(employ("other", "审批", canteen="02"))
    assert market.client("other").get(f"/approval/{purchase.id}").status_code == 404


def test_a_long_sheet_asks_no_more_than_a_short_one_and_is_light(market: Market) -> None:
    shen = market.client("shen")
    short = market.bought((RICE, 1_000, 100), (POTATO, 1_000, 100), **RECEIVED)
    kinds = [(name, 1_000 + turn, 100) for turn in range(10) for name in (RICE, POTATO, CABBAGE)]
    long = market.bought(*kinds, (GLOVES, 1_000, 100), **RECEIVED)
    many = []
    for purchase in (short, long):
        shen.get(f"/approval/{purchase.id}")
        with asked() as statements:
            page = shen.get(f"/approval/{purchase.id}")
        many.append(len(statements))
        assert len(page.data) < MOST
    assert many[0] == many[1]


def test_the_cap_concerns_what_adds_to_it_and_what_stops_nobody_says_so(market: Market) -> None:
    """There is no meal money left: the cap is broken, but not by cabbage; who paid too much is asked elsewhere."""
    stock_oven(market)
    with unjudged():
        db.session.execute(delete(Income))
    oven = market.bought((OVEN, 1000, 100), upto=Role.BUYER)
    cabbage = market.bought(**RECEIVED)
    cap = {each.id: _verdicts(market, each)["7.2"] for each in (oven, cabbage)}
    assert cap == {oven.id: ("broken", ""), cabbage.id: ("none", "")}
    of_shop = {"supplier_id": cabbage.supplier_id, "account_id": market.account(BANK).id, "method": "现金"}
    with unjudged():
        part = PaymentPart(purchase_id=cabbage.id, amount=5601)
        db.session.add(Payment(canteen_id=market.canteen, number="FK-1", paid_on=TODAY, parts=[part], **of_shop))
    assert _verdicts(market, cabbage)["6.2"] == ("broken", "不拦审批")


def _verdicts(market: Market, purchase: Purchase) -> dict[str, tuple[str, str]]:
    with market.app.test_request_context():
        found = context(whole(purchase.id, market.canteen), standing(purchase))["checks"]
    return {check.clause: (check.state, check.aside) for check in found}
