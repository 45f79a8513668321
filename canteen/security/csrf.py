"""The token that a form must bring: made from the visitor's secret cookie, so that no other site can know it."""

import hmac

from flask import request

from canteen.keys import seal
from canteen.security import sessions

PURPOSE = "csrf"
HEADER = "X-CSRF-Token"
SAFE = {"GET", "HEAD", "OPTIONS"}


def csrf_token() -> str:
    """The token for this visitor's forms; it lasts as long as the session."""
    return _of(sessions.hash_of(sessions.secret()))


def is_ours() -> bool:
    """Whether the request changes nothing, or brings the token."""
    return request.method in SAFE or _brings(csrf_token())


def is_of_earlier_session(user_id: int) -> bool:
    """Whether the request brings the token of a session that the user had not long ago."""
    return any(_brings(_of(token_hash)) for token_hash in sessions.recent(user_id))


def _brings(token: str) -> bool:
    brought = request.headers.get(HEADER) or request.form.get("csrf_token", "")
    return hmac.compare_digest(token.encode(), brought.encode("utf-8", "replace"))


def _of(token_hash: bytes) -> str:
    """The token of the secret with this hash, which is all that is known of an earlier one."""
    return seal(PURPOSE, token_hash.hex())
