"""What can be bought unlawfully in the canteen of tests/course/market.py, and what history brings along."""

from datetime import date, timedelta

from sqlalchemy import func, select

from canteen import clock
from canteen.db import db
from canteen.models import (
    Appointment,
    Budget,
    Canteen,
    CaseLine,
    ClauseSwitch,
    DepartmentBudget,
    Item,
    Line,
    Person,
    Purchase,
    Quote,
    QuoteLine,
    Receipt,
    Reception,
    ReceptionStandard,
    Signature,
    SourcingCase,
    Supplier,
)
from canteen.models.words import Fund, Origin, Post, Purpose
from canteen.step import unjudged
from tests.course.market import CABBAGE, POTATO, SHOP, STALL, STEPS, TODAY, Market

FREEZER, STEAMER, MENDING, GAS = "卧式冷柜", "蒸柜", "灶具维修", "液化气"
CLEANING, CIGARETTES = "清洗油烟机", "香烟"
CATEGORIES = {
    FREEZER: "设备购置",
    STEAMER: "设备购置",
    MENDING: "维修",
    GAS: "燃料",
    CLEANING: "服务费",
    CIGARETTES: "无关费用",
}
"""The first is in the government's catalogue; gas has no budget, and cleaning one of 100.00."""
LATE_SHOP, OTHER_SHOP, THIRD_SHOP = "鑫源肉食经营部", "好管家劳保用品店", "洁雅日用百货商店"
"""Three more shops; the licence of the first ended yesterday."""
YESTERDAY, IN_OCTOBER = date(2026, 11, 24), date(2026, 10, 20)
GUESTS = "JD-202611-0001"
"""A reception of today."""
ELSEWHERE = "26212000000011290999"
"""An invoice that another canteen registered."""
OUR_OWN = ("B.14", "B.16")
"""Clauses that are off by default and on here."""


def widen(market: Market) -> None:
    """Give the canteen all that can be bought unlawfully, and switch on what is off by default."""
    here = {"canteen_id": market.canteen}
    with unjudged():
        for name, category in CATEGORIES.items():
            item = Item(**here, name=name, category=category, unit="个", in_catalogue=name == FREEZER, durable=False)
            db.session.add(item)
        for name in (LATE_SHOP, OTHER_SHOP, THIRD_SHOP):
            until = YESTERDAY if name == LATE_SHOP else None
            db.session.add(Supplier(**here, name=name, kind="固定经营场所", licence_until=until))
        db.session.add(Budget(**here, year=2026, category="服务费", amount=100_00))
        db.session.add_all(ClauseSwitch(clause=each, off_from=date.max) for each in OUR_OWN)
        _receive_guests(here)
        _price_potatoes(market, here)
        _register_elsewhere()


def case(market: Market, item: str, *quotes: tuple[str, int], **procedure: object) -> SourcingCase:
    """A case for one of an item, with what suppliers want for it today, in fen."""
    with unjudged():
        asked = SourcingCase(canteen_id=market.canteen, matter=item, category="设备购置", opened_on=date(2026, 11, 20))
        asked.number = f"LX-202611-{_count(SourcingCase) + 1:04}"
        asked.estimate, asked.method = quotes[0][1], "询价"
        asked.lines = [CaseLine(line_no=1, item_id=market.item(item).id, quantity=1_000)]
        asked.quotes = [
            Quote(supplier_id=market.supplier(supplier).id, quoted_on=TODAY, amount=fen, lines=[_priced(fen)])
            for supplier, fen in quotes
        ]
        for name, value in procedure.items():
            setattr(asked, name, value)
        db.session.add(asked)
    return asked


def on_paper(market: Market, *signers: str, accepted_on: date | None, proxy: str | None = None) -> Purchase:
    """A cabbage of yesterday that history brought along, with yesterday's signatures; the last one was made by the proxy."""
    with unjudged():
        bought = Purchase(canteen_id=market.canteen, origin=Origin.IMPORT, purchased_on=YESTERDAY, **OF_MEALS)
        bought.number, bought.accepted_on = f"CG-202611-{9000 + _count(Purchase)}", accepted_on
        bought.supplier_id, cabbage = market.supplier(SHOP).id, market.item(CABBAGE).id
        bought.lines = [Line(line_no=1, item_id=cabbage, quantity=1_000, unit_price=10_00, accepted=1_000)]
        bought.signatures = [_on_paper(who, nth) for nth, who in enumerate(signers)]
        bought.signatures[-1].made_by = proxy
        db.session.add(bought)
    return bought


def turn(staff_no: str, post: Post) -> None:
    """From today on somebody is in this post, and no longer in the one before."""
    with unjudged():
        person = db.session.scalars(select(Person).where(Person.staff_no == staff_no)).one()
        person.appointments[-1].ended_on = clock.today() - timedelta(1)
        person.appointments.append(Appointment(post=post, started_on=clock.today()))


def held(staff_no: str, start: date, end: date | None = None) -> None:
    """Somebody's post has begun, and ended, on another day than was known."""
    with unjudged():
        person = db.session.scalars(select(Person).where(Person.staff_no == staff_no)).one()
        person.appointments[-1].started_on, person.appointments[-1].ended_on = start, end


OF_MEALS = {"fund": Fund.MEAL, "purpose": Purpose.STAFF}


def _receive_guests(here: dict[str, int]) -> None:
    guests = Reception(**here, number=GUESTS, held_on=TODAY, kind="会议接待", department="党政办公室", guests=8)
    guests.companions, guests.charge, guests.cost, guests.approved_on = 3, 40_00, 40_00, YESTERDAY
    standard = ReceptionStandard(**here, kind="会议接待", per_head=60_00, begins_on=date(2026, 1, 1))
    budget = DepartmentBudget(**here, year=2026, department="党政办公室", amount=900_00)
    db.session.add_all([guests, standard, budget])


def _price_potatoes(market: Market, here: dict[str, int]) -> None:
    """Five lines of potatoes at 2.00 in October."""
    before = Purchase(**here, number="CG-202610-0001", purchased_on=IN_OCTOBER, accepted_on=IN_OCTOBER, **OF_MEALS)
    before.supplier_id, potato = market.supplier(STALL).id, market.item(POTATO).id
    before.lines = [Line(line_no=nth, item_id=potato, quantity=1_000, unit_price=2_00) for nth in range(1, 6)]
    db.session.add(before)


def _register_elsewhere() -> None:
    elsewhere = Canteen(code="02", name="第 02 食堂")
    db.session.add(elsewhere)
    db.session.flush()
    twin = Receipt(canteen_id=elsewhere.id, number="PJ-202611-0001", kind="发票", invoice_no=ELSEWHERE)
    twin.issued_on, twin.has_list = TODAY, False
    db.session.add(twin)


def _count(model: type[SourcingCase] | type[Purchase]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def _priced(fen: int) -> QuoteLine:
    return QuoteLine(line_no=1, unit_price=fen)


def _on_paper(who: str, nth: int) -> Signature:
    role = next(role for role, signer in STEPS if signer == who)
    at = clock.now() - timedelta(days=1, minutes=-nth)
    return Signature(role=role, signer=who, signed_at=at, signed_on=YESTERDAY, origin=Origin.IMPORT)
