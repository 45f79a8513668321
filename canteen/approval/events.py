"""How a purchase came to where it stands: signatures complete, returns, and what mended them."""

from collections.abc import Iterator
from datetime import datetime

from canteen.documents.paper import Signed
from canteen.holders import names_in
from canteen.ledger import Line
from canteen.models import Purchase
from canteen.models.words import Role

COMPLETE = {Role.BUYER: "采购人签名", Role.RECEIVER: "验收人签名", Role.APPROVER: "审批"}
Event = tuple[datetime, str, str]


def events(purchase: Purchase, signatures: list[Signed]) -> list[Line]:
    """When, what was done, and by whom."""
    return [Line(list(event)) for event in sorted([*_signings(signatures), *_returns(purchase)])]


def _signings(signatures: list[Signed]) -> Iterator[Event]:
    """Of each role the signatures in force, at the last one; those set aside stand on the sheet, with the reason."""
    for role, what in COMPLETE.items():
        made = [each for each in signatures if each.role == role and not each.set_aside]
        if made:
            yield max(each.signed_at for each in made), what, "、".join(each.name for each in made)


def _returns(purchase: Purchase) -> Iterator[Event]:
    names = names_in(purchase.canteen_id) if purchase.returns else {}
    for each in purchase.returns:
        yield each.at, f"退回，{each.amiss}：{each.reason}", names.get(each.by, each.by)
        if each.mended_at:
            yield each.mended_at, f"{each.amiss}已补正", ""
