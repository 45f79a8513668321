"""Where a purchase stands, and the one table of who may do what with it then; what is not in the table is refused."""

from enum import StrEnum

from canteen.check import value_on
from canteen.models import Purchase, Signature
from canteen.models.words import Amiss, Post, Role, State
from canteen.parameters import MIN_PURCHASERS, MIN_RECEIVERS, Parameter


class Standing(StrEnum):
    """Where a purchase stands; paid, covered by receipts and closed are facts beside it."""

    DRAFT = "草稿"
    SIGNING = "等待采购人签名"
    ORDERED = "等待验收"
    ARRIVING = "等待验收人签名"
    ACCEPTED = "等待审批"
    APPROVED = "已审批"
    REORDER = "订单退回"
    RECHECK = "等待复验"
    VOID = "已作废"


class Deed(StrEnum):
    """What can be done with a purchase."""

    EDIT = "改订单"
    DISCARD = "丢弃草稿"
    SIGN_ORDER = "采购人签名"
    WEIGH = "称重验收"
    SIGN_ARRIVAL = "验收人签名"
    REFUSE = "整单拒收"
    SIGN_SALE = "出售人签名"
    COVER = "登记票据"
    APPROVE = "审批签名"
    GIVE_BACK = "退回"
    ENDORSE_PAPER = "补票核签"
    PAY_CASH = "现金付款"
    PAY = "转账付款"


S, D = Standing, Deed
LIVE = (S.ORDERED, S.ARRIVING, S.ACCEPTED, S.APPROVED, S.REORDER, S.RECHECK)
ARRIVED = (S.ACCEPTED, S.APPROVED)
TABLE: dict[Deed, tuple[tuple[Standing, ...], tuple[Post, ...]]] = {
    D.EDIT: ((S.DRAFT, S.SIGNING, S.REORDER), (Post.BUYER,)),
    D.DISCARD: ((S.DRAFT, S.SIGNING), (Post.BUYER,)),
    D.SIGN_ORDER: ((S.DRAFT, S.SIGNING, S.REORDER), (Post.BUYER,)),
    D.WEIGH: ((S.ORDERED, S.ARRIVING, S.RECHECK), (Post.RECEIVER,)),
    D.SIGN_ARRIVAL: ((S.ORDERED, S.ARRIVING, S.RECHECK), (Post.RECEIVER,)),
    D.REFUSE: ((S.ORDERED, S.ARRIVING, S.RECHECK), (Post.RECEIVER,)),
    D.SIGN_SALE: ((S.ORDERED, *ARRIVED), (Post.BUYER,)),
    D.COVER: (LIVE, (Post.BUYER, Post.ACCOUNTANT)),
    D.APPROVE: ((S.ACCEPTED,), (Post.APPROVER,)),
    D.GIVE_BACK: (ARRIVED, (Post.APPROVER,)),
    D.ENDORSE_PAPER: ((S.APPROVED,), (Post.APPROVER,)),
    D.PAY_CASH: (LIVE, (Post.BUYER, Post.CASHIER)),
    D.PAY: ((S.APPROVED,), (Post.CASHIER,)),
}
"""Deed → where the purchase must stand, and one of which posts is needed."""

NEEDED: dict[Role, Parameter] = {Role.BUYER: MIN_PURCHASERS, Role.RECEIVER: MIN_RECEIVERS}
"""How many must sign in a role; one, where no parameter says."""


def may(deed: Deed, purchase: Purchase, posts: frozenset[Post]) -> bool:
    """Whether somebody in these posts may do it with the purchase as it stands."""
    standings, needed = TABLE[deed]
    return not posts.isdisjoint(needed) and standing_of(purchase) in standings


def standing_of(purchase: Purchase) -> Standing:
    """Where a purchase stands, by its state, its signatures that count, and what it was given back for."""
    if purchase.state == State.VOID:
        return S.VOID
    if purchase.state == State.DRAFT:
        return S.SIGNING if in_force(purchase, Role.BUYER) else S.DRAFT
    open_returns = {each.amiss for each in purchase.returns if each.mended_at is None}
    if Amiss.ORDER in open_returns:
        return S.REORDER
    if Amiss.GOODS in open_returns:
        return S.RECHECK
    return _by_signatures(purchase)


def in_force(purchase: Purchase, role: Role) -> list[Signature]:
    """The purchase's signatures in a role that count."""
    return [each for each in purchase.signatures if each.role == role and each.set_aside_at is None]


def signers(purchase: Purchase, role: Role) -> set[str]:
    """The staff numbers of those whose signature in a role counts."""
    return {each.signer for each in in_force(purchase, role)}


def is_complete(purchase: Purchase, role: Role) -> bool:
    """Whether as many people as must have signed in a role."""
    parameter = NEEDED.get(role)
    least = value_on(parameter, purchase.purchased_on) if parameter else 1
    return len(signers(purchase, role)) >= least


def _by_signatures(purchase: Purchase) -> Standing:
    if in_force(purchase, Role.APPROVER):
        return S.APPROVED
    if is_complete(purchase, Role.RECEIVER):
        return S.ACCEPTED
    return S.ARRIVING if in_force(purchase, Role.RECEIVER) else S.ORDERED
