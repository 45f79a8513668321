"""Setting up: what is still missing before the first lawful purchase, the unit, its canteens."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, render_template, url_for
from sqlalchemy import select

from canteen.choosing import READERS, here
from canteen.db import db
from canteen.entering import Page, entry_page, settle, typed
from canteen.fields import Entry
from canteen.models import Canteen, Unit
from canteen.models.words import Origin, Post
from canteen.security import may, opens
from canteen.setup import accounts, departments, founded
from canteen.setup.forms import CanteenForm, NewCanteenForm, UnitForm
from canteen.setup.points import Found, Point, looked

pages = Blueprint("setup", __name__, url_prefix="/setup")
for part in (accounts, departments):
    pages.register_blueprint(part.pages)
ZONE = "北京时间（Asia/Shanghai），不能改"


@pages.get("/")
@may(*READERS)
def index() -> str:
    """List what the first lawful purchase needs, and how each point stands."""
    groups = looked(here().id)
    counted = [found for points in groups.values() for _, found in points if found.state in ("there", "missing")]
    shown = {title: [_shown(point, found) for point, found in points] for title, points in groups.items()}
    return render_template(
        "setup/index.html",
        facts=_facts(),
        done=sum(found.state == "there" for found in counted),
        total=len(counted),
        groups=shown,
        new_canteen_url=url_for("setup.new_canteen") if opens("setup.new_canteen") else None,
        first=next((row for rows in shown.values() for row in rows if row["state"] == "missing" and row["url"]), None),
    )


@pages.route("/unit", methods=["GET", "POST"])
@may(Post.ADMINISTRATOR)
def unit() -> Page:
    """Change the unit's title and tax number."""
    form = UnitForm(typed(), obj=db.session.scalar(select(Unit)))
    return _settle(form, partial(founded.write_unit, form), title="单位")


@pages.route("/canteen", methods=["GET", "POST"])
@may(Post.ADMINISTRATOR)
def canteen() -> Page:
    """Change the chosen canteen's name and 启用日期."""
    place = db.session.get_one(Canteen, here().id)
    form = CanteenForm(typed(), obj=place)
    last = founded.papers_span(place.id, Origin.IMPORT)[1]
    lead = f"导入的单据最晚到 {last}。" if last else "还没有导入过单据。"
    return _settle(form, partial(founded.write_canteen, form, place), title="食堂", lead=lead, canteen_id=place.id)


@pages.route("/canteens/new", methods=["GET", "POST"])
@may(Post.ADMINISTRATOR)
def new_canteen() -> Page:
    """Found a further canteen."""
    form = NewCanteenForm(typed())
    lead = "另一个食堂有自己的人员、账户、目录和单据；建好以后，点页面上方的食堂名称就能换过去。"
    return _settle(form, partial(founded.found_canteen, form), title="再建一个食堂", lead=lead)


def _settle(
    form: Entry, write: Callable[[], None], *, title: str, lead: str = "", canteen_id: int | None = None
) -> Page:
    def change() -> str:
        write()
        return url_for("setup.index")

    back = ("准备", url_for("setup.index"))
    return settle(
        form,
        change,
        page=lambda findings: entry_page(form, findings, title=title, lead=lead, back=back),
        canteen_id=canteen_id,
    )


def _facts() -> list[dict[str, str]]:
    """What the visitor stands in."""
    known = db.session.scalar(select(Unit))
    place = here()
    facts = {"单位": known.title if known else "", "食堂": f"{place.name}（{place.code}）", "时区": ZONE}
    return [{"label": label, "value": value, "kind": "text"} for label, value in facts.items()]


def _shown(point: Point, found: Found) -> dict[str, str | None]:
    return {
        "title": point.title,
        "why": point.why,
        "clause": point.clause,
        "state": found.state,
        "fact": found.fact,
        "who": point.who,
        "url": url_for(point.endpoint, _anchor=point.anchor) if opens(point.deed or point.endpoint) else None,
    }
