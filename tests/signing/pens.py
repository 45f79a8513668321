"""Signing in tests: a PIN that somebody has, a name that is drawn, and what a signed form sends."""

import json
import re
from itertools import count
from random import Random

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.acts import Act
from canteen.course import act_for
from canteen.db import db
from canteen.models import LoginSession, Pin, Purchase
from canteen.models.words import Role
from canteen.security.sessions import hash_of
from canteen.signing import Signer, offer, pins
from canteen.step import unjudged
from tests.security.staff import employ, log_in, token

PIN = "274953"
OF_PURCHASE = re.compile(r"/signoff/(\d+)/(order|arrival)|/approval/(\d+)")
ROLES = {"order": Role.BUYER, "arrival": Role.RECEIVER, "": Role.APPROVER}
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
    hand = Random(nth)
    return json.dumps([[[100 + step * 40, 100 + hand.randrange(200), step * 30 + nth] for step in range(12)]])


def nonce(page: str) -> str:
    """The nonce that a page to sign gave out."""
    found = re.search(r'name="nonce" value="([^"]+)"', page)
    assert found, page
    return found[1]


def sign_data(page: str, pin: str = PIN) -> dict[str, str]:
    """What a form sends that is signed on this page: the nonce, a drawn name, the PIN."""
    return {"nonce": nonce(page), "strokes": strokes(), "pin": pin}


def signed_at(client: FlaskClient, address: str, page: str) -> dict[str, str]:
    """What a form sends that is signed there; where a purchase's page has no pad for the visitor, sent all the same."""
    barred = OF_PURCHASE.fullmatch(address)
    if barred and 'name="nonce"' not in page:
        purchase = db.session.get_one(Purchase, int(barred[1] or barred[3]))
        return sneaked(client, act_for(purchase, ROLES[barred[2] or ""]))
    return sign_data(page)


def sneaked(client: FlaskClient, act: Act) -> dict[str, str]:
    """What whoever is logged in there sends to sign an act for which no page gave a nonce: one that the program made itself."""
    cookie = client.get_cookie("sid")
    assert cookie
    known = select(LoginSession).where(LoginSession.token_hash == hash_of(cookie.value))
    session = db.session.scalars(known).one()
    own = offer(act, Signer(session.user_id, session.id, "", "", frozenset()))
    return {"csrf_token": token(client), "nonce": own, "strokes": strokes(), "pin": PIN}
