"""What a purchase on its way asks of each post: the table of turns, and the page that does each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from canteen.course import Standing
from canteen.models.words import Amiss, Origin, Post, SupplierKind
from canteen.security import opens
from canteen.today.mine import Mine, Waiting

S = Standing
UNNUMBERED = "未编号"
Each = Any
"""A row of standings.on_their_way."""


@dataclass(frozen=True)
class Turn:
    """Whose turn it is at which purchases, what is asked of them, and where."""

    post: Post
    what: str
    endpoint: str
    is_mine: Callable[[Each, Mine], bool]
    since: Callable[[Each], Any]
    why: Callable[[Each], tuple[str, ...]]
    blind: bool = False
    """Whether the amount would say what was ordered, before it is weighed."""

    def waiting(self, each: Each) -> Waiting:
        """The purchase as it waits."""
        url = url_for(self.endpoint, **KEYS.get(self.endpoint, _key)(each))
        return Waiting(self.since(each), self.what, url, None if self.blind else each.amount, self.why(each))


def turns(purchases: Iterable[Each], me: Mine) -> list[Waiting]:
    """What the purchases ask of the visitor; of each purchase what comes first in the table."""
    open_ = [turn for turn in TURNS if turn.post in me.posts and opens(turn.endpoint)]
    first = ((next((turn for turn in open_ if turn.is_mine(each, me)), None), each) for each in purchases)
    return [turn.waiting(each) for turn, each in first if turn]


def paper(each: Each) -> str:
    """A purchase as one line: from whom, and its number."""
    return f"{each.supplier} {each.number or UNNUMBERED}"


def _key(each: Each) -> dict[str, Any]:
    return {"key": each.id}


def _receipt(each: Each) -> dict[str, Any]:
    return {"key": each.receipt}


def _purchase(each: Each) -> dict[str, Any]:
    return {"purchase": each.id}


KEYS: dict[str, Callable[[Each], dict[str, Any]]] = {"receipts.edit": _receipt, "receipts.new": _purchase}
"""What an address says of the purchase, where it is not its key."""


def _is_back(each: Each, amiss: Amiss) -> bool:
    return bool(each.amiss == amiss)


def _is_draft(each: Each, me: Mine) -> bool:
    return bool(each.standing == S.DRAFT and each.author_id == me.user_id)


def _is_unpriced(each: Each, me: Mine) -> bool:
    return bool(each.standing == S.UNPRICED and each.author_id == me.user_id)


def _is_order_back(each: Each, _me: Mine) -> bool:
    """Back for its order, and nobody has signed it anew."""
    return bool(each.standing == S.ORDERING and _is_back(each, Amiss.ORDER) and each.mine and not each.buyers)


def _lacks_my_signature(each: Each, _me: Mine) -> bool:
    return bool(each.standing == S.ORDERING and not each.i_bought)


def _lacks_cash(each: Each, _me: Mine) -> bool:
    """A stall is paid at once; who bought there says what was paid. Cash that went out outside is 补录."""
    is_stall = each.supplier_kind == SupplierKind.STALL and each.origin == Origin.PRODUCT
    return bool(is_stall and each.mine and not each.paid and each.standing not in {S.DRAFT, S.UNPRICED, S.ORDERING})


def _is_paper_back(each: Each, me: Mine) -> bool:
    return bool(each.standing == S.PAPERS and (each.mine or Post.ACCOUNTANT in me.posts))


def _is_receipt_back(each: Each, me: Mine) -> bool:
    return _is_paper_back(each, me) and each.receipt is not None


def _is_goods_back(each: Each, me: Mine) -> bool:
    return _is_weighed(each, me) and _is_back(each, Amiss.GOODS)


def _is_unweighed(each: Each, me: Mine) -> bool:
    return _is_weighed(each, me) and each.unweighed > 0


def _is_weighed(each: Each, _me: Mine) -> bool:
    return bool(each.standing == S.ORDERED and not each.i_bought)


def _lacks_second(each: Each, _me: Mine) -> bool:
    return bool(each.standing == S.ARRIVING and not each.i_bought and not each.i_received)


def _lacks_approval(each: Each, _me: Mine) -> bool:
    return bool(each.standing == S.ARRIVED and not each.i_bought and not each.i_received)


def _day(each: Each) -> Any:
    return each.purchased_on


def _returned(each: Each) -> Any:
    return each.returned_at


def _bought(each: Each) -> Any:
    """Since the first signature, or since those that there were fell."""
    return each.bought_at or each.aside_at or each.purchased_on


def _ordered(each: Each) -> Any:
    return each.bought_at


def _received(each: Each) -> Any:
    return each.received_at


def _named(each: Each) -> tuple[str, ...]:
    return (paper(each),)


def _drafted(each: Each) -> tuple[str, ...]:
    return (f"{each.supplier}，{each.lines} 行",)


def _unpriced(each: Each) -> tuple[str, ...]:
    return (f"{each.supplier}，{each.lines + each.open_lines} 行，{each.open_lines} 行没填齐",)


def _reason(each: Each) -> tuple[str, ...]:
    return paper(each), f"{each.returned_by}：“{each.reason}”"


def _signed(each: Each) -> tuple[str, ...]:
    if each.buyers:
        return paper(each), f"{each.buyers}已签，等第二位采购人"
    return _reason(each) if _is_back(each, Amiss.ORDER) else (paper(each), "签后内容有改动，要重新签名")


def _goods(each: Each) -> tuple[str, ...]:
    return paper(each), f"{each.lines} 样"


def _arrived(each: Each) -> tuple[str, ...]:
    return (paper(each), *([] if each.receipt else ["还没有票据"]))


TURNS: tuple[Turn, ...] = (
    Turn(Post.BUYER, "审批退回：订单", "purchasing.edit", _is_order_back, _returned, _reason),
    Turn(Post.BUYER, "等我签名", "signoff.buyer", _lacks_my_signature, _bought, _signed),
    Turn(Post.BUYER, "草稿，还没签名", "purchasing.edit", _is_draft, _day, _drafted),
    Turn(Post.BUYER, "草稿，等价格", "purchasing.edit", _is_unpriced, _day, _unpriced),
    Turn(Post.BUYER, "审批退回：票据", "receipts.edit", _is_receipt_back, _returned, _reason),
    Turn(Post.BUYER, "审批退回：票据", "receipts.new", _is_paper_back, _returned, _reason),
    Turn(Post.BUYER, "付了多少现金，还没登记", "payments.cash", _lacks_cash, _day, _named),
    Turn(Post.RECEIVER, "审批退回：实物，要复验", "acceptance.weigh", _is_goods_back, _returned, _reason, blind=True),
    Turn(Post.RECEIVER, "等过秤验收", "acceptance.weigh", _is_unweighed, _ordered, _goods, blind=True),
    Turn(Post.RECEIVER, "已过秤，等我签名", "signoff.receiver", _is_weighed, _ordered, _named),
    Turn(Post.RECEIVER, "等我签名，第二位验收人", "signoff.receiver", _lacks_second, _received, _named),
    Turn(Post.APPROVER, "等我审批", "approval.sheet", _lacks_approval, _received, _arrived),
    Turn(Post.ACCOUNTANT, "审批退回：票据", "receipts.edit", _is_receipt_back, _returned, _reason),
    Turn(Post.ACCOUNTANT, "审批退回：票据", "receipts.new", _is_paper_back, _returned, _reason),
)
"""In the order in which they are looked for."""
