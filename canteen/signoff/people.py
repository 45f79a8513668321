"""Who may still sign a purchase, beside whoever holds the phone."""

from canteen.check import value_on
from canteen.course import signers
from canteen.course.standing import WANTED
from canteen.holders import holding
from canteen.models import Person, Purchase
from canteen.models.words import Post, Role
from canteen.signing import pins


def colleagues(post: Post) -> list[Person]:
    """Those in the post today who have a PIN to sign with."""
    return [person for person in holding(post) if person.user_id and pins.in_use(person.user_id)]


def missing(purchase: Purchase, role: Role) -> int:
    """How many more people have to sign in the role."""
    return max(0, value_on(WANTED[role], purchase.purchased_on) - len(signers(purchase, role)))
