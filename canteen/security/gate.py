"""Before every request: the visitor is known, the form is ours, and the view's right opens it, or it is refused."""

from http import HTTPStatus

from flask import Flask, Response, current_app, g, redirect, request, url_for
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response as AnyResponse

from canteen.security import csrf, devices, errors, rights, sessions
from canteen.security.visiting import of_session, visitor

LOG_IN = "people.log_in"


def init(app: Flask) -> None:
    """Guard the application, whose routes must all be there; refuse it if one declares no right."""
    config = app.config["CONFIG"]
    app.config.update(
        TRUSTED_HOSTS=list(config.trusted_hosts),
        SESSION_COOKIE_NAME="__Host-notes" if config.secure else "notes",  # Flask's own holds flashed sentences only
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )
    rights.open_to_all(app.view_functions["static"])
    rights.require_rights(app)
    app.before_request(_admit)
    app.after_request(sessions.send_cookie)
    app.after_request(devices.send_cookie)
    app.add_template_global(csrf.csrf_token)
    errors.init(app)


def safe_next(target: str | None) -> str:
    """The target, where it is a path of ours, else the home page."""
    path = target or "/"
    ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if ours else "/"


def opens(endpoint: str) -> bool:
    """Whether the endpoint is the visitor's to use."""
    right, found = rights.right_of(current_app, endpoint), visitor()
    return right is not None and right.open_for(found.posts if found else frozenset())


def _admit() -> AnyResponse | None:
    """The answer to somebody whom the view's right does not let in; None lets them."""
    g.actor, g.actor_id, g.visitor = "", None, None
    if request.endpoint == "static":
        return None
    _recognise()
    if request.endpoint is None:
        return None  # no such page: the routing says so
    csrf.require_token()
    right = rights.right_of(current_app, request.endpoint)
    if right and not right.open and visitor() is None:
        return _to_log_in()
    if not opens(request.endpoint):
        raise Forbidden
    return None


def _recognise() -> None:
    if row := sessions.find():
        g.visitor = of_session(row)
        g.actor, g.actor_id = g.visitor.username, g.visitor.user_id


def _to_log_in() -> AnyResponse:
    if "HX-Request" in request.headers:  # a fragment has no room for the log-in page
        return Response(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": url_for(LOG_IN)})
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for(LOG_IN, next=back), HTTPStatus.SEE_OTHER)
