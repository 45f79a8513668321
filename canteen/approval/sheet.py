"""One sheet of facts about a purchase: all that its approver answers for, read in a few questions whatever its size."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flask import url_for
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from canteen.approval import effects, prices, receipts
from canteen.approval.events import events
from canteen.check import rulebook
from canteen.contents import WHOLE, Papers, round_of, weighing_of
from canteen.course import Standing, as_if_signed, coming
from canteen.db import db
from canteen.documents.checks import Check, checks_of
from canteen.documents.paper import Fact, signatures
from canteen.documents.rows import address
from canteen.formats import day, milli
from canteen.ledger import Line as Row
from canteen.ledger import Link
from canteen.models import Account, Line, Payment, PaymentPart, Purchase, Weighing
from canteen.models.common import thing_of
from canteen.models.words import Role, State
from canteen.pictures import pictures_of
from canteen.rulebook import Finding
from canteen.signing import Signer
from canteen.stages import Stage

STOPPING = ("broken", "unknown")
NO_STOP = "不拦审批"


@dataclass(frozen=True)
class Arrived:
    """A line: what was ordered and what arrived, side by side."""

    line: Line
    weighing: Weighing | None
    before: Mapping[int, Weighing]
    """What was found in the rounds before, by round."""
    prices: prices.History | None

    @property
    def url(self) -> str:
        """The item's page, with all that was ever paid for it."""
        return address("item", self.line.item_id)

    @property
    def delta(self) -> str:
        """How what arrived differs from what was ordered, in words."""
        arrived, ordered = self.line.accepted, self.line.quantity
        if arrived is None:
            return "没有过秤"
        if arrived == 0:
            return "× 拒收"
        if arrived == ordered:
            return ""
        return f"↓ 短少 {milli(ordered - arrived)}" if arrived < ordered else f"↑ 多收 {milli(arrived - ordered)}"

    @property
    def note(self) -> str:
        """What the receivers noted of it."""
        earlier = [f"第 {nth} 次验收 {milli(each.accepted)}" for nth, each in self.before.items()]
        return "，".join([*(_noted(self.weighing) if self.weighing else ()), *earlier])


def whole(key: int, canteen_id: int) -> Purchase:
    """A live purchase of the canteen with all that belongs to it. Raises NotFound."""
    query = (
        select(Purchase)
        .where(Purchase.id == key, Purchase.canteen_id == canteen_id, Purchase.number.is_not(None))
        .options(*WHOLE)
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(query) or _missing()


def foreseen(purchase: Purchase, signer: Signer) -> list[Finding]:
    """What the clauses would say, did the approver sign now; nothing of it stays."""
    return coming(Stage.APPROVE, purchase, partial(as_if_signed, purchase, Role.APPROVER, signer))


def context(purchase: Purchase, standing: Standing) -> dict[str, Any]:
    """All that the sheet shows of a purchase."""
    papers, signed = Papers([purchase]), signatures(purchase, compared=True)
    found = receipts.shown(papers.receipts[purchase.id], purchase.canteen_id)
    histories = prices.histories(purchase)
    return {
        "facts": _facts(purchase),
        "lines": [Arrived(line, weighing_of(line), _before(line), histories.get(line.id)) for line in purchase.lines],
        "ordered": sum(line.ordered_amount for line in purchase.lines),
        "total": sum(line.amount for line in purchase.lines),
        "signatures": signed,
        "budgets": effects.budgets(purchase),
        "cap": effects.cap(purchase),
        "receipts": list(found.values()),
        "pictures": pictures_of(thing_of(purchase), purchase.canteen_id),
        "payments": _payments(purchase),
        "events": [*events(purchase, signed), Row([None, f"现在：{standing}", None])],
        "checks": _checks(purchase, standing),
    }


def _checks(purchase: Purchase, standing: Standing) -> list[Check]:
    """The check sheet; where it waits to be approved, what is broken and not asked now says that it stops nobody."""
    checks = checks_of(purchase, purchase.number or "")
    if standing is not Standing.ARRIVED:
        return checks
    asked = {clause.number for clause in rulebook().at(Stage.APPROVE, Purchase)}
    return [
        replace(check, aside=NO_STOP) if check.state in STOPPING and check.clause not in asked else check
        for check in checks
    ]


def _noted(weighing: Weighing) -> Iterator[str]:
    if weighing.reason:
        yield weighing.reason
    if weighing.tare:
        yield f"毛重 {milli(weighing.gross)}，皮重 {milli(weighing.tare)}"
    said = {"批号": weighing.batch, "保质期至": day(weighing.best_before), "检疫证": weighing.certificate}
    yield from (f"{label} {value}" for label, value in said.items() if value)


def _before(line: Line) -> Mapping[int, Weighing]:
    """The last weighing of each round before this one."""
    return {each.round: each for each in line.weighings if each.round < round_of(line.purchase)}


def _missing() -> Purchase:
    raise NotFound


def _facts(purchase: Purchase) -> list[Fact]:
    supplier, case, guests = purchase.supplier, purchase.case, purchase.reception
    until = f"有效期至 {day(supplier.licence_until)}" if supplier.licence_until else None
    licence = "，".join(filter(None, (supplier.licence, until)))
    facts = [
        Fact("供应商", Link(supplier.name, address("supplier", supplier.id)), "text"),
        Fact("类型", supplier.kind, "text"),
        Fact("许可证", licence or "没有登记", "text"),
        Fact("采购日期", purchase.purchased_on, "day"),
        Fact("验收日期", purchase.accepted_on, "day"),
        Fact("资金与用途", f"{purchase.fund}，{purchase.purpose}", "text"),
        Fact("立项", case and Link(case.number, url_for("sourcing.case", key=case.id)), "no"),
        Fact("接待", guests and Link(guests.number, address("reception", guests.id)), "no"),
    ]
    return [fact for fact in facts if fact.value]


def _payments(purchase: Purchase) -> list[Row]:
    """What was paid for it already, the oldest first."""
    query = (
        select(Payment.number, Payment.id, Payment.paid_on, Payment.method, Account.name, PaymentPart.amount)
        .join(PaymentPart, PaymentPart.payment_id == Payment.id)
        .join(Account, Account.id == Payment.account_id)
        .where(PaymentPart.purchase_id == purchase.id, Payment.state == State.LIVE)
        .order_by(Payment.paid_on, Payment.id)
    )
    return [Row([Link(number, address("payment", key)), *rest]) for number, key, *rest in db.session.execute(query)]
