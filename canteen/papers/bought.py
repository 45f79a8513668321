"""A purchase as its papers say it: its lines under the names that were signed, and what was paid."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from canteen.contents import Papers, act_of, made_here
from canteen.db import db
from canteen.formats import yuan
from canteen.ledger import Head, Line
from canteen.models import Payment, PaymentPart, Purchase, Receipt
from canteen.models.words import Category, ReceiptKind, Role, State

SERVICES = (Category.REPAIR, Category.SERVICE)
"""What never comes into a store."""
NO_INVOICE = "零星摊贩，开不出发票"


class Bought:
    """A purchase, and what its signatures hold of it."""

    def __init__(self, purchase: Purchase) -> None:
        last = max((each.signed_at for each in made_here(purchase)), default=None)
        papers = Papers([purchase])
        content: Any = act_of(purchase, Role.APPROVER, papers, at=last).content
        self.purchase = purchase
        self.receipts: list[Receipt] = papers.receipts[purchase.id]
        self.order = content["订单"]
        self.seller = str(self.order["供应商"]["名称"])
        self.total = sum(line.amount for line in purchase.lines)

    @property
    def slip(self) -> Receipt | None:
        """The 购货报销单 that the program made of it, or somebody registered."""
        return next((each for each in self.receipts if each.kind == ReceiptKind.SLIP), None)

    @property
    def is_weighed(self) -> bool:
        """Whether anything is known of what arrived."""
        return any(line.accepted is not None for line in self.purchase.lines)

    @property
    def columns(self) -> list[Head]:
        """The heads of its lines."""
        quantity = "实收数量" if self.is_weighed else "数量"
        kinds = {
            "行": "number",
            "品名": "text",
            "单位": "text",
            quantity: "milli",
            "单价": "yuan",
            "金额（元）": "yuan",
        }
        return [Head(*each) for each in kinds.items()]

    @property
    def lines(self) -> list[Line]:
        """Its lines: what was accepted, or ordered where nothing was weighed yet."""
        return [
            Line([line.line_no, name, line.item.unit, _quantity(line), line.unit_price, line.amount])
            for line, name in self.named
        ]

    @property
    def stored(self) -> list[Line]:
        """Of its lines, the goods that were accepted."""
        pairs = zip(self.purchase.lines, self.lines, strict=True)
        return [row for line, row in pairs if line.accepted and line.item.category not in SERVICES]

    @property
    def named(self) -> list[tuple[Any, str]]:
        """Each line, and what its item was called, with the note beside it."""
        pairs = zip(self.purchase.lines, self.order["明细"], strict=True)
        return [(line, f"{said['品目']}（{line.note}）" if line.note else str(said["品目"])) for line, said in pairs]

    @property
    def phone(self) -> str | None:
        """How the seller is reached, as far as a paper says it."""
        typed = [each.phone for each in made_here(self.purchase, Role.SELLER) if each.phone]
        known = typed[-1] if typed else self.purchase.supplier.phone
        return f"{known[:3]}****{known[-4:]}" if known and len(known) >= 11 else known

    @property
    def vouched(self) -> list[str]:
        """Which receipts cover it, or why there is none."""
        listed = [_receipt(each) for each in self.receipts if each is not self.slip]
        return listed + ([f"无发票原因：{NO_INVOICE}"] if self.slip else [] if listed else ["票据待补"])

    @property
    def paid(self) -> list[str]:
        """How it was paid, and what is still open."""
        parts = payments_of(self.purchase)
        listed = [_payment(part) for part in parts]
        rest = self.total - sum(part.amount for part in parts)
        if written_off := self.purchase.write_off:
            rest -= written_off.amount
            listed.append(f"抹零 {yuan(written_off.amount)} 元（{written_off.reason}）")
        return [*listed, *_open(rest)]


def payments_of(purchase: Purchase) -> list[PaymentPart]:
    """What was paid of it, or stated as paid."""
    query = select(PaymentPart).join(Payment).where(PaymentPart.purchase_id == purchase.id)
    query = query.where(Payment.state != State.VOID, Payment.voided_at.is_(None))
    loaded = query.options(joinedload(PaymentPart.payment).joinedload(Payment.account))
    return list(db.session.scalars(loaded.order_by(Payment.paid_on, Payment.id)))


def _quantity(line: Any) -> int:
    return int(line.quantity if line.accepted is None else line.accepted)


def _receipt(receipt: Receipt) -> str:
    words = [receipt.kind, receipt.invoice_no or receipt.number]
    words += [f"{receipt.issued_on:%Y-%m-%d}"] if receipt.issued_on else []
    return " ".join([*map(str, words), f"{yuan(receipt.amount)} 元"])


def _payment(part: PaymentPart) -> str:
    payment = part.payment
    said = [f"{payment.method} {yuan(part.amount)} 元", f"{payment.paid_on:%Y-%m-%d}", payment.account.name]
    said += [payment.number] if payment.number else []
    said += ["出纳已确认" if payment.confirmed_at else "采购人登记，等出纳确认"] if payment.stated_by else []
    return "，".join(said)


def _open(rest: int) -> Iterator[str]:
    if rest > 0:
        yield f"未付 {yuan(rest)} 元"
    if rest < 0:
        yield f"应退 {yuan(-rest)} 元"
