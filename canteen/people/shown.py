"""What the pages of people show: the list's rows, a person's posts and facts, and what the state of a log-in allows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import render_template, url_for
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from canteen import clock
from canteen.choosing import here
from canteen.db import db
from canteen.ledger import Head, Line, Link
from canteen.models import Appointment, Person, User
from canteen.models.words import Post
from canteen.people import accounts, posts
from canteen.security import current
from canteen.signatures import mine
from canteen.signing import pins

NO_LOG_IN = "有岗无账号"
COLUMNS = [
    Head("岗位", "text"),
    Head("自", "day"),
    Head("至", "no"),
    Head("说明", "text"),
    Head("办理", "text"),
    Head("交接", "text"),
]


def administers() -> bool:
    """Whether the visitor may change what is shown."""
    return Post.ADMINISTRATOR in current().posts


def appointment(appointment_id: int) -> Appointment:
    """An appointment of the chosen canteen; others are not there."""
    found = db.session.get(Appointment, appointment_id)
    if found is None or found.person.canteen_id != here().id:
        raise NotFound
    return found


def url_of(someone: Person) -> str:
    """The person's page."""
    return url_for("persons.person", person_id=someone.id)


def back(someone: Person) -> tuple[str, str]:
    """The way back to the person's page."""
    return someone.name, url_of(someone)


def rows(people: Sequence[Person]) -> list[Line]:
    """The list's rows: name, staff number, today's posts with who stands in, log-in."""
    ids = [someone.user_id for someone in people]
    users = {user.id: user for user in db.session.scalars(select(User).where(User.id.in_(ids)))}
    words, lost = _Posts(people), pins.lost(users)
    return [_row(someone, users.get(someone.user_id or 0), words.of(someone), lost) for someone in people]


def stand_ins(people: Sequence[Person]) -> list[Appointment]:
    """Who stands in for somebody, today or on days to come."""
    today = clock.today()
    every = (each for someone in people for each in someone.appointments)
    return [each for each in every if each.stands_in_for and not posts.is_over(each, today)]


def person_page(someone: Person) -> str:
    """A person's page."""
    user = db.session.get(User, someone.user_id) if someone.user_id else None
    everyone = db.session.scalars(select(Person).where(Person.canteen_id == someone.canteen_id)).all()
    names = {other.staff_no: other.name for other in everyone}
    stands = stand_ins(everyone)
    return render_template(
        "people/person.html",
        person=someone,
        facts=_facts(someone, user),
        columns=COLUMNS,
        rows=[_post(each, names, stands) for each in someone.appointments],
        signed=_signed(someone) if Post.SUPERVISOR in current().posts else None,
        **(_actions(someone, user) if administers() else {}),
    )


def _signed(someone: Person) -> dict[str, Any]:
    """All that was signed in the person's name, for the supervisor."""
    return mine.listed(mine.of_person(someone), "persons.person", person_id=someone.id)


class _Posts:
    """How the list writes today's posts: 采购, 采购（顶张三至 2026-10-22）, 采购（李四顶班至 2026-10-22）."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.today = clock.today()
        self.names = {someone.staff_no: someone.name for someone in people}
        self.stands = [each for each in stand_ins(people) if posts.is_held(each, self.today)]

    def of(self, someone: Person) -> str:
        """Somebody's posts."""
        held = [each for each in someone.appointments if posts.is_held(each, self.today)]
        return "；".join(map(self._word, held)) or "无"

    def _word(self, held: Appointment) -> str:
        if held.stands_in_for:
            return f"{held.post}（顶{self.names.get(held.stands_in_for, held.stands_in_for)}至 {held.ended_on}）"
        mine = (held.person.staff_no, held.post)
        away = [each for each in self.stands if (each.stands_in_for, each.post) == mine]
        others = "、".join(f"{each.person.name}顶班至 {each.ended_on}" for each in away)
        return f"{held.post}（{others}）" if others else held.post


def _row(someone: Person, user: User | None, held: str, lost: set[int]) -> Line:
    state = _state(someone, user)
    waits = state == NO_LOG_IN
    log_in: str | Link = state + ("，签名 PIN 已停用" if user and user.id in lost else "")
    if waits and administers():
        log_in = Link(f"{state}，发登录码", url_for("log_ins.give_code", person_id=someone.id))
    return Line([Link(someone.name, url_of(someone)), someone.staff_no, held, log_in], "warm" if waits else None)


def _post(held: Appointment, names: dict[str, str], stands: list[Appointment]) -> Line:
    today = clock.today()
    over = posts.is_over(held, today)
    note = "；".join(_notes(held, names, stands))
    way = None if over or not administers() else _way(held, today)
    paper = held.ended_on and not held.stands_in_for and held.started_on <= today
    hand_over = Link("移交单", url_for("rotation.hand_over", key=held.id)) if paper else None
    return Line(
        [held.post, held.started_on, held.ended_on or "没有定", note, way, hand_over], "quiet" if over else None
    )


def _notes(held: Appointment, names: dict[str, str], stands: list[Appointment]) -> list[str]:
    """What there is to say about an appointment: for whom, after whom, who stands in until when."""
    notes = []
    if held.stands_in_for:
        notes.append(f"顶 {names.get(held.stands_in_for, held.stands_in_for)}（{held.reason}）")
    if held.follows:
        notes.append(f"接 {names.get(held.follows, held.follows)}")
    mine = (held.person.staff_no, held.post)
    return notes + [
        f"{each.person.name}顶班 {posts.span(each)}"
        for each in stands
        if (each.stands_in_for, each.post) == mine and not held.stands_in_for
    ]


def _way(held: Appointment, today: date) -> Link:
    if held.started_on <= today:
        return Link("改结束日" if held.ended_on else "结束", url_for("persons.end_post", appointment_id=held.id))
    if held.follows:
        return Link("撤回接任", url_for("rotation.cancel", key=held.id))
    return Link("撤回", url_for("persons.withdraw", appointment_id=held.id))


def _actions(someone: Person, user: User | None) -> dict[str, str]:
    """The addresses of what can be done with the person, and with the log-in as it is."""
    names = ["give_code"]
    if user:
        names = ["enable"] if user.disabled_at else ["give_code", "end_sessions", "disable"]
    templates = {"give_code": "code_url", "end_sessions": "end_url", "disable": "disable_url", "enable": "enable_url"}
    addresses = {templates[name]: url_for(f"log_ins.{name}", person_id=someone.id) for name in names}
    if _is_here(someone, user):
        addresses["leave_url"] = url_for("persons.leave", person_id=someone.id)
    return {**addresses, "appoint_url": url_for("persons.appoint", person_id=someone.id)}


def _is_here(someone: Person, user: User | None) -> bool:
    """Whether there is anything left to end."""
    runs = any(each.ended_on is None or each.ended_on > clock.today() for each in someone.appointments)
    return runs or (user is not None and user.disabled_at is None)


def _facts(someone: Person, user: User | None) -> list[dict[str, Any]]:
    facts = [("工号", someone.staff_no), ("登录", _state(someone, user))]
    if user:
        facts += [("登录名", user.username), ("签名 PIN", pins.in_words(user.id))]
    return [{"label": label, "value": value, "kind": "text"} for label, value in facts]


def _state(someone: Person, user: User | None) -> str:
    if user is None:
        return NO_LOG_IN if accounts.posts_of([someone]) else "无"
    if user.disabled_at:
        return "已停用"
    if user.password_hash:
        return "可以登录"
    in_time = user.code_expires_at and user.code_expires_at > clock.now()
    return "登录码已发，还没有设口令" if in_time else "登录码已过期"
