"""On a purchase's own pages: what a form refuses or warns of is what the month would find, and what just passes it does not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask

from canteen.check import rulebook
from canteen.course.foresight import BY_SIGNATURES
from canteen.models import Payment, Purchase, Receipt
from canteen.rulebook import Clause
from canteen.stages import Stage
from tests.course.market import (
    CABBAGE,
    CASH,
    GLOVES,
    MORNING,
    POTATO,
    RECEPTION_BANK,
    RICE,
    SHOP,
    STALL,
    TODAY,
    open_market,
)
from tests.forms.market_writing import (
    CIGARETTES,
    CLEANING,
    ELSEWHERE,
    FREEZER,
    GAS,
    GUESTS,
    LATE_SHOP,
    MENDING,
    OTHER_SHOP,
    STEAMER,
    THIRD_SHOP,
    YESTERDAY,
    Deed,
    Goods,
    Pages,
    books,
    case,
    kept,
    latest,
    mark,
    named,
    on_paper,
    stored,
    told,
    unasked,
    widen,
    wipe,
)

Doing = Callable[[Pages], Deed]
GUEST_MONEY = {"fund": "接待费", "purpose": "接待"}
SLIP, SCRAP = {"kind": "自制购货报销单"}, {"kind": "白条"}
ORDERERS, RECEIVERS = ("cai1", "cai2"), ("yan1", "yan2")
APPROVAL = {"method": "集中采购", "no": "高管采〔2026〕98号", "on": YESTERDAY}


@dataclass(frozen=True)
class Crime:
    """The smallest change that breaks a clause, what the month finds it in, and what passes just so."""

    clause: str
    title: str
    crime: Doing
    document: Callable[[Pages], str]
    border: Doing
    facts: Callable[[Pages], object] | None = None
    """Another door to the same facts, where the page itself would not store them whatever the clauses say."""


def of_purchase(_at: Pages) -> str:
    """The last purchase's number."""
    return str(latest(Purchase).number)


def of_receipt(_at: Pages) -> str:
    """The last receipt's number."""
    return str(latest(Receipt).number)


def of_payment(_at: Pages) -> str:
    """The last payment's number."""
    return str(latest(Payment).number)


def of(name: str) -> Callable[[Pages], str]:
    """The number of a purchase that several deeds are about."""
    return lambda at: str(at.given[name].number)


def exactly(document: str) -> Callable[[Pages], str]:
    """This."""
    return lambda _at: document


def cabbage(yuan: str) -> Goods:
    """A cabbage for so much."""
    return CABBAGE, "1", yuan


def gloves(yuan: str) -> Goods:
    """A pack of gloves for so much."""
    return GLOVES, "1", yuan


def freezer(at: Pages) -> Purchase:
    """The draft of a freezer, which is in the government's catalogue, from central purchasing approved yesterday."""
    return at.starts(case(at.market, FREEZER, (OTHER_SHOP, 900_00), **APPROVAL))


def steamer(at: Pages) -> Purchase:
    """The draft of a steamer from the lowest of three quotes."""
    quotes = (OTHER_SHOP, 900_00), (THIRD_SHOP, 900_01), (SHOP, 950_00)
    return at.starts(case(at.market, STEAMER, *quotes))


def by_quotes(at: Pages, draft: Purchase) -> Purchase:
    """The draft, after its case was turned into one of quotes."""
    stored(at.form("cai1", f"/sourcing/{draft.case_id}/procedure", method="询价").send())
    return draft


def corrected(at: Pages, purchase: Purchase, **typed: str) -> Purchase:
    """The purchase with something typed over."""
    stored(at.corrects(purchase, **typed).send())
    return purchase


def after(*before: object, then: Deed) -> Deed:
    """Something is about to be sent, after what came before."""
    assert before
    return then


