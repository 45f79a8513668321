"""What a canteen has on the day for its first lawful purchase: queries, each asked once."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, exists, func, or_, select

from canteen import clock
from canteen.db import db
from canteen.lawbook.confirming import Standing, standings
from canteen.models import (
    Account,
    Appointment,
    Budget,
    Canteen,
    Endorsement,
    Item,
    Person,
    Pin,
    Unit,
    User,
    UtilityBill,
)
from canteen.models.common import OfCanteen
from canteen.models.words import UTILITIES, AccountKind, Category, Fund, State
from canteen.signatures.agreement import NAME as AGREEMENT


@dataclass(frozen=True)
class Holder:
    """Somebody in a post today, and what of signing they have."""

    name: str
    post: str
    has_log_in: bool
    can_log_in: bool
    has_pin: bool
    has_agreed: bool

    @property
    def lacks(self) -> str:
        """The next thing that keeps them from signing; nothing, where they can."""
        steps = (
            (self.has_log_in, "有岗无账号"),
            (self.can_log_in, "还没有用登录码设口令"),
            (self.has_pin, "还没有设签名 PIN"),
            (self.has_agreed, "还没有签电子签名约定"),
        )
        return next((word for there, word in steps if not there), "")


class Facts:
    """A canteen as it is today."""

    def __init__(self, canteen_id: int) -> None:
        self.canteen_id, self.today = canteen_id, clock.today()

    @cached_property
    def unit(self) -> Unit | None:
        """The unit."""
        return db.session.scalar(select(Unit))

    @cached_property
    def canteen(self) -> Canteen:
        """The canteen."""
        return db.session.get_one(Canteen, self.canteen_id)

    @cached_property
    def meal_banks(self) -> list[Account]:
        """The meal fund's bank accounts in use."""
        query = (
            select(Account)
            .where(Account.canteen_id == self.canteen_id)
            .where(Account.kind == AccountKind.BANK, Account.fund == Fund.MEAL)
        )
        return list(db.session.scalars(query.where(Account.retired_on.is_(None)).order_by(Account.id)))

    @cached_property
    def holders(self) -> list[Holder]:
        """Everybody in a post today."""
        has_pin = exists().where(Pin.user_id == User.id, Pin.ended_at.is_(None))
        has_agreed = exists().where(Endorsement.user_id == User.id, Endorsement.act == AGREEMENT)
        can_log_in = User.password_hash.is_not(None) & User.disabled_at.is_(None)
        query = (
            select(Person.name, Appointment.post, User.id.is_not(None), can_log_in, has_pin, has_agreed)
            .join_from(Appointment, Person)
            .outerjoin(User, User.id == Person.user_id)
            .where(Person.canteen_id == self.canteen_id, Appointment.started_on <= self.today)
            .where(or_(Appointment.ended_on.is_(None), Appointment.ended_on >= self.today))
            .order_by(Person.staff_no)
        )
        return [Holder(name, post, *map(bool, steps)) for name, post, *steps in db.session.execute(query)]

    @cached_property
    def categories(self) -> set[str]:
        """What is bought here: the categories of the items in use, and utilities where there are bills."""
        query = select(Item.category).where(Item.canteen_id == self.canteen_id, Item.retired_on.is_(None)).distinct()
        billed = [UTILITIES] if self.count(UtilityBill, UtilityBill.state == State.LIVE) else []
        return {*db.session.scalars(query), *billed} - {Category.UNRELATED}

    @cached_property
    def budgets(self) -> dict[str, int]:
        """This year's budgets by category."""
        query = select(Budget.category, Budget.amount).where(Budget.canteen_id == self.canteen_id)
        query = query.where(Budget.year == self.today.year).order_by(Budget.version)
        return dict(db.session.execute(query).all())

    @cached_property
    def parameters(self) -> dict[str, Standing]:
        """The parameters' values and who confirmed them."""
        return standings()

    def count(self, model: type[OfCanteen], *conditions: ColumnElement[bool]) -> int:
        """How many rows of a kind the canteen has."""
        query = select(func.count(model.id)).where(model.canteen_id == self.canteen_id, *conditions)
        return db.session.scalar(query) or 0
