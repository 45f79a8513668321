"""One paper is registered once: what it is known by is its number, however it was typed, and its file."""

from sqlalchemy import String, cast, select

from canteen.db import db
from canteen.entering import Fault
from canteen.models import Attachment, Receipt
from canteen.models.words import ReceiptKind, State
from canteen.pictures import Paper
from canteen.receipts.invoice import Invoice, said_by

PAPER, LIST = "票据", "清单"
"""As what a file is attached."""
OLD_NUMBER = 8
"""How many digits follow the code in the old form; people type both as one."""


def known_as(invoice: Invoice) -> set[str]:
    """The invoice's number as it may be kept: the code apart, or typed as one with it."""
    code, number = invoice.code or "", invoice.number or ""
    digits = code + number
    return {f"{code}/{number}", f"/{digits}", f"{digits[:-OLD_NUMBER]}/{digits[-OLD_NUMBER:]}"}


def twin_of(invoice: Invoice, canteen_id: int, but: int | None = None) -> Receipt | None:
    """The live receipt by which the canteen has registered the invoice, `but` for the one with this key; the first of several."""
    if not invoice.number:
        return None
    others = select(Receipt).where(Receipt.canteen_id == canteen_id, Receipt.id.is_distinct_from(but))
    live = others.where(Receipt.state == State.LIVE, Receipt.kind == ReceiptKind.INVOICE)
    return db.session.scalar(live.where(Receipt.invoice_key.in_(known_as(invoice))).order_by(Receipt.id).limit(1))


def twin_by_file(paper: Paper | None, canteen_id: int, but: int | None = None) -> Receipt | None:
    """The live receipt of the canteen that has this very file as its paper, entered late too, `but` for the one with this key; the first of several."""
    if paper is None:
        return None
    thing = f"{Receipt.__tablename__}:" + cast(Receipt.id, String)
    files = select(Receipt).join(Attachment, Attachment.thing == thing).where(Attachment.sha256 == paper.digest)
    ours = files.where(Attachment.canteen_id == canteen_id, Attachment.role != LIST, Receipt.canteen_id == canteen_id)
    live = ours.where(Receipt.state == State.LIVE, Receipt.id.is_distinct_from(but))
    return db.session.scalar(live.order_by(Receipt.id).limit(1))


def refuse_twin(receipt: Receipt) -> None:
    """Raise Fault where the invoice is registered; 6.3 lets the one with the earlier day pass, whichever came first."""
    if receipt.kind == ReceiptKind.INVOICE and (twin := twin_of(said_by(receipt), receipt.canteen_id, receipt.id)):
        day = twin.issued_on or "没有写"
        raise Fault("number", f"这张发票已登记为 {twin.number}，开票日期 {day}：一张发票只登记一次，请核对号码和日期")


def refuse_twin_file(paper: Paper | None, receipt: Receipt) -> None:
    """Raise Fault where the file is another receipt's: its number may have been typed otherwise."""
    if twin := twin_by_file(paper, receipt.canteen_id, receipt.id):
        told = f"这个文件已附在 {twin.number}（{twin.kind} {twin.invoice_no or ''}".rstrip()
        raise Fault("paper", f"{told}）上：一张票据一个文件，是同一张就不用再登记；一张照片拍了几张票的，请分开拍")
