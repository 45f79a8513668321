"""Original files, kept for ever under their SHA-256; they are on the disk before the database names them."""

import os
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from flask import current_app


def keep(content: bytes) -> str:
    """Keep a file's bytes, durably; gives their SHA-256."""
    digest = sha256(content).hexdigest()
    path = _path(digest)
    if find(digest) != content:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, content)
        for folder in (path.parent, path.parent.parent):
            _sync(folder)
    return digest


def find(digest: str) -> bytes | None:
    """The bytes kept under a SHA-256, if they are there."""
    path = _path(digest)
    return path.read_bytes() if path.is_file() else None


def content(digest: str) -> bytes:
    """The bytes kept under a SHA-256. Raises FileNotFoundError."""
    return _path(digest).read_bytes()


def digests() -> Iterator[str]:
    """The SHA-256 of every file that is kept."""
    return (path.name for path in sorted(_folder().glob("??/*")) if not path.suffix)


def _folder() -> Path:
    return Path(current_app.config["CONFIG"].instance) / "files"


def _path(digest: str) -> Path:
    return _folder() / digest[:2] / digest


def _write(path: Path, content: bytes) -> None:
    """Write so that the file is whole under its name or not there at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _sync(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
