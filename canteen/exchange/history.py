"""Brings a canteen's history in: a whole workbook or nothing of it, every error named at once."""

import gc
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from canteen import attachments, audit, clock
from canteen.db import db
from canteen.exchange import reading
from canteen.exchange.checking import check
from canteen.exchange.container import COMMAND, Limits, Unreadable
from canteen.exchange.fate import Fate, check_days, fate_of
from canteen.exchange.on_paper import SHEET as SIGNATURES
from canteen.exchange.on_paper import log_signatures
from canteen.exchange.reading import Grid, Sheets
from canteen.exchange.sheets import BY_NAME, OF_INSTALLATION, SHEETS
from canteen.exchange.stored import Calendar, Stored
from canteen.exchange.storing import Tell, store
from canteen.exchange.tables import Error, Errors, Table, table
from canteen.models import Canteen, ClauseSwitch, ImportFile, ParameterValue
from canteen.models.common import Document
from canteen.models.words import Origin
from canteen.step import unjudged

FIRST_CODE = "01"
CODE = re.compile(r"[\w.-]{1,16}")
LONGEST_NAME = 200


class NotOne(Exception):
    """It is not clear into which canteen; the message says what to do."""


class _Refused(Exception):
    """Ends the transaction: the workbook has errors."""


@dataclass
class Answer:
    """What was brought in, or why nothing was."""

    stored: dict[str, int] = field(default_factory=dict)
    completed: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)
    import_id: int | None = None
    """The key of the file's own row, where anything was stored."""

    def as_json(self) -> dict[str, Any]:
        """The answer as the command prints it."""
        return {
            "stored": self.stored,
            "completed": self.completed,
            "unchanged": self.unchanged,
            "ignored": self.ignored,
            "errors": [vars(error) for error in self.errors],
        }


@dataclass(frozen=True)
class Checked:
    """Rows held against each other and against what the canteen has."""

    tables: dict[str, Table]
    fates: dict[str, Fate]
    stored: Stored
    errors: Errors

    def store(self, origin: dict[str, Any], tell: Tell = lambda _: None) -> None:
        """Write them within the caller's transaction; they must be without errors."""
        store(self.tables, self.fates, self.stored, origin, tell)


def bring_in(
    source: Sheets | Path | bytes,
    *,
    canteen: str | None = None,
    name: str | None = None,
    late: bool = False,
    by: str = audit.COMMAND_LINE,
    file_name: str | None = None,
    limits: Limits = COMMAND,
    tell: Tell = lambda _: None,
) -> Answer:
    """Store a workbook's records as facts. Raises Unreadable where it is none, and NotOne."""
    content, file = _content(source), ImportFile(name=_file_name(source, file_name), late=late, brought_by=by)
    place, errors, answer = _canteen(canteen), Errors(), Answer()
    with _uncollected():
        tables = _tables(_grids(source, content, limits), errors, answer, tell)
        try:
            with unjudged(place.id if place else None):
                here = db.session.merge(place) if place else _founded(canteen, name)
                _bring(tables, here, file, content, errors, answer, tell)
        except _Refused:
            answer.errors = errors.in_order()
            with unjudged():
                audit.record("import.refused", f"canteen:{canteen or ''}", file=file.name, errors=len(answer.errors))
    return answer


def check_late(sheets: Sheets, canteen: Canteen) -> Checked:
    """Hold late rows (补录) against what the canteen has."""
    errors = Errors()
    return _checked(_tables(reading.from_rows(sheets), errors, Answer(), lambda _: None), canteen, errors, late=True)


def bring_in_late(sheets: Sheets, canteen: Canteen, *, by: str, name: str) -> Answer:
    """Store late rows (补录) as facts within the caller's transaction; with errors nothing is stored."""
    file, answer, checked = ImportFile(name=name, late=True, brought_by=by), Answer(), check_late(sheets, canteen)
    answer.errors = checked.errors.in_order()
    if not answer.errors:
        _store(checked, canteen, file, _content(sheets), answer, lambda _: None)
    return answer


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector: it would look at a million new objects again and again, and none is garbage."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _grids(source: Sheets | Path | bytes, content: bytes, limits: Limits) -> Iterator[Grid]:
    return reading.from_rows(source) if isinstance(source, dict) else reading.grids(content, tuple(BY_NAME), limits)


def _bring(
    tables: dict[str, Table],
    canteen: Canteen,
    file: ImportFile,
    content: bytes,
    errors: Errors,
    answer: Answer,
    tell: Tell,
) -> None:
    _set_installation_aside(tables, answer)
    checked = _checked(tables, canteen, errors, late=file.late)
    if errors:
        raise _Refused
    _store(checked, canteen, file, content, answer, tell)


