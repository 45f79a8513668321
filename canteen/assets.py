"""Static files under addresses that carry their content's hash, so that a browser may keep them for ever."""

from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, request, url_for

STATIC = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def _digest(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:16]


def asset(name: str) -> str:
    """The address of a file under static/, with its hash."""
    return url_for("static", filename=name, v=_digest(name))


def _keep(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code == HTTPStatus.OK:
        name = (request.view_args or {})["filename"]
        if request.args.get("v") == _digest(name):
            response.headers["Cache-Control"] = FOR_EVER
    return response


def init(app: Flask) -> None:
    """Give the templates `asset` and let hashed files be kept."""
    app.add_template_global(asset)
    app.after_request(_keep)
