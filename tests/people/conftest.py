"""An administrator, logged in."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.security.staff import employ, log_in


@pytest.fixture
def guanli(app: Flask) -> FlaskClient:
    """An administrator, logged in."""
    employ("guanli", "管理员")
    client = app.test_client()
    log_in(client, "guanli")
    return client
