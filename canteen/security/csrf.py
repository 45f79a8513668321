"""The token that a form must bring: made from the visitor's secret cookie, so that no other site can know it."""

import hmac

from flask import request
from werkzeug.exceptions import BadRequest

from canteen.keys import seal
from canteen.security.sessions import secret

PURPOSE = "csrf"
HEADER = "X-CSRF-Token"
SAFE = {"GET", "HEAD", "OPTIONS"}


def csrf_token() -> str:
    """The token for this visitor's forms; it lasts as long as the session."""
    return seal(PURPOSE, secret())


def require_token() -> None:
    """Refuse a request that changes something and does not bring the token."""
    if request.method in SAFE:
        return
    brought = request.headers.get(HEADER) or request.form.get("csrf_token", "")
    if not hmac.compare_digest(csrf_token().encode(), brought.encode("utf-8", "replace")):
        raise BadRequest("页面开得太久，或者不是从明账的页面提交的，这次没有保存。")
