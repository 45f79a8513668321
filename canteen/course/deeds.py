"""What may be done with a purchase: state by deed by post, as docs/decisions.md has it; what is not named is refused."""

from enum import StrEnum

from canteen.course.standing import Standing, standing_of
from canteen.entering import Fault
from canteen.models import Purchase
from canteen.models.words import Post

S = Standing


class Deed(StrEnum):
    """Something done with a purchase."""

    EDIT = "修改"
    ADD_PHOTO = "补小票照片"
    DISCARD = "丢弃草稿"
    ORDER = "采购人签名"
    SELL = "出售人签名"
    PAY_CASH = "登记现金付款"
    WEIGH = "过秤验收"
    RECEIVE = "验收人签名"
    COVER = "登记票据"
    APPROVE = "审批签名"
    SEND_BACK = "退回"
    PAY = "付款"
    WRITE_OFF = "抹零"


LIVE = (S.ORDERED, S.ARRIVING, S.ARRIVED, S.PAPERS, S.APPROVED)
TABLE: dict[Deed, tuple[tuple[Standing, ...], tuple[Post, ...]]] = {
    Deed.EDIT: ((S.DRAFT, S.UNPRICED, S.ORDERING, S.ORDERED), (Post.BUYER,)),
    Deed.ADD_PHOTO: ((S.ORDERING, *LIVE), (Post.BUYER, Post.ACCOUNTANT)),
    Deed.DISCARD: ((S.DRAFT, S.UNPRICED, S.ORDERING), (Post.BUYER,)),
    Deed.ORDER: ((S.DRAFT, S.ORDERING), (Post.BUYER,)),
    Deed.SELL: ((S.DRAFT, S.ORDERING, *LIVE), (Post.BUYER,)),
    Deed.PAY_CASH: (LIVE, (Post.BUYER,)),
    Deed.WEIGH: ((S.ORDERED, S.ARRIVING), (Post.RECEIVER,)),
    Deed.RECEIVE: ((S.ORDERED, S.ARRIVING), (Post.RECEIVER,)),
    Deed.COVER: (LIVE, (Post.BUYER, Post.CASHIER, Post.ACCOUNTANT)),
    Deed.APPROVE: ((S.ARRIVED,), (Post.APPROVER,)),
    Deed.SEND_BACK: ((S.ARRIVED,), (Post.APPROVER,)),
    Deed.PAY: ((S.APPROVED,), (Post.CASHIER,)),
    Deed.WRITE_OFF: ((S.APPROVED,), (Post.CASHIER,)),
}
"""For each deed: where the purchase must stand, and who may do it."""


def may_now(deed: Deed, purchase: Purchase) -> bool:
    """Whether a purchase stands where this may be done; by whom is asked of the page's right."""
    if deed is Deed.DISCARD and purchase.number:
        return False  # a live one keeps its number: it is made void, not discarded
    return standing_of(purchase) in TABLE[deed][0]


def posts_for(deed: Deed) -> tuple[Post, ...]:
    """Who may do it."""
    return TABLE[deed][1]


def require(deed: Deed, purchase: Purchase) -> None:
    """Raise Fault where the purchase does not stand where this may be done."""
    if not may_now(deed, purchase):
        raise Fault("", f"这笔采购现在是“{standing_of(purchase)}”，不能{deed}，请刷新看清现在的情形")
