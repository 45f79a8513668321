"""What can be done with papers from their lists and pages: each deed is an address, shown to those whom its right lets in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import url_for

from canteen import course
from canteen.catalogue import accounts
from canteen.ledger import Link
from canteen.models.common import Row
from canteen.models.words import Origin, PaymentMethod, Role, State
from canteen.payments.owed import MOST_WRITTEN_OFF, is_stall, left_of, paid_of
from canteen.security import opens
from canteen.signing import myself
from canteen.voiding.kinds import ASKERS


def _always(_paper: Row) -> bool:
    return True


def is_live(paper: Row) -> bool:
    """Whether a paper is there: neither a draft nor void."""
    return bool(getattr(paper, "state", State.LIVE) == State.LIVE)


@dataclass(frozen=True)
class Deed:
    """Something to do: its label, the endpoint of its page, for which papers, and by which name the page takes the paper's key."""

    label: str
    endpoint: str
    when: Callable[[Row], bool] = _always
    named: str = "key"


def _may_lack_parts(purchase: Any) -> bool:
    """Whatever came from paper may; what was made here only until it is approved."""
    is_done = purchase.origin == Origin.PRODUCT and course.standing_of(purchase) is course.Standing.APPROVED
    return is_live(purchase) and not is_done


def _unpaid(bill: Any) -> bool:
    return is_live(bill) and bill.paid_on is None


def _has_list(receipt: Any) -> bool:
    """Whether there is a list to print: it was frozen, or the receipt covers more than one day."""
    return receipt.listed is not None or len({cover.purchase.purchased_on for cover in receipt.covers}) > 1


def _in_use(entry: Any) -> bool:
    return entry.retired_on is None


def _retired(entry: Any) -> bool:
    return entry.retired_on is not None


def _stands_for(deed: course.Deed) -> Callable[[Any], bool]:
    """Whether a purchase stands where this may be done."""
    return partial(course.may_now, deed)


def _signs(deed: course.Deed, role: Role) -> Callable[[Any], bool]:
    """Whether a purchase stands where it is signed so, and no clause bars the visitor from signing it."""
    return lambda purchase: course.may_now(deed, purchase) and not course.barring(purchase, role, myself())


def _unconfirmed(entry: Any) -> bool:
    return bool(entry.unconfirmed)


def _is_no_advance(account: Any) -> bool:
    return not account.own_money


def _may_add_photo(purchase: Any) -> bool:
    return course.may_now(course.Deed.ADD_PHOTO, purchase) and not course.shut_month(purchase)


def _may_pay_cash(purchase: Any) -> bool:
    return course.may_now(course.Deed.PAY_CASH, purchase) and is_stall(purchase) and left_of(purchase) > 0


def _is_owed(purchase: Any) -> bool:
    return course.may_now(course.Deed.PAY, purchase) and left_of(purchase) > 0


def _is_nearly_paid(purchase: Any) -> bool:
    return course.may_now(course.Deed.WRITE_OFF, purchase) and 0 < left_of(purchase) <= MOST_WRITTEN_OFF


def _may_come_back(purchase: Any) -> bool:
    return is_live(purchase) and paid_of(purchase) > 0


def _waits_for_cashier(payment: Any) -> bool:
    return is_live(payment) and payment.stated_by is not None and payment.confirmed_at is None


def _went_through_bank(payment: Any) -> bool:
    return is_live(payment) and payment.method != PaymentMethod.CASH


def _on_entry(slug: str) -> tuple[Deed, ...]:
    """What is done with an entry of a catalogue."""
    return (
        Deed("确认", f"catalogue.confirm_{slug}", _unconfirmed),
        Deed("修改", f"catalogue.edit_{slug}"),
        Deed("停用", f"catalogue.retire_{slug}", _in_use),
        Deed("恢复使用", f"catalogue.restore_{slug}", _retired),
    )


