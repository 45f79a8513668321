"""How a crime on the pages is told: what is sent, what the month finds it in, and what just passes."""

from collections.abc import Callable
from dataclasses import dataclass

from canteen.models import Payment, Purchase, Receipt
from tests.course.market import CABBAGE, GLOVES
from tests.forms.market_writing import Deed, Goods, Pages, latest, stored

Doing = Callable[[Pages], Deed]
"""Does what comes before, lawfully, and gives the form that is about to be sent."""
Naming = Callable[[Pages], str]
GUEST_MONEY = {"fund": "接待费", "purpose": "接待"}
SLIP, SCRAP = {"kind": "自制购货报销单"}, {"kind": "白条"}


@dataclass(frozen=True)
class Crime:
    """The smallest change that breaks a clause, and the borderline."""

    clause: str
    title: str
    crime: Doing
    document: Naming
    border: Doing
    then: Callable[[Pages], object] = lambda _at: None
    """What follows, before the month is asked."""
    facts: Callable[[Pages], object] | None = None
    """Another door to the same facts, where the page would not store them whatever the clauses say."""


def of_purchase(_at: Pages) -> str:
    """The last purchase's number."""
    return str(latest(Purchase).number)


def of_receipt(_at: Pages) -> str:
    """The last receipt's number."""
    return str(latest(Receipt).number)


def of_payment(_at: Pages) -> str:
    """The last payment's number."""
    return str(latest(Payment).number)


def of(name: str) -> Naming:
    """The number of a purchase that several deeds are about."""
    return lambda at: str(at.given[name].number)


def exactly(document: str) -> Naming:
    """This."""
    return lambda _at: document


def cabbage(yuan: str) -> Goods:
    """A cabbage for so much."""
    return CABBAGE, "1", yuan


def gloves(yuan: str) -> Goods:
    """A pack of gloves for so much."""
    return GLOVES, "1", yuan


def corrected(at: Pages, purchase: Purchase, **typed: str) -> Purchase:
    """The purchase with something typed over."""
    stored(at.corrects(purchase, **typed).send())
    return purchase


def after(*before: object, then: Deed) -> Deed:
    """What is about to be sent, after what came before it."""
    assert before
    return then


def signed_anew(at: Pages) -> None:
    """Both purchasers sign the last purchase once more."""
    stored(at.half_signed(latest(Purchase)).send())
