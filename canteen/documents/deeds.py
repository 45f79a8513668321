"""What can be done with papers from their lists and pages: each deed is an address, shown to those whom its right lets in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from canteen.catalogue import accounts
from canteen.ledger import Link
from canteen.models.common import Row
from canteen.models.words import State
from canteen.security import opens
from canteen.voiding.kinds import ASKERS


def _always(_paper: Row) -> bool:
    return True


def is_live(paper: Row) -> bool:
    """Whether a paper is there: neither a draft nor void."""
    return bool(getattr(paper, "state", State.LIVE) == State.LIVE)


@dataclass(frozen=True)
class Deed:
    """Something to do: its label, the endpoint of its page (which takes the paper's `key`), and for which papers."""

    label: str
    endpoint: str
    when: Callable[[Row], bool] = _always


def _unpaid(bill: Any) -> bool:
    return is_live(bill) and bill.paid_on is None


def _in_use(entry: Any) -> bool:
    return entry.retired_on is None


def _retired(entry: Any) -> bool:
    return entry.retired_on is not None


def _unconfirmed(entry: Any) -> bool:
    return bool(entry.unconfirmed)


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
}
"""By the kind's slug: how another one is made."""
ON: dict[str, tuple[Deed, ...]] = {
    "account": (Deed("修改", "setup.accounts.edit"),),
    "supplier": (
        *_on_entry("supplier"),
        Deed("提出收款账户", "bank_accounts.propose", lambda supplier: accounts.pending(supplier) is None),
        Deed("核对收款账户", "bank_accounts.agree", lambda supplier: accounts.pending(supplier) is not None),
    ),
    "item": _on_entry("item"),
    "purchase": (Deed("补验收和签名", "late.complete", is_live),),
    "bill": (
        Deed("登记付款", "utilities.pay", _unpaid),
        Deed("这块表的读数", "utilities.meter"),
        Deed("表换了，登记新表", "utilities.replaced", is_live),
    ),
    "case": (Deed("询价和比价", "sourcing.case"),),
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
        Link(deed.label, url_for(deed.endpoint, key=paper.id))
        for deed in (*ON.get(slug, ()), *VOIDING.get(slug, ()))
        if deed.when(paper) and opens(deed.endpoint)
    ]
