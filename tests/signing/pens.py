"""Signing in tests: a PIN that somebody has, a name that is drawn, and what a signed form sends."""

import json
import re
from itertools import count

from flask import Flask
from flask.testing import FlaskClient

from canteen.models import Pin
from canteen.signing import pins
from canteen.step import unjudged
from tests.security.staff import employ, log_in

PIN = "274953"
_drawings = count()


def at_work(app: Flask, name: str, *posts: str, canteen: str = "01") -> FlaskClient:
    """Somebody new in the posts, who has a PIN, logged in."""
    enrol(employ(name, *posts, canteen=canteen))
    client = app.test_client()
    assert log_in(client, name).status_code == 303
    return client


def enrol(user_id: int, pin: str = PIN) -> Pin:
    """Give the user a PIN, as if it had been set on the page."""
    with unjudged():
        return pins.keep(user_id, pin)


def strokes() -> str:
    """A drawn name that nobody has drawn before."""
    nth = next(_drawings)
    return json.dumps([[[100 + step * 40, 100 + (step * 37 + nth) % 200, step * 30 + nth] for step in range(12)]])


def nonce(page: str) -> str:
    """The nonce that a page to sign gave out."""
    found = re.search(r'name="nonce" value="([^"]+)"', page)
    assert found, page
    return found[1]


def sign_data(page: str, pin: str = PIN) -> dict[str, str]:
    """What a form sends that is signed on this page: the nonce, a drawn name, the PIN."""
    return {"nonce": nonce(page), "strokes": strokes(), "pin": pin}
