"""Everything that waits for the visitor, the oldest first: purchases, receipts, money, and what the desk's notices say."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Row

from canteen.approval import notices as approvals
from canteen.desk.notices import Notice
from canteen.desk.views import NOTICES
from canteen.models.words import Post
from canteen.security import opens
from canteen.today import money, receipts
from canteen.today.mine import Mine, Waiting
from canteen.today.purchases import TURNS, turns
from canteen.today.standings import on_their_way

Source = Callable[[Mine], Iterable[Waiting]]
SOURCES: tuple[tuple[Post, str, Source], ...] = (
    (Post.BUYER, "receipts.new", receipts.of_mine),
    (Post.ACCOUNTANT, "receipts.index", receipts.of_all),
    (Post.CASHIER, "payments.new", money.to_pay),
    (Post.CASHIER, "payments.batch", money.to_refer),
    (Post.CASHIER, "payments.confirm", money.to_confirm),
    (Post.CASHIER, "payments.refund", money.to_come_back),
    (Post.CASHIER, "payments.settle_advance", money.to_give_back),
    (Post.APPROVER, "approval.late", receipts.since_approved),
)
"""Whose work it is, the page that does it, and where it waits."""


class Work:
    """What waits, and how things stand besides."""

    def __init__(self, me: Mine) -> None:
        notices = list(_notices())
        self.purchases = _purchases(me)
        """The purchases that are not approved yet; nothing for whom they are no work."""
        self.told = [notice for notice in notices if notice.since is None]
        """What is no work of its own but must be known first."""
        items = [*turns(self.purchases, me), *_from_sources(me), *map(_from_notice, notices)]
        self.items: list[Waiting] = sorted(filter(None, items), key=lambda item: item.begun)


def _purchases(me: Mine) -> list[Row[Any]]:
    return [] if me.posts.isdisjoint(turn.post for turn in TURNS) else on_their_way(me)


def _from_sources(me: Mine) -> Iterator[Waiting]:
    for post, endpoint, source in SOURCES:
        if post in me.posts and opens(endpoint):
            yield from source(me)


def _notices() -> Iterator[Notice]:
    for source in NOTICES:
        if source is not approvals.notices:  # what it counts is listed here one by one
            yield from source()


def _from_notice(notice: Notice) -> Waiting | None:
    """What a notice says, as work; with its way as what is done there."""
    return Waiting(notice.since, notice.text.rstrip("。"), notice.url, why=(notice.way,)) if notice.since else None
