"""Which papers can be made void, who may ask for it, and who may agree."""

from canteen.documents.kinds import BY_SLUG
from canteen.models.common import Document
from canteen.models.words import Post

BUYING = (Post.BUYER, Post.ACCOUNTANT)
MONEY = (Post.CASHIER, Post.ACCOUNTANT)
ASKERS: dict[str, tuple[Post, ...]] = {
    "purchase": BUYING,
    "case": BUYING,
    "payment": MONEY,
    "income": MONEY,
    "transfer": MONEY,
    "receipt": (Post.ACCOUNTANT,),
    "bill": (Post.ACCOUNTANT,),
    "reception": (Post.CLERK, Post.ACCOUNTANT),
}
"""Whoever may enter such a paper, by the kind's slug."""
OVERSEERS = (Post.APPROVER, Post.SUPERVISOR)
AGREERS = (*OVERSEERS, Post.ACCOUNTANT)
"""The second signature; an accountant's counts where the first is no accountant's."""
INVOLVED = tuple(post for post in Post if post in AGREERS or any(post in askers for askers in ASKERS.values()))
SLUG_OF = {str(BY_SLUG[slug].sheet.model.__tablename__): slug for slug in ASKERS}


def slug_of(document: Document) -> str:
    """The slug of the paper's kind."""
    return SLUG_OF[document.__tablename__]
