"""Explanations of findings and what the supervisor decided; each is an endorsement, and all of it is in what was signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.orm import aliased

from canteen import clock
from canteen.check import check
from canteen.db import db
from canteen.formats import yuan
from canteen.models import Endorsement
from canteen.months import When, month_text, parse_month
from canteen.rulebook import Finding
from canteen.signing import Act, drawings

EXPLAIN, DECIDE = "answer", "decide"
ABOUT = f"{Endorsement.__tablename__}:"
ACCEPTED, SENT_BACK = "认可", "退回"


@dataclass(frozen=True)
class Explanation:
    """Why a finding is so, as somebody responsible signed it."""

    id: int
    user_id: int
    signer: str
    name: str
    posts: str
    signed_at: datetime
    drawn: str
    digest: str
    month: date
    clause: str
    law: str
    """The clause's text."""
    document: str
    message: str
    amount: int | None
    text: str
    decision: str | None = None
    """认可 or 退回; none while it waits."""
    reason: str | None = None
    decided_by: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Which finding of its month it is about."""
        return self.clause, self.document

    @property
    def stake(self) -> str:
        """The amount at stake, for people."""
        return f"{yuan(self.amount)} 元" if self.amount is not None else "没有金额"


def open_finding(canteen_id: int, month: date, clause: str, document: str) -> Finding | None:
    """The finding as it stands today, where it is open and its time has come."""
    today = clock.today()
    if month > today:
        return None
    found = check(When(canteen_id, month, today), clause).findings
    return next((each for each in found if each.document == document and each.due and not each.answered), None)


def explaining(month: date, finding: Finding) -> Act:
    """The act of explaining a finding: what it says is part of what is signed."""
    content = {
        "月份": month_text(month),
        "条款": finding.clause.number,
        "条款原文": finding.clause.text,
        "单据": finding.document,
        "发现": finding.message,
        "涉及金额（分）": finding.amount,
    }
    return Act(EXPLAIN, _thing(month), content)


def deciding(explanation: Explanation) -> Act:
    """The act of deciding on an explanation."""
    content = {
        "月份": month_text(explanation.month),
        "条款": explanation.clause,
        "单据": explanation.document,
        "发现": explanation.message,
        "涉及金额（分）": explanation.amount,
        "答复": explanation.text,
        "答复人": f"{explanation.signer} {explanation.name}",
        "答复的摘要": explanation.digest,
    }
    return Act(DECIDE, _about(explanation.id), content)


def explanation(canteen_id: int, key: int) -> Explanation | None:
    """An explanation of the canteen."""
    return next(_read(Endorsement.canteen_id == canteen_id, Endorsement.id == key), None)


def of_month(canteen_id: int, month: date) -> list[Explanation]:
    """The month's explanations, the latest first."""
    return list(_read(Endorsement.canteen_id == canteen_id, Endorsement.thing == _thing(month)))


def waiting(canteen_id: int) -> list[Explanation]:
    """The explanations of all months on which nothing is decided yet, the latest first."""
    decision = aliased(Endorsement)
    about = literal(ABOUT) + cast(Endorsement.id, String)
    decided = exists().where(decision.act == DECIDE, decision.thing == about)
    return list(_read(Endorsement.canteen_id == canteen_id, ~decided))


def _thing(month: date) -> str:
    return f"month:{month_text(month)}"


def _about(key: int) -> str:
    """An explanation, as what is decided on."""
    return f"{ABOUT}{key}"


def _read(*narrowing: Any) -> Iterator[Explanation]:
    query = select(Endorsement).where(Endorsement.act == EXPLAIN, *narrowing).order_by(Endorsement.id.desc())
    made = list(db.session.scalars(query))
    things = [_about(each.id) for each in made]
    decisions = select(Endorsement).where(Endorsement.act == DECIDE, Endorsement.thing.in_(things))
    decided = {decision.thing: decision for decision in db.session.scalars(decisions)}
    return (_explanation(each, decided.get(thing)) for each, thing in zip(made, things, strict=True))


def _explanation(made: Endorsement, decided: Endorsement | None) -> Explanation:
    content: dict[str, Any] = made.content
    return Explanation(
        id=made.id,
        user_id=made.user_id,
        signer=made.signer,
        name=made.name,
        posts=made.posts,
        signed_at=made.signed_at,
        drawn=drawings.path(made.strokes),
        digest=made.digest,
        month=parse_month(content["月份"]),
        clause=content["条款"],
        law=content["条款原文"],
        document=content["单据"],
        message=content["发现"],
        amount=content["涉及金额（分）"],
        text=content["说明"],
        **_decision(decided),
    )


def _decision(decided: Endorsement | None) -> dict[str, Any]:
    if decided is None:
        return {}
    content: dict[str, Any] = decided.content
    return {"decision": content["决定"], "reason": content["理由"], "decided_by": decided.name}
