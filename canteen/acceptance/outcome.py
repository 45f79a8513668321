"""What came of weighing: line by line against what was ordered, and what it does to the money."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from canteen import clock
from canteen.acceptance.recording import ABSENT
from canteen.contents import Papers, is_weighed, round_of, weighing_of
from canteen.course import coming
from canteen.formats import milli, yuan
from canteen.models import Line, Purchase, Weighing
from canteen.money import to_text
from canteen.purchasing.writing import payments_on
from canteen.rulebook import Finding
from canteen.stages import Stage

SAID = {"6.2", "3.7"}
"""The clauses about what was paid that may be broken by what arrived: less of it, or more."""


@dataclass(frozen=True)
class Outcome:
    """A line that was weighed."""

    line: Line
    weighing: Weighing | None
    """None where history says what was accepted."""

    @property
    def delta(self) -> int:
        """What was accepted less what was ordered."""
        return (self.line.accepted or 0) - self.line.quantity

    @property
    def look(self) -> str:
        """How it stands out."""
        if not self.line.accepted:
            return "bad"
        return "warn" if self.delta else "good"

    @property
    def words(self) -> str:
        """Short, over or as ordered."""
        if not self.delta:
            return "＝ 相符"
        return f"{self.word} {self.line.item.unit}（{self._share}%）" if self.line.accepted else self.word

    @property
    def word(self) -> str:
        """By how much it is short or over."""
        if not self.line.accepted:
            return "✕ 没有送来" if self.weighing and self.weighing.reason == ABSENT else "✕ 拒收"
        arrow = "↓" if self.delta < 0 else "↑"
        return f"{arrow} {'，'.join(self._parts)}"

    @property
    def effect(self) -> str:
        """What that does to the amount."""
        change = self.line.amount - self.line.ordered_amount
        return f"应付{'少' if change < 0 else '多'} {yuan(abs(change))} 元" if change else ""

    @property
    def expired(self) -> bool:
        """Whether it is past its best-before day."""
        return bool(self.weighing and self.weighing.best_before and self.weighing.best_before < clock.today())

    @property
    def _parts(self) -> Iterator[str]:
        """What was refused, and by how much what arrived was short or over."""
        if self._refused:
            yield f"不收 {milli(self._refused)}"
        if amiss := self.delta + self._refused:
            more = "多送" if self._refused else "多收"
            yield f"{'短少' if amiss < 0 else more} {milli(abs(amiss))}"

    @property
    def _refused(self) -> int:
        """How much of what was weighed was refused; what is counted says it in its reason alone."""
        w = self.weighing
        return w.gross - (w.tare or 0) - w.accepted if w and w.gross is not None else 0

    @property
    def _share(self) -> str:
        """How much of what was ordered that is, in per cent with one decimal, rounded half up."""
        ordered = self.line.quantity
        return to_text((2 * abs(self.delta) * 1000 + ordered) // (2 * ordered), 1)


class Settlement:
    """What a delivery that is weighed wholly does to the money, in fen."""

    def __init__(self, purchase: Purchase) -> None:
        papers = Papers([purchase])
        self._purchase = purchase
        self.ordered = sum(line.ordered_amount for line in purchase.lines)
        self.accepted = sum(line.amount for line in purchase.lines)
        self.paid = sum(amount for _, amount in papers.payments[purchase.id])
        self.nothing = not any(line.accepted for line in purchase.lines)
        self.becomes_void = self.nothing and not papers.payments[purchase.id] and not papers.receipts[purchase.id]

    @property
    def refund(self) -> int:
        """应退: what was paid for goods that were not accepted."""
        return max(0, self.paid - self.accepted)

    @cached_property
    def found_later(self) -> list[Finding]:
        """What the month will find of what was paid, now that this arrived; it refuses no acceptance."""
        papers = [self._purchase] if self.refund else []
        found = [each for paper in (*papers, *payments_on(self._purchase)) for each in coming(Stage.PAY, paper)]
        said = {(each.clause.number, each.document): each for each in found if each.clause.number in SAID}
        return list(said.values())


def outcomes(purchase: Purchase) -> list[Outcome]:
    """The lines that were weighed in this round."""
    return [Outcome(line, weighing_of(line)) for line in purchase.lines if is_weighed(line)]


def earlier(purchase: Purchase) -> list[Weighing]:
    """What the rounds before found of the lines that are weighed anew: each round's last word."""
    last = {
        (each.round, line.line_no): each
        for line in purchase.lines
        if is_weighed(line)
        for each in line.weighings
        if each.round < round_of(purchase)
    }
    return [last[key] for key in sorted(last)]
