"""Purchases on their way through the pages of the canteen of tests/course/market.py, one form at a time, and what its books hold."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from typing import Any
from unittest.mock import patch

import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from canteen import clock
from canteen.check import check
from canteen.db import Base, db
from canteen.models import (
    Budget,
    Canteen,
    CaseLine,
    ClauseSwitch,
    DepartmentBudget,
    Item,
    KeptWarning,
    Line,
    Payment,
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
from canteen.models.common import Document
from canteen.models.words import Fund, Origin, Purpose, State
from canteen.months import When, first_day
from canteen.rulebook import Finding, Rulebook
from canteen.step import unjudged
from tests.course.market import CABBAGE, POTATO, SHOP, STALL, STEPS, TODAY, Market
from tests.forms.filling import Page
from tests.signing.pens import sign_data

Found = set[tuple[str, str]]
"""Clauses with the documents that they find."""
Goods = tuple[str, str, str]
"""Item, quantity and unit price as they are typed."""
FREEZER, STEAMER, MENDING, GAS, CLEANING, CIGARETTES = (
    "卧式冷柜",
    "蒸柜",
    "灶具维修",
    "液化气",
    "清洗油烟机",
    "香烟",
)
GUESTS = "JD-202611-0001"
LATE_SHOP, OTHER_SHOP, THIRD_SHOP = "鑫源肉食经营部", "好管家劳保用品店", "洁雅日用百货商店"
"""Three more shops; the licence of the first ended yesterday."""
YESTERDAY = date(2026, 11, 24)
ELSEWHERE = "26212000000011290999"
"""An invoice that another canteen registered."""
OUR_OWN = ("B.14", "B.16")
"""Clauses that are off by default and on here."""
OF_ITSELF = {"log_entry", "log_head", "attempt", "login_session", "challenge", "canteen"}
"""Tables that a refused form may touch: that it was refused, and who tried."""


@dataclass(frozen=True)
class Deed:
    """A form that somebody is about to send: what they type over what its page proposes, and the button that only asks."""

    client: FlaskClient
    address: str
    typed: Mapping[str, Any]
    asks: str | None = None

    def send(self, **button: str) -> TestResponse:
        """Open the page, fill its form, sign it where it wants that, and send it."""
        text = self.client.get(self.address).text
        data = Page(text).sent({**self.typed, **button})
        signed = sign_data(text) if "nonce" in data else {}
        return self.client.post(self.address, data=data | signed, content_type="multipart/form-data")

    def ahead(self) -> list[str]:
        """The clauses that the page names before the form is sent."""
        return named(self.send(**{self.asks: "1"}) if self.asks else self.client.get(self.address))


@dataclass
class Pages:
    """The canteen's pages, with its people at them."""

    market: Market
    moment: time_machine.Traveller
    given: dict[str, Purchase] = field(default_factory=dict)
    """Purchases that several deeds are about."""
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(26212000000011290010, 26212000000011290900, 10)))

    def go_on_to(self, day: date) -> None:
        """Let it be the morning of another day; everybody logs in anew."""
        self.moment.move_to(f"{day}T06:30:00+08:00")
        self.market._clients.clear()

    def form(self, who: str, address: str, asks: str | None = None, /, **typed: Any) -> Deed:
        """A form that somebody is about to send."""
        return Deed(self.market.client(who), address, typed, asks)

    def log(self, *goods: Goods, supplier: str = SHOP, **typed: Any) -> Purchase:
        """Log a purchase, which is a draft."""
        rows = {
            f"lines-{row}-{name}": text
            for row, line in enumerate(goods)
            for name, text in zip(("item", "quantity", "unit_price"), line, strict=True)
        }
        stored(self.form("cai1", "/purchases/new", supplier=supplier, **rows, **typed).send())
        return latest(Purchase)

    def signs(self, who: str, purchase: Purchase) -> Deed:
        """Somebody is about to sign the purchase, as what they are."""
        page = {"cai": f"/signoff/{purchase.id}/order", "yan": f"/signoff/{purchase.id}/arrival"}
        return self.form(who, page.get(who[:3], f"/approval/{purchase.id}"))

    def sells(self, purchase: Purchase) -> None:
        """Have the stall's seller sign."""
        stored(self.form("cai1", f"/signoff/{purchase.id}/sale").send())

    def orders(self, *goods: Goods, **typed: Any) -> Deed:
        """Log a purchase; one purchaser has signed and the other is about to."""
        return self.half_signed(self.log(*goods, **typed))

    def half_signed(self, draft: Purchase) -> Deed:
        """One purchaser has signed a draft and the other is about to."""
        stored(self.signs("cai1", draft).send())
        return self.signs("cai2", draft)

    def ordered(self, *goods: Goods, **typed: Any) -> Purchase:
        """A purchase that both purchasers have signed."""
        stored(self.orders(*goods, **typed).send())
        return latest(Purchase)

    def weigh(self, purchase: Purchase, *gross: str) -> None:
        """Put every line on the scale: what was ordered, where nothing else is said."""
        typed = {
            f"line_{line.line_no}-gross": gross[line.line_no - 1] if gross else str(line.quantity / 1000)
            for line in purchase.lines
        }
        stored(self.form("yan1", f"/acceptance/{purchase.id}", **typed).send())

    def receives(self, purchase: Purchase, *gross: str) -> Deed:
        """What was bought is weighed; one receiver has signed and the other is about to."""
        self.weigh(purchase, *gross)
        stored(self.signs("yan1", purchase).send())
        return self.signs("yan2", purchase)

    def received(self, *goods: Goods, **typed: Any) -> Purchase:
        """A purchase that purchasers and receivers have signed."""
        purchase = self.ordered(*goods, **typed)
        stored(self.receives(purchase).send())
        return purchase

    def approves(self, *goods: Goods, **typed: Any) -> Deed:
        """What was bought is received, and the approver is about to sign."""
        return self.signs("shen", self.received(*goods, **typed))

    def approved(self, *goods: Goods, **typed: Any) -> Purchase:
        """A purchase that everybody has signed."""
        purchase = self.received(*goods, **typed)
        if purchase.supplier.name == STALL:
            self.sells(purchase)
        stored(self.signs("shen", purchase).send())
        return purchase

    def covers(self, *purchases: Purchase, **typed: Any) -> Deed:
        """A complete invoice for these purchases, but for what is typed otherwise, is about to be registered."""
        address = "/receipts/new?" + "&".join(f"purchase={each.id}" for each in purchases)
        read = {"number": str(next(self.numbers)), "day": str(clock.today()), "buyer": "高新区机关食堂"}
        ticked = {"purchases": [str(each.id) for each in purchases]}
        return self.form("kuai", address, "check", **(read | ticked | typed))

    def covered(self, *purchases: Purchase, **typed: Any) -> Receipt:
        """Register it."""
        stored(self.covers(*purchases, **typed).send())
        return latest(Receipt)

    def pays(self, purchase: Purchase, **typed: Any) -> Deed:
        """The cashier is about to pay a purchase, as is usual but for what is typed."""
        return self.form("chu", f"/payments/new?purchase={purchase.id}", "look", **typed)

    def starts(self, case: SourcingCase, **typed: Any) -> Purchase:
        """Start the purchase from the first quote of a case, which makes a draft."""
        stored(self.form("cai1", f"/sourcing/{case.id}/quotes/{case.quotes[0].id}/purchase", **typed).send())
        return latest(Purchase)

    def corrects(self, purchase: Purchase, **typed: Any) -> Deed:
        """A purchaser is about to change what is stored of a purchase."""
        return self.form("cai1", f"/purchases/{purchase.id}/edit", "advise", **typed)

    def found(self) -> list[Finding]:
        """What the month's check finds of that which has come to its stage."""
        today = clock.today()
        return [each for each in check(When(self.market.canteen, first_day(today), today)).findings if each.due]

    def month(self) -> Found:
        """The same: clauses and documents."""
        return {(finding.clause.number, finding.document) for finding in self.found()}


