"""Serving: the database brought up to date, the address printed, waitress in one process."""

import os

import click
import flask_migrate
from flask import Flask
from waitress import serve as waitress_serve

THREADS = 8


def serve(app: Flask) -> None:
    """Serve the application on HOST and PORT (by default this machine only, port 8000)."""
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    with app.app_context():
        flask_migrate.upgrade()
    click.echo(f"明账已启动：http://{host}:{port}/（按 Ctrl+C 停止）")
    behind = app.config["CONFIG"].trusted_proxies > 0
    waitress_serve(app, host=host, port=port, threads=THREADS, ident="", clear_untrusted_proxy_headers=not behind)
