"""Who signed, as a paper shows it: a box for each signature that counts, and an empty one for each that is wanting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from canteen.course import how_many_missing
from canteen.documents.paper import Signed, signatures
from canteen.models import Purchase
from canteen.models.words import Role, SupplierKind

CALLED = {Role.BUYER: "采购人（经办）"}
"""What papers call a role, where they call it otherwise."""


@dataclass(frozen=True)
class Box:
    """A place for a signature: as what, and whose."""

    role: str
    signed: Signed | None


def boxes(purchase: Purchase, roles: Iterable[Role]) -> list[Box]:
    """The boxes of a paper, role by role in the order of signing."""
    made = [each for each in signatures(purchase) if not each.set_aside]
    return [box for role in roles for box in _boxes(purchase, role, [each for each in made if each.role == role])]


def wants_seller(purchase: Purchase) -> bool:
    """Whether the seller signs: at a stall, which gives no invoice."""
    return purchase.supplier.kind == SupplierKind.STALL


def _boxes(purchase: Purchase, role: Role, made: list[Signed]) -> Iterator[Box]:
    called = CALLED.get(role, role)
    yield from (Box(called, each) for each in made)
    yield from (Box(called, None) for _ in range(how_many_missing(purchase, role)))
