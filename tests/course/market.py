"""A canteen at work for the tests of a purchase: its people with PINs, suppliers, items, money and budget, and short ways along a purchase's course."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from canteen import audit, clock
from canteen.contents import act_of
from canteen.course import stage_of
from canteen.course.completing import complete
from canteen.course.signatures import SIGNED, as_logged
from canteen.db import db
from canteen.models import (
    Account,
    Appointment,
    Budget,
    Canteen,
    Cover,
    Income,
    Item,
    Line,
    OpenLine,
    Person,
    Purchase,
    Receipt,
    Signature,
    Supplier,
    Transfer,
)
from canteen.models.words import Origin, Role, State
from canteen.stages import Stage
from canteen.step import step, unjudged
from tests.security.staff import employ, log_in
from tests.signing.pens import enrol, strokes

MORNING = "2026-11-25T06:30:00+08:00"
"""When these tests begin: a Wednesday."""
TODAY = date(2026, 11, 25)
SHOP, STALL = "惠丰粮油商行", "王桂兰（农户）"
RICE, CABBAGE, POTATO, GLOVES = "东北大米", "大白菜", "土豆", "劳保手套"
PEOPLE = {
    "cai1": "采购",
    "cai2": "采购",
    "yan1": "验收",
    "yan2": "验收",
    "shen": "审批",
    "chu": "出纳",
    "kuai": "会计",
    "jian": "监管",
}
"""Log-in (also the staff number) and post."""
BANK, CASH, RECEPTION_BANK = "伙食费专户", "伙食费备用金", "接待费专户"
STEPS: tuple[tuple[Role, str], ...] = (
    (Role.BUYER, "cai1"),
    (Role.BUYER, "cai2"),
    (Role.RECEIVER, "yan1"),
    (Role.RECEIVER, "yan2"),
    (Role.APPROVER, "shen"),
)


@dataclass
class Market:
    """The canteen, and everybody's own client."""

    app: Flask
    canteen: int
    _clients: dict[str, FlaskClient] = field(default_factory=dict)

    def client(self, who: str) -> FlaskClient:
        """Somebody's client, logged in."""
        if who not in self._clients:
            self._clients[who] = self.app.test_client()
            assert log_in(self._clients[who], who).status_code == 303
        return self._clients[who]

    def supplier(self, name: str) -> Supplier:
        """A supplier by name."""
        return db.session.scalars(select(Supplier).where(Supplier.name == name)).one()

    def item(self, name: str) -> Item:
        """An item by name."""
        return db.session.scalars(select(Item).where(Item.name == name)).one()

    def account(self, name: str) -> Account:
        """An account by name."""
        return db.session.scalars(select(Account).where(Account.name == name)).one()

    def draft(self, *lines: tuple[str, int, int], supplier: str = SHOP, day: date = TODAY, **more: Any) -> Purchase:
        """A draft of lines (item, thousandths, fen a unit)."""
        purchase = Purchase(
            canteen_id=self.canteen,
            state=State.DRAFT,
            purchased_on=day,
            supplier_id=self.supplier(supplier).id,
            **{"fund": "伙食费", "purpose": "职工伙食", **more},
            lines=[
                Line(line_no=number, item_id=self.item(item).id, quantity=quantity, unit_price=price)
                for number, (item, quantity, price) in enumerate(lines or [(RICE, 10_000, 560)], 1)
            ],
        )
        with step(Stage.SIGN, purchase):
            pass
        return purchase

    def weigh(self, purchase: Purchase, *accepted: int) -> None:
        """Note what arrived of each line: what was ordered, where nothing else is said."""
        with step(Stage.SIGN, purchase):
            for line, arrived in zip(
                purchase.lines, accepted or [line.quantity for line in purchase.lines], strict=True
            ):
                line.accepted = arrived

    def sign(self, purchase: Purchase, role: Role, who: str) -> None:
        """Have somebody sign, as the page would."""
        with step(lambda: stage_of(purchase, role), purchase):
            if role is Role.RECEIVER:
                purchase.accepted_on = purchase.accepted_on or clock.today()
            signature = made(purchase, role, who)
            db.session.add(signature)
            db.session.flush()
            db.session.refresh(purchase, ["signatures"])
            audit.record(SIGNED, f"purchase:{purchase.id}", **as_logged(signature))
            if stage_of(purchase, role) is not Stage.SIGN:
                complete(purchase, role)

    def unpriced(self) -> Purchase:
        """A draft with a line whose price nobody knows yet."""
        purchase = self.draft()
        with step(Stage.SIGN, purchase):
            purchase.open_lines = [OpenLine(position=2, item_id=self.item(CABBAGE).id, quantity=1_000)]
        return purchase

    def bought(self, *lines: tuple[str, int, int], upto: Role = Role.BUYER, **more: Any) -> Purchase:
        """A purchase that everybody up to the role has signed."""
        purchase = self.draft(*lines, **more)
        for role, who in STEPS:
            if role is Role.RECEIVER and purchase.lines[0].accepted is None:
                self.weigh(purchase)
            self.sign(purchase, role, who)
            if role == upto and who in ("cai2", "yan2", "shen"):
                break
        return purchase

    def covered(self, *purchases: Purchase, kind: str = "发票", amount: int | None = None) -> Receipt:
        """A receipt that covers purchases: an invoice of their total, where nothing else is said."""
        total = sum(line.amount for purchase in purchases for line in purchase.lines) if amount is None else amount
        number = str(26212000000011290000 + len(db.session.scalars(select(Receipt.id)).all()))
        receipt = Receipt(
            canteen_id=self.canteen,
            kind=kind,
            invoice_no=number if kind == "发票" else None,
            issued_on=clock.today(),
            buyer="高新区机关食堂",
            seller=purchases[0].supplier.name,
            amount=total,
            has_list=len({purchase.purchased_on for purchase in purchases}) > 1,
            covers=[Cover(purchase_id=purchase.id) for purchase in purchases],
        )
        with step(Stage.DOCUMENT, receipt):
            pass
        return receipt


