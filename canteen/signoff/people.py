"""Who may still sign a purchase, beside whoever holds the phone."""

from canteen.course import barring
from canteen.holders import holding
from canteen.models import Person, Purchase
from canteen.models.words import POST_OF, Post, Role, Via
from canteen.signing import Signer, guest, pins


def colleagues(post: Post, canteen_id: int | None = None) -> list[Person]:
    """Those in the post today who have a PIN to sign with, in the chosen canteen where none is named."""
    return [person for person in holding(post, canteen_id) if person.user_id and pins.in_use(person.user_id)]


def others(purchase: Purchase, role: Role, staff_no: str) -> list[Person]:
    """Those but the one named who can still sign the purchase in the role: they have signed it as nothing."""
    taken = {staff_no, *(each.signer for each in purchase.signed())}
    return [person for person in colleagues(POST_OF[role], purchase.canteen_id) if person.staff_no not in taken]


def unbarred(purchase: Purchase, role: Role, me: Signer) -> list[str]:
    """The names of those but the signer whose signature no clause would refuse; whoever came by a code has no canteen chosen."""
    signers = [guest(each, me.session_id, Via.SAME_DEVICE) for each in others(purchase, role, me.staff_no)]
    return [signer.name for signer in signers if signer and not barring(purchase, role, signer)]
