"""The pages of the product, and what every page's frame shows: who, where, and the way to the other pages."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for
from sqlalchemy import select

from canteen import ledger
from canteen.choosing import views as choosing
from canteen.choosing.addresses import KeyConverter, MonthConverter, shown_month
from canteen.config import LOOPBACK
from canteen.db import db
from canteen.documents import views as documents
from canteen.formats import month_name
from canteen.importing import views as importing
from canteen.lawbook import views as lawbook
from canteen.models import Unit
from canteen.models.words import Post
from canteen.month import views as month
from canteen.months import month_text
from canteen.security import visitor
from canteen.security.rights import right_of

VERSION = "0.1"
WAYS = (
    ("month.latest_check", "月度检查"),
    ("documents.index", "单据"),
    ("importing.upload", "导入"),
    ("lawbook.index", "规则"),
    ("persons.listed", "人员"),
)


@dataclass(frozen=True)
class Who:
    """The visitor, as the frame shows them."""

    name: str
    posts: str
    log_out_url: str


@dataclass(frozen=True)
class Where:
    """The canteen and the month that a page is about."""

    canteen: str
    month: str
    url: str


@dataclass(frozen=True)
class Way:
    """A way to other pages."""

    label: str
    url: str
    current: bool


def init(app: Flask) -> None:
    """Add the pages and their frame."""
    app.url_map.converters.update(month=MonthConverter, key=KeyConverter)
    for area in (choosing, month, documents, lawbook, importing):
        app.register_blueprint(area.pages)
    ledger.init(app)
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    return {
        "who": who,
        "where": where,
        "navigation": navigation,
        "home_url": url_for("choosing.home"),
        "demo": is_demonstration,
        "insecure": not request.is_secure and urlsplit(request.url).hostname not in LOOPBACK,
        "version": VERSION,
    }


def who() -> Who | None:
    """Who is logged in."""
    me = visitor()
    if me is None:
        return None
    return Who(me.name, "、".join(post for post in Post if post in me.posts), url_for("people.log_out"))


def where() -> Where | None:
    """The chosen canteen, and the month that the address names."""
    me = visitor()
    if me is None or me.canteen is None:
        return None
    shown = shown_month()
    url = url_for("choosing.choose", month=month_text(shown) if shown else None)
    return Where(me.canteen.name, month_name(shown) if shown else "选月份", url)


def navigation() -> list[Way]:
    """The ways that the posts held today open."""
    me = visitor()
    posts = me.posts if me else frozenset()
    return [
        Way(label, url_for(endpoint), request.blueprint == endpoint.partition(".")[0])
        for endpoint, label in WAYS
        if (right := right_of(current_app, endpoint)) and right.open_for(posts)
    ]


def is_demonstration() -> bool:
    """Whether what is shown is made up."""
    return bool(db.session.scalar(select(Unit.demonstration).limit(1)))