def made(purchase: Purchase, role: Role, who: str) -> Signature:
    """A signature upon what is there now, as the program makes it."""
    act, now = act_of(purchase, role), clock.now()
    person = db.session.scalars(
        select(Person).where(Person.canteen_id == purchase.canteen_id, Person.staff_no == who)
    ).one_or_none()
    return Signature(
        purchase_id=purchase.id,
        role=role,
        signer=who,
        name=person.name if person else who,
        posts=PEOPLE.get(who, ""),
        user_id=person.user_id if person else None,
        signed_at=now,
        signed_on=clock.local_day(now),
        strokes=strokes(),
        content=act.stored,
        digest=act.digest,
    )


def on_paper(purchase: Purchase, role: Role, who: str) -> Signature:
    """A signature of yesterday upon the paper, entered late: without content, digest and drawing."""
    then = clock.now() - timedelta(days=1)
    at = {"signed_at": then, "signed_on": clock.local_day(then)}
    return Signature(purchase_id=purchase.id, role=role, signer=who, origin=Origin.LATE, **at)


def open_market(app: Flask, people: Iterable[tuple[str, str]] = PEOPLE.items()) -> Market:
    """The canteen with its people, suppliers, items, money and budget; nothing is bought yet."""
    for name, post in people:
        enrol(employ(name, post))
    with unjudged():
        canteen = db.session.scalars(select(Canteen)).one()
        canteen.started_on = date(2026, 1, 1)
        db.session.execute(update(Appointment).values(started_on=date(2026, 8, 1)))
        stock(canteen.id)
        fund(canteen.id)
        key = canteen.id
    return Market(app, key)


def stock(canteen: int) -> None:
    """Suppliers and items, within the caller's transaction."""
    items = {
        RICE: ("大宗食材", "公斤"),
        CABBAGE: ("零星食材", "公斤"),
        POTATO: ("零星食材", "公斤"),
        GLOVES: ("杂品", "包"),
    }
    for name, (category, unit) in items.items():
        db.session.add(
            Item(canteen_id=canteen, name=name, category=category, unit=unit, in_catalogue=False, durable=False)
        )
    db.session.add(Supplier(canteen_id=canteen, name=SHOP, kind="固定经营场所", licence_until=date(2028, 1, 1)))
    db.session.add(Supplier(canteen_id=canteen, name=STALL, kind="零星摊贩", phone="13904135678"))


def fund(canteen: int) -> None:
    """Accounts with money, withdrawn cash, the year's budget, within the caller's transaction."""
    bank = Account(canteen_id=canteen, name=BANK, kind="银行", fund="伙食费", opening=5_000_000, year=2026)
    box = Account(canteen_id=canteen, name=CASH, kind="现金", fund="伙食费", opening=0, year=2026)
    other = Account(canteen_id=canteen, name=RECEPTION_BANK, kind="银行", fund="接待费", opening=500_000, year=2026)
    db.session.add_all([bank, box, other])
    db.session.flush()
    day = date(2026, 11, 2)
    db.session.add(
        Transfer(
            canteen_id=canteen, number="ZZ-202611-0001", moved_on=day, from_id=bank.id, to_id=box.id, amount=2_000_000
        )
    )
    db.session.add(
        Income(
            canteen_id=canteen,
            number="SR-202611-0001",
            received_on=day,
            kind="伙食补助",
            amount=10_000_000,
            receipt_kind="无",
            account_id=bank.id,
        )
    )
    for category in ("大宗食材", "零星食材", "杂品", "设备购置", "维修"):
        db.session.add(Budget(canteen_id=canteen, year=2026, category=category, amount=3_000_000))
