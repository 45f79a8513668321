"""What rows have in common: a key, where they came from, and a document's number and state."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, String, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from canteen.db import Id, Model
from canteen.models.words import Origin, State

Key = Annotated[int, mapped_column(Id, primary_key=True)]
Short = Annotated[str, mapped_column(String(16))]
Text = Annotated[str, mapped_column(String(200))]
Long = Annotated[str, mapped_column(String(4000))]


def to(table: str, *, index: bool = False) -> Mapped[int]:
    """A required reference to a row of another table."""
    return mapped_column(ForeignKey(f"{table}.id"), type_=Id, index=index)


def maybe(table: str, *, index: bool = False) -> Mapped[int | None]:
    """A reference that may be missing."""
    return mapped_column(ForeignKey(f"{table}.id"), type_=Id, index=index)


class Row(Model):
    """A row of the workbook: its key and its origin."""

    __abstract__ = True

    id: Mapped[Key]
    origin: Mapped[Short] = mapped_column(default=Origin.PRODUCT, server_default=text("'product'"))

    @declared_attr
    def import_id(cls) -> Mapped[int | None]:  # noqa: N805 - a declared attribute is given the class
        """The file that brought the row in, where one did."""
        return maybe("import_file")


def thing_of(row: Row) -> str:
    """The row as the log writes it: supplier:12."""
    return f"{row.__tablename__}:{row.id}"


class OfCanteen(Row):
    """A row that belongs to a canteen itself (others belong to it through their parent)."""

    __abstract__ = True

    @declared_attr
    def canteen_id(cls) -> Mapped[int]:  # noqa: N805 - a declared attribute is given the class
        """The canteen."""
        return to("canteen")


class Document(OfCanteen):
    """A numbered paper. A draft has no number; a void one keeps it, with the reason."""

    __abstract__ = True

    number: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[Short] = mapped_column(default=State.LIVE, server_default=text("'live'"))
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    void_reason: Mapped[Text | None]
    voided_at: Mapped[datetime | None]

    @declared_attr
    def author_id(cls) -> Mapped[int | None]:  # noqa: N805 - a declared attribute is given the class
        """Who drafted it here; nobody, where it was brought in."""
        return maybe("user")

    @declared_attr
    def draft_key(cls) -> Mapped[str | None]:  # noqa: N805 - a declared attribute is given the class
        """The form's idempotency key: sent twice, it makes one document."""
        return mapped_column(String(64), unique=True)
