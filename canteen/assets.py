"""Static files under addresses that carry their content's hash, so that a browser may keep them for ever, and compressed.

Only files are compressed, never a page: what a page says beside a secret would show in its length (BREACH).
"""

import gzip
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, request, url_for

STATIC = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
TEXTS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
"""What is worth compressing, by the ends of the names."""


@cache
def _digest(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:16]


@cache
def _texts() -> frozenset[str]:
    """The names of the files that can be had compressed; any other name is for Flask to find, or not."""
    return frozenset(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.suffix in TEXTS)


@cache
def _compressed(name: str) -> bytes:
    return gzip.compress((STATIC / name).read_bytes(), mtime=0)


def asset(name: str) -> str:
    """The address of a file under static/, with its hash."""
    return url_for("static", filename=name, v=_digest(name))


def _zipped(name: str) -> Response | None:
    """The answer to a request for the whole of a text, from somebody who can unpack it."""
    able = request.accept_encodings.quality("gzip") > 0
    if not able or "Range" in request.headers or name not in _texts():
        return None
    response = Response(_compressed(name), content_type=f"{TEXTS[Path(name).suffix]}; charset=utf-8")
    response.headers["Content-Encoding"] = "gzip"
    response.set_etag(f"{_digest(name)}-gzip")
    response.make_conditional(request)
    return response


def _send(app: Flask, filename: str) -> Response:
    return _zipped(filename) or app.send_static_file(filename)


def _keep(response: Response) -> Response:
    if request.endpoint == "static":
        name = (request.view_args or {})["filename"]
        if name in _texts():
            response.vary.add("Accept-Encoding")
        known = response.status_code in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED}
        if known and request.args.get("v") == _digest(name):
            response.headers["Cache-Control"] = FOR_EVER
    return response


def init(app: Flask) -> None:
    """Give the templates `asset`, send texts compressed, and let hashed files be kept."""
    app.view_functions["static"] = lambda filename: _send(app, filename)
    app.add_template_global(asset)
    app.after_request(_keep)
