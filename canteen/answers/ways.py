"""From an open finding to its answer: to write one, or to decide on the one that waits."""

from collections.abc import Callable

from flask import url_for

from canteen.answers import explained
from canteen.choosing import here
from canteen.desk.notices import Notice
from canteen.ledger import Link
from canteen.months import When
from canteen.rulebook import Finding
from canteen.security import opens


def ways(when: When) -> Callable[[Finding], Link | None]:
    """What the visitor may do about the month's open findings."""
    made = explained.of_month(when.canteen_id, when.month)
    waiting = {each.key: each.id for each in made if each.decision is None}
    may_explain, may_decide = opens("answers.explain"), opens("answers.decide")

    def way(finding: Finding) -> Link | None:
        clause, document = finding.clause.number, finding.document
        key = waiting.get((clause, document))
        if key and may_decide:
            return Link("等您认可", url_for("answers.decide", key=key))
        if not may_explain:
            return None
        label = "等监管认可" if key else "答复"
        return Link(label, url_for("answers.explain", month=when.month, clause=clause, document=document))

    return way


def notices() -> list[Notice]:
    """Tell the supervisor that explanations wait."""
    if not opens("answers.waiting") or not (found := explained.waiting(here().id)):
        return []
    text = f"{len(found)} 条答复等您认可或退回"
    return [Notice(text, "去看", url_for("answers.waiting"), min(each.signed_at for each in found))]
