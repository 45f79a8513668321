"""A step stores what is lawful, refuses what is not, keeps its warnings, and is the only way in."""

from datetime import date

import pytest
import time_machine
from sqlalchemy import func, select

from canteen import clock
from canteen.db import db
from canteen.models import (
    Canteen,
    ClauseSwitch,
    Item,
    KeptWarning,
    Line,
    LogEntry,
    Payment,
    PaymentPart,
    Person,
    Purchase,
    Receipt,
    Reception,
    Signature,
    Supplier,
)
from canteen.models.words import Origin, Role, State
from canteen.rulebook import Refused
from canteen.stages import Stage
from canteen.step import judge, step
from tests import world
from tests.rules.cases import Change, appoint, change
from tests.rules.conftest import Store
from tests.world import Sheets

NOON = "2026-10-30T12:00:00+08:00"
TODAY = date(2026, 10, 30)
STALL, SHOP = "王桂兰（农户）", "惠丰粮油商行"


@pytest.fixture
def canteen(store: Store) -> int:
    """The lawful world's canteen."""
    return store(world.lawful())


def changed(*changes: Change) -> Sheets:
    """The lawful world with changes."""
    sheets = world.lawful()
    for one in changes:
        sheets = one(sheets)
    return sheets


def bought(canteen: int, *signers: str, supplier: str = SHOP, price: int = 500) -> Purchase:
    """A draft of one line of rice, with today's signatures of purchasers."""
    seller = db.session.scalars(select(Supplier).where(Supplier.canteen_id == canteen, Supplier.name == supplier)).one()
    rice = db.session.scalars(select(Item).where(Item.canteen_id == canteen, Item.name == "东北大米")).one()
    return Purchase(
        canteen_id=canteen,
        state=State.DRAFT,
        purchased_on=TODAY,
        supplier=seller,
        fund="伙食费",
        purpose="职工伙食",
        lines=[Line(line_no=1, item=rice, quantity=10_000, unit_price=price)],
        signatures=[signed(Role.BUYER, who) for who in signers],
    )


def signed(role: Role, who: str) -> Signature:
    """A signature made now."""
    return Signature(role=role, signer=who, signed_at=clock.now(), signed_on=clock.today(), origin=Origin.IMPORT)


def submit(purchase: Purchase) -> Purchase:
    """Complete the purchasers' signatures."""
    with step(Stage.SUBMIT, purchase):
        purchase.state = State.LIVE
    return purchase


@time_machine.travel(NOON, tick=False)
def test_a_lawful_purchase_goes_live_with_the_next_number(canteen: int) -> None:
    numbers = select(func.max(Purchase.number)).where(Purchase.canteen_id == canteen)
    highest = db.session.scalars(numbers.where(Purchase.number.startswith("CG-202610"))).one()
    first, second = (submit(bought(canteen, "1001", "1002")) for _ in range(2))
    assert [first.number, second.number] == [f"CG-202610-{int(str(highest)[-4:]) + n:04}" for n in (1, 2)]


@time_machine.travel(NOON, tick=False)
def test_a_refused_step_stores_nothing_and_says_why(canteen: int) -> None:
    before = db.session.scalar(select(func.count()).select_from(Purchase))
    with pytest.raises(Refused, match=r"1\.1 采购人签名 1 人，应至少 2 人") as refused:
        submit(bought(canteen, "1001"))
    assert [finding.clause.number for finding in refused.value.findings] == ["1.1"]
    assert db.session.scalar(select(func.count()).select_from(Purchase)) == before
    last = db.session.scalars(select(LogEntry).order_by(LogEntry.id.desc()).limit(1)).one()
    assert (last.action, last.thing) == ("refused.submit", "1.1 采购人签名 1 人，应至少 2 人")


@time_machine.travel(NOON, tick=False)
def test_a_warning_lets_it_through_and_is_kept(canteen: int) -> None:
    with step(Stage.SUBMIT, dear := bought(canteen, "1001", "6001")) as warnings:
        dear.state = State.LIVE
    assert [finding.clause.number for finding in warnings] == ["B.9"]
    kept = db.session.scalars(select(KeptWarning).where(KeptWarning.canteen_id == canteen)).one()
    assert (kept.clause, kept.document, kept.stage, kept.numbers) == ("B.9", dear.number, "提交", {"people": 1})


