"""The rounds of an acceptance: what the receivers found of each line, and of earlier rounds why they no longer count."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from canteen import clock
from canteen.contents import round_of
from canteen.documents.paper import Signed, signatures
from canteen.formats import milli
from canteen.ledger import Head
from canteen.ledger import Line as Shown
from canteen.models import SentBack
from canteen.models.words import Amiss, Role
from canteen.papers.bought import Bought

SAFETY = (("batch", "批号"), ("best_before", "保质期至"), ("certificate", "检疫证"))


@dataclass(frozen=True)
class Round:
    """One round: which, when, its lines; of one that was sent back, by what, and whose signatures fell with it."""

    number: int
    day: date | None
    columns: list[Head]
    rows: list[Shown]
    sent_back: SentBack | None
    fallen: list[Signed]


@dataclass(frozen=True)
class Found:
    """What was found of one line in a round; weighed: its Weighing, or none where it was brought in."""

    line: Any
    name: str
    accepted: int | None
    weighed: Any


def _difference(found: Found) -> str:
    """What came more or less than ordered, in words; nothing where it came as ordered."""
    if found.accepted is None or found.accepted == found.line.quantity:
        return ""
    if found.accepted == 0:
        return "拒收"
    more = found.accepted - found.line.quantity
    return f"{'多' if more > 0 else '少'} {milli(abs(more))}"


def _safety(weighed: Any) -> str:
    known = [(label, getattr(weighed, name)) for name, label in SAFETY]
    return "，".join(f"{label} {value}" for label, value in known if value)


COLUMNS: dict[Head, Callable[[Found], object]] = {
    Head("行", "number"): lambda found: found.line.line_no,
    Head("品名", "text"): lambda found: found.name,
    Head("单位", "text"): lambda found: found.line.item.unit,
    Head("订购", "milli"): lambda found: found.line.quantity,
    Head("毛重", "milli"): lambda found: found.weighed and found.weighed.gross,
    Head("皮重", "milli"): lambda found: found.weighed and found.weighed.tare,
    Head("实收", "milli"): lambda found: found.accepted,
    Head("相差", "no"): _difference,
    Head("说明", "text"): lambda found: found.weighed and found.weighed.reason,
    Head("批号、保质期、检疫", "text"): lambda found: found.weighed and _safety(found.weighed),
}
ALWAYS = ("行", "品名", "单位", "订购", "实收")


def rounds(bought: Bought) -> list[Round]:
    """The rounds, the one that counts first."""
    purchase = bought.purchase
    returns = [each for each in purchase.returns if each.amiss == Amiss.GOODS]
    made = [each for each in signatures(purchase) if each.role == Role.RECEIVER and each.set_aside]
    earlier = [_earlier(bought, number, returns, made) for number in range(1, round_of(purchase))]
    return [_round(bought, round_of(purchase), purchase.accepted_on), *reversed(earlier)]


def _earlier(bought: Bought, number: int, returns: list[SentBack], made: list[Signed]) -> Round:
    """A round that a return of the goods ended: whoever had signed in it by then has fallen with it."""
    ended, before = returns[number - 1], [each.at for each in returns[: number - 1]]
    fallen = [each for each in made if each.signed_at <= ended.at and not any(each.signed_at <= at for at in before)]
    day = max((clock.local_day(each.signed_at) for each in fallen), default=None)
    return _round(bought, number, day, ended, fallen)


def _round(
    bought: Bought, number: int, day: date | None, ended: SentBack | None = None, fallen: list[Signed] | None = None
) -> Round:
    found = [_found(line, name, number, latest=ended is None) for line, name in bought.named]
    shown = [head for head, value in COLUMNS.items() if head.label in ALWAYS or any(map(value, found))]
    rows = [Shown([COLUMNS[head](each) for head in shown]) for each in found]
    return Round(number, day, shown, rows, ended, fallen or [])


def _found(line: Any, name: str, number: int, *, latest: bool) -> Found:
    weighed = next((each for each in reversed(line.weighings) if each.round == number), None)
    accepted = line.accepted if latest else weighed and weighed.accepted
    return Found(line, name, accepted, weighed)
