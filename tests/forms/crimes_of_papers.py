"""Crimes in registering receipts, paying, and changing what is covered or paid, each beside what just passes; one list a world."""

from typing import Any

from canteen.models import Purchase, Receipt
from canteen.step import unjudged
from tests.course.market import CASH, RECEPTION_BANK, RICE, SHOP, STALL, TODAY
from tests.forms.crimes import (
    SCRAP,
    SLIP,
    Crime,
    Doing,
    after,
    cabbage,
    exactly,
    gloves,
    of,
    of_payment,
    of_purchase,
    of_receipt,
    signed_anew,
)
from tests.forms.market_stock import ELSEWHERE
from tests.forms.market_writing import Deed, Pages, latest, stored

ROW = "顺发商行"
"""A seller whose invoices are numbered one after another."""


def bought(at: Pages) -> None:
    """What receipts are registered for."""
    names = ("cabbage", "another", "a third", "a fourth")
    at.given = {name: at.ordered(cabbage("10.00")) for name in names}
    at.given["yesterday's"] = at.ordered(cabbage("10.00"), purchased_on="2026-11-24")
    at.given["rice"], at.given["gloves"] = at.ordered((RICE, "1", "10.00")), at.ordered(gloves("10.00"))
    at.given["approved"] = at.approved(cabbage("10.00"))


def covers(*names: str, **typed: Any) -> Doing:
    """An invoice of what was bought, but for what is typed otherwise."""
    return lambda at: at.covers(*(at.given[name] for name in names), **typed)


def again(at: Pages, **typed: str) -> Deed:
    """An invoice that is registered for the rice, once more for the cabbage."""
    first = at.covered(at.given["rice"])
    return at.covers(at.given["cabbage"], number=first.invoice_no, **typed)


def twin(at: Pages) -> None:
    """The invoice that was registered last once more, for the cabbage."""
    first, second = latest(Receipt), at.market.covered(at.given["cabbage"])
    with unjudged():
        second.invoice_no = first.invoice_no


def in_a_row(at: Pages, last: int) -> Deed:
    """Invoices of a seller with the numbers n and n + 1, and one with n + `last`."""
    first, what = next(at.numbers), at.given["a third"]
    for number in (first, first + 1):
        at.covered(what, number=str(number), seller=ROW)
    return at.covers(what, number=str(first + last), seller=ROW)


def registered(at: Pages, **typed: str) -> Deed:
    """An invoice of the rice is about to say something else."""
    return at.form("kuai", f"/receipts/{at.covered(at.given['rice']).id}/edit", "check", **typed)


def unlinked(at: Pages, kept: str) -> Deed:
    """Rice and cabbage share an invoice, and each has a 白条; one of them is about to lose the invoice."""
    both = (at.given["rice"], at.given["cabbage"])
    invoice = at.covered(*both)
    for each in both:
        at.covered(each, **SCRAP)
    return at.form("kuai", f"/receipts/{invoice.id}/link", "check", purchases=[str(at.given[kept].id)])


DOCUMENT = (
    Crime("3.1", "粮油商行的大米用自制单；有发票可以", covers("rice", **SLIP), of("rice"), covers("rice")),
    Crime(
        "3.1",
        "大米另有白条，发票不再管它；不再管白菜可以",
        lambda at: unlinked(at, "cabbage"),
        of("rice"),
        lambda at: unlinked(at, "rice"),
    ),
    Crime(
        "3.1",
        "登记好的发票改成白条；改销售方可以",
        lambda at: registered(at, **SCRAP),
        of("rice"),
        lambda at: registered(at, seller="惠丰商行"),
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
        "6.3", "一张发票登记两次；代码不同可以", again, of_receipt, lambda at: again(at, code="2100231130"), facts=twin
    ),
    Crime("B.1", "发票多一分；相符不提醒", covers("another", amount="10.01"), of_receipt, covers("another")),
    Crime(
        "B.4",
        "同一家三张连号；隔一号不提醒",
        lambda at: in_a_row(at, 2),
        exactly(f"{ROW}/2026-11"),
        lambda at: in_a_row(at, 3),
    ),
    Crime(
        "B.14",
        "别的食堂登记过的发票；没有登记过的不提醒",
        covers("a fourth", number=ELSEWHERE),
        of_receipt,
        covers("a fourth"),
    ),
    Crime("B.16", "手套用自制单；白菜不提醒", covers("gloves", **SLIP), of("gloves"), covers("cabbage", **SLIP)),
)


