"""What became of an upload, kept for a day for whoever sent it: a page can be loaded again without sending again."""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from secrets import token_urlsafe

from flask import current_app
from werkzeug.security import safe_join

from canteen import clock

KEPT_SECONDS = 24 * 60 * 60
LISTED = 200
TOKEN = re.compile(r"[\w-]{22}", re.ASCII)


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
    _forget_old()
    token = token_urlsafe(16)
    if marked is not None:
        _path(token, "xlsx").write_bytes(marked)
    _path(token, "json").write_text(json.dumps(asdict(outcome), ensure_ascii=False), encoding="utf-8")
    return token


def find(token: str, user_id: int) -> Outcome | None:
    """The outcome of that token, if it is the user's."""
    path = _path(token, "json")
    if not TOKEN.fullmatch(token) or not path.is_file():
        return None
    outcome = Outcome(**json.loads(path.read_text(encoding="utf-8")))
    return outcome if outcome.user_id == user_id else None


def marked_copy(token: str) -> bytes | None:
    """The marked copy of that token, where there is one."""
    path = _path(token, "xlsx")
    return path.read_bytes() if TOKEN.fullmatch(token) and path.is_file() else None


def _folder() -> Path:
    folder = Path(current_app.instance_path) / "outcomes"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(token: str, kind: str) -> Path:
    return Path(safe_join(str(_folder()), f"{token}.{kind}") or _folder())


def _forget_old() -> None:
    oldest = clock.now().timestamp() - KEPT_SECONDS
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
