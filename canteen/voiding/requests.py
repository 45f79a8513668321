"""Requests to make a paper void: what is signed, whether the first signature still counts, how a paper becomes void."""

from collections.abc import Mapping

from sqlalchemy import select

from canteen import audit, clock
from canteen.course import resettle_all
from canteen.course.completing import VOID
from canteen.db import db
from canteen.documents.kinds import BY_SLUG
from canteen.documents.paper import MOST, facts_of, sections
from canteen.income.books import spoiled, uses
from canteen.ledger import Link
from canteen.models import (
    Endorsement,
    Income,
    Purchase,
    ReceiptBook,
    SourcingCase,
    SpoiledReceipt,
    VoidRequest,
)
from canteen.models.common import Document, thing_of
from canteen.models.words import IncomeReceipt, Post, State
from canteen.numbering import next_number
from canteen.purchasing.cash import withdraw
from canteen.security import current
from canteen.signing import Act
from canteen.signing.shown import endorsements
from canteen.voiding.kinds import OVERSEERS, slug_of
from canteen.voiding.leaving import ask_purchases, purchases_of

ACT, REASON, NUMBER = "void", "作废理由", "票号"
SPOILED, FREE = "一并作废", "还要用"
"""What becomes of the number of an income's fiscal receipt: the paper was spoiled too, or only the entry was wrong."""


def act_of(document: Document, words: Mapping[str, object] | None = None) -> Act:
    """What is signed: all that the paper says now and, once they are known, the words of whoever asked."""
    return Act(ACT, thing_of(document), _content(document) | dict(words or {}))


def words_of(signed: Endorsement) -> dict[str, object]:
    """What whoever asked typed beside the signature."""
    return {name: signed.content[name] for name in (REASON, NUMBER) if name in signed.content}


def has_number(document: Document) -> bool:
    """Whether a number of a receipt book goes with the paper."""
    return isinstance(document, Income) and document.receipt_kind == IncomeReceipt.FISCAL and bool(document.receipt_no)


def waiting_for(document: Document) -> VoidRequest | None:
    """The request that waits for a second signature, if there is one."""
    return _request(document, State.DRAFT)


def done_for(document: Document) -> VoidRequest | None:
    """The request by which the paper became void; none where it became so otherwise."""
    return _request(document, State.LIVE)


def document_of(request: VoidRequest) -> Document:
    """The paper that the request is about."""
    table, _, key = request.thing.partition(":")
    model = next(model for model in Document.__subclasses__() if model.__tablename__ == table)
    return db.session.get_one(model, int(key))


def first_signature(request: VoidRequest, document: Document) -> Endorsement | None:
    """The first signature, where the paper is still what was signed."""
    signed = signatures_of(request)
    return next((each for each in signed if each.digest == act_of(document, words_of(each)).digest), None)


def signatures_of(request: VoidRequest) -> list[Endorsement]:
    """The signatures under a request: one while it waits, two once the paper is void."""
    until = request.decided_at or clock.now()
    return [
        each
        for each in endorsements(request.thing, ACT)
        if each.content[REASON] == request.reason and request.made_at <= each.signed_at <= until
    ]


def refusal_of(first: Endorsement) -> str | None:
    """Why the visitor's signature cannot be the second one; None where it can."""
    me = current()
    if first.user_id == me.user_id:
        return "第一个签名是您自己的，须由另一个人签"
    if me.posts.isdisjoint(OVERSEERS) and Post.ACCOUNTANT in first.posts.split("、"):
        return "第一个签名是会计的，须由审批人或监管人签"
    return None


def decide(request: VoidRequest, state: State) -> None:
    """Say who ended the waiting, and when."""
    request.state, request.decided_by, request.decided_at = state, current().user_id, clock.now()


def drafts_with(document: Document) -> list[Purchase]:
    """The drafts that become void with the paper: those that were started from a live case."""
    if not isinstance(document, SourcingCase) or document.state != State.LIVE:
        return []
    started = select(Purchase).where(Purchase.case_id == document.id, Purchase.state == State.DRAFT)
    return list(db.session.scalars(started.where(Purchase.voided_at.is_(None)).order_by(Purchase.id)))


def make_void(document: Document, request: VoidRequest, words: Mapping[str, object]) -> None:
    """Make the paper void, within the step; it keeps its number. Raises Refused where a clause misses it."""
    for draft in drafts_with(document):
        withdraw(draft, request.reason)
        draft.number = next_number(Purchase, draft.canteen_id, draft.purchased_on)
        _mark_void(draft, request.reason)
        db.session.flush()
    _mark_void(document, request.reason)
    decide(request, State.LIVE)
    resettle_all(purchases_of(document), f"{document.number} 作废")
    ask_purchases(document)
    if isinstance(document, Income) and words.get(NUMBER) == SPOILED:
        _spoil(document, request.reason)


def _mark_void(document: Document, reason: str) -> None:
    document.state, document.void_reason, document.voided_at = State.VOID, reason, clock.now()
    audit.record(VOID, thing_of(document), why=reason)


def _request(document: Document, state: State) -> VoidRequest | None:
    about = select(VoidRequest).where(VoidRequest.canteen_id == document.canteen_id, VoidRequest.state == state)
    return db.session.scalar(about.where(VoidRequest.thing == thing_of(document)))


def _spoil(income: Income, reason: str) -> None:
    """The number of the fiscal receipt goes with its income, unless another income has it too."""
    no = income.receipt_no or 0
    db.session.flush()
    book = db.session.scalar(
        select(ReceiptBook).where(
            ReceiptBook.canteen_id == income.canteen_id, ReceiptBook.first_no <= no, ReceiptBook.last_no >= no
        )
    )
    if book and not uses(income.canteen_id, no, no) and not spoiled(income.canteen_id, no):
        why = f"{income.number} 作废：{reason}"[:200]
        today, by = clock.today(), current().name
        db.session.add(SpoiledReceipt(book_id=book.id, receipt_no=no, spoiled_on=today, reason=why, by=by))


def _content(document: Document) -> dict[str, object]:
    """All that the paper and its lines say, by what people call it."""
    kind = BY_SLUG[slug_of(document)]
    facts = facts_of(kind, document.canteen_id, document.id) or []
    tables = sections(kind.tables, document.canteen_id, document.id, facts, MOST)
    said: dict[str, object] = {"单据": kind.title, **{fact.label: _plain(fact.value) for fact in facts}}
    return said | {table.title: [[_plain(cell) for cell in row.cells] for row in table.rows] for table in tables}


def _plain(value: object) -> object:
    return value.text if isinstance(value, Link) else value