@time_machine.travel(NOON, tick=False)
def test_every_step_is_logged(canteen: int) -> None:
    purchase = submit(bought(canteen, "1001", "1002"))
    last = db.session.scalars(select(LogEntry).order_by(LogEntry.id.desc()).limit(1)).one()
    assert (last.action, last.thing) == ("step.submit", f"purchase:{purchase.id}")


@time_machine.travel(NOON, tick=False)
def test_one_who_should_have_been_rotated_cannot_sign(store: Store) -> None:
    year_ago = change("任职", "1001", 任职开始="2025-10-29")
    with pytest.raises(Refused, match=r"1\.4 自 2025-10-29 起任采购"):
        submit(bought(store(changed(year_ago)), "1001", "1002"))


@time_machine.travel(NOON, tick=False)
def test_one_who_is_in_the_post_for_exactly_a_year_may_sign(store: Store) -> None:
    submit(bought(store(changed(change("任职", "1001", 任职开始="2025-10-30"))), "1001", "1002"))


@time_machine.travel(NOON, tick=False)
def test_an_earlier_signature_is_asked_for_its_signer_alone(canteen: int) -> None:
    with step(Stage.SIGN, bought(canteen, "1001")):
        pass


@time_machine.travel(NOON, tick=False)
def test_a_proxy_is_refused_at_any_signing(canteen: int) -> None:
    purchase = bought(canteen, "1001")
    purchase.signatures[0].made_by = "1002"
    with pytest.raises(Refused, match=r"3\.5"), step(Stage.SIGN, purchase):
        pass


@time_machine.travel(NOON, tick=False)
def test_a_reception_purchase_without_a_reception_is_warned(canteen: int) -> None:
    purchase = bought(canteen, "1001", "1002")
    purchase.fund, purchase.purpose = "接待费", "接待"
    with step(Stage.SUBMIT, purchase) as warnings:
        purchase.state = State.LIVE
    assert [finding.clause.number for finding in warnings] == ["B.12"]


@time_machine.travel(NOON, tick=False)
def test_two_purchases_of_600_in_cash_pass_with_a_warning(canteen: int) -> None:
    first, second = (submit(bought(canteen, "1001", "1002", supplier=STALL, price=6_000)) for _ in range(2))
    assert paid_in_cash(canteen, first, 60_000) == []
    assert paid_in_cash(canteen, second, 60_000) == ["3.8"]


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(("price", "clauses"), [(10_000, []), (10_001, ["3.7"])])
def test_a_thousand_in_cash_passes_and_a_fen_more_does_not(canteen: int, price: int, clauses: list[str]) -> None:
    purchase = submit(bought(canteen, "1001", "1002", supplier=STALL, price=price))
    assert paid_in_cash(canteen, purchase, price * 10) == clauses


def paid_in_cash(canteen: int, purchase: Purchase, amount: int) -> list[str]:
    """Pay a purchase from the cash box; the clauses that refuse or warn."""
    box = db.session.scalars(select(Payment.account_id).where(Payment.canteen_id == canteen, Payment.method == "现金"))
    payment = Payment(
        canteen_id=canteen,
        paid_on=TODAY,
        method="现金",
        account_id=box.first(),
        supplier_id=purchase.supplier_id,
        parts=[PaymentPart(purchase=purchase, amount=amount)],
    )
    try:
        with step(Stage.PAY, payment) as warnings:
            pass
    except Refused as refused:
        return [finding.clause.number for finding in refused.findings]
    return [finding.clause.number for finding in warnings]


def test_two_of_three_posts_are_refused(store: Store) -> None:
    canteen = store(changed(appoint("1001", "李卫东", "验收", "2026-10-20")))
    person = db.session.scalars(select(Person).where(Person.canteen_id == canteen, Person.staff_no == "1001")).one()
    with time_machine.travel(NOON, tick=False):
        assert [finding.clause.number for finding in judge(Stage.RECORD, person)] == ["1.7"]


