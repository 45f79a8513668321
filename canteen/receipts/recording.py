"""Writing receipts within the step: registering one, correcting it, changing which purchases it covers."""

from collections.abc import Iterable
from datetime import date

from canteen.changes import amend, note
from canteen.contents import Papers
from canteen.course import Deed, require, resettle_all
from canteen.course.kept import store_list
from canteen.db import db
from canteen.entering import Fault, once
from canteen.models import Cover, Purchase, Receipt
from canteen.models.common import thing_of
from canteen.models.words import State
from canteen.months import first_day, month_text
from canteen.pictures import attach
from canteen.receipts.effects import mended
from canteen.receipts.forms import FileForm, LinkForm, Listing, NewForm, ReceiptForm, keys_in
from canteen.receipts.invoice import said_by
from canteen.receipts.listing import listed, listing_of
from canteen.receipts.twins import LIST, PAPER, refuse_twin, refuse_twin_file
from canteen.receipts.waiting import PROPER, whole
from canteen.stages import Stage
from canteen.step import DAY_OF, ask, closed_months, judge

LABELS = {
    "kind": "种类",
    "invoice_code": "发票代码",
    "invoice_no": "发票号码",
    "issued_on": "开票日期",
    "buyer": "购买方",
    "seller": "销售方",
    "amount": "金额",
    "has_list": "附清单",
}
CHANGED, VOID = "票据有改动", "这张票据已经作废"
UNUSUAL = "号码通常是 20 位数字，或 8 位另有 10 或 12 位代码；请对照票据，确实这样写就再点一次"
NO_LIST = "请拍下纸质清单，或选它的 PDF"


def write(form: NewForm, receipt: Receipt) -> list[Purchase]:
    """Write the form into a new receipt, without its files; gives the purchases. Raises Fault where one takes no receipt now."""
    purchases = whole(receipt.canteen_id, form.purchases.data)
    for purchase in purchases:
        require(Deed.COVER, purchase)
    for column, value in form.invoice.columns.items():
        setattr(receipt, column, value)
    receipt.kind = form.kind.data
    receipt.has_list, receipt.listed = listed(purchases, form.listing.data)
    receipt.covers = [Cover(purchase=purchase) for purchase in purchases]
    store_list(receipt)
    return purchases


def register(form: NewForm, receipt: Receipt) -> None:
    """Register a receipt. Raises Fault for what is no fact, and for what somebody else registered meanwhile.

    No signature falls by it: the approver's stands upon the receipts of its moment, and this one goes to their list.
    """
    if form.listing.data == Listing.PAPER and not form.list_paper.data:
        raise Fault("list_paper", NO_LIST)
    purchases = write(form, receipt)
    if not _is_refused(receipt):
        _refuse_unusual(form)
        refuse_twin(receipt)
        refuse_twin_file(form.paper.data, receipt)
        _refuse_unseen(form, receipt, purchases)
    _attach(form, receipt)
    mended(purchases)


def correct(form: ReceiptForm, receipt: Receipt) -> list[Purchase]:
    """Write the form into a registered receipt, without its files; gives the purchases."""
    _refuse_void(receipt)
    purchases = covered(receipt)
    if month := shut_month(receipt, purchases):
        raise Fault("", f"{month_text(month)} 已结账，票据的内容不能再改")
    has_list, receipt.listed = listed(purchases, form.listing.data)
    amend(receipt, form.invoice.columns | {"kind": form.kind.data, "has_list": has_list}, LABELS)
    store_list(receipt)
    return purchases


def edit(form: ReceiptForm, receipt: Receipt) -> None:
    """Correct a receipt: the approvals that stand upon what it said before fall."""
    if form.listing.data == Listing.PAPER and not form.list_paper.data and listing_of(receipt) != Listing.PAPER:
        raise Fault("list_paper", NO_LIST)
    key, before = receipt.invoice_key, (receipt.kind, receipt.has_list, said_by(receipt))
    purchases = correct(form, receipt)
    if receipt.invoice_key != key and not _is_refused(receipt):
        _refuse_unusual(form)
        refuse_twin(receipt)
    refuse_twin_file(form.paper.data, receipt)
    _attach(form, receipt)
    resettle_all(purchases, CHANGED)
    if form.paper.data or form.list_paper.data or (receipt.kind, receipt.has_list, said_by(receipt)) != before:
        mended(purchases)