def _checked(tables: dict[str, Table], canteen: Canteen, errors: Errors, *, late: bool) -> Checked:
    stored, calendar = Stored(canteen.id), Calendar(canteen, late=late)
    fates = {name: fate_of(each, stored, errors) for name, each in tables.items()}
    check(tables, stored, errors)
    for name, each in tables.items():
        check_days(each, fates[name], stored, calendar, errors)
    return Checked(tables, fates, stored, errors)


def _store(checked: Checked, canteen: Canteen, file: ImportFile, content: bytes, answer: Answer, tell: Tell) -> None:
    _count(checked.fates, answer)
    if answer.stored or answer.completed:
        file.canteen_id, file.sha256, file.brought_at = canteen.id, attachments.keep(content), clock.now()
        file.counts = {"stored": answer.stored, "completed": answer.completed, "unchanged": answer.unchanged}
        db.session.add(file)
        db.session.flush()
        answer.import_id = file.id
        checked.store({"origin": Origin.LATE if file.late else Origin.IMPORT, "import_id": file.id}, tell)
        if SIGNATURES in answer.stored or SIGNATURES in answer.completed:
            log_signatures(file, completed=SIGNATURES in answer.completed)
    audit.record("import", f"canteen:{canteen.code}", file=file.name, late=file.late, **answer.as_json())


def _count(fates: dict[str, Fate], answer: Answer) -> None:
    answer.stored = {name: len(fate.new) for name, fate in fates.items() if fate.new}
    answer.completed = {name: len(fate.filled) for name, fate in fates.items() if fate.filled}
    answer.unchanged = {name: len(fate.same) for name, fate in fates.items() if fate.new or fate.filled or fate.same}


def _tables(grids: Iterator[Grid], errors: Errors, answer: Answer, tell: Tell) -> dict[str, Table]:
    tables: dict[str, Table] = {}
    names = []
    for grid in grids:
        names.append(grid.name)
        if grid.name in BY_NAME:
            tables[grid.name] = table(BY_NAME[grid.name], grid, errors)
            answer.ignored += tables[grid.name].unknown
            if len(tables[grid.name]):
                tell(f"已读 {grid.name} {len(tables[grid.name])} 行")
    if not tables:
        raise Unreadable(f"没有认识的工作表：文件里有{_listed(names)}，应有{_listed(list(BY_NAME)[:6])}等")
    answer.ignored = list(dict.fromkeys([*(name for name in names if name not in BY_NAME), *answer.ignored]))
    return {sheet.name: tables[sheet.name] for sheet in SHEETS if sheet.name in tables}


def _listed(names: list[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def _set_installation_aside(tables: dict[str, Table], answer: Answer) -> None:
    """Parameters and switches are the installation's: they come in with its first history only."""
    models: tuple[Any, ...] = (ImportFile, ParameterValue, ClauseSwitch, *Document.__subclasses__())
    if any(db.session.scalar(select(model.id).limit(1)) is not None for model in models):
        for name in OF_INSTALLATION:
            if name in tables and len(tables.pop(name)):
                answer.ignored.append(name)


def _canteen(code: str | None) -> Canteen | None:
    """The canteen of that code or the only one, if it is there already."""
    if code:
        return db.session.scalar(select(Canteen).where(Canteen.code == code))
    canteens = db.session.scalars(select(Canteen).order_by(Canteen.code)).all()
    if len(canteens) > 1:
        raise NotOne(
            f"有 {len(canteens)} 个食堂，请用 --canteen 指明：{'、'.join(canteen.code for canteen in canteens)}"
        )
    return canteens[0] if canteens else None


def _founded(code: str | None, name: str | None) -> Canteen:
    code = code or FIRST_CODE
    canteen = Canteen(code=code, name=name or f"食堂 {code}")
    if not CODE.fullmatch(code) or len(canteen.name) > LONGEST_NAME:
        raise NotOne(f"新食堂的代码用 1 至 16 个字母、数字、点或横线，名称至多 {LONGEST_NAME} 个字")
    db.session.add(canteen)
    db.session.flush()
    return canteen


def _content(source: Sheets | Path | bytes) -> bytes:
    if isinstance(source, Path):
        return source.read_bytes()
    return json.dumps(source, ensure_ascii=False, default=str).encode() if isinstance(source, dict) else source


def _file_name(source: Sheets | Path | bytes, name: str | None) -> str:
    return (name or (source.name if isinstance(source, Path) else "history"))[:LONGEST_NAME]
