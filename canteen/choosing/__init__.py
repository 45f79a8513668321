"""Which canteen and month a page is about, who may read there, and how one gets from page to page."""

from werkzeug.exceptions import Forbidden

from canteen.models.words import Post
from canteen.security import Place, current

READERS = tuple(post for post in Post if post is not Post.CLERK)
"""Whoever works on the canteen's papers reads them all; a department's clerk does not."""
CHECKERS = (Post.ACCOUNTANT, Post.SUPERVISOR)
"""Who keeps a check."""
IMPORTERS = (Post.ACCOUNTANT, Post.ADMINISTRATOR)


def may_import() -> bool:
    """Whether the visitor may bring history into the chosen canteen."""
    return not current().posts.isdisjoint(IMPORTERS)


def here() -> Place:
    """The chosen canteen."""
    if place := current().canteen:
        return place
    raise Forbidden
