"""No route answers a stranger unless it says so."""

import re
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from canteen.security.rights import UndeclaredRightError, require_rights, right_of

EXAMPLES = {None: "x", "month": "2026-10", "int": "2026", "any": "categories"}


@pytest.fixture(params=["sqlite"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """The gate stands before the database: one engine will do."""
    return str(request.param)


def address(rule: Rule) -> str:
    """An address that the rule answers."""
    return re.sub(r"<(?:(\w+)(?:\(.*?\))?:)?\w+>", lambda found: EXAMPLES.get(found[1], "1"), rule.rule)


def test_every_route_declares_its_right(app: Flask) -> None:
    assert [rule.endpoint for rule in app.url_map.iter_rules() if right_of(app, rule.endpoint) is None] == []


def test_an_application_with_an_undeclared_route_does_not_start(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: "secret"
    app.url_map.add(Rule("/forgotten", endpoint="forgotten"))
    with pytest.raises(UndeclaredRightError, match="forgotten"):
        require_rights(app)


def test_a_stranger_is_sent_to_the_log_in(app: Flask, client: FlaskClient) -> None:
    for rule in app.url_map.iter_rules():
        right = right_of(app, rule.endpoint)
        if right and not right.open and "GET" in (rule.methods or ()):
            response = client.get(address(rule))
            assert response.status_code == HTTPStatus.SEE_OTHER, rule
            assert "/login" in response.location, rule
