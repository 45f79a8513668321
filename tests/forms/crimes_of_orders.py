"""Crimes in ordering, receiving and approving a purchase, each beside what just passes; one list a world."""

from canteen.models import Purchase
from tests.course.market import POTATO, SHOP, STALL, TODAY
from tests.forms.crimes import (
    GUEST_MONEY,
    Crime,
    after,
    cabbage,
    corrected,
    exactly,
    gloves,
    of_payment,
    of_purchase,
)
from tests.forms.market_stock import (
    CIGARETTES,
    CLEANING,
    FREEZER,
    GAS,
    GUESTS,
    LATE_SHOP,
    MENDING,
    OTHER_SHOP,
    STEAMER,
    THIRD_SHOP,
    YESTERDAY,
    case,
    on_paper,
)
from tests.forms.market_writing import Deed, Pages, stored

PURCHASERS, RECEIVERS = ("cai1", "cai2"), ("yan1", "yan2")
APPROVAL = {"method": "集中采购", "approval_no": "高管采〔2026〕98号", "approved_on": YESTERDAY}


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


def sold(at: Pages, *, signed: bool) -> Deed:
    """The approver is about to sign what came from a stall, whose seller has signed or not."""
    bought = at.received(cabbage("10.00"), supplier=STALL)
    if signed:
        at.sells(bought)
    return at.signs("shen", bought)


def set_back(at: Pages, seconds: int) -> Deed:
    """The approver is about to sign; before the second of the last receiver's signature, where the clock was set back."""
    approval = at.approves(cabbage("10.00"))
    at.moment.shift(-1 - seconds)
    return approval


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


ON_PAPER = (
    Crime(
        "3.4",
        "纸上审批过、没有验收人签名的，登记发票；验收人签过的可以",
        lambda at: at.covers(on_paper(at.market, *PURCHASERS, "shen", accepted_on=None)),
        of_purchase,
        lambda at: at.covers(on_paper(at.market, *PURCHASERS, *RECEIVERS, "shen", accepted_on=YESTERDAY)),
    ),
    Crime(
        "3.5",
        "纸上有一个验收签名是别人代签的，请审批；本人签的可以",
        lambda at: at.signs("shen", on_paper(at.market, *PURCHASERS, *RECEIVERS, accepted_on=YESTERDAY, proxy="yan1")),
        of_purchase,
        lambda at: at.signs("shen", on_paper(at.market, *PURCHASERS, *RECEIVERS, accepted_on=YESTERDAY)),
    ),
)


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
        "时钟拨回去，审批比验收早一秒；同一刻不提醒",
        lambda at: set_back(at, 1),
        of_purchase,
        lambda at: set_back(at, 0),
    ),
)
