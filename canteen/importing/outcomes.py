"""What became of an upload."""

from dataclasses import asdict, dataclass, field

from canteen.importing import kept

LISTED = 200
PAGE = "outcome"


@dataclass(frozen=True)
class Outcome:
    """What an upload came to."""

    user_id: int
    file: str
    canteen: str
    """The canteen's code."""
    error: str | None = None
    """Why the file as a whole could not be read."""
    total: int = 0
    """How many cells are wrong."""
    errors: list[list[str | int]] = field(default_factory=list)
    """Where the first of them are, and why: sheet, row, column, reason."""
    counts: list[list[str | int]] = field(default_factory=list)
    """Of each sheet, how many rows were stored, completed, unchanged."""
    ignored: list[str] = field(default_factory=list)


def keep(outcome: Outcome, marked: bytes | None = None) -> str:
    """Keep an outcome, and the copy of the workbook with the bad cells marked; gives the token that finds them."""
    return kept.keep(PAGE, asdict(outcome), marked)


def find(token: str, user_id: int) -> Outcome | None:
    """The outcome of that token, if it is the user's."""
    data = kept.find(PAGE, token, user_id)
    return Outcome(**data) if data else None


def marked_copy(token: str) -> bytes | None:
    """The marked copy of that token, where there is one."""
    return kept.copy_of(token)