def test_an_invoice_of_another_canteen_is_warned_where_that_is_on(store: Store) -> None:
    first, second = (store(world.lawful()) for _ in range(2))
    with time_machine.travel("2026-11-10T12:00:00+08:00", tick=False):
        db.session.add(ClauseSwitch(clause="B.14", off_from=date(9999, 12, 31)))
        receipt = db.session.scalars(
            select(Receipt).where(Receipt.canteen_id == first, Receipt.kind == "发票").limit(1)
        ).one()
        told = [finding.message for finding in judge(Stage.DOCUMENT, receipt) if finding.clause.number == "B.14"]
        db.session.rollback()
    elsewhere = db.session.scalars(select(Canteen.name).where(Canteen.id != first)).all()
    assert second != first
    assert any(told == [f"这张发票也登记在{name}"] for name in elsewhere)


def test_an_imported_signature_needs_no_digest_and_one_made_here_does(canteen: int) -> None:
    papers = select(func.count()).select_from(Signature).where(Signature.digest.is_(None))
    assert db.session.scalar(papers.where(Signature.origin == Origin.PRODUCT)) == 0
    assert db.session.scalar(papers.where(Signature.origin == Origin.IMPORT))


def found(stage: Stage, document: Purchase | Reception | Person) -> list[str]:
    """The clauses that find something in a document at a stage."""
    return [finding.clause.number for finding in judge(stage, document)]


def purchase_of(canteen: int, number: str) -> Purchase:
    """A stored purchase."""
    query = select(Purchase).where(Purchase.canteen_id == canteen, Purchase.number == number)
    return db.session.scalars(query).one()


@time_machine.travel(NOON, tick=False)
def test_a_proxy_is_refused_at_the_completing_signature_too(canteen: int) -> None:
    purchase = bought(canteen, "1001", "1002")
    purchase.signatures[1].made_by = "3001"
    with pytest.raises(Refused, match=r"3\.5"):
        submit(purchase)


@time_machine.travel(NOON, tick=False)
def test_a_past_overlap_of_posts_refuses_no_new_appointment(store: Store) -> None:
    past = appoint("1001", "李卫东", "验收", "2026-06-10", "2026-09-15")
    canteen = store(changed(past, appoint("1001", "李卫东", "部门经办", "2026-10-30")))
    person = db.session.scalars(select(Person).where(Person.canteen_id == canteen, Person.staff_no == "1001")).one()
    assert found(Stage.RECORD, person) == []


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(("fund", "clauses"), [("伙食费", ["8.2"]), ("接待费", [])])
def test_a_budget_of_the_meal_fund_stops_no_reception_purchase(store: Store, fund: str, clauses: list[str]) -> None:
    canteen = store(changed(change("预算", "2026", "大宗食材", 金额="1.00")))
    purchase = purchase_of(canteen, world.DINNER if fund == "接待费" else world.RICE)
    assert [number for number in found(Stage.APPROVE, purchase) if number.startswith("8.")] == clauses


@time_machine.travel(NOON, tick=False)
def test_a_tenure_is_asked_again_on_the_day_of_each_signature(store: Store) -> None:
    canteen = store(changed(change("任职", "1001", 任职开始="2025-08-31")))
    assert "1.4" in found(Stage.APPROVE, purchase_of(canteen, world.GLOVES))


@time_machine.travel(NOON, tick=False)
def test_an_application_is_warned_while_it_is_a_draft(canteen: int) -> None:
    reception = Reception(
        canteen_id=canteen,
        state=State.DRAFT,
        held_on=TODAY,
        kind="行政接待",
        department="党政办",
        guests=2,
        companions=9,
        charge=0,
        cost=0,
    )
    with step(Stage.APPLY, reception) as warnings:
        pass
    assert [finding.clause.number for finding in warnings] == ["B.5", "B.8"]


def test_the_next_invoice_is_known_after_a_change_of_something_else(canteen: int) -> None:
    query = select(Receipt).where(Receipt.canteen_id == canteen, Receipt.invoice_no.is_not(None)).limit(1)
    receipt = db.session.scalars(query).one()
    before = receipt.next_key
    receipt.version += 1
    db.session.flush()
    assert receipt.next_key == before is not None


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", "\t"])
def test_an_invoice_number_is_compared_without_blanks_around_it(store: Store, blank: str) -> None:
    canteen = store(changed(change("票据", "PJ-202610-0001", 发票号码=f"{blank}26212000000000000001{blank}")))
    query = select(Receipt).where(Receipt.canteen_id == canteen, Receipt.number == "PJ-202610-0001")
    receipt = db.session.scalars(query).one()
    assert (receipt.invoice_key, receipt.next_key) == ("/26212000000000000001", "/26212000000000000002")
