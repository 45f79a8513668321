"""Signatures on paper under a purchase that is changed: no digest tells what they stand under, so it is compared."""

from collections.abc import Mapping

from canteen.acts import Act
from canteen.contents import Papers, act_of
from canteen.course import set_aside
from canteen.models import Purchase, Signature
from canteen.models.words import Role


def standing_under(purchase: Purchase) -> Mapping[Role, Act]:
    """What each role with signatures on paper stands under now, by role; nothing of a new purchase."""
    roles = {Role(each.role) for each in _on_paper(purchase)}
    papers = Papers([purchase]) if roles else None
    return {role: act_of(purchase, role, papers) for role in roles}


def fall(purchase: Purchase, before: Mapping[Role, Act], why: str) -> None:
    """Set aside the signatures on paper whose role stood under something else before, within the step."""
    papers = Papers([purchase]) if before else None
    after = {role: act_of(purchase, role, papers, held=act.content) for role, act in before.items()}
    changed = {role for role, act in after.items() if act.digest != before[role].digest}
    set_aside([each for each in _on_paper(purchase) if each.role in changed], why)


def _on_paper(purchase: Purchase) -> list[Signature]:
    return [each for each in purchase.signed() if not each.digest]
