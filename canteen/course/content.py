"""What each role of a purchase answers for, in words and exact numbers: what is shown, signed, and found changed afterwards.

Names are those of the moment of signing: a supplier's or an item's name may change later, lawfully and with a history.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from canteen.changes import text_at
from canteen.db import db
from canteen.models import Attachment, Cover, Item, Line, Purchase, Receipt, Supplier
from canteen.models.words import Role, State
from canteen.signing.acts import Act

ACTS = {Role.BUYER: "order", Role.RECEIVER: "arrival", Role.APPROVER: "approval", Role.SELLER: "sale"}
"""What the role's signature is an act of."""
ORDER_PHOTO, ARRIVAL_PHOTO = "采购照片", "验收照片"
Content = dict[str, object]


def act_of(purchase: Purchase, role: Role, at: datetime | None = None) -> Act:
    """What somebody signs of a purchase in a role; of the moment given, with the names of then."""
    return Act(ACTS[role], f"purchase:{purchase.id}", CONTENTS[role](purchase, at))


def _order(purchase: Purchase, at: datetime | None) -> Content:
    supplier = purchase.supplier
    return {
        "采购日期": purchase.purchased_on,
        "供应商": _name(supplier, at),
        "供应商类型": supplier.kind,
        "资金": purchase.fund,
        "用途": purchase.purpose,
        "立项": purchase.case.number if purchase.case else None,
        "接待": purchase.reception.number if purchase.reception else None,
        "明细": [_ordered(line, at) for line in purchase.lines],
        "照片": _photos(purchase, ORDER_PHOTO),
    }


def _ordered(line: Line, at: datetime | None) -> Content:
    return _line(line, at) | {
        "类别": line.item.category,
        "数量": line.quantity,
        "单价": line.unit_price,
        "金额": line.ordered_amount,
        "备注": line.note,
    }


def _arrival(purchase: Purchase, at: datetime | None) -> Content:
    return {
        "采购编号": purchase.number,
        "采购日期": purchase.purchased_on,
        "供应商": _name(purchase.supplier, at),
        "验收日期": purchase.accepted_on,
        "明细": [_arrived(line, at) for line in purchase.lines],
        "照片": _photos(purchase, ARRIVAL_PHOTO),
    }


def _arrived(line: Line, at: datetime | None) -> Content:
    last = line.weighings[-1] if line.weighings else None
    return _line(line, at) | {
        "订购": line.quantity,
        "实收": line.accepted,
        "次": last and last.round,
        "原因": last and last.reason,
        "批号": last and last.batch,
        "保质期": last and last.best_before,
        "检疫证明": last and last.certificate,
    }


def _approval(purchase: Purchase, at: datetime | None) -> Content:
    return {
        "订单": _order(purchase, at),
        "验收": _arrival(purchase, at),
        "合计": sum(line.amount for line in purchase.lines),
        "票据": [_receipt(receipt) for receipt in receipts_of(purchase)],
    }


def _sale(purchase: Purchase, at: datetime | None) -> Content:
    lines = [
        _line(line, at) | {"数量": _taken(line), "单价": line.unit_price, "金额": line.amount}
        for line in purchase.lines
    ]
    return {
        "采购编号": purchase.number,
        "采购日期": purchase.purchased_on,
        "出售人": _name(purchase.supplier, at),
        "明细": lines,
        "合计": sum(line.amount for line in purchase.lines),
    }


def _line(line: Line, at: datetime | None) -> Content:
    return {"行号": line.line_no, "品目": _name(line.item, at), "单位": line.item.unit}


def _name(row: Supplier | Item, at: datetime | None) -> str | None:
    return text_at(row, "name", "名称", at) if at else row.name


def _taken(line: Line) -> int:
    return line.quantity if line.accepted is None else line.accepted


def receipts_of(purchase: Purchase) -> list[Receipt]:
    """The live receipts that cover a purchase, by number."""
    query = select(Receipt).join(Cover).where(Cover.purchase_id == purchase.id, Receipt.state == State.LIVE)
    return list(db.session.scalars(query.order_by(Receipt.number)))


def _receipt(receipt: Receipt) -> Content:
    return {
        "票据编号": receipt.number,
        "种类": receipt.kind,
        "发票代码": receipt.invoice_code,
        "发票号码": receipt.invoice_no,
        "开票日期": receipt.issued_on,
        "购买方": receipt.buyer,
        "销售方": receipt.seller,
        "金额": receipt.amount,
        "附清单": receipt.has_list,
        "附件": _files(f"receipt:{receipt.id}"),
    }


def _photos(purchase: Purchase, role: str) -> list[str]:
    return _files(f"purchase:{purchase.id}", role)


def _files(thing: str, *roles: str) -> list[str]:
    """The SHA-256 of what is attached to a thing, of the roles or of all."""
    query = select(Attachment.sha256).where(Attachment.thing == thing)
    if roles:
        query = query.where(Attachment.role.in_(roles))
    return list(db.session.scalars(query.order_by(Attachment.id)))


CONTENTS: Mapping[Role, Any] = {
    Role.BUYER: _order,
    Role.RECEIVER: _arrival,
    Role.APPROVER: _approval,
    Role.SELLER: _sale,
}
"""Role → what it answers for."""
