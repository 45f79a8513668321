"""Nothing answers without a right, no form is taken without its token, and every answer carries the headers."""

import os
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.routing import Map, Rule

from canteen import create_app
from canteen.config import Config
from canteen.db import db
from canteen.headers import HEADERS
from canteen.models import LogEntry
from canteen.models.words import Post
from canteen.security import sessions
from canteen.security.rights import Right, right_of
from tests.conftest import Client
from tests.security.staff import PASSWORD, employ, log_in, token

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
RIGHTS = Path(__file__).parents[2] / "docs" / "rights.md"
NOBODYS = 999
"""An id that no row has."""
EVERYONE, LOGGED_IN = "所有人", "已登录"


def address(routes: Map, rule: Rule) -> str:
    """An address that the rule answers."""
    samples = {"month": date(2026, 10, 1), "filename": "mingzhang.css", "slug": "purchases"}
    values = {name: samples.get(name, NOBODYS) for name in rule.arguments} | dict(rule.defaults or {})
    return routes.bind("localhost").build(rule.endpoint, values)


def requests_of(app: Flask) -> Iterator[tuple[str, str, Right]]:
    """Every method of every route, its address and its right."""
    for rule in app.url_map.iter_rules():
        right = right_of(app, rule.endpoint)
        if right and rule.endpoint not in {"static", "people.log_out"}:
            for method in sorted((rule.methods or set()) & {"GET", *UNSAFE}):
                yield method, address(app.url_map, rule), right


def hollow(app: Flask) -> None:
    """Leave of every view only its right: what stands before the views is looked at here."""
    for endpoint, view in app.view_functions.items():

        def nothing(**_arguments: object) -> str:
            return ""

        vars(nothing).update(vars(view))
        app.view_functions[endpoint] = nothing


def stated(right: Right) -> str:
    if right.open:
        return EVERYONE
    return "、".join(post for post in Post if post in right.posts) or LOGGED_IN


def row_of(app: Flask, rule: Rule, method: str) -> str:
    """A route's row in the table: who may, and what the view says that it does."""
    does = (app.view_functions[rule.endpoint].__doc__ or "").partition("\n")[0]
    who = stated(right_of(app, rule.endpoint) or Right())
    return f"| `{method} {rule.rule}` | {who} | {does if rule.endpoint != 'static' else 'Style, scripts, icon.'} |\n"


