"""The check sheet (合规核验单) as pages show it."""

from dataclasses import dataclass

from flask import url_for

from canteen.lawbook.meanings import MEANINGS
from canteen.lawbook.numbers import in_words
from canteen.models.common import OfCanteen, Row
from canteen.models.words import State
from canteen.sheet import Judged, check_sheet
from canteen.stages import Force
from canteen.step import DAY_OF


@dataclass(frozen=True)
class Check:
    """A clause's verdict on a paper."""

    clause: str
    clause_url: str
    title: str
    state: str
    grounds: str
    """What was found, or the numbers used under their names; first what was judged, where that is not the paper itself."""
    parameter: str
    """The parameters in force."""
    aside: str = ""
    """What the verdict does not do here."""


def checks_of(paper: Row, number: str) -> list[Check]:
    """The check sheet of a paper; none where no clause looks at its kind, or where the paper is not there."""
    if (
        not isinstance(paper, OfCanteen)
        or type(paper) not in DAY_OF
        or getattr(paper, "state", State.LIVE) != State.LIVE
    ):
        return []
    return [_check(judged, number) for judged in check_sheet(paper)]


def _parameters(judged: Judged) -> str:
    return "，".join(f"{parameter.label} {parameter.show(value)}" for parameter, value in judged.parameters)


def _check(judged: Judged, number: str) -> Check:
    clause = judged.clause
    concerns = judged.state != "none"
    elsewhere = judged.document if concerns and judged.document != number else ""
    found = judged.message or (in_words(clause, judged.numbers) if concerns else "")
    return Check(
        clause=clause.number,
        clause_url=url_for("lawbook.clause", number=clause.number),
        title=MEANINGS[clause.number].title,
        state="noted" if judged.state == "broken" and clause.force is Force.WARN else judged.state,
        grounds="：".join(filter(None, (elsewhere, found))),
        parameter=_parameters(judged) if concerns else "",
    )
