"""A paper becomes void by two people's signatures; it keeps its number, and nothing counts it any more."""

from datetime import date
from io import BytesIO

from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from canteen.check import check
from canteen.db import db
from canteen.exchange.writing import export_history
from canteen.models import Canteen, Endorsement, Payment, PaymentPart, Purchase, SpoiledReceipt, VoidRequest
from canteen.models.words import State
from canteen.months import When
from canteen.numbering import next_number
from canteen.step import unjudged
from tests import world
from tests.security.staff import post
from tests.signing.pens import sign_data
from tests.voiding.conftest import WHY, Visit, agree, ask, paper

GLOVES_PAID = "FK-202610-0009"


def canteen() -> int:
    """The canteen."""
    return db.session.scalars(select(Canteen.id)).one()


def judged(clause: str) -> tuple[int, list[str]]:
    """How many subjects a clause looked at in October, and what it found."""
    looked = check(When(canteen(), date(2026, 10, 1), date(2026, 11, 10)), clause).looked[0]
    return looked.subjects, [finding.document for finding in looked.findings]


def test_until_the_second_signature_it_is_live_and_says_that_it_waits(keeper: FlaskClient) -> None:
    answer = ask(keeper, "payment", GLOVES_PAID)
    assert answer.status_code == 303, answer.text
    assert paper("payment", GLOVES_PAID).state == "live"
    page = keeper.get(f"/documents/payment/{paper('payment', GLOVES_PAID).id}").text
    for words in ("作废待签", WHY, "姓keeper 2026-11-10 12:00 申请"):
        assert words in page
    assert "等第二个人签" in keeper.get("/voiding/").text


def test_with_the_second_it_is_void_with_reason_and_both_names(keeper: FlaskClient, overseer: FlaskClient) -> None:
    answer = agree(overseer, ask(keeper, "payment", GLOVES_PAID).location)
    assert answer.status_code == 303, answer.text
    void = paper("payment", GLOVES_PAID)
    assert (void.state, void.number, void.void_reason, void.voided_at is not None) == ("void", GLOVES_PAID, WHY, True)
    page = overseer.get(answer.location).text
    for words in ("已作废", WHY, "姓keeper", "姓overseer"):
        assert words in page
    assert "作废</a>" not in page
    assert 'class="gone"' in overseer.get("/documents/payment/").text
    first, second = db.session.scalars(select(Endorsement).order_by(Endorsement.id))
    assert first.digest == second.digest
    assert (first.act, first.thing, first.content["付款编号"]) == ("void", f"payment:{void.id}", GLOVES_PAID)
    assert first.content["作废理由"] == WHY


def test_the_number_is_not_given_again(keeper: FlaskClient, overseer: FlaskClient) -> None:
    agree(overseer, ask(keeper, "payment", GLOVES_PAID).location)
    payment = paper("payment", GLOVES_PAID)
    assert next_number(type(payment), payment.canteen_id, date(2026, 10, 29)) == "FK-202610-0010"


def test_the_check_sees_it_no_more(visit: Visit) -> None:
    keeper, overseer = visit("keeper", "会计"), visit("overseer", "监管")
    with unjudged():
        paper("payment", "FK-202610-0004").method = "现金"
    assert judged("3.7") == (9, ["FK-202610-0004"])
    agree(overseer, ask(keeper, "payment", "FK-202610-0004").location)
    assert judged("3.7") == (8, [])


def test_the_export_leaves_it_out(keeper: FlaskClient, overseer: FlaskClient) -> None:
    agree(overseer, ask(keeper, "payment", GLOVES_PAID).location)
    export_history(canteen(), out := BytesIO())
    rows = load_workbook(out)["付款"].iter_rows(values_only=True)
    assert GLOVES_PAID not in [row[0] for row in rows]


def test_the_first_may_take_it_back(keeper: FlaskClient, overseer: FlaskClient) -> None:
    address = ask(keeper, "payment", GLOVES_PAID).location
    assert post(overseer, f"{address}/withdraw").status_code == 422
    assert post(keeper, f"{address}/withdraw").status_code == 303
    assert agree(overseer, ask(keeper, "payment", GLOVES_PAID, "又错了").location).status_code == 303
    late = post(overseer, f"{address}/agree", nonce="", strokes="", pin="")
    assert late.status_code == 422
    assert db.session.scalars(select(VoidRequest.state).order_by(VoidRequest.id)).all() == ["void", "live"]
    assert len(db.session.scalars(select(Endorsement)).all()) == 3


def test_a_change_in_between_sets_the_first_signature_aside(keeper: FlaskClient, overseer: FlaskClient) -> None:
    address = ask(keeper, "payment", GLOVES_PAID).location
    shown = overseer.get(address).text
    with unjudged():
        paper("payment", GLOVES_PAID).bank_ref = "88"
    answer = post(overseer, f"{address}/agree", **sign_data(shown))
    assert (answer.status_code, paper("payment", GLOVES_PAID).state) == (422, "live")
    assert "第一个签名不再算数" in overseer.get(address).text
    assert "第一个签名不再算数" in keeper.get(f"/documents/payment/{paper('payment', GLOVES_PAID).id}").text
    assert agree(overseer, ask(keeper, "payment", GLOVES_PAID).location).status_code == 303
    assert db.session.scalars(select(VoidRequest.state).order_by(VoidRequest.id)).all() == ["void", "live"]


