"""What the tests of imports share."""

from collections.abc import Callable

import pytest
from flask import Flask

from canteen.db import db
from canteen.exchange.history import bring_in
from canteen.exchange.tables import Error
from canteen.models import Canteen
from tests.world import Sheets

Refuse = Callable[[Sheets], list[Error]]


@pytest.fixture
def refuse(app: Flask) -> Refuse:
    """Gives the errors of a workbook that must be refused, leaving nothing behind."""

    def refused(sheets: Sheets) -> list[Error]:
        answer = bring_in(sheets)
        assert answer.errors
        assert (answer.stored, answer.completed, answer.unchanged) == ({}, {}, {})
        assert db.session.scalar(db.select(Canteen)) is None
        return answer.errors

    return refused
