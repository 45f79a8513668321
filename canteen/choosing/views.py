"""Choosing a canteen and a month; where one begins."""

from datetime import date

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from canteen.choosing import READERS
from canteen.choosing.addresses import asked_month
from canteen.choosing.span import latest_month, months_of
from canteen.formats import month_name
from canteen.models.words import Post
from canteen.month.snapshots import open_findings
from canteen.security import Place, current, sessions, signed_in
from canteen.setup.points import is_beginning

pages = Blueprint("choosing", __name__)
SETTERS = frozenset({Post.ADMINISTRATOR, Post.ACCOUNTANT})
"""Who sets a canteen up."""


@pages.get("/")
@signed_in
def home() -> Response:
    """Begin where the work is: the set-up while it is theirs to finish, else what waits today."""
    place = current().canteen
    if place is None:
        return redirect(url_for("choosing.choose"))
    if place.posts & SETTERS and is_beginning(place.id):
        return redirect(url_for("setup.index"))
    return redirect(url_for("today.index"))


@pages.get("/choose")
@signed_in
def choose() -> str:
    """Show the canteens where a post is held today, each with its months."""
    return render_template("choose.html", canteens=[_canteen(place) for place in current().places.values()])


@pages.get("/choose/<key:canteen_id>")
@signed_in
def begin(canteen_id: int) -> Response:
    """Work in a canteen from now on, beginning with its latest month."""
    return go(canteen_id, latest_month(_seen(canteen_id)))


@pages.get("/choose/<key:canteen_id>/<month:month>")
@signed_in
def go(canteen_id: int, month: date) -> Response:
    """Work in a canteen from now on, beginning with a month."""
    sessions.choose(current().session_id, _seen(canteen_id))
    return redirect(url_for("month.check", month=month))


def _seen(canteen_id: int) -> int:
    """The key of a canteen that the visitor sees; others are not there."""
    if canteen_id not in current().places:
        raise NotFound
    return canteen_id


def _canteen(place: Place) -> dict[str, object]:
    found = open_findings(place.id)
    months = [] if place.posts.isdisjoint(READERS) else months_of(place.id)
    return {
        "name": place.name,
        "code": place.code,
        "months": [_month(place, month, found.get(month)) for month in months],
    }


def _month(place: Place, month: date, found: int | None) -> dict[str, object]:
    return {
        "label": month_name(month),
        "url": url_for("choosing.go", canteen_id=place.id, month=month),
        "open": found,
        "current": place == current().canteen and month == asked_month(),
    }
