"""The headers of every answer, errors, redirects and files too."""

from flask import Flask, Response, current_app

from canteen.assets import FOR_EVER

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
}
OVER_TLS = "max-age=31536000; includeSubDomains"


def init(app: Flask) -> None:
    """Put the headers on every answer."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["CONFIG"].secure:
        response.headers["Strict-Transport-Security"] = OVER_TLS
    if response.headers.get("Cache-Control") != FOR_EVER:
        response.headers["Cache-Control"] = "no-store"
    return response
