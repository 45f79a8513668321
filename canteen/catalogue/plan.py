"""How a spreadsheet is to be read: which sheet, from which row on, which column is what, and what is so where it says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from canteen.catalogue.matching import Wanted, head_row, heads_in, matched
from canteen.exchange.reading import Grid
from canteen.fields import trimmed

AS = "as:"
"""What a word of theirs begins with in an address that says which of ours it means."""


@dataclass(frozen=True)
class Plan:
    """What was found, or chosen instead."""

    sheet: int
    head: int
    """The row of heads, counted from 0."""
    columns: Mapping[int, str]
    """What each place holds, by attribute."""
    defaults: Mapping[str, str]
    words: Mapping[str, str]
    """Of a column with few choices: which of ours a word of theirs means."""

    @property
    def made_for(self) -> str:
        """The sheet and the row of heads: a choice of columns holds for these only."""
        return f"{self.sheet}.{self.head}"


def plan_of(wanted: Wanted, grids: list[Grid], asked: Mapping[str, str]) -> Plan:
    """The plan that the address asks for, completed with what is found."""
    likeliest = max(range(len(grids)), key=lambda place: len(_found(wanted, grids[place])))
    sheet = _number(asked, "sheet", len(grids), likeliest)
    head = _number(asked, f"head{sheet}", grids[sheet].rows, head_row(wanted, grids[sheet]))
    columns = matched(wanted, heads_in(grids[sheet], head)) if grids[sheet].rows else {}
    if asked.get("for") == f"{sheet}.{head}":
        columns = _chosen(wanted, grids[sheet], asked)
    ours = {word for target in wanted.targets.values() for word in target.column.choices}
    words = {name.removeprefix(AS): word for name, word in asked.items() if name.startswith(AS) and word in ours}
    return Plan(sheet, head, columns, {attr: _default(wanted, attr, asked) for attr in wanted.by_default}, words)


def _default(wanted: Wanted, attr: str, asked: Mapping[str, str]) -> str:
    """What was chosen for the rows that have none."""
    text, choices = trimmed(asked.get(attr))[:20], wanted.targets[attr].column.choices
    return text if text.isprintable() and (text in choices or not choices) else ""


def _found(wanted: Wanted, grid: Grid) -> Mapping[int, str]:
    return matched(wanted, heads_in(grid, head_row(wanted, grid))) if grid.rows else {}


def _chosen(wanted: Wanted, grid: Grid, asked: Mapping[str, str]) -> dict[int, str]:
    """The columns as they were chosen; of two for the same thing the left one holds it."""
    chosen: dict[int, str] = {}
    for place in range(len(grid.columns)):
        attr = asked.get(f"c{place}", "")
        if attr in wanted.targets and attr not in chosen.values():
            chosen[place] = attr
    return chosen


def _number(asked: Mapping[str, str], name: str, below: int, otherwise: int) -> int:
    text = asked.get(name, "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 6 and int(text) < below else otherwise
