"""Who may still sign a purchase, beside whoever holds the phone."""

from canteen.holders import holding
from canteen.models import Person
from canteen.models.words import Post
from canteen.signing import pins


def colleagues(post: Post) -> list[Person]:
    """Those in the post today who have a PIN to sign with."""
    return [person for person in holding(post) if person.user_id and pins.in_use(person.user_id)]
