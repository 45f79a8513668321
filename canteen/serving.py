"""Serving: the database brought up to date, the address printed, waitress in one process."""

import os

import click
import flask_migrate
from flask import Flask
from waitress import serve as waitress_serve

from canteen.security.rights import right_of

THREADS = 8


def serve(app: Flask) -> None:
    """Serve the application on HOST and PORT (by default this machine only, port 8000)."""
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    with app.app_context():
        flask_migrate.upgrade()
    click.echo(f"明账已启动：http://{host}:{port}/（按 Ctrl+C 停止）")
    behind = app.config["CONFIG"].trusted_proxies > 0
    waitress_serve(
        app,
        host=host,
        port=port,
        threads=THREADS,
        ident="",
        max_request_body_size=largest(app) + 1,
        clear_untrusted_proxy_headers=not behind,
    )


def largest(app: Flask) -> int:
    """The most that any page takes, in bytes: what is larger is not even received."""
    rights = (right_of(app, endpoint) for endpoint in app.view_functions)
    return max(right.room for right in rights if right)
