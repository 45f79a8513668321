"""Today (今日): what waits for the visitor, oldest first, and the gauges that matter to their post."""

from flask import Blueprint, redirect, render_template, url_for

from canteen import clock
from canteen.entering import Page
from canteen.models.words import Post
from canteen.security import current, may, signed_in
from canteen.today import gauges
from canteen.today.beginnings import actions, nothing
from canteen.today.handled import handled
from canteen.today.mine import mine
from canteen.today.work import Work

pages = Blueprint("today", __name__, url_prefix="/today")
WEEKDAYS = "一二三四五六日"
MOST = 100
"""How many things are listed: whoever has more waiting begins with the oldest."""


@pages.get("/")
@signed_in
def index() -> Page:
    """Show what waits for the visitor, the oldest first, and the gauges of their posts."""
    if current().canteen is None:
        return redirect(url_for("choosing.choose"))
    me = mine()
    work = Work(me)
    return render_template(
        "today/index.html",
        now=_now(),
        told=work.told,
        items=work.items[:MOST],
        many=len(work.items),
        actions=actions(me),
        nothing=nothing(me),
        groups=gauges.groups(me),
        handled=handled(me, work.purchases),
    )


@pages.get("/findings")
@may(Post.ACCOUNTANT, Post.SUPERVISOR)
def findings() -> str:
    """Show what the month's check finds now, in the place of what it found when it was last kept."""
    return render_template("today/findings.html", group=gauges.findings(mine()))


def _now() -> str:
    now = clock.to_local(clock.now())
    return f"{now.month} 月 {now.day} 日 星期{WEEKDAYS[now.weekday()]} {now:%H:%M}"
