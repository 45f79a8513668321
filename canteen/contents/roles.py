"""What each role answers for: purchasers for what was ordered, receivers for what arrived, the seller for what was sold,
the approver for all of it with the receipts of the moment. Money in fen, quantities in thousandths."""

from collections.abc import Callable, Mapping
from typing import Any

from canteen import clock
from canteen.acts import Act
from canteen.contents.papers import Moment, Papers, only
from canteen.models import Line, Purchase, Receipt, Weighing
from canteen.models.common import thing_of
from canteen.models.words import Amiss, Role

Content = dict[str, Any]
Held = Mapping[str, Any] | None
NAMES = {Role.BUYER: "order", Role.RECEIVER: "arrival", Role.APPROVER: "approval", Role.SELLER: "sale"}
"""The acts' names, which stand before what is digested."""
KNOWN = "资料截至"
"""The last change of names, licences and accounts that was known when it was signed."""
TYPED = ("姓名", "电话")
"""What a seller types beside the drawing; it is part of what was signed."""


def act_of(
    purchase: Purchase, role: Role, papers: Papers | None = None, *, held: Held = None, at: Moment = None
) -> Act:
    """What somebody signs in the role, as it is now.

    For a signature that was made, `held` is what it signed: names are then those of that moment, and only the
    photos, receipts and payments that it held are looked at, so that what came later does not touch it. `at` gives the
    names of another moment.
    """
    found = papers or Papers([purchase])
    known = found.newest(purchase) if held is None else held.get(KNOWN, 0)
    content = OF_ROLE[role](purchase, found, held, known if at is None else at)
    typed = {label: held[label] for label in TYPED if held and label in held}
    return Act(NAMES[role], thing_of(purchase), content | typed | {KNOWN: known})


def weighing_of(line: Line) -> Weighing | None:
    """The latest weighing of a line; none where the goods were sent back since, or never weighed."""
    latest = line.weighings[-1] if line.weighings else None
    return latest if latest and latest.round == round_of(line.purchase) else None


def is_weighed(line: Line) -> bool:
    """Whether it is known what arrived of a line in this round; in the first, what history brought counts too."""
    return line.accepted is not None and (round_of(line.purchase) == 1 or weighing_of(line) is not None)


def round_of(purchase: Purchase) -> int:
    """1, and one more after each return of the goods."""
    return 1 + sum(each.amiss == Amiss.GOODS for each in purchase.returns)


def _order(purchase: Purchase, papers: Papers, held: Held, at: Moment) -> Content:
    return {
        "采购日期": purchase.purchased_on,
        "供应商": _supplier(purchase, papers, at),
        "资金": purchase.fund,
        "用途": purchase.purpose,
        "立项": purchase.case.number if purchase.case else None,
        "接待": purchase.reception.number if purchase.reception else None,
        "立项内部号": purchase.case_id,
        "接待内部号": purchase.reception_id,
        "明细": [_ordered(line, papers, at) for line in purchase.lines],
        "合计": sum(line.ordered_amount for line in purchase.lines),
        "照片": only(papers.photos[thing_of(purchase)], held, "照片"),
    }


def _arrival(purchase: Purchase, papers: Papers, _held: Held, at: Moment) -> Content:
    return {
        "采购编号": purchase.number,
        "供应商": _supplier(purchase, papers, at),
        "验收日期": purchase.accepted_on or clock.today(),
        "第几次验收": round_of(purchase),
        "明细": [_arrived(line, papers, at) for line in purchase.lines],
    }


def _sale(purchase: Purchase, papers: Papers, held: Held, at: Moment) -> Content:
    payments = [{"付款内部号": key, "金额": amount} for key, amount in papers.payments[purchase.id]]
    return {
        "采购日期": purchase.purchased_on,
        "出售": _supplier(purchase, papers, at),
        "明细": [_ordered(line, papers, at) for line in purchase.lines],
        "合计": sum(line.ordered_amount for line in purchase.lines),
        "已收": only(payments, held, "已收"),
    }


def _approval(purchase: Purchase, papers: Papers, held: Held, at: Moment) -> Content:
    receipts = [receipt_of(receipt, papers, held) for receipt in papers.receipts[purchase.id]]
    return {
        "订单": _order(purchase, papers, held and held["订单"], at),
        "到货": _arrival(purchase, papers, None, at),
        "合计": sum(line.amount for line in purchase.lines),
        "采购人": _signers(purchase, Role.BUYER),
        "验收人": _signers(purchase, Role.RECEIVER),
        "票据": only(receipts, held, "票据"),
    }


OF_ROLE: dict[Role, Callable[[Purchase, Papers, Held, Moment], Content]] = {
    Role.BUYER: _order,
    Role.RECEIVER: _arrival,
    Role.SELLER: _sale,
    Role.APPROVER: _approval,
}


def _supplier(purchase: Purchase, papers: Papers, at: Moment) -> Content:
    """Who sold it, with what was known of them then."""
    supplier = purchase.supplier
    known = {
        "名称": supplier.name,
        "许可证号": supplier.licence,
        "许可证有效期至": supplier.licence_until,
        "开户银行": supplier.bank,
        "银行账号": supplier.bank_account,
    }
    return {"内部号": supplier.id} | {
        label: papers.value_at(supplier, label, value, at) for label, value in known.items()
    }


def _item(line: Line, papers: Papers, at: Moment) -> Content:
    item = line.item
    return {
        "行": line.line_no,
        "品目": papers.value_at(item, "名称", item.name, at),
        "内部号": item.id,
        "单位": item.unit,
    }


def _ordered(line: Line, papers: Papers, at: Moment) -> Content:
    return _item(line, papers, at) | {
        "类别": line.item.category,
        "数量": line.quantity,
        "单价": line.unit_price,
        "金额": line.ordered_amount,
        "备注": line.note,
    }


def _arrived(line: Line, papers: Papers, at: Moment) -> Content:
    weighed = weighing_of(line)
    return _item(line, papers, at) | {
        "实收": line.accepted,
        "过秤": weighed and weighed.accepted,
        "毛重": weighed and weighed.gross,
        "皮重": weighed and weighed.tare,
        "说明": weighed and weighed.reason,
        "批号": weighed and weighed.batch,
        "保质期至": weighed and weighed.best_before,
        "检疫合格证号": weighed and weighed.certificate,
    }


def receipt_of(receipt: Receipt, papers: Papers, held: Held) -> Content:
    """A receipt that covers the purchase; of its files, those that were there where `held` is what was signed."""
    before = next((each for each in (held or {}).get("票据", ()) if each["编号"] == receipt.number), None)
    return {
        "编号": receipt.number,
        "种类": receipt.kind,
        "发票代码": receipt.invoice_code,
        "发票号码": receipt.invoice_no,
        "开票日期": receipt.issued_on,
        "购买方": receipt.buyer,
        "销售方": receipt.seller,
        "金额": receipt.amount,
        "附清单": receipt.has_list,
        "文件": only(papers.files[thing_of(receipt)], before, "文件"),
    }


def _signers(purchase: Purchase, role: Role) -> list[str]:
    return sorted(each.signer for each in purchase.signed(role))
