"""The numbers of the law with their history, and the clauses beyond the notice that are switched off."""

from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from canteen.db import Model
from canteen.models.common import Key, Long, Row, Short, Text, maybe, to


class ParameterValue(Row):
    """参数: a parameter's value from a day on (fen, months, people or ten-thousandths, as parameters.py says)."""

    __table_args__ = (UniqueConstraint("name", "begins_on"),)

    name: Mapped[Text]
    value: Mapped[int] = mapped_column(BigInteger)
    begins_on: Mapped[date]
    reason: Mapped[Long | None]
    set_by: Mapped[int | None] = maybe("user")
    set_at: Mapped[datetime | None]


class ClauseSwitch(Row):
    """停用条款: a B-clause that is off from a day on; a day that never comes keeps on what is off by default."""

    __table_args__ = (UniqueConstraint("clause", "off_from"),)

    clause: Mapped[Short]
    off_from: Mapped[date]
    lifted_at: Mapped[datetime | None]
    """When somebody took this switch back; it then counts no more."""


class ParameterConfirmation(Model):
    """A value of a parameter that the finance office found right; a parameter whose value changed waits for another."""

    id: Mapped[Key]
    name: Mapped[Text]
    value: Mapped[int] = mapped_column(BigInteger)
    confirmed_by: Mapped[int] = to("user")
    confirmed_at: Mapped[datetime]
