"""The demonstration's day: purchases of the last days, left by its own people in every state on their own pages."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from canteen.db import db
from canteen.demo import catalogue as c
from canteen.models import Account, Person
from canteen.models.words import Amiss
from canteen.months import first_day
from canteen.purchasing.forms import IN_CASH
from canteen.seeding.hand import Hand

Line = tuple[str, str, str]
"""Item, how much of it in its unit, yuan a unit."""
COLUMNS = ("item", "quantity", "unit_price")
PHONES = {c.FARMER: "13904135678", c.TOFU: "13841302465"}


def live(hands: Sequence[Hand], today: date) -> None:
    """Live the day; each purchase stays where it would stand at that hour. The hands are in the order of the log-ins."""
    for hand in hands:
        hand.begin()
    day = _Day(hands, today)
    day.hand_out("800.00")
    for happens in (
        day.finished,
        day.to_pay,
        day.without_receipt,
        day.to_refund,
        day.to_confirm,
        day.with_wrong_paper,
        day.to_approve,
        day.half_received,
        day.at_the_door,
        day.half_signed,
        day.drafted,
    ):
        happens()
    for hand in hands:
        hand.leave()


class _Day:
    """What is bought, and how far each purchase comes."""

    def __init__(self, hands: Sequence[Hand], today: date) -> None:
        self.today = today
        self.buyers, self.receivers = hands[:2], hands[2:4]
        self.approver, self.cashier, self.accountant = hands[4:7]
        self._invoices = count(11310000, 37)

    def hand_out(self, amount: str) -> None:
        """The cashier hands cash to the first purchaser."""
        person = select(Person.id).where(Person.staff_no == c.LOGINS[self.buyers[0].log_in.username])
        source = select(Account.id).where(Account.name == c.PETTY)
        keys = {"person": str(db.session.scalar(person)), "source": str(db.session.scalar(source))}
        db.session.rollback()  # nothing is read on while others write
        self.cashier.send("/transfers/floats/new", amount=amount, moved_on=self._day(3), **keys)

    def finished(self) -> None:
        """Paid, with its invoice."""
        key = self._received(3, c.GREENS, ("土豆", "36", "3.10"), ("西红柿", "30.5", "6.40"))
        self._invoice(key)
        self._approve(key)
        self.cashier.send(f"/payments/new?purchase={key}", bank_ref=f"{self.today:%Y%m%d}003107")

    def to_pay(self) -> None:
        """Approved, to be paid by transfer; its invoice came later, and waits for the approver (补票核签)."""
        self._invoice(self._approved(2, c.EGGS, ("鸡蛋", "42.5", "9.80")))

    def without_receipt(self) -> None:
        """Approved before its invoice came (票据待补)."""
        self._approved(2, c.FISH, ("冷冻带鱼", "19.5", "26.40"))

    def to_refund(self) -> None:
        """Paid at the stall, and then less arrived than was ordered."""
        lines = ("大白菜", "40", "2.40"), ("大葱", "28", "4.40")
        self._approved(1, c.FARMER, *lines, arrived=("37.2", "28"), cash="219.20")
        self.cashier.send(self.cashier.found("/payments/", r"/payments/\d+/confirm"))

    def to_confirm(self) -> None:
        """Paid at the stall from the float; the cashier has not said yet that it is so."""
        self._approved(1, c.TOFU, ("豆腐", "18", "4.60"), ("干豆腐", "12.5", "9.60"), cash="202.80")

    def with_wrong_paper(self) -> None:
        """Sent back, because its invoice is 20 yuan short."""
        key = self._received(1, c.EGGS, ("纯牛奶", "6", "52.00"))
        self._invoice(key, amount="292.00")
        self.approver.send(f"/approval/{key}/back", amiss=Amiss.PAPER, reason="纯牛奶的发票少开 20 元，请换票")

    def to_approve(self) -> None:
        """Received by both, with its invoice."""
        self._invoice(self._received(0, c.GRAIN, ("东北大米", "100", "5.50"), ("富强粉", "50", "4.70")))

    def half_received(self) -> None:
        """Weighed, and signed for by one receiver."""
        key = self._bought(0, c.MEAT, ("鸡胸肉", "22.4", "17.60"), ("猪后腿肉", "24", "25.80"))
        self._weigh(key, "22.4", "24.1")
        self.receivers[0].sign(f"/signoff/{key}/arrival")

    def at_the_door(self) -> None:
        """Ordered, and not weighed yet: one from a shop, one from a stall."""
        self._bought(0, c.GREENS, ("黄瓜", "34", "5.70"), ("芹菜", "26", "4.80"), ("大葱", "20", "4.30"))
        self._bought(0, c.FARMER, ("大白菜", "35", "2.50"), ("大葱", "12", "4.40"))

    def half_signed(self) -> None:
        """Signed by one purchaser."""
        self.buyers[1].sign(f"/signoff/{self._logged(1, 0, c.SPICES, ('酱油', '3', '36.50'))}/order")

    def drafted(self) -> None:
        """Kept for later."""
        self._logged(0, 0, c.GAS, ("液化石油气", "2", "335.00"))

    def _approved(self, ago: int, supplier: str, *lines: Line, **more: Any) -> int:
        key = self._received(ago, supplier, *lines, **more)
        self._approve(key)
        return key

    def _approve(self, key: int) -> None:
        self.approver.sign(f"/approval/{key}")

    def _received(self, ago: int, supplier: str, *lines: Line, arrived: Sequence[str] = (), cash: str = "") -> int:
        key = self._bought(ago, supplier, *lines, cash=cash)
        self._weigh(key, *(arrived or [quantity for _, quantity, _ in lines]))
        for receiver in self.receivers:
            receiver.sign(f"/signoff/{key}/arrival")
        return key

    def _weigh(self, key: int, *arrived: str) -> None:
        gross = {f"line_{number}-gross": quantity for number, quantity in enumerate(arrived, 1)}
        self.receivers[1].send(f"/acceptance/{key}", **gross)

    def _bought(self, ago: int, supplier: str, *lines: Line, cash: str = "") -> int:
        key = self._logged(0, ago, supplier, *lines, cash=cash)
        if name := c.STALLS.get(supplier):
            self.buyers[0].draw(f"/signoff/{key}/sale", name, name=name, phone=PHONES[supplier])
        for buyer in self.buyers:
            buyer.sign(f"/signoff/{key}/order")
        return key

    def _logged(self, buyer: int, ago: int, supplier: str, *lines: Line, cash: str = "") -> int:
        """A draft; gives its key."""
        said = {"supplier": supplier, "purchased_on": self._day(ago)}
        for number, line in enumerate(lines):
            said |= {f"lines-{number}-{name}": value for name, value in zip(COLUMNS, line, strict=True)}
        said |= {"paid": IN_CASH, "from_float": cash} if cash else {}
        return int(re.findall(r"\d+", self.buyers[buyer].send("/purchases/new", **said))[0])

    def _invoice(self, key: int, **more: str) -> None:
        number = f"{self.today:%y}21200000{next(self._invoices):010}"
        self.accountant.send(f"/receipts/new?purchase={key}", number=number, day=self.today.isoformat(), **more)

    def _day(self, ago: int) -> str:
        """Some days ago, but in this month."""
        return max(first_day(self.today), self.today - timedelta(days=ago)).isoformat()