def test_the_table_of_rights_says_what_the_routes_declare(app: Flask) -> None:
    """WRITE=1 writes it anew, to be read before it is kept."""
    rows = {
        (rule.rule, method): row_of(app, rule, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", *UNSAFE}
    }
    head, line, _ = RIGHTS.read_text(encoding="utf-8").partition("|---|---|---|\n")
    written = head + line + "".join(row for _, row in sorted(rows.items()))
    if os.environ.get("WRITE"):
        RIGHTS.write_text(written, encoding="utf-8")
    assert RIGHTS.read_text(encoding="utf-8") == written


@pytest.mark.parametrize("held", Post)
def test_each_post_opens_what_it_should_and_nothing_else(app: Flask, held: Post) -> None:
    employ("someone", held)
    client = app.test_client()
    log_in(client, "someone")
    data = {"csrf_token": token(client)}
    hollow(app)
    for method, target, right in requests_of(app):
        answer = client.open(target, method=method, data=data if method in UNSAFE else None)
        assert answer.status_code == (200 if right.open_for(frozenset({held})) else 403), (method, target)


def test_without_a_log_in_only_open_pages_answer(app: Flask, client: FlaskClient) -> None:
    data = {"csrf_token": token(client)}
    for method, target, right in requests_of(app):
        if not right.open:
            answer = client.open(target, method=method, data=data if method in UNSAFE else None)
            assert (answer.status_code, (answer.location or "")[:6]) == (303, "/login"), (method, target)


def test_without_a_post_today_no_page_of_a_canteen_answers(app: Flask) -> None:
    employ("someone")
    client = app.test_client()
    log_in(client, "someone")
    for method, target, right in requests_of(app):
        if method == "GET" and right.posts:
            assert client.get(target).status_code == 403, target


def test_a_right_in_one_canteen_is_none_in_another(app: Flask) -> None:
    employ("someone", "会计", canteen="02")
    employ("other", "会计", canteen="01")
    client = app.test_client()
    log_in(client, "someone")
    page = client.get("/choose").text
    assert "第 02 食堂" in page
    assert "第 01 食堂" not in page
    assert client.get("/people/").status_code == 403


def test_a_refusal_is_in_the_log_under_the_id_that_its_page_shows(app: Flask) -> None:
    employ("kuaiji", "会计")
    client = app.test_client()
    log_in(client, "kuaiji")
    page = client.get("/people/?a=1")
    entry = db.session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert entry
    assert (entry.actor, entry.action, entry.thing) == ("kuaiji", "拒绝", "/people/")
    assert f'编号 <span class="code">{entry.detail["ref"]}</span>' in page.text


def test_every_form_without_its_token_is_refused(app: Flask, client: FlaskClient) -> None:
    employ("someone", *Post)
    log_in(client, "someone")
    other = app.test_client()
    for method, target, _ in requests_of(app):
        if method in UNSAFE:
            assert client.open(target, method=method).status_code == 400, target
            assert client.open(target, method=method, data={"csrf_token": token(other)}).status_code == 400, target
            assert other.open(target, method=method).status_code == 400, target


def test_a_token_does_not_outlive_the_session(client: FlaskClient) -> None:
    employ("someone", "会计")
    before = token(client)
    log_in(client, "someone")
    assert client.post("/logout", data={"csrf_token": before}).status_code == 400
    assert client.post("/logout", data={"csrf_token": token(client)}).status_code == 303


def broken() -> str:
    raise RuntimeError("secret words")


@pytest.fixture
def fragile(app: Flask) -> Flask:
    """The application with a view that fails."""
    app.view_functions["people.use_code"] = broken
    broken.right = Right(open=True)  # type: ignore[attr-defined]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/login", 302),
        ("GET", "/first-run", 200),
        ("GET", "/people/", 303),
        ("GET", "/nothing", 404),
        ("POST", "/login", 400),
        ("DELETE", "/login", 405),
        ("GET", "/code", 500),
        ("GET", "/static/mingzhang.css", 200),
        ("GET", "/static/nothing.css", 404),
    ],
)
def test_every_answer_carries_the_headers(fragile: Flask, method: str, target: str, status: int) -> None:
    answer = fragile.test_client().open(target, method=method, buffered=True)
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in answer.headers


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    policy = HEADERS["Content-Security-Policy"]
    sources = {word for part in policy.split(";") for word in part.split()[1:]}
    assert sources == {"'none'", "'self'", "blob:", "data:"}
    assert "img-src 'self' blob: data:" in policy
    assert policy.startswith("default-src 'none'")


def test_a_failure_shows_an_id_and_nothing_of_the_program(fragile: Flask, caplog: pytest.LogCaptureFixture) -> None:
    page = fragile.test_client().get("/code")
    found = re.search(r'编号 <span class="code">([0-9a-f]{8})<', page.text)
    assert found
    assert found[1] in caplog.text
    assert "secret words" not in page.text
    assert "Traceback" not in page.text


def test_an_unknown_page_stands_in_the_frame_of_who_is_logged_in(client: FlaskClient) -> None:
    employ("kuaiji", "会计")
    log_in(client, "kuaiji")
    page = client.get("/nothing")
    assert page.status_code == 404
    assert "姓kuaiji" in page.text


def test_a_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    assert "GET" in client.delete("/login").headers["Allow"]


def test_a_strange_host_name_is_refused(client: FlaskClient) -> None:
    answer = client.get("/login", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_fragment_is_told_where_to_log_in(client: FlaskClient) -> None:
    answer = client.get("/people/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login")


def test_a_database_that_is_away_is_said_without_a_trace(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("SELECT secret words", None, Exception("no route to host"))

    monkeypatch.setattr(sessions, "find", away)
    answer = client.get("/login")
    assert answer.status_code == 503
    assert not re.search("secret words|no route|Traceback", answer.text)


@pytest.fixture
def secure(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application as it is served over TLS."""
    made = create_app(Config(database_url, tmp_path, secure=True, testing=True, cheap_hashes=True))
    made.test_client_class = Client
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


def test_over_tls_the_cookies_belong_to_the_host_alone(secure: Flask) -> None:
    employ("kuaiji", "会计")
    client = secure.test_client()
    page = client.get("/code", base_url="https://localhost")
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found
    data = {"csrf_token": found[1], "name": "kuaiji", "password": PASSWORD}
    answer = client.post("/login", base_url="https://localhost", data=data)
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    cookies = answer.headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} >= {"__Host-sid", "__Host-device"}
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
    [device] = [cookie for cookie in cookies if cookie.startswith("__Host-device=")]
    assert "Max-Age=31536000" in device