NEW: dict[str, Deed] = {
    "account": Deed("登记账户", "setup.accounts.new"),
    "supplier": Deed("登记供应商", "catalogue.new_supplier"),
    "item": Deed("登记品目", "catalogue.new_item"),
    "bill": Deed("登记账单", "utilities.new"),
    "case": Deed("立项", "sourcing.new"),
    "income": Deed("登记收入", "income.new"),
    "book": Deed("领用票据本", "income.books.hand_out"),
    "transfer": Deed("登记资金划转", "transfers.new"),
    "purchase": Deed("记一笔采购", "purchasing.new"),
    "payment": Deed("付款", "payments.new"),
    "receipt": Deed("登记票据", "receipts.new"),
}
"""By the kind's slug: how another one is made."""
ON: dict[str, tuple[Deed, ...]] = {
    "account": (Deed("修改", "setup.accounts.edit", _is_no_advance),),
    "supplier": (
        *_on_entry("supplier"),
        Deed("提出收款账户", "bank_accounts.propose", lambda supplier: accounts.pending(supplier) is None),
        Deed("核对收款账户", "bank_accounts.agree", lambda supplier: accounts.pending(supplier) is not None),
    ),
    "item": _on_entry("item"),
    "purchase": (
        Deed("修改", "purchasing.edit", _stands_for(course.Deed.EDIT)),
        Deed("补小票照片", "purchasing.add_photo", _may_add_photo),
        Deed("丢弃草稿", "purchasing.discard", _stands_for(course.Deed.DISCARD)),
        Deed("采购人签名", "signoff.buyer", _signs(course.Deed.ORDER, Role.BUYER)),
        Deed("过秤验收", "acceptance.weigh", _stands_for(course.Deed.WEIGH)),
        Deed("验收人签名", "signoff.receiver", _signs(course.Deed.RECEIVE, Role.RECEIVER)),
        Deed("登记票据", "receipts.new", _stands_for(course.Deed.COVER), "purchase"),
        Deed("审批", "approval.sheet", _signs(course.Deed.APPROVE, Role.APPROVER)),
        Deed("登记现金付款", "payments.cash", _may_pay_cash),
        Deed("付款", "payments.new", _is_owed, "purchase"),
        Deed("抹零", "payments.write_off", _is_nearly_paid),
        Deed("退款", "payments.refund", _may_come_back),
        Deed("补验收和签名", "late.complete", _may_lack_parts),
        Deed("打印", "papers.slip"),
    ),
    "payment": (
        Deed("确认现金付款", "payments.confirm", _waits_for_cashier),
        Deed("银行流水号", "payments.reference", _went_through_bank),
        Deed("打印", "papers.payment"),
    ),
    "bill": (
        Deed("登记付款", "utilities.pay", _unpaid),
        Deed("这块表的读数", "utilities.meter"),
        Deed("表换了，登记新表", "utilities.replaced", is_live),
    ),
    "case": (Deed("询价和比价", "sourcing.case"),),
    "receipt": (
        Deed("更正、添文件", "receipts.edit", is_live),
        Deed("换它管的采购", "receipts.link", is_live),
        Deed("打印清单", "papers.listing", _has_list),
    ),
    "book": (
        Deed("用到哪一号", "income.books.book"),
        Deed("作废一号", "income.books.spoil"),
        Deed("更正或移交", "income.books.correct"),
    ),
}
"""By the kind's slug: what is done with one."""
VOIDING = {slug: (Deed("作废", f"voiding.ask_{slug}", is_live),) for slug in ASKERS}
"""By the kind's slug: the last thing that is done with one."""


def way_to_new(slug: str) -> Link | None:
    """The way to make another paper of the kind, for those who may."""
    deed = NEW.get(slug)
    return Link(deed.label, url_for(deed.endpoint)) if deed and opens(deed.endpoint) else None


def ways_on(slug: str, paper: Row) -> list[Link]:
    """What the visitor may do with the paper as it is."""
    return [
        Link(deed.label, _address(deed, paper))
        for deed in (*ON.get(slug, ()), *VOIDING.get(slug, ()))
        if opens(deed.endpoint) and deed.when(paper)
    ]


def _address(deed: Deed, paper: Row) -> str:
    key: dict[str, Any] = {deed.named: paper.id}
    return url_for(deed.endpoint, **key)