SUBMIT = (
    Crime(
        "2.1",
        "集采目录内的冷柜，立项改成询价；按集中采购立项可以",
        lambda at: at.half_signed(by_quotes(at, freezer(at))),
        of_purchase,
        lambda at: at.half_signed(freezer(at)),
    ),
    Crime(
        "2.2",
        "冷柜在批复的前一天买；批复当天可以",
        lambda at: at.half_signed(corrected(at, freezer(at), purchased_on="2026-11-23")),
        of_purchase,
        lambda at: at.half_signed(corrected(at, freezer(at), purchased_on="2026-11-24")),
    ),
    Crime(
        "2.3",
        "没有询价的杂品 1000.00 元；999.99 元可以",
        lambda at: at.orders(gloves("1000.00"), supplier=OTHER_SHOP),
        of_purchase,
        lambda at: at.orders(gloves("999.99"), supplier=OTHER_SHOP),
    ),
    Crime(
        "2.4",
        "比最低报价贵一分；照报价可以",
        lambda at: at.half_signed(corrected(at, steamer(at), **{"lines-0-unit_price": "900.01"})),
        of_purchase,
        lambda at: at.half_signed(steamer(at)),
    ),
    Crime(
        "3.7",
        "当场付摊贩现金 1000.01 元；1000.00 元可以",
        lambda at: at.orders(cabbage("1000.01"), supplier=STALL, paid="现金已付", from_own="1000.01"),
        of_payment,
        lambda at: at.orders(cabbage("1000.00"), supplier=STALL, paid="现金已付", from_own="1000.00"),
    ),
    Crime(
        "5.2",
        "接待用的列伙食费；列接待费可以",
        lambda at: at.orders(cabbage("10.00"), purpose="接待", reception=GUESTS),
        of_purchase,
        lambda at: at.orders(cabbage("10.00"), **GUEST_MONEY, reception=GUESTS),
    ),
    Crime(
        "6.1",
        "香烟；手套可以",
        lambda at: at.orders((CIGARETTES, "1", "10.00"), **GUEST_MONEY, reception=GUESTS),
        of_purchase,
        lambda at: at.orders(gloves("10.00"), **GUEST_MONEY, reception=GUESTS),
    ),
    Crime(
        "B.2",
        "土豆 2.61 元，近 90 天的中位价是 2.00 元；2.60 元不提醒",
        lambda at: at.orders((POTATO, "1", "2.61")),
        lambda at: f"{of_purchase(at)}#1",
        lambda at: at.orders((POTATO, "1", "2.60")),
    ),
    Crime(
        "B.3",
        "许可证昨天到期，今天买菜；昨天买不提醒",
        lambda at: at.orders(cabbage("10.00"), supplier=LATE_SHOP),
        of_purchase,
        lambda at: at.orders(cabbage("10.00"), supplier=LATE_SHOP, purchased_on="2026-11-24"),
    ),
    Crime(
        "B.10",
        "同一天两笔杂品，500.00 元和 500.00 元；499.99 元不提醒",
        lambda at: after(
            at.ordered(gloves("500.00"), supplier=THIRD_SHOP), then=at.orders(gloves("500.00"), supplier=THIRD_SHOP)
        ),
        exactly(f"{THIRD_SHOP}/{TODAY}"),
        lambda at: after(
            at.ordered(gloves("500.00"), supplier=THIRD_SHOP), then=at.orders(gloves("499.99"), supplier=THIRD_SHOP)
        ),
    ),
    Crime(
        "B.12",
        "用接待费，没有接待编号；有编号不提醒",
        lambda at: at.orders(cabbage("10.00"), **GUEST_MONEY),
        of_purchase,
        lambda at: at.orders(cabbage("10.00"), **GUEST_MONEY, reception=GUESTS),
    ),
)


def both_receive(at: Pages, accepted_on: date) -> Deed:
    """A purchase that was accepted on paper on that day and that nobody signed for: one receiver has, the other is about to."""
    bought = on_paper(at.market, *ORDERERS, accepted_on=accepted_on)
    stored(at.signs("yan1", bought).send())
    return at.signs("yan2", bought)


ON_PAPER = (
    Crime(
        "1.3",
        "纸上昨天验收的，验收人今天才签；今天验收的可以",
        lambda at: both_receive(at, YESTERDAY),
        of_purchase,
        lambda at: both_receive(at, TODAY),
    ),
    Crime(
        "3.4",
        "纸上审批过、没有验收人签名的，登记发票；验收人签过的可以",
        lambda at: at.covers(on_paper(at.market, *ORDERERS, "shen", accepted_on=None)),
        of_purchase,
        lambda at: at.covers(on_paper(at.market, *ORDERERS, *RECEIVERS, "shen", accepted_on=YESTERDAY)),
    ),
    Crime(
        "3.5",
        "纸上有一个验收签名是别人代签的，请审批；本人签的可以",
        lambda at: at.signs("shen", on_paper(at.market, *ORDERERS, *RECEIVERS, accepted_on=YESTERDAY, made_by="yan1")),
        of_purchase,
        lambda at: at.signs("shen", on_paper(at.market, *ORDERERS, *RECEIVERS, accepted_on=YESTERDAY)),
    ),
)


def bought(at: Pages) -> None:
    """What receipts are registered for."""
    at.given = {
        "rice": at.ordered((RICE, "1", "10.00")),
        "cabbage": at.ordered(cabbage("10.00")),
        "yesterday's": at.ordered(cabbage("10.00"), purchased_on="2026-11-24"),
        "gloves": at.ordered(gloves("10.00")),
        "approved": at.approved(cabbage("10.00")),
    }


