"""Twenty cashiers at one book: every number is used once, and no number of an income is missing."""

import re
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.models import Income
from tests.income.household import BANK, FIRST, account, hand_out, hasty, numbers, visitor
from tests.security.staff import employ

CASHIERS = 20
PROPOSED = re.compile(r"下一号是 (\d+)")


def test_twenty_cashiers_use_every_number_once(cashier: FlaskClient) -> None:
    hand_out(last=FIRST + CASHIERS - 1)
    names = [f"chuna{number}" for number in range(CASHIERS)]
    for name in names:
        employ(name, "出纳")
    senders = [hasty(visitor(cashier.application, name)) for name in names]
    typed = {"received_on": "2026-10-23", "amount": "100.00", "account": account(BANK), "department": "0"}

    def record(who: int) -> None:
        """Take a number that another takes too; as often as somebody was faster, the next one that the page proposes."""
        no = str(FIRST + who // 2)
        for _ in names:
            answer = senders[who]("/income/new", receipt_kind="财政专用票据", receipt_no=no, **typed)
            if answer.status_code == HTTPStatus.SEE_OTHER:
                return
            assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
            no = PROPOSED.findall(answer.text)[0]

    with ThreadPoolExecutor(CASHIERS) as pool:
        list(pool.map(record, range(CASHIERS)))
    db.session.rollback()
    assert sorted(no or 0 for no in numbers()) == list(range(FIRST, FIRST + CASHIERS))
    assert db.session.scalars(select(Income.number).order_by(Income.number)).all() == [
        f"SR-202610-{number:04}" for number in range(1, CASHIERS + 1)
    ]
