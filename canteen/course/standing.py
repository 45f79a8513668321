"""Where a purchase stands on its way from the market to the books. Paid and covered are facts beside it."""

from enum import StrEnum

from canteen import clock
from canteen.check import value_on
from canteen.models import Purchase, SentBack
from canteen.models.words import Amiss, Origin, Role, State
from canteen.parameters import MIN_PURCHASERS, MIN_RECEIVERS

ON_PAPER = "这笔采购是纸上验收的，不在这里过秤和签名；缺的签名请会计补录"


class Standing(StrEnum):
    """What a purchase waits for."""

    DRAFT = "草稿"
    UNPRICED = "等价格"
    ORDERING = "等采购人签名"
    ORDERED = "等验收"
    ARRIVING = "等第二位验收人签名"
    ARRIVED = "等审批"
    PAPERS = "票据退回，等补正"
    APPROVED = "已审批"
    VOID = "已作废"


WANTED = {Role.BUYER: MIN_PURCHASERS, Role.RECEIVER: MIN_RECEIVERS}
"""How many different people have to sign; an approver is one."""


def standing_of(purchase: Purchase) -> Standing:
    """Where the purchase stands today."""
    if purchase.state == State.VOID or purchase.voided_at:
        return Standing.VOID
    if not is_complete(purchase, Role.BUYER):
        return _before_ordered(purchase)
    if not is_complete(purchase, Role.RECEIVER):
        return Standing.ARRIVING if waits_for_second(purchase) else Standing.ORDERED
    if signers(purchase, Role.APPROVER):
        return Standing.APPROVED
    return Standing.PAPERS if returned_for(purchase, Amiss.PAPER) else Standing.ARRIVED


def _before_ordered(purchase: Purchase) -> Standing:
    if signers(purchase, Role.BUYER) or purchase.number:
        return Standing.ORDERING
    return Standing.UNPRICED if purchase.open_lines else Standing.DRAFT


def signers(purchase: Purchase, role: Role) -> set[str]:
    """The staff numbers (of sellers, the names) whose signatures in the role count."""
    return {each.signer for each in purchase.signed(role)}


def how_many_missing(purchase: Purchase, role: Role) -> int:
    """How many more people have to sign in the role."""
    wanted = value_on(WANTED[role], purchase.purchased_on) if role in WANTED else 1
    return max(0, wanted - len(signers(purchase, role)))


def is_complete(purchase: Purchase, role: Role) -> bool:
    """Whether enough different people have signed in the role; where nobody has, how many are wanted need not be asked."""
    return bool(purchase.signed(role)) and not how_many_missing(purchase, role)


def waits_for_second(purchase: Purchase) -> bool:
    """Whether a receiver signed today and another one still has to; a lone signature lapses at midnight."""
    return any(each.signed_on == clock.today() for each in purchase.signed(Role.RECEIVER))


def returned_for(purchase: Purchase, amiss: Amiss) -> SentBack | None:
    """The last return for this that nobody has mended yet."""
    open_ = (each for each in reversed(purchase.returns) if each.amiss == amiss and not each.mended_at)
    return next(open_, None)


def open_lines(purchase: Purchase) -> str:
    """Which lines of a draft lack which number, in words; nothing where all is known."""
    return "；".join(f"第 {each.position} 行 {each.item.name} 的{each.lacks}" for each in purchase.open_lines)


def is_on_paper(purchase: Purchase) -> bool:
    """Whether history brought the day of its acceptance along."""
    received = purchase.signed(Role.RECEIVER)
    on_paper = not received or any(each.digest is None for each in received)
    return purchase.origin != Origin.PRODUCT and purchase.accepted_on is not None and on_paper
