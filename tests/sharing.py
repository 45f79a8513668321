"""What the tests' applications share, though each is made anew: compiled templates, addresses, statements; each as if compiled for it alone."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, event
from werkzeug.routing import Rule

FIRST: dict[str, Engine] = {}
"""The first engine of each kind of database."""
WRITERS: dict[tuple[str, str, bool], Callable[..., tuple[str, str]]] = {}
"""What writes the addresses of a rule, by its pattern and defaults, with or without what the pattern does not name."""


class Templates(BytecodeCache):
    """Compiled templates by place and source."""

    def __init__(self) -> None:
        self.compiled: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled of this very source, if it was."""
        bucket.code = self.compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.compiled[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Templates()


def share(app: Flask, engine: Engine) -> None:
    """Let an application on its database use what was compiled for those before it."""
    app.jinja_env.bytecode_cache = TEMPLATES
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _hurry)
    if engine.dialect.name not in FIRST:
        engine.connect().close()  # the first connection tells the dialect what the server is
    first = FIRST.setdefault(engine.dialect.name, engine)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


def share_addresses() -> None:
    """Let all maps of addresses share what writes them: Werkzeug compiles it anew for each rule of each application."""
    compiled = Rule._compile_builder

    def shared(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = rule.rule, repr(rule.defaults), append_unknown
        if key not in WRITERS:
            WRITERS[key] = compiled(rule, append_unknown)
        return WRITERS[key]

    Rule._compile_builder = shared  # type: ignore[method-assign,assignment]


def _hurry(connection: Any, _record: object) -> None:
    """A test's file need not outlive the machine, so nobody waits for the disk."""
    connection.execute("PRAGMA synchronous=OFF")
