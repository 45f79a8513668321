"""The quotes of a case as choices: what the clauses would say of a purchase from each, and the way to start it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from canteen import clock
from canteen.entering import shown
from canteen.models import Purchase, SourcingCase
from canteen.models.common import thing_of
from canteen.models.words import State
from canteen.pictures import pictures_of
from canteen.pictures.attached import Picture
from canteen.security import opens
from canteen.sourcing import cases
from canteen.sourcing.comparison import Offer
from canteen.sourcing.foresight import coming

Shown = dict[str, Any]
"""A finding as pages show it."""


@dataclass(frozen=True)
class Choice:
    """A quote with what can be done with it."""

    offer: Offer
    pictures: list[Picture]
    draft_url: str | None
    """The purchase that was started from it, still a draft."""
    findings: list[Shown] | None
    """What would refuse a purchase from it today; None where none can be started."""
    start_url: str | None

    @property
    def best(self) -> bool:
        """Whether it is among the lowest, and nothing refuses it."""
        return self.offer.lowest and self.findings == []


def choices(case: SourcingCase, offers: Iterable[Offer]) -> tuple[list[Choice], list[Shown]]:
    """The quotes as choices, and apart from them what would refuse a purchase from whichever: it need be said once."""
    every = [_choice(case, offer) for offer in offers]
    common = _common([choice for choice in every if choice.findings is not None])
    return [replace(choice, findings=_without(common, choice.findings)) for choice in every], common


def paper_url(purchase: Purchase) -> str:
    """The page of a purchase."""
    return url_for("documents.paper", slug="purchase", key=purchase.id)


def _choice(case: SourcingCase, offer: Offer) -> Choice:
    quote, started = offer.quote, cases.draft_of(case, offer.quote.supplier_id)
    can_start = bool(case.lines) and case.state == State.LIVE and not started
    return Choice(
        offer=offer,
        pictures=pictures_of(thing_of(quote), case.canteen_id),
        draft_url=paper_url(started) if started else None,
        findings=shown(coming(case, quote, clock.today())) if can_start else None,
        start_url=url_for("sourcing.start", key=case.id, quote_key=quote.id)
        if can_start and opens("sourcing.start")
        else None,
    )


def _common(judged: list[Choice]) -> list[Shown]:
    """The findings on every one of several choices, as they are of the lowest."""
    if len(judged) < 2:
        return []
    everywhere = set.intersection(*({each["clause"] for each in choice.findings or []} for choice in judged))
    lowest = next((choice for choice in judged if choice.offer.lowest), judged[0])
    return [each for each in lowest.findings or [] if each["clause"] in everywhere]


def _without(common: list[Shown], findings: list[Shown] | None) -> list[Shown] | None:
    said = {each["clause"] for each in common}
    return None if findings is None else [each for each in findings if each["clause"] not in said]
