"""What was sent with a file, kept for a day for whoever sent it: its page can be loaded again without sending it again."""

import json
import re
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from flask import current_app
from werkzeug.security import safe_join

from canteen import clock

KEPT_SECONDS = 24 * 60 * 60
TOKEN = re.compile(r"[\w-]{22}", re.ASCII)


def keep(page: str, data: dict[str, Any], copy: bytes | None = None) -> str:
    """Keep the data of a page, which name its `user_id`, and a workbook with them; gives the token that finds them."""
    _forget_old()
    token = token_urlsafe(16)
    if copy is not None:
        _path(token, "xlsx").write_bytes(copy)
    _path(token, f"{page}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return token


def find(page: str, token: str, user_id: int) -> dict[str, Any] | None:
    """The page's data under that token, if they are the user's."""
    path = _path(token, f"{page}.json")
    if not TOKEN.fullmatch(token) or not path.is_file():
        return None
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data if data["user_id"] == user_id else None


def copy_of(token: str) -> bytes | None:
    """The workbook under that token, where there is one."""
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
