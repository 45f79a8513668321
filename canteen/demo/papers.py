"""The papers of the demonstration's purchases: lines, signatures, receipts, payments."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count, groupby

from canteen.demo import catalogue as c
from canteen.demo.purchasing import Purchase, Row
from canteen.months import last_day

WEEKLY = (c.GREENS, c.MEAT)
"""Suppliers who invoice once a week, with a list."""


class Numbers:
    """Numbers by kind and month, from 1."""

    def __init__(self) -> None:
        self.last: dict[str, count[int]] = {}

    def next(self, kind: str, day: date) -> str:
        """The next number of the kind in the day's month."""
        start = f"{kind}-{day:%Y%m}"
        return f"{start}-{next(self.last.setdefault(start, count(1))):04}"


def purchase_rows(purchase: Purchase) -> Row:
    """The purchase's row."""
    return {
        "采购编号": purchase.number,
        "采购日期": purchase.day,
        "供应商": purchase.supplier,
        "资金": purchase.fund,
        "用途": purchase.purpose,
        "立项编号": purchase.case,
        "接待编号": purchase.reception,
        "验收日期": purchase.day,
    }


def line_rows(purchase: Purchase) -> Iterator[Row]:
    """Its lines, accepted as ordered."""
    for number, line in enumerate(purchase.lines, 1):
        yield {
            "采购编号": purchase.number,
            "行号": number,
            "品目": line.item,
            "数量": line.quantity,
            "单价": line.price,
            "实收数量": line.quantity,
        }


def signature_rows(purchase: Purchase, swapped: bool) -> Iterator[Row]:
    """Seller and buyers at the market, receivers at the door, the approver in the afternoon."""
    buyers, receivers = (c.RECEIVERS, c.BUYERS) if swapped else (c.BUYERS, c.RECEIVERS)
    signing = [("出售人", c.STALLS[purchase.supplier], time(6, 5))] if purchase.supplier in c.STALLS else []
    signing += [("采购人", who, time(6, 20 + 9 * n)) for n, (who, _name) in enumerate(buyers)]
    signing += [("验收人", who, time(7, 40 + 6 * n)) for n, (who, _name) in enumerate(receivers[: purchase.receivers])]
    signing += [("审批人", "2001", time(15, 30))]
    for role, who, at in signing:
        when = datetime.combine(purchase.day, at)
        yield {"单据编号": purchase.number, "签名角色": role, "签名人": who, "签名时间": when}


def add_papers(sheets: dict[str, list[Row]], purchases: list[Purchase], today: date) -> None:
    """The receipts and payments of the purchases: by week for some suppliers, one for each purchase else."""
    groups = [list(group) for _, group in groupby(sorted(purchases, key=_paper), key=_paper)]
    numbers = Numbers()
    for serial, group in enumerate(sorted(groups, key=lambda group: group[-1].day)):
        _add_receipt(sheets, numbers, group, serial)
        _add_payment(sheets, numbers, group, today)


def _paper(purchase: Purchase) -> tuple[str, ...]:
    """Purchases with the same key share a receipt and a payment."""
    weekly = purchase.supplier in WEEKLY and purchase.purpose == "职工伙食" and purchase.method == "银行转账"
    together = f"{purchase.day:%Y%m}/{purchase.day.isocalendar().week}" if weekly else purchase.number
    return (purchase.supplier, together)


def _add_receipt(sheets: dict[str, list[Row]], numbers: Numbers, group: list[Purchase], serial: int) -> None:
    last = group[-1]
    invoice = last.receipt == "发票"
    day = min(last.day + timedelta(days=1), last_day(last.day)) if invoice else last.day
    number = numbers.next("PJ", day)
    sheets["票据"].append(
        {
            "票据编号": number,
            "种类": last.receipt,
            "发票号码": f"{day:%y}21200000{11290000 + 37 * serial:010}" if invoice else None,
            "开票日期": day,
            "购买方": c.UNIT,
            "销售方": last.supplier,
            "金额": _sum(group),
            "附清单": "是" if len(group) > 1 and last.listed else "否",
        }
    )
    sheets["票据采购"] += [{"票据编号": number, "采购编号": purchase.number} for purchase in group]


def _add_payment(sheets: dict[str, list[Row]], numbers: Numbers, group: list[Purchase], today: date) -> None:
    last = group[-1]
    cash = last.method == "现金"
    day = last.day if cash else min(last.day + timedelta(days=4), today)
    number = numbers.next("FK", day)
    sheets["付款"].append(
        {
            "付款编号": number,
            "付款日期": day,
            "方式": last.method,
            "账户": last.account,
            "供应商": last.supplier,
            "银行流水号": None if cash else f"{day:%Y%m%d}{len(sheets['付款']):06}",
        }
    )
    sheets["付款明细"] += [
        {"付款编号": number, "采购编号": purchase.number, "金额": purchase.total} for purchase in group
    ]


def _sum(group: list[Purchase]) -> Decimal:
    return sum((purchase.total for purchase in group), Decimal(0))
