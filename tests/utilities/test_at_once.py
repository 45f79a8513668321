"""Twenty accountants at once: every bill has its number, and none is missing."""

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from io import BytesIO

from flask.testing import FlaskClient

from canteen.db import db
from tests.income.household import hasty, visitor
from tests.pictures.photos import photo
from tests.security.staff import employ
from tests.utilities.conftest import POWER, bills

ACCOUNTANTS = 20


def test_twenty_bills_at_once_are_numbered_without_a_gap(keeper: FlaskClient) -> None:
    names = [f"kuaiji{number}" for number in range(ACCOUNTANTS)]
    for name in names:
        employ(name, "会计")
    senders, dial = [hasty(visitor(keeper.application, name)) for name in names], photo()

    def enter(who: int) -> int:
        form = POWER | {"meter": f"表{who}", "photo": (BytesIO(dial), "表盘.jpg")}
        return senders[who]("/utilities/new", **form).status_code

    with ThreadPoolExecutor(ACCOUNTANTS) as pool:
        assert set(pool.map(enter, range(ACCOUNTANTS))) == {HTTPStatus.SEE_OTHER}
    db.session.rollback()
    assert sorted(bill.number or "" for bill in bills()) == [
        f"SD-202611-{number:04}" for number in range(1, ACCOUNTANTS + 1)
    ]