def greens(at: Pages) -> None:
    """What is on an invoice beside what is changed."""
    at.given = {"cabbage": at.ordered(cabbage("10.00"))}


def of_slip(at: Pages, **typed: str) -> Deed:
    """A cabbage from the shop with a slip; the purchase is about to say something else."""
    what = at.ordered(cabbage("10.00"))
    at.covered(what, **SLIP)
    return at.corrects(what, **typed)


def of_invoice(at: Pages, *others: Purchase, **typed: str) -> Deed:
    """A cabbage on an invoice without a list, with others of the day; the purchase is about to say something else."""
    what = at.ordered(cabbage("10.00"))
    at.covered(*others, what, listing="不附")
    return at.corrects(what, **typed)


def of_cash(at: Pages, yuan: str) -> Deed:
    """A cabbage that was paid on the spot; the purchase is about to cost something else."""
    what = at.ordered(cabbage("10.00"), supplier=STALL, paid="现金已付", from_own="10.00")
    return at.corrects(what, **{"lines-0-unit_price": yuan})


CHANGED = (
    Crime(
        "3.1",
        "用自制单的白菜改成大米；改备注可以",
        lambda at: of_slip(at, **{"lines-0-item": RICE}),
        of_purchase,
        lambda at: of_slip(at, **{"lines-0-note": "一颗"}),
        then=signed_anew,
    ),
    Crime(
        "3.6",
        "同一天的发票没有清单，一笔改成昨天；改备注可以",
        lambda at: of_invoice(at, at.given["cabbage"], purchased_on="2026-11-24"),
        of_receipt,
        lambda at: of_invoice(at, at.given["cabbage"], **{"lines-0-note": "一颗"}),
        then=signed_anew,
    ),
    Crime(
        "6.2",
        "现金付过 10.00 元，改成 9.99 元；改成 10.01 元可以",
        lambda at: of_cash(at, "9.99"),
        of_purchase,
        lambda at: of_cash(at, "10.01"),
        then=signed_anew,
    ),
    Crime(
        "B.1",
        "有发票的改贵一分；不改不提醒",
        lambda at: of_invoice(at, **{"lines-0-unit_price": "10.01"}),
        of_receipt,
        lambda at: of_invoice(at, **{"lines-0-note": "一颗"}),
        then=signed_anew,
    ),
)


def approved(at: Pages) -> None:
    """What is paid for."""
    prices = {"1000.01": "1000.01", "1000.00": "1000.00", "one": "600.00", "two": "600.00"}
    at.given = {name: at.approved(cabbage(price)) for name, price in prices.items()}


def pays(name: str, **typed: str) -> Doing:
    """The cashier pays, as is usual but for what is typed."""
    return lambda at: at.pays(at.given[name], **typed)


def in_cash(name: str, **typed: str) -> Doing:
    """The cashier pays out of the cash box."""
    return pays(name, method="现金", account=CASH, **typed)


def twice(amount: str) -> Doing:
    """So much was paid in cash today, and so much is about to be paid once more."""
    first, second = in_cash("one", amount=amount), in_cash("two", amount=amount)
    return lambda at: after(stored(first(at).send()), then=second(at))


def stated(yuan: str) -> Doing:
    """Cabbages from a stall; the purchaser is about to state that they were paid on the spot, of their own money."""

    def deed(at: Pages) -> Deed:
        what = at.ordered(cabbage(yuan), supplier=STALL)
        return at.form("cai1", f"/payments/cash/{what.id}", "look", source="我自己的钱")

    return deed


PAY = (
    Crime("3.7", "采购登记现付 1000.01 元；1000.00 元可以", stated("1000.01"), of_payment, stated("1000.00")),
    Crime("3.7", "现金 1000.01 元；1000.00 元可以", in_cash("1000.01"), of_payment, in_cash("1000.00")),
    Crime(
        "5.1",
        "伙食费的采购从接待费账户付；从伙食费付可以",
        pays("one", account=RECEPTION_BANK),
        of_payment,
        pays("one"),
    ),
    Crime("6.2", "多付一分；付清可以", pays("one", amount="600.01"), of("one"), pays("one")),
    Crime("B.11", "付给别人；付给供应商不提醒", pays("1000.00", payee=STALL), of_payment, pays("1000.00")),
    Crime(
        "3.8",
        "一天两笔现金各 600.00 元；各 500.00 元不提醒",
        twice("600.00"),
        exactly(f"{SHOP}/{TODAY}"),
        twice("500.00"),
    ),
)
