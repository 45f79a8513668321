"""Somebody logged in, within a request of their own, for tests that sign without a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, g
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from canteen.db import db
from canteen.models import Endorsement, LoginSession, User
from canteen.security import sessions
from canteen.security.visiting import of_session
from canteen.signing import Act, SignForm, endorse, offer
from canteen.step import unjudged
from tests.signing.pens import PIN, strokes

VOID = Act("void", "income:12", {"单号": "SR-202610-0001", "金额": 120_00, "事由": "填错"})
CHANGED = Act("void", "income:12", {"单号": "SR-202610-0001", "金额": 120_01, "事由": "填错"})


@contextmanager
def acting(app: Flask, user_id: int) -> Iterator[None]:
    """A request of the user's, in a session of its own."""
    with app.test_request_context():
        with unjudged():
            sessions.begin(db.session.get_one(User, user_id))
            db.session.flush()
            newest = select(LoginSession).where(LoginSession.user_id == user_id).order_by(LoginSession.id.desc())
            begun = db.session.scalars(newest.limit(1)).one().id
        g.visitor = of_session(db.session.get_one(LoginSession, begun))
        g.actor, g.actor_id = g.visitor.username, user_id
        yield


def sent(act: Act = VOID, **other: str) -> SignForm:
    """A signed form as it arrives."""
    return SignForm(MultiDict({"nonce": offer(act), "strokes": strokes(), "pin": PIN} | other))


def refusals(form: SignForm) -> list[str]:
    """What the form says is wrong."""
    form.validate()
    return [sentence for field in form for sentence in field.errors]


def signed(form: SignForm, act: Act = VOID, **words: object) -> Endorsement:
    """Sign the act with the form."""
    assert form.validate(), form.errors
    return endorsed(form, act, **words)


def endorsed(form: SignForm, act: Act = VOID, **words: object) -> Endorsement:
    """Sign the act with a form that was found to be sound."""
    with unjudged():
        made = endorse(form, act, words=words)
        db.session.flush()
        made_id = made.id
    return db.session.get_one(Endorsement, made_id)
