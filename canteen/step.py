"""A step is the only way to write: lock, act, flush, judge, keep, commit; the only committer of the program."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache

from sqlalchemy import bindparam, inspect, select, update

from canteen import audit, clock
from canteen.check import clauses_on_day, rulebook
from canteen.contents import DIGESTED, forged
from canteen.db import db, writing
from canteen.models import (
    Appointment,
    Canteen,
    CanteenMonth,
    Income,
    KeptWarning,
    Payment,
    Person,
    Purchase,
    Receipt,
    Reception,
    SourcingCase,
    Transfer,
    UtilityBill,
)
from canteen.models.common import Document, OfCanteen, thing_of
from canteen.models.words import State
from canteen.months import When, first_day, last_day, months_between
from canteen.numbering import next_number
from canteen.rulebook import Clause, Finding, Refused
from canteen.stages import Months, Stage
from canteen.subjects import TENURE


def _newest(appointment: Appointment) -> int:
    return appointment.id


DAY_OF: dict[type[OfCanteen], Callable[..., date | None]] = {
    Purchase: lambda purchase: purchase.purchased_on,
    Payment: lambda payment: payment.paid_on,
    Income: lambda income: income.received_on,
    Reception: lambda reception: reception.held_on,
    UtilityBill: lambda bill: bill.month,
    SourcingCase: lambda case: case.opened_on,
    Transfer: lambda transfer: transfer.moved_on,
    Receipt: lambda receipt: receipt.issued_on or max((c.purchase.purchased_on for c in receipt.covers), default=None),
    Person: lambda person: max(person.appointments, key=_newest).started_on if person.appointments else None,
}
"""The day that gives a document its month; a person's is that of the appointment last recorded."""
BOOKED: dict[type[OfCanteen], tuple[str, ...]] = {
    Purchase: ("purchased_on", "accepted_on"),
    Payment: ("paid_on",),
    Income: ("received_on",),
    Transfer: ("moved_on",),
    Reception: ("held_on", "settled_on"),
    UtilityBill: ("month", "paid_on"),
    Receipt: ("issued_on",),
}
"""The papers that the books are made of, with the days of theirs that a closed month fixes."""


LOCK = (
    update(Canteen)
    .where(Canteen.id == bindparam("canteen"))
    .values(writes=Canteen.writes + 1)
    .execution_options(synchronize_session=False)
)
"""Takes the canteen's row."""
Decided = Stage | Callable[[], Stage]
"""A stage, or what tells it under the lock."""


class Shut(Exception):
    """A paper belongs to a month that is closed; the message is for people."""


@contextmanager
def unjudged(canteen_id: int | None = None) -> Iterator[None]:
    """The one other door: store facts as they are (history, 补录, log-ins, parameters) and judge nothing."""
    with writing():
        if canteen_id is not None:
            _lock(canteen_id)
        yield
        db.session.commit()


@contextmanager
def rehearsed(canteen_id: int) -> Iterator[None]:
    """Store facts to see what would come of them: nothing stays."""
    with writing():
        _lock(canteen_id)
        yield


@contextmanager
def step(
    stage: Decided,
    document: OfCanteen,
    *,
    item: str | None = None,
    since: date | None = None,
    canteen_id: int | None = None,
) -> Iterator[list[Finding]]:
    """Change a document lawfully: what the block did is stored only if no clause of the stage refuses it.

    A stage that depends on what the block finds under the lock (a signature may complete the others) is told afterwards.

    A draft that is made early can be asked the clauses of one item alone, and a change of what reaches into later
    months those months `since` a day, whatever was recorded last. Gives the list that will hold the warnings
    with which it was let through. Whoever knows the canteen says so: asked for under the lock, it would read the document
    before the lock is ours. Raises Refused: then nothing is stored but the refusal, in the log.
    """
    warnings: list[Finding] = []
    try:
        with _judged(stage, document, canteen_id or document.canteen_id, item, since, warnings):
            yield warnings
    except Refused as refused:
        with unjudged():
            audit.record(f"refused.{refused.stage.name.lower()}", str(refused))
        raise


@contextmanager
def _judged(
    decided: Decided,
    document: OfCanteen,
    canteen_id: int,
    item: str | None,
    since: date | None,
    warnings: list[Finding],
) -> Iterator[None]:
    with writing():
        _lock(canteen_id)
        if inspect(document).persistent:
            db.session.refresh(document)  # as it is under the lock, so that what is changed is known
        yield
        store(document)
        warnings += ask(decided if isinstance(decided, Stage) else decided(), document, item, since)
        db.session.commit()


def ask(stage: Stage, document: OfCanteen, item: str | None = None, since: date | None = None) -> list[Finding]:
    """Within a step: judge a document, keep the warnings with which it is let through, and give them.

    The step itself does it for its own document; what comes about along with that one is asked here. Raises Refused.
    """
    findings = judge(stage, document, item, since)
    if any(finding.blocks for finding in findings):
        raise Refused(findings, stage)
    _keep(stage, document, findings)
    audit.record(f"step.{stage.name.lower()}", thing_of(document))
    return findings


