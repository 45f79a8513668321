"""条款 and 发现: every clause that is on with what it found, every finding with its answer."""

from collections.abc import Callable

from sqlalchemy import select

from canteen.check import Looked
from canteen.db import db
from canteen.exchange.columns import Kind
from canteen.exchange.monthbook.book import CLAUSES, FINDINGS, Book
from canteen.exchange.monthbook.dockets import Places
from canteen.exchange.monthbook.look import Column
from canteen.exchange.monthbook.table import HEAD, Link, Table, place
from canteen.models import Answer
from canteen.months import month_text
from canteen.rulebook import Finding
from canteen.seen import MONTH, YEAR_START, seen
from canteen.stages import Force

FORCES = {force: force.word for force in Force}
OPEN, ANSWERED, LATER = STATES = ("未了", "已答复", "未到期")
CLAUSE_COLUMNS = (
    Column("条款", 7),
    Column("条款原文", 62, wraps=True, law=True),
    Column("效力", 6),
    Column("查的是", 14),
    Column("查了", 8, Kind.INTEGER),
    Column("发现", 8, Kind.INTEGER, total=True),
    *(Column(state, 8, Kind.INTEGER, total=True) for state in STATES),
    Column("涉及金额", 14, Kind.MONEY, total=True),
)
FINDING_COLUMNS = (
    Column("条款", 7, links=True),
    Column("条款原文", 24, wraps=True, law=True),
    Column("查的是", 10),
    Column("单据", 19, links=True, wraps=True),
    Column("效力", 6),
    Column("状态", 7),
    Column("涉及金额", 12, Kind.MONEY, total=True),
    Column("发现", 34, wraps=True),
    Column("怎么办", 22, wraps=True),
    Column("答复", 20, wraps=True),
    Column("责任人", 8),
    Column("监管人", 8),
    Column("答复日期", 10.5, Kind.DATE),
)


def fill_clauses(book: Book) -> Table:
    """Every clause that is on: how many subjects it looked at, what it found."""
    note = f"{len(book.clauses)} 条，按通知的次序；“阻止”的未了发现答复之前，不能结账。金额各条相加，同一单据可能算几次"
    table = Table(book.sheets[CLAUSES], note, CLAUSE_COLUMNS)
    for looked in book.report.looked:
        clause, found = looked.clause, looked.findings
        counts = [sum(state_word(finding) == state for finding in found) for state in STATES]
        subjects = (clause.subject.name, looked.subjects)
        table.add(clause.number, clause.text, FORCES[clause.force], *subjects, len(found), *counts, _stake(looked))
    table.close()
    return table


def fill_findings(book: Book, places: Places) -> Table:
    """Every finding, in the notice's order, leading to its clause and to its subject's verdicts."""
    note = "点条款号看条款，点单据看它的全部核验结果"
    table = Table(book.sheets[FINDINGS], note, FINDING_COLUMNS)
    answer_to = _answers(book)
    for row, looked in enumerate(book.report.looked, HEAD + 1):
        for finding in looked.findings:
            clause, kind = finding.clause, finding.clause.subject.name
            table.add(
                Link(clause.number, place(CLAUSES, row)),
                clause.text,
                kind,
                Link(finding.document, places[kind, finding.document]),
                FORCES[clause.force],
                state_word(finding),
                finding.amount,
                finding.message,
                clause.way_out,
                *answer_to(finding),
            )
    table.close()
    return table


def state_word(finding: Finding) -> str:
    """A finding's state as people read it; in a month that is not over, what can still be put right is not yet due."""
    if finding.answered:
        return ANSWERED
    return OPEN if finding.due else LATER


def _stake(looked: Looked) -> int | None:
    amounts = [finding.amount for finding in looked.findings if finding.amount is not None]
    return sum(amounts) if amounts else None


def _answers(book: Book) -> Callable[[Finding], tuple[object, ...]]:
    """The answer that holds for an answered finding: the month's own or, of a clause to date, an earlier month's.

    Of those of earlier months the one with the largest amount holds if any does.
    """
    answer = seen(Answer)
    ordered = ((answer.month == MONTH).desc(), answer.amount.desc().nulls_last())
    query = select(answer).where(answer.month >= YEAR_START, answer.month <= MONTH).order_by(*ordered)
    given = db.session.scalars(query, book.when.binds()).all()

    def to(finding: Finding) -> tuple[object, ...]:
        if not finding.answered:
            return (None,) * 4
        found = next(answer for answer in given if _is_about(answer, finding))
        return found.explanation, found.responsible, found.supervisor, found.answered_on

    return to


def _is_about(answer: Answer, finding: Finding) -> bool:
    documents = (finding.document, month_text(answer.month))
    return answer.clause == finding.clause.number and answer.document in documents
