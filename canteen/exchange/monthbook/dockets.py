"""One sheet for each kind of subject: every subject of the month with the verdict of each clause that is on."""

from collections.abc import Iterator
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment
from sqlalchemy import ColumnElement, select

from canteen.db import db
from canteen.exchange.cells_out import put_text
from canteen.exchange.monthbook.book import CLAUSES, Book
from canteen.exchange.monthbook.fields import Field
from canteen.exchange.monthbook.kinds import FIELDS
from canteen.exchange.monthbook.look import AMBER, GREEN, RED, SOFT, UNDER_ROW, Column, hei
from canteen.exchange.monthbook.table import HEAD, Table, place
from canteen.rulebook import Clause, Subject
from canteen.sheet import state_of

VERDICTS = {
    "holds": ("✓ 符合", GREEN),
    "broken": ("✗ 不符合", RED),
    "unknown": ("？ 无法判断", RED),
    "later": ("… 未到期", AMBER),
    "none": ("— 不涉及", SOFT),
}
ASKED = ("holds", "concerned", "due")
Places = dict[tuple[str, str], str]
"""Where a kind's subject stands in the workbook, by the kind's name and the subject's reference."""


class Dockets:
    """The sheets of the kinds, and where their subjects stand that were found."""

    def __init__(self, book: Book) -> None:
        self.book, self.binds = book, book.when.binds()
        self.found = {(finding.clause.subject.name, finding.document) for finding in book.report.findings}
        self.places: Places = {}
        self.tables = {name: self._fill(name) for name in book.kinds}

    def _fill(self, name: str) -> Table:
        clauses = [clause for clause in self.book.clauses if clause.subject.name == name]
        asked = list(dict.fromkeys(clause.subject for clause in clauses))
        subjects = [subject for subject in asked if subject.counted_as not in asked]
        rows = self._rows(subjects)
        table = Table(self.book.sheets[name], _note(subjects[0], len(rows)), self._columns(subjects[0], clauses))
        self._write(table, rows, self._states(clauses))
        table.close()
        return table

    def _columns(self, subject: Subject, clauses: list[Clause]) -> list[Column]:
        row = {clause: index for index, clause in enumerate(self.book.clauses, HEAD + 1)}
        ref = Column(subject.name, 18 if subject in FIELDS else 34)
        facts = [field.column for field in FIELDS.get(subject, ())]
        verdicts = [
            Column(clause.number, 6.8, centred=True, leads_to=place(CLAUSES, row[clause])) for clause in clauses
        ]
        return [ref, *facts, *verdicts]

    def _rows(self, subjects: list[Subject]) -> dict[str, tuple[Any, ...]]:
        """The subjects of the month, those of several kinds of one name together, with their facts."""
        fields = FIELDS.get(subjects[0], ())
        found = {ref: facts for subject in subjects for ref, facts in self._ask(subject, fields)}
        return dict(sorted(found.items()))

    def _ask(self, subject: Subject, fields: tuple[Field, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
        facts: list[ColumnElement[Any]] = [field.value.label(f"fact_{index}") for index, field in enumerate(fields)]
        keys: list[ColumnElement[Any]] = [column.label(name) for name, column in subject.keys.items()]
        query = select(*keys, *facts).select_from(subject.row).where(subject.in_month)
        for row in db.session.execute(query, self.binds):
            yield subject.ref(row), tuple(row[len(keys) :])

    def _states(self, clauses: list[Clause]) -> list[dict[str, str]]:
        return [self._states_of(clause) for clause in clauses]

    def _states_of(self, clause: Clause) -> dict[str, str]:
        """The clause's verdicts by reference; the numbers that it used are not asked for."""
        docket = clause.docket.where(clause.subject.in_month)
        asked = [docket.selected_columns[name] for name in (*clause.subject.keys, *ASKED)]
        rows = db.session.execute(docket.with_only_columns(*asked), self.binds)
        return {clause.subject.ref(row): state_of(row) for row in rows}

    def _write(self, table: Table, rows: dict[str, tuple[Any, ...]], verdicts: list[dict[str, str]]) -> None:
        cells = {state: _stamp(table.sheet, state) for state in VERDICTS}
        for ref, facts in rows.items():
            at = table.add(ref, *facts, *(cells[states.get(ref, "none")] for states in verdicts))
            if (table.sheet.title, ref) in self.found:
                self.places[table.sheet.title, ref] = place(table.sheet.title, at)


def _note(subject: Subject, count: int) -> str:
    legend = "　".join(words for words, _ in VERDICTS.values())
    return f"{count} {subject.measure}；一列一条款，点条款号看原文　　{legend}"


def _stamp(sheet: Any, state: str) -> Cell:
    cell, (words, color) = WriteOnlyCell(sheet), VERDICTS[state]
    put_text(cell, words)
    cell.font, cell.border = hei(8, color, bold=color is RED), UNDER_ROW
    cell.alignment = Alignment("center", "center")
    return cell