def books() -> dict[str, list[str]]:
    """All that is stored, by table."""
    tables = [each for each in Base.metadata.sorted_tables if each.name not in OF_ITSELF]
    return {each.name: sorted(map(repr, db.session.execute(select(each)))) for each in tables}


def stored(answer: TestResponse) -> None:
    """The form was stored."""
    assert answer.status_code == 303, re.findall(r'class="(?:error|found|ways)"[^>]*>(.*?)</', answer.text)


def named(answer: TestResponse) -> list[str]:
    """The clauses by which a page refuses or warns."""
    return re.findall(r'<h2>[^<]*条款 <a class="cl"[^>]*>([\dB.]+)</a>', answer.text)


def told(answer: TestResponse) -> str:
    """What a page says, as one reads it."""
    return unescape(answer.text)


def kept() -> Found:
    """The warnings with which forms were let through."""
    return {(each.clause, each.document) for each in db.session.scalars(select(KeptWarning))}


def latest(model: type[Any]) -> Any:
    """What was stored last."""
    return db.session.scalars(select(model).order_by(model.id.desc()).limit(1)).one()


PAPERS: tuple[type[Document], ...] = (Purchase, Receipt, Payment)
Mark = tuple[dict[type[Document], set[int]], int]


def mark() -> Mark:
    """Which papers are live, and how far the signatures go."""
    live = {model: set(db.session.scalars(select(model.id).where(model.state == State.LIVE))) for model in PAPERS}
    return live, db.session.scalar(select(func.max(Signature.id))) or 0


def wipe(before: Mark) -> None:
    """Make void what has come to life since, and what was signed since."""
    live, last = before
    signed = select(Signature.purchase_id).where(Signature.id > last)
    with unjudged():
        for model, kept_ones in live.items():
            since = (model.state == State.LIVE, model.id.not_in(kept_ones))
            db.session.execute(update(model).where(*since).values(state=State.VOID))
        db.session.execute(update(Purchase).where(Purchase.id.in_(signed)).values(state=State.VOID))


