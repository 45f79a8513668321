"""Which browser this is, by a mark that lasts and gives no right: strangers who guess at an account do not lock out those where it was used before."""

import re
from secrets import token_urlsafe

from flask import Response, current_app, g, request

from canteen.keys import is_sealed, seal

PURPOSE = "device"
A_YEAR = 365 * 24 * 3600
MARK = re.compile(r"[\w-]{22}", re.ASCII)


def account_key(username: str) -> str:
    """Under what tries to log in as somebody are counted: by the known device, or for all others together."""
    mark, mac = _sent()
    return f"login on {mac}" if is_sealed(PURPOSE, f"{username} {mark}", mac) else f"login as {username}"


def remember(username: str) -> str:
    """Let the answer's cookie mark this device as one of the user's; what a session keeps of it, the same for whoever logs in there."""
    mark, _ = _sent()
    mark = mark if MARK.fullmatch(mark) else token_urlsafe(16)
    g.device = f"{mark}.{seal(PURPOSE, f'{username} {mark}')}"
    return seal(PURPOSE, mark)


def send_cookie(response: Response) -> Response:
    """Send the mark, where somebody logged in."""
    if "device" in g:
        secure = current_app.config["CONFIG"].secure
        response.set_cookie(
            _cookie_name(), g.device, max_age=A_YEAR, path="/", secure=secure, httponly=True, samesite="Lax"
        )
    return response


def _sent() -> tuple[str, str]:
    """The mark of the request's cookie, and the seal of whoever used it last."""
    mark, _, mac = request.cookies.get(_cookie_name(), "").partition(".")
    return mark, mac


def _cookie_name() -> str:
    return "__Host-device" if current_app.config["CONFIG"].secure else "device"