def covers(*names: str, **typed: Any) -> Doing:
    """An invoice of what was bought, but for what is typed otherwise."""
    return lambda at: at.covers(*(at.given[name] for name in names), **typed)


def again(at: Pages, **typed: str) -> Deed:
    """An invoice that is registered for the rice, once more for the cabbage."""
    first = at.covered(at.given["rice"])
    return at.covers(at.given["cabbage"], number=first.invoice_no, **typed)


def in_a_row(at: Pages, last: int) -> Deed:
    """Invoices of a seller with the numbers n and n + 1, and one with n + `last`."""
    first = next(at.numbers)
    rice = at.given["rice"]
    for number in (first, first + 1):
        at.covered(rice, number=str(number), seller="顺发商行")
    return at.covers(rice, number=str(first + last), seller="顺发商行")


def unlinked(at: Pages, kept_one: str) -> Deed:
    """Rice and cabbage share an invoice and have a slip of paper each; one of them is about to lose the invoice."""
    rice, greens = at.given["rice"], at.given["cabbage"]
    invoice = at.covered(rice, greens)
    for each in (rice, greens):
        at.covered(each, **SCRAP)
    return at.form("kuai", f"/receipts/{invoice.id}/link", "check", purchases=[str(at.given[kept_one].id)])


DOCUMENT = (
    Crime("3.1", "粮油商行的大米用自制单；有发票可以", covers("rice", **SLIP), of("rice"), covers("rice")),
    Crime(
        "3.1",
        "大米另有白条，发票不再管它；白菜可以",
        lambda at: unlinked(at, "cabbage"),
        of("rice"),
        lambda at: unlinked(at, "rice"),
    ),
    Crime("3.2", "发票没有销售方；齐全的可以", covers("cabbage", seller=""), of_receipt, covers("cabbage")),
    Crime(
        "3.3",
        "审批过的补登自制单，出售人没签；发票可以",
        covers("approved", **SLIP),
        of("approved"),
        covers("approved"),
    ),
    Crime(
        "3.6",
        "两天的菜开一张发票，不附清单；自动做清单可以",
        covers("yesterday's", "cabbage", listing="不附"),
        of_receipt,
        covers("yesterday's", "cabbage"),
    ),
    Crime(
        "6.3",
        "一张发票登记两次；代码不同的可以",
        again,
        of_receipt,
        lambda at: again(at, code="2100231130"),
        lambda at: setattr(at.market.covered(at.given["cabbage"]), "invoice_no", ""),
    ),
    Crime("B.1", "发票多一分；相符不提醒", covers("cabbage", amount="10.01"), of_receipt, covers("cabbage")),
    Crime(
        "B.4",
        "同一家三张连号；隔一号不提醒",
        lambda at: in_a_row(at, 2),
        exactly("顺发商行/2026-11"),
        lambda at: in_a_row(at, 3),
    ),
    Crime("B.14", "别的食堂登记过的发票", covers("gloves", number=ELSEWHERE), of_receipt, covers("gloves")),
    Crime("B.16", "手套用自制单；白菜不提醒", covers("gloves", **SLIP), of("gloves"), covers("cabbage", **SLIP)),
)


def sold(at: Pages, *, signed: bool) -> Deed:
    """The approver is about to sign what came from a stall, whose seller has signed or not."""
    bought = at.received(cabbage("10.00"), supplier=STALL)
    if signed:
        at.sells(bought)
    return at.signs("shen", bought)


def set_back(at: Pages, seconds: int) -> Deed:
    """The approver is about to sign, while the clock went back."""
    approval = at.approves(cabbage("10.00"))
    at.moment.shift(-seconds)
    return approval


APPROVE = (
    Crime(
        "3.3",
        "摊贩的自制单，出售人没签；签过可以",
        lambda at: sold(at, signed=False),
        of_purchase,
        lambda at: sold(at, signed=True),
    ),
    Crime(
        "7.2",
        "维修 5000.01 元，伙食费总额 100000.00 元；5000.00 元可以",
        lambda at: at.approves((MENDING, "1", "5000.01")),
        exactly("2026-11"),
        lambda at: at.approves((MENDING, "1", "5000.00")),
    ),
    Crime(
        "8.1",
        "燃料没有预算；服务费有",
        lambda at: at.approves((GAS, "1", "100.00")),
        exactly("2026/燃料"),
        lambda at: at.approves((CLEANING, "1", "100.00")),
    ),
    Crime(
        "8.2",
        "服务费 100.01 元，预算 100.00 元；100.00 元可以",
        lambda at: at.approves((CLEANING, "1", "100.01")),
        exactly("2026/服务费"),
        lambda at: at.approves((CLEANING, "1", "100.00")),
    ),
    Crime(
        "B.7",
        "时钟拨回一分钟，审批早于验收；同一刻不提醒",
        lambda at: set_back(at, 60),
        of_purchase,
        lambda at: set_back(at, 0),
    ),
)


