"""Devices from which somebody has logged in before: strangers who guess at the account do not lock these out."""

from secrets import token_urlsafe

from flask import Response, current_app, g, request

from canteen.keys import is_sealed, seal

PURPOSE = "device"
A_YEAR = 365 * 24 * 3600


def account_key(username: str) -> str:
    """Under what tries to log in as somebody are counted: by the known device, or for all others together."""
    mark, _, mac = request.cookies.get(_cookie_name(), "").partition(".")
    return f"login on {mark}" if is_sealed(PURPOSE, f"{username} {mark}", mac) else f"login as {username}"


def remember(username: str) -> None:
    """Let the answer's cookie mark this device as one of the user's."""
    mark = token_urlsafe(16)
    g.device = f"{mark}.{seal(PURPOSE, f'{username} {mark}')}"


def send_cookie(response: Response) -> Response:
    """Send the mark, where it is new."""
    if "device" in g:
        secure = current_app.config["CONFIG"].secure
        response.set_cookie(
            _cookie_name(), g.device, max_age=A_YEAR, path="/", secure=secure, httponly=True, samesite="Lax"
        )
    return response


def _cookie_name() -> str:
    return "__Host-device" if current_app.config["CONFIG"].secure else "device"
