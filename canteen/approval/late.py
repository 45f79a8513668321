"""补票核签: the receipts that came after the approver had signed, and the list of them that is signed in one go."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, cast, exists, func, literal, select
from sqlalchemy.orm import aliased, joinedload

from canteen.acts import Act
from canteen.approval import receipts
from canteen.contents import Papers
from canteen.course import late
from canteen.db import db
from canteen.entering import Fault
from canteen.holders import holding
from canteen.models import Cover, Line, Purchase, Receipt, Signature
from canteen.models.words import Post, Role, State
from canteen.signing import SignForm, endorse
from canteen.stages import Stage
from canteen.step import ask

MOST = 20
"""How many purchases stand on one list."""
NONE = "没有等补签的票据了"
NUMBERED = f'{json.dumps("编号")}: "'
"""What stands before a receipt's number in a stored content; no text within it can look like this."""


@dataclass(frozen=True)
class Late:
    """A receipt that came after the approver had signed its purchase."""

    cover: Cover
    shown: receipts.Shown
    line: late.Listed
    """As it is signed."""

    @property
    def purchase(self) -> Purchase:
        """What it covers."""
        return self.cover.purchase

    @property
    def total(self) -> int:
        """The purchase's total, in fen."""
        return sum(line.amount for line in self.purchase.lines)


def count(canteen_id: int, staff_no: str) -> int:
    """How many receipts wait for somebody's signature."""
    return len(_covers(canteen_id, staff_no))


def listed(canteen_id: int, staff_no: str, without: Collection[int] = ()) -> tuple[list[Late], int]:
    """The next list that somebody may sign, of the oldest purchases, but for those that are left out, by key; and how many receipts wait beside it."""
    every = _covers(canteen_id, staff_no)
    covers = [each for each in every if each.purchase_id not in without]
    first = list(dict.fromkeys(each.purchase_id for each in covers))[:MOST]
    covers = [each for each in covers if each.purchase_id in first]
    papers = Papers({each.purchase_id: each.purchase for each in covers}.values())
    shown = receipts.shown([each.receipt for each in covers], canteen_id)
    lines = [Late(each, shown[each.receipt_id], late.line_of(each.purchase, each.receipt, papers)) for each in covers]
    return lines, len(every) - len(lines)


def oldest(canteen_id: int, staff_no: str, without: Collection[int]) -> Purchase | None:
    """The first purchase of that list."""
    covers = _covers(canteen_id, staff_no)
    return next((each.purchase for each in covers if each.purchase_id not in without), None)


def act_of(canteen_id: int, found: list[Late]) -> Act:
    """What is signed."""
    return late.act_upon(canteen_id, [each.line for each in found])


def purchases(found: Iterable[Late]) -> list[Purchase]:
    """What the receipts of a list cover, each purchase once."""
    return list({each.purchase.id: each.purchase for each in found}.values())


def sign(form: SignForm, without: Collection[int], first: Purchase) -> None:
    """Sign the list as it is now, within the step of its first purchase; the others are asked what that one is.

    Raises Fault where it is another list, or empty; Refused where what the approver signed before is not there any more.
    """
    found, _ = listed(first.canteen_id, form.signer.staff_no, without)
    if not found:
        raise Fault("", NONE)
    made = endorse(form, act_of(first.canteen_id, found))
    db.session.flush()
    for each in found:
        each.cover.endorsement_id = made.id
    for purchase in purchases(found):
        if purchase is not first:
            ask(Stage.CHANGE, purchase)


def _covers(canteen_id: int, staff_no: str) -> list[Cover]:
    """The covers, by purchase, that neither a signature holds nor a list."""
    query = (
        select(Cover, Signature.content)
        .join(Receipt, Receipt.id == Cover.receipt_id)
        .join(Purchase, Purchase.id == Cover.purchase_id)
        .join(Signature, Signature.purchase_id == Purchase.id)
        .where(Purchase.canteen_id == canteen_id, Purchase.state == State.LIVE, Receipt.state == State.LIVE)
        .where(Cover.endorsement_id.is_(None), *_approved(), _is_not_held(), _is_theirs(staff_no))
        .options(joinedload(Cover.receipt), joinedload(Cover.purchase).joinedload(Purchase.supplier))
        .options(joinedload(Cover.purchase).selectinload(Purchase.lines).joinedload(Line.item))
        .order_by(Purchase.purchased_on, Purchase.number, Cover.id)
    )
    rows = db.session.execute(query).all()
    return [cover for cover, content in rows if cover.receipt.number not in late.numbers_of(content or {})]


def _approved() -> list[ColumnElement[bool]]:
    return [Signature.role == Role.APPROVER, Signature.digest.is_not(None), Signature.set_aside_at.is_(None)]


def _is_not_held() -> ColumnElement[bool]:
    """Most receipts were there when the approver signed; their contents need not be read to be passed over."""
    content = cast(Signature.content, Text)
    return func.replace(content, literal(NUMBERED) + Receipt.number + literal('"'), "") == content


def _is_theirs(staff_no: str) -> ColumnElement[bool]:
    """What they approved, or somebody who is no approver any more; never what they bought or received themselves."""
    others = [person.staff_no for person in holding(Post.APPROVER) if person.staff_no != staff_no]
    part = aliased(Signature)
    took_part = exists().where(
        part.purchase_id == Purchase.id,
        part.signer == staff_no,
        part.role.in_((Role.BUYER, Role.RECEIVER)),
        part.set_aside_at.is_(None),
    )
    return (Signature.signer.not_in(others)) & ~took_part
