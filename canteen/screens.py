"""The pages of the product, and what every page's frame shows: who, where, and the way to the other pages."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request, url_for
from sqlalchemy import select

from canteen import ledger
from canteen.acceptance import views as acceptance
from canteen.answers import views as answers
from canteen.approval import views as approval
from canteen.budgets import views as budgets
from canteen.catalogue import bank, spreadsheets
from canteen.catalogue import views as catalogue
from canteen.choosing import views as choosing
from canteen.choosing.addresses import KeyConverter, MonthConverter, shown_month
from canteen.config import LOOPBACK
from canteen.course import midnight
from canteen.db import db
from canteen.desk import views as desk
from canteen.documents import views as documents
from canteen.formats import month_name
from canteen.importing import views as importing
from canteen.income import views as income
from canteen.late import views as late
from canteen.lawbook import views as lawbook
from canteen.models import Unit
from canteen.models.words import Post
from canteen.month import views as month
from canteen.months import month_text
from canteen.papers import views as papers
from canteen.payments import views as payments
from canteen.pictures import views as pictures
from canteen.purchasing import views as purchasing
from canteen.receipts import views as receipts
from canteen.rotation import views as rotation
from canteen.security import opens, visitor
from canteen.setup import views as setup
from canteen.signatures import views as signatures
from canteen.signoff import views as signoff
from canteen.sourcing import quoting
from canteen.sourcing import views as sourcing
from canteen.today import views as today
from canteen.transfers import views as transfers
from canteen.utilities import views as utilities
from canteen.voiding import views as voiding

VERSION = "0.3"
AREAS = (
    choosing,
    today,
    desk,
    setup,
    catalogue,
    bank,
    spreadsheets,
    budgets,
    sourcing,
    quoting,
    purchasing,
    signoff,
    acceptance,
    receipts,
    approval,
    payments,
    papers,
    income,
    utilities,
    pictures,
    transfers,
    rotation,
    signatures,
    late,
    voiding,
    month,
    answers,
    documents,
    lawbook,
    importing,
)
WAYS = (
    ("today.index", "今日"),
    ("desk.index", "办理"),
    ("month.latest_check", "月度检查"),
    ("documents.index", "单据"),
    ("importing.upload", "导入台账"),
    ("lawbook.index", "规则"),
    ("persons.listed", "人员"),
)


@dataclass(frozen=True)
class Who:
    """The visitor, as the frame shows them."""

    name: str
    posts: str
    log_out_url: str
    key: int
    """The log-in, by which the device keeps what it typed."""
    sent_url: str | None
    """Where the device asks whether a form has come in, for those who send any that it keeps."""


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
    for area in AREAS:
        app.register_blueprint(area.pages)
    ledger.init(app)
    midnight.init(app)
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
    posts = "、".join(post for post in Post if post in me.posts)
    sent_url = url_for("purchasing.sent", form_key="KEY") if opens("purchasing.sent") else None
    return Who(me.name, posts, url_for("people.log_out"), me.user_id, sent_url)


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
    return [
        Way(label, url_for(endpoint), request.blueprint == endpoint.partition(".")[0])
        for endpoint, label in WAYS
        if opens(endpoint)
    ]


def is_demonstration() -> bool:
    """Whether what is shown is made up."""
    return bool(db.session.scalar(select(Unit.demonstration).limit(1)))
