"""What a change of receipts or payments does to the purchases that they belong to."""

from collections.abc import Iterable
from typing import Any

from canteen.contents import made_here
from canteen.course import mend
from canteen.models import Purchase, Receipt, Signature
from canteen.models.words import Amiss, Role


def mended(purchases: Iterable[Purchase]) -> None:
    """Note that what was amiss with the papers of these purchases has been seen to."""
    for purchase in purchases:
        mend(purchase, Amiss.PAPER)


def fallen_with(receipt: Receipt, purchases: Iterable[Purchase]) -> list[str]:
    """The approvals that fall when the receipt changes or no longer covers these purchases, in words: by whom, of what."""
    late = {cover.purchase_id for cover in receipt.covers if cover.endorsement_id}
    by_name: dict[str, list[str]] = {}
    for purchase in purchases:
        for signature in made_here(purchase, Role.APPROVER):
            if purchase.id in late or _holds(signature, receipt):
                by_name.setdefault(signature.name or signature.signer, []).append(purchase.number or "")
    return [f"{name}审批时签过这张票据，改了要重新审批：{_few(numbers)}" for name, numbers in by_name.items()]


def _holds(signature: Signature, receipt: Receipt) -> bool:
    held: Any = (signature.content or {}).get("票据", ())
    return any(each["编号"] == receipt.number for each in held)


def _few(numbers: list[str]) -> str:
    named = "、".join(numbers[:3])
    return f"{named} 等 {len(numbers)} 笔" if len(numbers) > 3 else named
