"""Twenty approvers at one purchase: one of them approves it, the others are told that somebody has."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from canteen.approval import sheet, views
from canteen.db import db
from canteen.models import Signature
from canteen.models.words import Role
from canteen.security import passwords
from tests.course.market import Market
from tests.income.household import hasty
from tests.security.staff import employ
from tests.signing.pens import enrol, sign_data

APPROVERS = 20


@pytest.fixture(autouse=True)
def bare_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the sheet says of the clauses is dear and looked at elsewhere; what they refuse is asked all the same."""
    monkeypatch.setattr(sheet, "checks_of", lambda *_: [])
    monkeypatch.setattr(views, "foreseen", lambda *_: [])
    monkeypatch.setattr(passwords, "PATIENCE", 60.0)  # on a busy machine somebody would be told to come again


def test_twenty_approvals_have_one_outcome(market: Market) -> None:
    purchase = market.bought(upto=Role.RECEIVER)
    names = [f"shen{number}" for number in range(APPROVERS)]
    for name in names:
        enrol(employ(name, "审批"))
    address, clients = f"/approval/{purchase.id}", [market.client(name) for name in names]
    sent = [(hasty(client), sign_data(client.get(address).text)) for client in clients]
    with ThreadPoolExecutor(APPROVERS) as pool:
        answers = list(pool.map(lambda each: each[0](address, **each[1]), sent))
    db.session.rollback()
    assert sorted(answer.status_code for answer in answers) == [303] + [422] * (APPROVERS - 1)
    assert sum("现在是“已审批”" in answer.text for answer in answers) == APPROVERS - 1
    assert len(db.session.scalars(select(Signature).where(Signature.role == Role.APPROVER)).all()) == 1
