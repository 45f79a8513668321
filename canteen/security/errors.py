"""The pages that say what went wrong, each with an id; what was refused to somebody logged in is in the log under it."""

from http import HTTPStatus
from secrets import token_hex

from flask import Flask, Response, current_app, make_response, render_template, request
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import Conflict, HTTPException, SecurityError, ServiceUnavailable, UnprocessableEntity

from canteen import audit
from canteen.security.rights import MIB, TEXT
from canteen.security.visiting import visitor
from canteen.step import unjudged

PAGES = {400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503}
REFUSED = {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN}
OUR_FAULT = 500


def init(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(IntegrityError, _overtaken)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(OverflowError, _unstorable)
    app.register_error_handler(OperationalError, _without_database)
    app.register_error_handler(PoolTimeoutError, _without_database)


def _page(error: HTTPException) -> Response:
    status, reference = error.code or OUR_FAULT, token_hex(4)
    _note(error, status, reference)
    if isinstance(error, SecurityError):  # under a strange host name not even our own addresses can be written
        return Response(
            "这个主机名不在许可之列，请用管理员给的地址打开。", HTTPStatus.BAD_REQUEST, mimetype="text/plain"
        )
    page = render_template(
        "errors/error.html",
        code=status if status in PAGES else status // 100 * 100,
        ref=reference,
        detail=_for_people(error),
        files=((request.max_content_length or TEXT) - TEXT) // MIB,
        wait=getattr(error, "retry_after", None),
    )
    kept = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    return make_response(page, status, kept)


def _note(error: HTTPException, status: int, reference: str) -> None:
    if status >= OUR_FAULT:
        current_app.logger.error("%s %s %s", reference, request.method, audit.one_line(request.path), exc_info=error)
    elif status in REFUSED and visitor():
        with unjudged():
            audit.record("拒绝", request.path, method=request.method, status=status, ref=reference)


def _for_people(error: HTTPException) -> str | None:
    """What our own code says was wrong; Werkzeug's descriptions are English and say less than the page does."""
    text = error.description
    return text if text and not text.isascii() else None


def _overtaken(_error: IntegrityError) -> Response:
    """What was checked before was no longer so when it was stored."""
    return _page(Conflict())


def _unstorable(_error: Exception) -> Response:
    """A value that no column takes, which a form should have said at its field."""
    return _page(UnprocessableEntity("有内容存不下：太长、太大，或者有看不见的字符。什么都没有保存。"))


def _without_database(error: Exception) -> Response:
    unavailable = ServiceUnavailable()
    unavailable.__cause__ = error
    return _page(unavailable)
