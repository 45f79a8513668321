"""docs/findings.md lists every sentence that a finding can say; it is written from the rulebook (WRITE=1 writes it anew)."""

import os
from pathlib import Path

from canteen.check import rulebook
from canteen.rulebook import Clause

DOCUMENT = Path(__file__).parents[2] / "docs" / "findings.md"
HEAD = """# Findings

Every sentence that a finding can say, and the way out that is shown with it. Written from the rulebook by its test.

| clause | force | says | way out |
|---|---|---|---|
"""


def line(clause: Clause) -> str:
    """A clause's row."""
    return f"| {clause.number} {clause.text} | {clause.force} | {clause.says} | {clause.way_out} |\n"


def test_the_document_is_the_rulebooks() -> None:
    written = HEAD + "".join(line(clause) for clause in rulebook())
    if os.environ.get("WRITE"):
        DOCUMENT.write_text(written, encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == written
