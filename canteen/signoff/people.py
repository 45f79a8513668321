"""Who may still sign a purchase, beside whoever holds the phone."""

from canteen.holders import holding
from canteen.models import Person, Purchase
from canteen.models.words import POST_OF, Post, Role
from canteen.signing import pins


def colleagues(post: Post) -> list[Person]:
    """Those in the post today who have a PIN to sign with."""
    return [person for person in holding(post) if person.user_id and pins.in_use(person.user_id)]


def others(purchase: Purchase, role: Role, staff_no: str) -> list[Person]:
    """Those but the one named who can still sign the purchase in the role: they have signed it as nothing."""
    taken = {staff_no, *(each.signer for each in purchase.signed())}
    return [person for person in colleagues(POST_OF[role]) if person.staff_no not in taken]
