"""What the page of a spreadsheet shows before anything is stored: how it is read, and what becomes of its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from canteen.catalogue.judging import Row, State, foreign_words
from canteen.catalogue.kinds import KINDS
from canteen.catalogue.matching import HEADS_WITHIN, heads_in
from canteen.catalogue.plan import AS
from canteen.catalogue.sent import Sent
from canteen.ledger import Head, Line, Link

LISTED = 100
"""How many rows of a state the page lists."""
MOST_WORDS = 30
"""So many words of theirs are asked about; a column with more is not one of kinds."""
NOT_TAKEN, BY_THE_DEFAULT = "不导入", "按上面选的"


@dataclass(frozen=True)
class Choice:
    """Something to choose: its name in the address, its label, its choices [(value, label)] (none: a text), the chosen one."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    chosen: str


def shown(sent: Sent, rows: list[Row]) -> dict[str, Any]:
    """What the template is given beside the form."""
    columns = list(_columns(sent))
    return {
        "word": sent.catalogue.word,
        "file": sent.file,
        "made_for": sent.plan.made_for,
        "places": list(_places(sent)),
        "used": [column for column in columns if column.chosen],
        "unused": [column for column in columns if not column.chosen],
        "defaults": list(_defaults(sent)),
        "words": list(_words(sent)),
        "tally": {state: sum(row.state is state for row in rows) for state in State},
        "tables": [_table(sent, rows, state) for state in State if state is not State.SAME],
    }


def _places(sent: Sent) -> Iterator[Choice]:
    """Which sheet, and which row has the heads."""
    plan = sent.plan
    if len(sent.sheets) > 1:
        names = [(str(place), sheet.name) for place, sheet in enumerate(sent.sheets)]
        yield Choice("sheet", "工作表", names, str(plan.sheet))
    within = range(min(sent.sheet.rows, HEADS_WITHIN))
    yield Choice(f"head{plan.sheet}", "表头在", [(str(row), f"第 {row + 1} 行") for row in within], str(plan.head))


def _columns(sent: Sent) -> Iterator[Choice]:
    """What each column with anything in it is taken for."""
    ours = [("", NOT_TAKEN), *((attr, target.column.name) for attr, target in sent.wanted.targets.items())]
    heads = heads_in(sent.sheet, sent.plan.head)
    for place, head in enumerate(heads):
        if sample := _sample(sent, place):
            label = f"{head[:20] or f'第 {place + 1} 列'}（例如 {sample[:12]}）"
        elif head:
            label = f"{head[:20]}（空）"
        else:
            continue
        yield Choice(f"c{place}", label, ours, sent.plan.columns.get(place, ""))


def _sample(sent: Sent, place: int) -> str:
    """The first that stands below the head."""
    different, codes = sent.sheet.columns[place]
    cells = (different[code] for code in codes[sent.plan.head + 1 :])
    return next((_written(cell) for cell in cells if cell != ""), "")


def _written(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:g}"
    return str(cell[1] if isinstance(cell, list) else cell).strip()


def _defaults(sent: Sent) -> Iterator[Choice]:
    """What is so for the rows that do not say it."""
    for attr in sent.wanted.by_default:
        column = sent.wanted.targets[attr].column
        ours = [("", "请选择"), *((word, word) for word in column.choices)] if column.choices else []
        yield Choice(attr, f"表里没写的，{column.name}都是", ours, sent.plan.defaults[attr])


def _words(sent: Sent) -> Iterator[Choice]:
    """Which of ours each word of theirs means."""
    for attr, words in foreign_words(sent.wanted, sent.sheet, sent.plan).items():
        column = sent.wanted.targets[attr].column
        ours = [("", BY_THE_DEFAULT), *((word, word) for word in column.choices)]
        for word in words[:MOST_WORDS]:
            yield Choice(f"{AS}{word}", f"{column.name}“{word}”归到", ours, sent.plan.words.get(word, ""))


def _table(sent: Sent, rows: list[Row], state: State) -> dict[str, Any]:
    """The rows of a state: with the values of the new ones, with the reason of the others."""
    of_state = [row for row in rows if row.state is state]
    attrs = [attr for attr in sent.wanted.targets if attr != "name"] if state is State.NEW else []
    columns = [Head("名称", "text"), Head("行", "number"), *(_head(sent, attr) for attr in attrs)]
    reason = [] if attrs else [Head("为什么", "text")]
    lines = [_line(sent, row, attrs) for row in of_state[:LISTED]]
    return {"title": state, "many": len(of_state), "columns": [*columns, *reason], "rows": lines}


def _head(sent: Sent, attr: str) -> Head:
    return Head(sent.catalogue.labels[attr], KINDS.get(attr, "text"))


def _line(sent: Sent, row: Row, attrs: list[str]) -> Line:
    name: object = row.name
    if row.existing:
        name = Link(row.name, url_for("documents.paper", slug=sent.catalogue.slug, key=row.existing.id))
    values = [row.values[attr] for attr in attrs] if attrs else [row.why]
    return Line([name, row.number, *values], None if row.state is State.NEW else "warm")
