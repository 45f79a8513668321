"""One owner each: who may commit, read the clock, name a dialect, and what a tracked file never says."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator

import pytest

from tests.house.source import ROOT, modules

COMMIT = {"commit"}
CLOCK = {"now", "utcnow", "today", "time", "current_date", "current_timestamp", "localtimestamp", "monotonic"}
CLOCKS = {"datetime", "date", "time", "func"}
DIALECT = {"dialect", "sqlite", "postgresql", "sqlite3", "psycopg"}
MACHINE = re.compile(r"/(work|root|home|Users)/\w|/tmp/\w+/|https?://[\w.-]*(pypi|npmjs|debian)\.", re.ASCII)
VENDORED = ("tests/vendor/", "canteen/static/vendor/")


def names(node: ast.AST) -> Iterator[str]:
    """What a node names: an attribute, an imported module, a word in quotes."""
    if isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.Import):
        yield from (part for alias in node.names for part in alias.name.split("."))
    elif isinstance(node, ast.ImportFrom):
        yield from (node.module or "").split(".")


def commits(node: ast.AST) -> bool:
    """Whether the node is a call of commit()."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in COMMIT


def reads_the_clock(node: ast.AST) -> bool:
    """Whether the node is datetime.now(), date.today(), func.now() or the like."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in CLOCK
        and isinstance(node.value, ast.Name)
        and node.value.id in CLOCKS
    )


def names_a_dialect(node: ast.AST) -> bool:
    """Whether the node names a database engine or asks which one it is."""
    return not DIALECT.isdisjoint(names(node))


@pytest.mark.parametrize(
    ("owner", "does"),
    [
        ("canteen/step.py", commits),
        ("canteen/clock.py", reads_the_clock),
        ("canteen/db.py", names_a_dialect),
    ],
)
def test_only_its_owner_does_it(owner: str, does: Callable[[ast.AST], bool]) -> None:
    doers = {path for path, tree in modules("canteen").items() if any(map(does, ast.walk(tree)))}
    assert doers == {owner}


def test_no_tracked_file_names_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [path for path in listed.split("\0") if path and not path.startswith(VENDORED)]
    texts = {path: (ROOT / path).read_bytes().decode("utf-8", "replace") for path in paths if (ROOT / path).is_file()}
    assert {path: found[0] for path, text in texts.items() if (found := MACHINE.search(text))} == {}
