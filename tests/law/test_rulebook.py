"""The rulebook is the notice: numbers, texts, subjects, stages and forces equal the law's table, in its order."""

import os
import re
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from canteen.check import rulebook
from canteen.models import Income, Payment, Person, Purchase, Receipt, Reception, UtilityBill
from canteen.models.common import OfCanteen
from canteen.parameters import ALL, Unit
from canteen.rulebook import Clause
from canteen.stages import Force, Stage

LAW = Path(__file__).parents[2] / "docs" / "rules.md"
OUTSIDE = LAW.parents[2] / "shared" / "rules.md"
SUBJECTS = {
    "purchase": {"采购"},
    "purchase line": {"采购明细"},
    "tenure": {"任期"},
    "person": {"人员"},
    "document signed": {"签名单据"},
    "receipt": {"票据"},
    "payment": {"付款"},
    "supplier and day": {"供应商日"},
    "income": {"收入"},
    "reception": {"接待"},
    "month": {"月份"},
    "utility bill": {"水电费单"},
    "budget item": {"预算项目"},
    "department": {"部门"},
    "seller and month": {"销售方"},
    "purchase without 接待编号 [number], or reception": {"接待与接待采购"},
}
STAGES = {
    "submit": Stage.SUBMIT,
    "accept": Stage.ACCEPT,
    "document": Stage.DOCUMENT,
    "approve": Stage.APPROVE,
    "pay": Stage.PAY,
    "apply": Stage.APPLY,
    "record": Stage.RECORD,
    "close": Stage.CLOSE,
    "any signing": Stage.SIGN,
}
WRITTEN_AT: dict[Stage, list[type[OfCanteen]]] = {
    Stage.SIGN: [Purchase],
    Stage.SUBMIT: [Purchase],
    Stage.ACCEPT: [Purchase],
    Stage.APPROVE: [Purchase, Reception],
    Stage.DOCUMENT: [Receipt],
    Stage.PAY: [Payment],
    Stage.APPLY: [Reception],
    Stage.RECORD: [Income, Reception, UtilityBill, Person],
}
"""The documents that a step of the stage is about."""


def table(start: str, width: int) -> list[list[str]]:
    """The rows of the law's tables whose first cell looks like the start."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in LAW.read_text().splitlines()
        if line[:1] == "|"
    ]
    return [row for row in rows if len(row) == width and re.match(start, row[0])]


NOTICE = table(r"\d+\.\d+$", 6)
OURS = table(r"B\.\d+ ", 4)


def test_the_law_here_is_the_law() -> None:
    if not OUTSIDE.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("the law's own file is not beside the project")
    assert LAW.read_text() == OUTSIDE.read_text()


def test_every_clause_stands_in_the_notices_order() -> None:
    written = [row[0] for row in NOTICE] + [row[0].split()[0] for row in OURS]
    assert [clause.number for clause in rulebook()] == written
    assert len(written) == 58


@pytest.mark.parametrize("row", NOTICE, ids=lambda row: row[0])
def test_a_clause_of_the_notice_says_what_the_table_says(row: list[str]) -> None:
    number, text, subject, _finds, when, force = row
    clause = rulebook()[number]
    assert clause.text == text
    assert clause.force == force
    assert clause.subject.name in subjects(subject)
    assert set(clause.at) == stages(when)


@pytest.mark.parametrize("row", OURS, ids=lambda row: row[0])
def test_a_clause_of_ours_says_what_the_table_says(row: list[str]) -> None:
    title, subject, _finds, when = row
    number, text = title.split(maxsplit=1)
    clause = rulebook()[number]
    assert clause.text == text
    assert clause.force is Force.WARN
    assert clause.subject.name in subjects(subject)
    assert set(clause.at) == stages(when)
    assert clause.on_by_default == (int(number[2:]) <= 13)


def subjects(cell: str) -> set[str]:
    """The subject of a table's cell: its words before the reference in brackets."""
    return SUBJECTS[re.sub(r" \[[^]]*\]$", "", cell)]


def stages(cell: str) -> set[Stage]:
    """The stages named in a table's cell."""
    words = re.sub(r"\([^)]*\)|for a purchase already approved", "", cell)
    return {stage for word, stage in STAGES.items() if re.search(rf"\b{word}\b", words)}


def test_the_parameters_are_the_laws() -> None:
    rows = table(r"`\w+` ", 3)
    assert [row[0] for row in rows] == [f"`{parameter.name}` {parameter.label}" for parameter in ALL]
    assert [row[1] for row in rows] == [parameter.written(parameter.default) for parameter in ALL]


def test_every_clause_uses_only_parameters_that_it_shows() -> None:
    for clause in rulebook():
        used = {parameter for parameter in ALL if parameter.name in names_in(clause)}
        assert used == set(clause.parameters), clause.number


def names_in(clause: Clause) -> set[object]:
    """The text constants of the clause's select."""
    return {
        value for value in clause.findings.compile(dialect=sqlite.dialect()).params.values() if isinstance(value, str)
    }


@pytest.mark.parametrize("clause", rulebook().clauses, ids=lambda clause: clause.number)
def test_every_clause_is_reached_from_its_stages_documents(clause: Clause) -> None:
    for stage in set(clause.at) - {Stage.CLOSE}:
        assert any(clause in rulebook().at(stage, kind) for kind in WRITTEN_AT[stage]), stage


def test_signing_asks_only_what_concerns_the_signer() -> None:
    assert [clause.number for clause in rulebook().at(Stage.SIGN, Purchase)] == ["1.4", "1.6", "3.5", "B.9"]


def test_what_was_asked_at_submit_is_asked_again() -> None:
    submit, accept, approve = (set(rulebook().at(s, Purchase)) for s in (Stage.SUBMIT, Stage.ACCEPT, Stage.APPROVE))
    assert submit < accept < approve


def test_shares_read_as_percent() -> None:
    cap = next(parameter for parameter in ALL if parameter.unit is Unit.SHARE)
    assert (cap.show(500), cap.written(500), cap.parse("0.0525")) == ("5%", "0.05", 525)
