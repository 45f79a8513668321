"""Runs the migrations on the database of the application (flask db upgrade)."""

from alembic import context
from flask import current_app

import canteen.models  # noqa: F401 - makes every table known
from canteen.db import Instant, db, rebuilding


def render(kind: str, value: object, _context: object) -> str | bool:
    """Write our instants as the plain type that they are in the database."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, Instant) else False


def run() -> None:
    """Bring the database up or down inside one transaction."""
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        context.configure(connection=connection, target_metadata=db.metadata, render_item=render, **options)
        with rebuilding(connection), context.begin_transaction():
            context.run_migrations()


run()
