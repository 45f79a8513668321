"""What becomes of each row of a spreadsheet: it is new, there already, there but different, or cannot be stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from canteen.catalogue.duplicates import NUMBERS, all_of, digits, folded
from canteen.catalogue.kinds import Catalogue, Entered, shown
from canteen.catalogue.matching import Wanted
from canteen.catalogue.plan import Plan
from canteen.catalogue.theirs import Reader, Wrong, cells_of, reader
from canteen.exchange.cells import Cell
from canteen.exchange.reading import Grid


class State(StrEnum):
    """What becomes of a row."""

    NEW = "新的"
    DIFFERS = "和现有的不同"
    WRONG = "不能存"
    SAME = "和现有的一样"


@dataclass(frozen=True)
class Row:
    """A row: its number in the spreadsheet, its name, its values by attribute, what becomes of it and why."""

    number: int
    name: str
    values: Mapping[str, Any]
    state: State
    why: str = ""
    existing: Entered | None = None


def judged(catalogue: Catalogue, wanted: Wanted, grid: Grid, plan: Plan, canteen_id: int) -> list[Row]:
    """Every row below the heads that says anything of ours."""
    judge = _Judge(catalogue, all_of(catalogue, canteen_id))
    read = reader(wanted, plan)
    return [judge.row(number, cells, read) for number, cells in cells_of(grid, plan)]


def foreign_words(wanted: Wanted, grid: Grid, plan: Plan) -> dict[str, list[str]]:
    """By attribute, the words that stand where we have a few of our own."""
    few = {
        attr: target.column.choices
        for attr, target in wanted.targets.items()
        if attr in wanted.by_default and target.column.choices
    }
    rows = [cells for _, cells in cells_of(grid, plan)]
    found = {attr: dict.fromkeys(str(cells[attr]) for cells in rows if cells.get(attr)) for attr in few}
    return {attr: [word for word in words if word not in few[attr]] for attr, words in found.items()}


class _Judge:
    """Judges row by row, and remembers what it has seen."""

    def __init__(self, catalogue: Catalogue, entries: Sequence[Entered]) -> None:
        self.catalogue = catalogue
        self.present = {folded(entry.name): entry for entry in entries}
        self.rows: dict[str, int] = {}
        """By folded name, the row that had it first."""
        self.owners: dict[tuple[str, str], str] = {}
        """Of tax numbers and telephones, whose they are."""
        for entry in entries:
            self._own(entry.name, {attr: getattr(entry, attr, None) for attr in NUMBERS})

    def row(self, number: int, cells: Mapping[str, Cell], read: Reader) -> Row:
        """The row as judged."""
        name = str(cells.get("name", ""))
        try:
            values = read(cells)
            return self._compared(number, values, [attr for attr, cell in cells.items() if cell != ""])
        except Wrong as wrong:
            return Row(number, name, {}, State.WRONG, str(wrong))

    def _compared(self, number: int, values: dict[str, Any], said: list[str]) -> Row:
        name = str(values["name"])
        key = folded(name)
        first = self.rows.setdefault(key, number)
        if first != number:
            raise Wrong(f"和第 {first} 行重名")
        if existing := self.present.get(key):
            why = "；".join(self._differences(existing, values, said))
            return Row(number, name, values, State.DIFFERS if why else State.SAME, why, existing)
        self._refuse_numbers_of_others(values)
        self._own(name, values)
        return Row(number, name, values, State.NEW)

    def _differences(self, existing: Entered, values: dict[str, Any], said: list[str]) -> list[str]:
        labels = self.catalogue.labels
        return [
            f"{labels[attr]}：表里 {shown(attr, values[attr])}，现有 {shown(attr, getattr(existing, attr)) or '没有'}"
            for attr in said
            if attr != "name" and values[attr] != getattr(existing, attr)
        ]

    def _refuse_numbers_of_others(self, values: dict[str, Any]) -> None:
        for attr, label in NUMBERS.items():
            if owner := self.owners.get((attr, digits(values.get(attr)))):
                raise Wrong(f"{label}和“{owner}”的相同，请核对；确实是两家，就在页面上单独登记")

    def _own(self, name: str, values: Mapping[str, Any]) -> None:
        self.owners |= {(attr, digits(values[attr])): name for attr in NUMBERS if values.get(attr)}
