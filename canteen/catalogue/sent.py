"""A spreadsheet that somebody sent, kept until it is stored or a day has passed, and how it is to be read."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from canteen.catalogue.judging import Row, judged
from canteen.catalogue.kinds import CATALOGUES, Catalogue
from canteen.catalogue.matching import WANTED, Wanted
from canteen.catalogue.plan import Plan, plan_of
from canteen.exchange.reading import Grid

BY_WORD = {catalogue.word: catalogue for catalogue in CATALOGUES.values()}


@dataclass(frozen=True)
class Sent:
    """A spreadsheet of suppliers or of items."""

    canteen_id: int
    catalogue: Catalogue
    file: str
    sha256: str
    sheets: list[Grid]
    plan: Plan

    @property
    def wanted(self) -> Wanted:
        """What is brought into the catalogue."""
        return WANTED[self.catalogue.slug]

    @property
    def sheet(self) -> Grid:
        """The sheet that is read."""
        return self.sheets[self.plan.sheet]

    def rows(self) -> list[Row]:
        """Its rows, as judged now."""
        return judged(self.catalogue, self.wanted, self.sheet, self.plan, self.canteen_id)


def as_data(grid: Grid) -> dict[str, Any]:
    """A sheet as JSON has it."""
    columns = [[different, codes.tolist()] for different, codes in grid.columns]
    return {"name": grid.name, "rows": grid.rows, "columns": columns}


def sent_from(data: Mapping[str, Any], asked: Mapping[str, str]) -> Sent:
    """What was kept, to be read as the address asks."""
    catalogue, sheets = BY_WORD[data["word"]], [_sheet(each) for each in data["sheets"]]
    plan = plan_of(WANTED[catalogue.slug], sheets, asked)
    return Sent(data["canteen_id"], catalogue, data["file"], data["sha256"], sheets, plan)


def _sheet(data: Mapping[str, Any]) -> Grid:
    columns = [(different, array("I", codes)) for different, codes in data["columns"]]
    return Grid(data["name"], data["rows"], columns)