def add_file(form: FileForm, receipt: Receipt) -> None:
    """Add a file; nothing that was signed changes by it."""
    _refuse_void(receipt)
    refuse_twin_file(form.paper.data, receipt)
    attach(form.paper.data, thing_of(receipt), PAPER, receipt.canteen_id)
    mended(covered(receipt))


def relink(form: LinkForm, receipt: Receipt) -> None:
    """Cover what was ticked, and no longer what lost its tick; what somebody else changed meanwhile stays.

    A purchase that is no longer covered is asked the same clauses: it may be left with less than they want.
    """
    _refuse_void(receipt)
    ticked, was = set(form.purchases.data), keys_in(form.was.data)
    now = {cover.purchase_id for cover in receipt.covers}
    added, dropped = ticked - was - now, (was - ticked) & now
    before = covered(receipt)
    _refuse_shut(receipt, [each for each in before if each.id in dropped])
    after = _cover(receipt, before, added, dropped)
    touched = {each.id: each for each in [*before, *after]}
    resettle_all(touched.values(), "票据管的采购有改动")
    mended(touched[key] for key in added | dropped)
    for key in dropped:
        ask(Stage.DOCUMENT, touched[key])


def covered(receipt: Receipt) -> list[Purchase]:
    """The purchases that a receipt covers, by day."""
    return whole(receipt.canteen_id, [cover.purchase_id for cover in receipt.covers])


def shut_month(receipt: Receipt, purchases: Iterable[Purchase]) -> date | None:
    """The first closed month that the receipt or one of these purchases belongs to; None where all are open."""
    own = DAY_OF[Receipt](receipt)
    days = [each.purchased_on for each in purchases] + ([own] if own else [])
    return min({first_day(day) for day in days} & closed_months(receipt.canteen_id), default=None)


def _cover(receipt: Receipt, before: list[Purchase], added: set[int], dropped: set[int]) -> list[Purchase]:
    """Give the receipt its purchases and the list of them; gives all that it covers now."""
    new = whole(receipt.canteen_id, added)
    for purchase in new:
        require(Deed.COVER, purchase)
    kept = sorted((*(each for each in before if each.id not in dropped), *new), key=lambda each: each.purchased_on)
    if not kept:
        raise Fault("purchases", "一张票据至少管一笔采购；整张登错的，请作废")
    for cover in [each for each in receipt.covers if each.purchase_id in dropped]:
        receipt.covers.remove(cover)
        db.session.delete(cover)
    receipt.covers += [Cover(purchase=purchase) for purchase in new]
    how = listing_of(receipt)
    receipt.has_list, receipt.listed = listed(kept, how if how == Listing.PAPER else Listing.MADE)
    if kept != before:
        note(receipt, "管的采购", _numbers(before), _numbers(kept))
    store_list(receipt)
    return kept


def _is_refused(receipt: Receipt) -> bool:
    """Whether a clause refuses it anyhow: its words are read before ours."""
    return any(finding.blocks for finding in judge(Stage.DOCUMENT, receipt))


def _refuse_unusual(form: ReceiptForm) -> None:
    """Ask once whether a number that looks mistyped stands on the paper."""
    read = f"{form.invoice.code or ''} {form.invoice.number}".strip()
    if not form.invoice.is_usual:
        once(form, "number", f"“{read}”：{UNUSUAL}")


def _refuse_unseen(form: NewForm, receipt: Receipt, purchases: list[Purchase]) -> None:
    """Ask once whether there is another receipt, where somebody registered one for a purchase since the page was shown."""
    papers, known = Papers(purchases).receipts, keys_in(form.known.data)
    for purchase in purchases:
        others = [each for each in papers[purchase.id] if each.id != receipt.id and each.kind in PROPER]
        if others and purchase.id not in known:
            told = f"{purchase.number} 刚才登记了{others[0].kind} {others[0].number}"
            once(form, "purchases", f"{told}；确实还有一张，就再点一次")


def _refuse_void(receipt: Receipt) -> None:
    if receipt.state != State.LIVE:
        raise Fault("", VOID)


def _refuse_shut(receipt: Receipt, dropped: list[Purchase]) -> None:
    if month := shut_month(receipt, dropped):
        raise Fault("", f"{month_text(month)} 已结账，这个月的票据和采购不能再换")


def _attach(form: ReceiptForm, receipt: Receipt) -> None:
    attach(form.paper.data, thing_of(receipt), PAPER, receipt.canteen_id)
    attach(form.list_paper.data, thing_of(receipt), LIST, receipt.canteen_id)


def _numbers(purchases: list[Purchase]) -> str:
    return "、".join(each.number or "" for each in purchases)
