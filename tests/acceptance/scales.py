"""Standing at the kitchen door: weighing on the page, and reading it."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.db import db
from canteen.models import Line, Purchase, Weighing
from tests.course.market import Market
from tests.forms.filling import File, Page, fill, sign

Kept = tuple[int, int, int | None, int | None, int, str | None, str]


@dataclass
class Door:
    """A delivery at the kitchen door."""

    market: Market
    purchase: Purchase

    @property
    def address(self) -> str:
        """Where it is weighed."""
        return f"/acceptance/{self.purchase.id}"

    def weigh(self, who: str = "yan1", /, **typed: str | File) -> TestResponse:
        """Fill the page and send it: gross_1="10.2" is the gross weight of the first line."""
        return fill(self.market.client(who), self.address, **named(typed))

    def opened(self, who: str) -> Page:
        """The page as somebody opens it, to be sent later."""
        return Page(self.market.client(who).get(self.address).text)

    def send(self, who: str, page: Page, /, **typed: str | File) -> TestResponse:
        """Send a page that was opened before."""
        data = page.sent(named(typed))
        return self.market.client(who).post(self.address, data=data, content_type="multipart/form-data")

    def weigh_all(self, *gross: str, who: str = "yan1") -> None:
        """Put every line on the scale."""
        answer = self.weigh(who, **{f"gross_{number}": each for number, each in enumerate(gross, 1)})
        assert answer.status_code == 303, told(answer)

    def page(self, who: str = "yan1") -> str:
        """What the page says, without the tokens of its form."""
        answer = self.market.client(who).get(self.address)
        assert answer.status_code == 200
        return told(answer)

    def sign(self, who: str) -> TestResponse:
        """Sign what arrived."""
        return sign(self.market.client(who), f"/signoff/{self.purchase.id}/arrival")

    @property
    def kept(self) -> list[Kept]:
        """The weighings: line, round, gross, tare, accepted, reason, by."""
        rows = db.session.execute(
            select(
                Line.line_no,
                Weighing.round,
                Weighing.gross,
                Weighing.tare,
                Weighing.accepted,
                Weighing.reason,
                Weighing.by,
            )
            .join(Line)
            .order_by(Weighing.id)
        )
        return [tuple(row) for row in rows]  # type: ignore[misc]

    @property
    def accepted(self) -> list[int | None]:
        """What is accepted of each line."""
        return [line.accepted for line in self.purchase.lines]


def named(typed: dict[str, str | File]) -> dict[str, str | File]:
    """The fields by the names that the form gives them."""
    return {re.sub(r"^(\w+)_(\d+)$", r"line_\2-\1", name): value for name, value in typed.items()}


def told(answer: TestResponse) -> str:
    """The page itself, without its frame and without what is random in it."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"[0-9a-f]{32,}", "", main)
