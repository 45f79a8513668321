"""Before every request: the visitor is known, the form is ours, and the view's right opens it, or it is refused."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, redirect, request, url_for
from werkzeug.exceptions import BadRequest, Forbidden
from werkzeug.wrappers import Response as AnyResponse

from canteen.security import csrf, devices, errors, parked, rights, sessions
from canteen.security.visiting import Current, current, of_session, visitor

LOG_IN, CONFIRM = "people.log_in", "proving.confirm"


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
    app.add_template_global(room)
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


def room() -> int:
    """How many bytes of files the page's form may bring together; a page that takes files says how many with its right."""
    right = request.endpoint and rights.right_of(current_app, request.endpoint)
    if not right or not right.files:
        raise rights.UndeclaredRightError(f"files of {request.endpoint}")
    return right.files * rights.FILE


def _admit() -> AnyResponse | None:
    """The answer to somebody whom the view's right does not let in; None lets them."""
    g.actor, g.actor_id, g.visitor = "", None, None
    if request.endpoint == "static":
        return None
    _recognise()
    if request.endpoint is None:
        return None  # no such page: the routing says so
    me, right = visitor(), rights.right_of(current_app, request.endpoint)
    request.max_content_length = _room(right)
    if not csrf.is_ours():
        return _to_form(me)
    if right and not right.open and me is None:
        return _to_log_in()
    if not opens(request.endpoint):
        raise Forbidden
    if right and right.confirmed and request.method not in csrf.SAFE and not sessions.is_confirmed():
        return _to(CONFIRM, current().user_id)
    return None


def _recognise() -> None:
    if row := sessions.find():
        g.visitor, g.confirmed_at = of_session(row), row.confirmed_at
        g.actor, g.actor_id = g.visitor.username, g.visitor.user_id


def _room(right: rights.Right | None) -> int:
    """How much may be read: files only of whoever the right lets in, or let in until the session fell idle."""
    if not right or not right.files:
        return rights.TEXT
    idle = sessions.idled()
    sender = visitor() or (idle and of_session(idle))
    return right.room if sender and right.open_for(sender.posts) else rights.TEXT


def _to_form(me: Current | None) -> AnyResponse:
    """Back to a form that was opened in an earlier session of the same user, with what was typed."""
    if me and csrf.is_of_earlier_session(me.user_id) and (back := parked.way_back(me.user_id)):
        return redirect(back, HTTPStatus.SEE_OTHER)
    raise BadRequest("页面开得太久，或者不是从明账的页面提交的，这次没有保存。")


def _to_log_in() -> AnyResponse:
    if "HX-Request" in request.headers:  # a fragment has no room for the log-in page
        return Response(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": url_for(LOG_IN)})
    ended = g.get("expired")
    return _to(LOG_IN, ended.user_id if ended else None)


def _to(endpoint: str, user_id: int | None) -> AnyResponse:
    """To a page that asks for something first, and leads back from there."""
    back = request.full_path.rstrip("?") if request.method == "GET" else user_id and parked.way_back(user_id)
    return redirect(url_for(endpoint, next=back or _referring_page()), HTTPStatus.SEE_OTHER)


def _referring_page() -> str | None:
    """The page of ours where a button was pressed that has no page of its own."""
    page = urlsplit(request.referrer or "")
    return page.path if request.method != "GET" and page.netloc == request.host else None