@contextmanager
def unasked() -> Iterator[None]:
    """The same forms at a house that asks no clause: what they store is what the month is to find."""
    with patch.object(Rulebook, "at", lambda *_: []):
        yield


def case(market: Market, item: str, *quotes: tuple[str, int], **procedure: Any) -> SourcingCase:
    """A case of this morning for one of an item, with what suppliers want for it, in fen; the first quote is the one to take."""
    with unjudged():
        asked = SourcingCase(canteen_id=market.canteen, matter=item, category="设备购置", opened_on=date(2026, 11, 20))
        asked.number = f"LX-202611-{len(db.session.scalars(select(SourcingCase.id)).all()) + 1:04}"
        asked.estimate, asked.method = quotes[0][1], procedure.get("method", "询价")
        asked.approval_no, asked.approved_on = procedure.get("no"), procedure.get("on")
        asked.lines = [CaseLine(line_no=1, item_id=market.item(item).id, quantity=1_000)]
        for supplier, fen in quotes:
            priced = [QuoteLine(line_no=1, unit_price=fen)]
            quote = Quote(supplier_id=market.supplier(supplier).id, quoted_on=TODAY, amount=fen, lines=priced)
            asked.quotes.append(quote)
        db.session.add(asked)
    return asked


def on_paper(market: Market, *signers: str, accepted_on: date | None, made_by: str | None = None) -> Purchase:
    """A purchase that history brought along, bought yesterday, with these signatures; `made_by`: who made the last of them."""
    with unjudged():
        bought = Purchase(canteen_id=market.canteen, purchased_on=YESTERDAY, supplier_id=market.supplier(SHOP).id)
        bought.origin, bought.accepted_on = Origin.IMPORT, accepted_on
        bought.fund, bought.purpose = Fund.MEAL, Purpose.STAFF
        cabbage = market.item(CABBAGE).id
        bought.lines = [Line(line_no=1, item_id=cabbage, quantity=1_000, unit_price=10_00, accepted=1_000)]
        for nth, who in enumerate(signers):
            role = next(role for role, signer in STEPS if signer == who)
            at = clock.now() - timedelta(days=1, minutes=-nth)
            made = Signature(role=role, signer=who, signed_at=at, signed_on=YESTERDAY, origin=Origin.IMPORT)
            bought.signatures.append(made)
        bought.signatures[-1].made_by = made_by
        bought.number = f"CG-202611-{900 + (db.session.scalar(select(func.max(Purchase.id))) or 0)}"
        db.session.add(bought)
    return bought


def widen(market: Market) -> None:
    """Give the canteen all that can be bought unlawfully, and switch on what is off by default."""
    categories = {FREEZER: "设备购置", STEAMER: "设备购置", MENDING: "维修", GAS: "燃料"}
    here = {"canteen_id": market.canteen}
    with unjudged():
        for name, category in {**categories, CLEANING: "服务费", CIGARETTES: "无关费用"}.items():
            made = Item(**here, name=name, category=category, unit="个", in_catalogue=name == FREEZER, durable=False)
            db.session.add(made)
        for name in (LATE_SHOP, OTHER_SHOP, THIRD_SHOP):
            until = date(2026, 11, 24) if name == LATE_SHOP else None
            db.session.add(Supplier(**here, name=name, kind="固定经营场所", licence_until=until))
        db.session.add(Budget(**here, year=2026, category="服务费", amount=100_00))
        guests = Reception(**here, number=GUESTS, held_on=TODAY, kind="会议接待", department="党政办公室", guests=8)
        guests.companions, guests.charge, guests.cost, guests.approved_on = 3, 40_00, 40_00, date(2026, 11, 24)
        standard = ReceptionStandard(**here, kind="会议接待", per_head=60_00, begins_on=date(2026, 1, 1))
        db.session.add_all([standard, DepartmentBudget(**here, year=2026, department="党政办公室", amount=900_00)])
        before = Purchase(
            **here, number="CG-202610-0001", purchased_on=date(2026, 10, 20), accepted_on=date(2026, 10, 20)
        )
        before.supplier_id, before.fund, before.purpose = market.supplier(STALL).id, Fund.MEAL, Purpose.STAFF
        potato = market.item(POTATO).id
        before.lines = [Line(line_no=nth, item_id=potato, quantity=1_000, unit_price=2_00) for nth in range(1, 6)]
        db.session.add(before)
        elsewhere = Canteen(code="02", name="第 02 食堂")
        db.session.add_all([guests, elsewhere, *(ClauseSwitch(clause=each, off_from=date.max) for each in OUR_OWN)])
        db.session.flush()
        twin = Receipt(canteen_id=elsewhere.id, number="PJ-202611-0001", kind="发票", invoice_no=ELSEWHERE)
        twin.issued_on, twin.has_list = TODAY, False
        db.session.add(twin)
