"""Who signs: whoever is logged in, or a colleague as a guest, who opens no session and proves it by their own PIN."""

from dataclasses import dataclass

from canteen.models import Person
from canteen.models.words import Post, Via
from canteen.security import current
from canteen.security.visiting import places_of


@dataclass(frozen=True)
class Signer:
    """Somebody who signs, and within whose session."""

    user_id: int
    session_id: int
    staff_no: str
    """Of the canteen; the log-in's name where there is none."""
    name: str
    posts: frozenset[Post]
    """The posts held today."""
    via: Via | None = None
    """How a guest signs; none for whoever is logged in."""

    @property
    def posts_in_words(self) -> str:
        """The posts as papers write them."""
        return "、".join(post for post in Post if post in self.posts)


def myself() -> Signer:
    """Whoever is logged in."""
    me = current()
    staff_no = me.canteen.staff_no if me.canteen else None
    return Signer(me.user_id, me.session_id, staff_no or me.username, me.name, me.posts)


def guest(person: Person, session_id: int, via: Via) -> Signer | None:
    """A colleague within somebody else's session; None where the person has no log-in, and so no PIN."""
    if person.user_id is None:
        return None
    place = places_of(person.user_id).get(person.canteen_id)
    posts = place.posts if place else frozenset()
    return Signer(person.user_id, session_id, person.staff_no, person.name, posts, via)
