"""The month's questions in hand-written SQL, asked of a SQLite file without any framework."""

import re
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from canteen.months import When

TEXT = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
HEADED = re.compile(r"^-- (subjects of )?((?:[\dB]+\.\d+ ?)+)\n([^;]+);$", re.MULTILINE)
Found = set[tuple[str, str, int | None]]


@dataclass(frozen=True)
class Answer:
    """Clause, document and amount of every finding, and how many subjects each clause looked at."""

    found: Found
    subjects: dict[str, int]


def ask(connection: sqlite3.Connection, when: When) -> Answer:
    """Ask every clause about a month."""
    binds, answer = _binds(when), Answer(set(), {})
    for subjects, numbers, statement in STATEMENTS:
        rows = connection.execute(statement, binds).fetchall()
        if subjects:
            answer.subjects.update(dict.fromkeys(numbers, rows[0][0]))
        else:
            answer.found.update((numbers[0], document, amount) for document, amount in rows)
    return answer


def _statements() -> list[tuple[bool, list[str], str]]:
    return [(bool(match[1]), match[2].split(), match[3]) for match in HEADED.finditer(TEXT)]


STATEMENTS = _statements()


def _binds(when: When) -> dict[str, str | int]:
    year_start = when.month.replace(month=1)
    days = {
        "month": when.month,
        "month_end": when.end,
        "as_of": when.as_of,
        "until": min(when.end, when.as_of),
        "year_start": year_start,
        "last_year_end": year_start - timedelta(days=1),
    }
    return {"canteen": when.canteen_id, "year": when.month.year} | {name: day.isoformat() for name, day in days.items()}
