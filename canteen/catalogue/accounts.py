"""A supplier's bank account changes by two: one proposes it, another agrees, both with PIN; until then the former one stays.

The pending change is the endorsement that proposed it: there is no other place where it is kept.
"""

from sqlalchemy import func, select

from canteen.catalogue.kinds import SUPPLIERS
from canteen.changes import amend
from canteen.db import db
from canteen.entering import Fault
from canteen.models import Endorsement, Supplier
from canteen.models.common import Row, thing_of
from canteen.security import current
from canteen.signing import Act, SignForm, endorse

PROPOSED, AGREED, DROPPED = "bank.proposed", "bank.agreed", "bank.dropped"
ACTS = (PROPOSED, AGREED, DROPPED)
SETTLED = "刚才已经有人同意或撤回了，请回到供应商页面看现在的账户"
OWN = "这是您自己提出的，要由另一个人核对后同意"


def pending(supplier: Row) -> Endorsement | None:
    """The proposal that nobody has agreed to or dropped."""
    of_supplier = select(Endorsement).where(Endorsement.thing == thing_of(supplier), Endorsement.act.in_(ACTS))
    last = db.session.scalars(of_supplier.order_by(Endorsement.id.desc()).limit(1)).first()
    return last if last and last.act == PROPOSED else None


def waiting(canteen_id: int) -> list[Supplier]:
    """The suppliers of a canteen whose account somebody has to agree to."""
    last = select(func.max(Endorsement.id)).where(Endorsement.act.in_(ACTS), Endorsement.canteen_id == canteen_id)
    open_ones = select(Endorsement.thing).where(
        Endorsement.id.in_(last.group_by(Endorsement.thing)), Endorsement.act == PROPOSED
    )
    keys = [int(thing.partition(":")[2]) for thing in db.session.scalars(open_ones)]
    return [db.session.get_one(Supplier, key) for key in keys]


def proposing(supplier: Supplier) -> Act:
    """What one signs who proposes an account: the supplier and the account of now; the new one is typed beside it."""
    return Act(
        PROPOSED, thing_of(supplier), {"供应商": supplier.name, "现有": _account(supplier.bank, supplier.bank_account)}
    )


def answering(supplier: Supplier, proposal: Endorsement, act: str) -> Act:
    """What one signs who agrees to a proposal or drops it."""
    return Act(act, thing_of(supplier), {"供应商": supplier.name, **proposed(proposal), "提出": proposal.digest})


def proposed(proposal: Endorsement) -> dict[str, str]:
    """The account that a proposal names."""
    return {name: str(proposal.content[name]) for name in ("开户银行", "银行账号")}


def propose(form: SignForm, supplier: Supplier) -> None:
    """Sign a proposal. Raises Fault."""
    if pending(supplier):
        raise Fault("", "已经有一个变更在等人同意，请先同意或撤回它")
    bank, account = str(form["bank"].data), str(form["bank_account"].data)
    if (bank, account) == (supplier.bank, supplier.bank_account):
        raise Fault("bank_account", "和现有的一样，不用变更")
    endorse(form, proposing(supplier), words=_account(bank, account))


def agree(form: SignForm, supplier: Supplier) -> None:
    """Sign that the proposal is right, and take the account over. Raises Fault."""
    proposal = _settle(form, supplier, AGREED)
    bank, account = proposed(proposal).values()
    amend(supplier, {"bank": bank, "bank_account": account}, SUPPLIERS.labels)


def drop(form: SignForm, supplier: Supplier) -> None:
    """Sign that the proposal is dropped. Raises Fault."""
    _settle(form, supplier, DROPPED)


def _settle(form: SignForm, supplier: Supplier, act: str) -> Endorsement:
    proposal = pending(supplier)
    if proposal is None:
        raise Fault("", SETTLED)
    if act == AGREED and proposal.user_id == current().user_id:
        raise Fault("", OWN)
    endorse(form, answering(supplier, proposal, act))
    return proposal


def _account(bank: str | None, account: str | None) -> dict[str, str]:
    return {"开户银行": bank or "", "银行账号": account or ""}
