"""Who has held a post how long, who is next, and the sheet to hand over by."""

from functools import partial

from flask import Blueprint, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import NotFound

from canteen import clock
from canteen.choosing import READERS, here
from canteen.choosing.addresses import row_at
from canteen.db import db
from canteen.entering import Page, enter, entry_page, sent_before, typed
from canteen.fields import Entry
from canteen.ledger import Head, Line, Link
from canteen.models import Appointment, Person
from canteen.models.words import Post
from canteen.people import foresight, posts, shown
from canteen.printing import paper
from canteen.rotation import hand_over as sheets
from canteen.rotation import planning, tenures
from canteen.rotation.planning import PlanForm
from canteen.security import may, opens

pages = Blueprint("rotation", __name__, url_prefix="/rotation")
ENDING = [
    Head("岗位", "text"),
    Head("移交人", "text"),
    Head("任到", "day"),
    Head("接任人", "text"),
    Head("移交单", "text"),
]


@pages.get("/")
@may(*READERS)
def index() -> Page:
    """Show the tenures of purchasers and receivers, and who is next."""
    return render_template(
        "rotation/index.html",
        tenures=tenures.running(here().id),
        plans=opens("rotation.plan"),
        columns=ENDING,
        endings=[_ending(held) for held in tenures.ending(here().id)],
    )


@pages.route("/<key:key>/next", methods=["GET", "POST"])
@may(Post.ADMINISTRATOR, confirmed=True)
def plan(key: int) -> Page:
    """Plan who follows whoever holds the appointment."""
    held = shown.appointment(key)
    form = PlanForm(typed(), data={"starts_on": planning.usual_day(_tenure(held))})
    form.person.choices = [(candidate.person.id, candidate.label) for candidate in _candidates(held, form)]
    chosen = row_at(Person, form.person.data) if form.person.data else None
    return enter(
        form,
        chosen or held.person,
        partial(_plan, form, held),
        page=lambda findings: entry_page(
            form,
            findings,
            title=f"谁接{held.person.name}的{held.post}岗位",
            button="安排接任",
            back=("轮换", url_for("rotation.index")),
        ),
        to=lambda _: url_for("rotation.index"),
        said="已安排接任。移交单可以先印出来",
    )


@pages.route("/<key:key>/cancel", methods=["GET", "POST"])
@may(Post.ADMINISTRATOR, confirmed=True)
def cancel(key: int) -> Page:
    """Take a plan back."""
    form = Entry(typed())
    if again := sent_before(form):
        return again
    new = shown.appointment(key)
    holder = planning.holder_before(new)
    if holder is None:
        raise NotFound
    return enter(
        form,
        holder,
        partial(planning.cancel, new),
        page=lambda findings: entry_page(
            form,
            findings,
            title=f"撤回{new.person.name}接任{new.post}",
            button="撤回",
            lead=f"{holder.name}继续任{new.post}，{new.person.name}不再接任。接任人原来的岗位若已定下结束，不会自动恢复。",
            back=("轮换", url_for("rotation.index")),
        ),
        to=lambda _: url_for("rotation.index"),
        said="接任已撤回",
        since=clock.today(),
    )


@pages.get("/<key:key>/hand-over")
@may(*READERS)
def hand_over(key: int) -> Page:
    """Print the sheet by which an appointment that ends is handed over."""
    held = shown.appointment(key)
    if held.ended_on is None:
        raise NotFound
    return paper(
        "rotation/hand_over.html",
        held=held,
        next=tenures.successor(held),
        tables=sheets.carried(held.person),
        today=clock.today(),
        back=("轮换", url_for("rotation.index")),
    )


def _ending(held: Appointment) -> Line:
    new = tenures.successor(held)
    sheet = Link("打印", url_for("rotation.hand_over", key=held.id))
    return Line([held.post, held.person.name, held.ended_on, new.person.name if new else "没有定", sheet])


def _plan(form: PlanForm, held: Appointment, someone: Person) -> None:
    first = form.starts_on.data or clock.today()
    planning.plan(held, someone, first, leaves=bool(form.leaves.data))


def _candidates(held: Appointment, form: PlanForm) -> list[foresight.Candidate]:
    """Everyone else but administrators, who do no business."""
    query = select(Person).where(Person.canteen_id == here().id).options(selectinload(Person.appointments))
    others = [
        someone
        for someone in db.session.scalars(query)
        if someone.id != held.person_id and not posts.holds(someone, Post.ADMINISTRATOR, clock.today())
    ]
    return foresight.candidates(others, held.post, form.starts_on.data or planning.usual_day(None))


def _tenure(held: Appointment) -> tenures.Tenure | None:
    return next((tenure for tenure in tenures.running(here().id) if tenure.appointment.id == held.id), None)