def store(document: OfCanteen) -> None:
    """Give a live document its number and the database the row; the step does this itself, unless its key is needed before.

    Raises Shut where it is dated, or its date is changed, in a closed month.
    """
    with db.session.no_autoflush:  # a live one without its number is not for the database, not even while it is read
        refuse_shut(document.canteen_id, *_touched(document))
        _number(document)
    db.session.add(document)
    db.session.flush()


def closed_months(canteen_id: int) -> set[date]:
    """The first days of the months that a canteen has closed."""
    closed = select(CanteenMonth.month).where(
        CanteenMonth.canteen_id == canteen_id, CanteenMonth.closed_at.is_not(None)
    )
    return set(db.session.scalars(closed))


def refuse_shut(canteen_id: int, *days: date | None) -> None:
    """Raise Shut where one of the days lies in a closed month."""
    months = {first_day(day) for day in days if day}
    if shut := months and months & closed_months(canteen_id):
        raise Shut(f"{min(shut):%Y-%m} 已结账，这个月的单据不能再登记或改动；请记在没有结账的月份")


def _touched(document: OfCanteen) -> list[date]:
    """The days of a new paper, or those that are changed in an old one, before and after."""
    if type(document) not in BOOKED:
        return []
    state, days = inspect(document), BOOKED[type(document)]
    if not state.has_identity:
        return [DAY_OF[type(document)](document) or clock.today()]
    if "state" in state.attrs and state.attrs["state"].history.has_changes():  # it goes live, or becomes void
        return [day for name in days if (day := getattr(document, name))]
    histories = [state.attrs[name].history for name in days]
    return [day for history in histories if history.has_changes() for day in (*history.added, *history.deleted) if day]


def _number(document: OfCanteen) -> None:
    if isinstance(document, Document) and document.number is None and document.state in (None, State.LIVE):
        day = DAY_OF[type(document)](document) or clock.today()
        document.number = next_number(type(document), document.canteen_id, day)


def judge(stage: Stage, document: OfCanteen, item: str | None = None, since: date | None = None) -> list[Finding]:
    """What the clauses of a stage, or those of one item, find in a document, in the notice's order; blocking or not."""
    found: dict[tuple[str, str], Finding] = {}
    for clause, when in _asked(stage, document, item, since):
        query = clause.refusals(type(document), stage)
        binds = {**when.binds(), **digested(clause, document), "document": document.id}
        for row in db.session.connection().execute(query, binds):
            finding = clause.finding(row)
            found.setdefault((clause.number, finding.document), finding)
    return list(found.values())


def digested(clause: Clause, document: OfCanteen) -> dict[str, object]:
    """What a clause's select cannot find out by itself about a document."""
    asked = clause.number == DIGESTED and isinstance(document, Purchase)
    return {"forged": forged([document])} if asked else {}  # type: ignore[list-item]


def _asked(stage: Stage, document: OfCanteen, item: str | None, since: date | None) -> Iterator[tuple[Clause, When]]:
    """The clauses that are on, each with the months for which it is asked."""
    on = cache(clauses_on_day)
    for clause in rulebook().at(stage, type(document)):
        if item in (None, clause.item):
            yield from (
                (clause, when) for when in whens(clause, document, since) if clause in on(min(when.end, when.as_of))
            )


def whens(clause: Clause, document: OfCanteen, since: date | None = None) -> list[When]:
    """The months for which a clause is asked of a document at a form; as-of is today, or the day that is planned for.

    A signature counts in the month of signing, which is today's; a tenure on each day on which somebody signed.
    """
    today = clock.today()
    day = DAY_OF[type(document)](document) or today
    drafts = getattr(document, "state", None) == State.DRAFT
    if clause.subject is TENURE and isinstance(document, Purchase):
        days = signing_days(document)
        return [When(document.canteen_id, first_day(day), today, day, drafts=drafts) for day in days]
    if clause.subject.months is Months.TODAY:
        return [When(document.canteen_id, first_day(today), today, today, drafts=drafts)]
    known = [today, day, *_beginnings(document)]
    months = months_between(since or day, max(known)) if clause.subject.months is Months.SINCE else [first_day(day)]
    return [When(document.canteen_id, month, _as_of(month, known, today), drafts=drafts) for month in months]


def _beginnings(document: OfCanteen) -> list[date]:
    """The days on which a person begins in a post, those ahead among them."""
    return [appointment.started_on for appointment in document.appointments] if isinstance(document, Person) else []


def _as_of(month: date, known: list[date], today: date) -> date:
    """Today; in a month for which something is planned the day of the plan, which is not there before."""
    return max([today, *(day for day in known if day <= last_day(month))])


def signing_days(purchase: Purchase) -> list[date]:
    """The days of a purchase's signatures that count."""
    return sorted({signature.signed_on for signature in purchase.signed()})


def _lock(canteen_id: int) -> None:
    db.session.execute(LOCK, {"canteen": canteen_id})


def _keep(stage: Stage, document: OfCanteen, findings: list[Finding]) -> None:
    for finding in findings:
        numbers = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in finding.numbers.items()
        }
        db.session.add(
            KeptWarning(
                canteen_id=document.canteen_id,
                clause=finding.clause.number,
                document=finding.document,
                stage=stage.value,
                amount=finding.amount,
                message=finding.message,
                numbers=numbers,
                at=clock.now(),
                user_id=audit.actor_id(),
            )
        )
