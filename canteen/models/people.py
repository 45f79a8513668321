"""Canteens, the people in them, their posts, and the log-ins of the installation."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from canteen.db import Model
from canteen.models.common import Key, OfCanteen, Row, Short, Text, maybe, to
from canteen.models.words import Post, one_of


class Unit(Model):
    """The unit that runs the installation; one row."""

    id: Mapped[Key]
    title: Mapped[Text]
    tax_number: Mapped[Short | None] = mapped_column(String(18))
    demonstration: Mapped[bool] = mapped_column(default=False)


class Canteen(Model):
    """A canteen; its row is the lock of every write in it."""

    id: Mapped[Key]
    code: Mapped[Short] = mapped_column(unique=True)
    name: Mapped[Text]
    started_on: Mapped[date | None]
    """启用日期: from here on it works in the product."""
    writes: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Counts the steps: raising it takes the row's lock on every database."""


class Person(OfCanteen):
    """Somebody known in a canteen by staff number (工号), with or without a log-in."""

    __table_args__ = (UniqueConstraint("canteen_id", "staff_no"), UniqueConstraint("canteen_id", "user_id"))

    staff_no: Mapped[Text]
    name: Mapped[Text]
    user_id: Mapped[int | None] = maybe("user", index=True)
    appointments: Mapped[list["Appointment"]] = relationship(back_populates="person", order_by="Appointment.started_on")
    canteen: Mapped[Canteen] = relationship()


class Appointment(Row):
    """A person in a post from a day on, through the end date inclusive."""

    __table_args__ = (
        UniqueConstraint("person_id", "post", "started_on"),
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="end_after_start"),
        one_of("post", Post),
    )

    person_id: Mapped[int] = to("person")
    post: Mapped[Short]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    stands_in_for: Mapped[Text | None]
    """顶班: the staff number of whoever is away."""
    follows: Mapped[Text | None]
    """轮换: the staff number of whoever held the post up to the day before."""
    reason: Mapped[Text | None]
    person: Mapped[Person] = relationship(back_populates="appointments")


class Department(OfCanteen):
    """部门: has meals or guests, pays fees, has a reception budget."""

    __table_args__ = (UniqueConstraint("canteen_id", "name"),)

    name: Mapped[Text]
    retired_on: Mapped[date | None]


class User(Model):
    """A log-in; it stands for at most one person in each canteen."""

    id: Mapped[Key]
    username: Mapped[Text] = mapped_column(unique=True)
    name: Mapped[Text]
    password_hash: Mapped[Text | None]
    """Argon2id; none until the one-time code was used."""
    code_hash: Mapped[Text | None]
    code_expires_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    people: Mapped[list[Person]] = relationship()


class LoginSession(Model):
    """A log-in that lasts; the cookie holds a secret of which this keeps the SHA-256."""

    id: Mapped[Key]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    user_id: Mapped[int] = to("user", index=True)
    canteen_id: Mapped[int | None] = maybe("canteen")
    """The canteen that was chosen to work in."""
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """When the password was last given."""
    ended_at: Mapped[datetime | None]
    address: Mapped[Text]
    agent: Mapped[Text]
    device: Mapped[str | None] = mapped_column(String(64))
    """The seal of the mark that the browser keeps; none of a log-in from before there were marks."""
    user: Mapped[User] = relationship()


class Attempt(Model):
    """A use of something limited (a log-in that failed, an upload), counted by key and time."""

    __table_args__ = (Index("ix_attempt_key_at", "key", "at"),)

    id: Mapped[Key]
    key: Mapped[Text]
    at: Mapped[datetime]


class SentForm(Model):
    """A form that was sent and stored; sent again, it is answered with the same address."""

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = to("user")
    address: Mapped[Text]
    at: Mapped[datetime]


class ParkedForm(Model):
    """What was typed into a form whose session had ended when it was sent; not a secret, not a file is in it."""

    id: Mapped[Key]
    user_id: Mapped[int] = to("user", index=True)
    address: Mapped[Text]
    typed: Mapped[list[list[str]]] = mapped_column(JSON)
    """Names and values, in their order."""
    at: Mapped[datetime]
