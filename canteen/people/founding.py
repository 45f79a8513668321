"""The first run of an installation: its unit, a canteen and the first administrator, by the page or by the command."""

from dataclasses import dataclass

from sqlalchemy import select
from werkzeug.exceptions import Conflict

from canteen import audit, clock
from canteen.db import db
from canteen.models import Appointment, Canteen, Person, Unit, User
from canteen.models.words import Post
from canteen.people import accounts
from canteen.security import passwords, sessions
from canteen.step import unjudged


@dataclass(frozen=True)
class Founding:
    """What a new installation must know."""

    unit: str
    tax_number: str | None
    code: str
    canteen: str
    person: str
    staff_no: str
    name: str


def is_founded() -> bool:
    """Whether anybody can log in, or could with a code."""
    return db.session.scalar(select(User.id).limit(1)) is not None


def found(new: Founding, password: str) -> None:
    """Found the installation and log its first administrator in."""
    hashed = passwords.hash_of(password)
    with unjudged():
        user = _first_administrator(new)
        accounts.set_password(user, hashed)
        sessions.begin(user)


def found_with_code(new: Founding) -> accounts.Code:
    """Found the installation; its first administrator gets a one-time code."""
    with unjudged():
        return accounts.new_code(_first_administrator(new))


def _first_administrator(new: Founding) -> User:
    audit.lock()
    if is_founded():
        raise Conflict("已经有人建立了这个单位，请刷新后登录。")
    _store_unit(new)
    person = _store_person(new, _store_canteen(new))
    audit.record("建立", new.unit, canteen=new.code, administrator=new.name)
    return accounts.give_log_in(person, new.name)


def _store_unit(new: Founding) -> None:
    unit = db.session.scalar(select(Unit)) or Unit()
    unit.title, unit.tax_number = new.unit, new.tax_number or None
    db.session.add(unit)


def _store_canteen(new: Founding) -> Canteen:
    """The canteen of this code; history may have been brought in before."""
    canteen = db.session.scalar(select(Canteen).where(Canteen.code == new.code)) or Canteen(code=new.code)
    canteen.name = new.canteen
    db.session.add(canteen)
    db.session.flush()
    return canteen


def _store_person(new: Founding, canteen: Canteen) -> Person:
    if db.session.scalar(select(Person).where(Person.canteen_id == canteen.id, Person.staff_no == new.staff_no)):
        raise Conflict(f"工号 {new.staff_no} 在食堂 {new.code} 已有人，请给管理员另一个工号。")
    person = Person(canteen_id=canteen.id, staff_no=new.staff_no, name=new.person)
    person.appointments.append(Appointment(post=Post.ADMINISTRATOR, started_on=clock.today()))
    db.session.add(person)
    db.session.flush()
    return person