def test_a_receipt_number_goes_with_its_income(keeper: FlaskClient, overseer: FlaskClient) -> None:
    agree(overseer, ask(keeper, "income", "SR-202610-0003").location)
    spoiled = db.session.scalars(select(SpoiledReceipt)).one()
    assert (spoiled.receipt_no, spoiled.by) == (60010003, "姓overseer")
    assert spoiled.reason == f"SR-202610-0003 作废：{WHY}"


def test_a_receipt_number_whose_paper_was_right_is_free_again(keeper: FlaskClient, overseer: FlaskClient) -> None:
    assert "请选一项" in ask(keeper, "income", "SR-202610-0003", receipt="").text
    asked = ask(keeper, "income", "SR-202610-0003", receipt="还要用").location
    assert "纸面的财政票据还要用" in overseer.get(asked).text
    assert agree(overseer, asked).status_code == 303
    assert db.session.scalars(select(SpoiledReceipt)).all() == []


def test_a_receipt_number_that_another_income_has_too_stays(keeper: FlaskClient, overseer: FlaskClient) -> None:
    with unjudged():
        paper("income", "SR-202610-0001").receipt_no = 60010003
    agree(overseer, ask(keeper, "income", "SR-202610-0003").location)
    assert db.session.scalars(select(SpoiledReceipt)).all() == []


def test_an_income_without_a_fiscal_receipt_spoils_none(keeper: FlaskClient, overseer: FlaskClient) -> None:
    assert agree(overseer, ask(keeper, "income", "SR-202610-0005").location).status_code == 303
    assert db.session.scalars(select(SpoiledReceipt)).all() == []


def drafted(case: str, day: date) -> int:
    """A draft of a purchase from a case; gives its key."""
    bought = paper("purchase", world.BOXES)
    with unjudged():
        draft = Purchase(canteen_id=canteen(), purchased_on=day, supplier_id=bought.supplier_id, fund=bought.fund)
        draft.purpose, draft.state, draft.case_id = bought.purpose, State.DRAFT, paper("case", case).id
        db.session.add(draft)
        db.session.flush()
        return draft.id


def test_a_case_takes_its_drafts_along(keeper: FlaskClient, overseer: FlaskClient) -> None:
    with unjudged():
        paper("purchase", world.BOXES).state = State.VOID
    days = (date(2026, 11, 3), date(2026, 11, 9))
    first, second = (drafted("LX-202610-0001", day) for day in days)
    other = drafted("LX-202609-0001", days[0])
    paid = paper("payment", GLOVES_PAID)
    of_payment = {"canteen_id": canteen(), "supplier_id": paid.supplier_id, "account_id": paid.account_id}
    stated = Payment(state=State.DRAFT, method=paid.method, paid_on=days[0], stated_by="1001", **of_payment)
    stated.parts = [PaymentPart(purchase_id=first, amount=1)]
    with unjudged():
        db.session.add(stated)
    said = "2026-11-03 洁雅日用百货商店；2026-11-09 洁雅日用百货商店"
    assert said in keeper.get(f"/voiding/case/{paper('case', 'LX-202610-0001').id}").text
    address = ask(keeper, "case", "LX-202610-0001").location
    assert said in overseer.get(address).text
    assert db.session.get_one(Purchase, first).state == "draft"
    assert agree(overseer, address).status_code == 303
    gone = [db.session.get_one(Purchase, key) for key in (first, second)]
    assert [(each.number, each.state, each.void_reason) for each in gone] == [
        ("CG-202611-0001", "void", WHY),
        ("CG-202611-0002", "void", WHY),
    ]
    assert db.session.get_one(Purchase, other).state == "draft"
    assert stated.void_reason == WHY, "cash that was stated with one of them never counts"


def test_a_case_without_drafts_speaks_of_none(keeper: FlaskClient) -> None:
    with unjudged():
        paper("purchase", world.BOXES).state = State.VOID
    assert "一起作废" not in keeper.get(f"/voiding/case/{paper('case', 'LX-202610-0001').id}").text


def test_it_is_asked_once(keeper: FlaskClient, visit: Visit) -> None:
    other, address = visit("other", "出纳"), f"/voiding/payment/{paper('payment', GLOVES_PAID).id}"
    late = sign_data(other.get(address).text)
    assert ask(keeper, "payment", GLOVES_PAID).status_code == 303
    again = post(other, address, reason=WHY, **late)
    assert again.status_code == 422
    assert "已经有人申请作废" in again.text
    assert "申请作废</button>" not in other.get(address).text
    assert len(db.session.scalars(select(VoidRequest)).all()) == 1


def test_without_a_reason_or_with_a_wrong_pin_nothing_is_asked(keeper: FlaskClient) -> None:
    assert "请填写" in ask(keeper, "payment", GLOVES_PAID, reason=" ").text
    address = f"/voiding/payment/{paper('payment', GLOVES_PAID).id}"
    wrong = post(keeper, address, reason=WHY, **sign_data(keeper.get(address).text, pin="111111"))
    assert (wrong.status_code, "PIN 不对" in wrong.text, WHY in wrong.text) == (422, True, True)
    assert db.session.scalar(select(VoidRequest)) is None