def approved(at: Pages) -> None:
    """What is paid for."""
    prices = {"1000.01": "1000.01", "1000": "1000.00", "one": "600.00", "two": "600.00", "three": "600.00"}
    at.given = {name: at.approved(cabbage(price)) for name, price in prices.items()}


def pays(name: str, **typed: str) -> Doing:
    """The cashier pays, as is usual but for what is typed."""
    return lambda at: at.pays(at.given[name], **typed)


def cash(at: Pages, name: str, **typed: str) -> Deed:
    """The cashier pays out of the cash box."""
    return at.pays(at.given[name], method="现金", account=CASH, **typed)


def two_in_cash(at: Pages, yuan: str) -> Deed:
    """So much was paid in cash today, and once more so much is about to be."""
    amount = {"parts-0-amount": yuan}
    stored(cash(at, "one", **amount).send())
    return cash(at, "two", **amount)


PAY = (
    Crime(
        "3.7",
        "现金 1000.01 元；1000.00 元可以",
        lambda at: cash(at, "1000.01"),
        of_payment,
        lambda at: cash(at, "1000"),
    ),
    Crime("5.1", "伙食费的采购从接待费账户付", pays("one", account=RECEPTION_BANK), of_payment, pays("one")),
    Crime("6.2", "多付一分；付清可以", pays("one", **{"parts-0-amount": "600.01"}), of("one"), pays("one")),
    Crime("B.11", "付给别人；付给供应商不提醒", pays("three", payee=STALL), of_payment, pays("three")),
    Crime(
        "3.8",
        "一天两笔现金各 600.00 元；各 500.00 元不提醒",
        lambda at: two_in_cash(at, "600.00"),
        exactly(f"{SHOP}/{TODAY}"),
        lambda at: two_in_cash(at, "500.00"),
    ),
)
TABLES: dict[Stage, tuple[tuple[Crime, ...], Callable[[Pages], None]]] = {
    Stage.SUBMIT: (SUBMIT, lambda _at: None),
    Stage.SIGN: (ON_PAPER, lambda _at: None),
    Stage.DOCUMENT: (DOCUMENT, bought),
    Stage.APPROVE: (APPROVE, lambda _at: None),
    Stage.PAY: (PAY, approved),
}
UNSAID = {clause for clauses in BY_SIGNATURES.values() for clause in clauses} - {"3.4"}
"""What a page cannot say before whoever signs has signed."""


@pytest.fixture
def at(app: Flask) -> Iterator[Pages]:
    """The pages of the canteen, early on a Wednesday."""
    with time_machine.travel(MORNING, tick=False) as moment:
        market = open_market(app)
        widen(market)
        yield Pages(market, moment)


@pytest.mark.parametrize("stage", TABLES)
def test_the_form_says_what_the_month_would_find_and_no_more(stage: Stage, at: Pages) -> None:
    crimes, begin = TABLES[stage]
    begin(at)
    assert at.month() == set()
    for crime in crimes:
        passes(at, crime)
        commit(at, crime)
    assert at.month() == kept()


def passes(at: Pages, crime: Crime) -> None:
    """What just passes: the form lets it through in silence, and the month does not find it."""
    before, warned = mark(), kept()
    stored(crime.border(at).send())
    assert (at.month(), kept()) == (warned, warned), crime.title
    wipe(before)


def commit(at: Pages, crime: Crime) -> None:
    """What does not pass: the form names the clause, before it is sent too, and the month finds it in the same document."""
    clause, before = rulebook()[crime.clause], mark()
    deed = crime.crime(at)
    if clause.number not in UNSAID:
        assert deed.ahead() == [clause.number], crime.title
    if clause.force.value == "warn":
        stored(deed.send())
        assert (clause.number, crime.document(at)) in kept(), crime.title
        assert at.month() == kept()
        return
    page = refused(deed, clause)
    with unasked():
        crime.facts(at) if crime.facts else stored(deed.send())
    assert at.month() == kept() | {(clause.number, crime.document(at))}, crime.title
    assert all(each.message in page for each in at.found() if each.blocks)
    wipe(before)
    assert at.month() == kept(), crime.title


def refused(deed: Deed, clause: Clause) -> str:
    """Send a form, which the clause alone refuses, with its words and the way out; nothing is stored. Gives the page."""
    before = books()
    answer = deed.send()
    assert (answer.status_code, named(answer)) == (422, [clause.number])
    page = told(answer)
    assert all(words in page for words in (clause.text, clause.way_out))
    assert books() == before
    return page
