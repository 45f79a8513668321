"""Twenty are logged and completed at once: twenty purchases, numbered without a gap; of two who save one draft, one is asked first; of an edit and a signature, one comes first."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from itertools import cycle

import pytest
from sqlalchemy import select

from canteen.contents import act_of, forged
from canteen.db import db
from canteen.models import Purchase
from canteen.models.words import Role
from canteen.security import passwords
from tests.course.market import Market
from tests.forms.filling import Page
from tests.forms.market_stock import held
from tests.income.household import hasty
from tests.purchasing.notebook import log, purchases, said
from tests.security.staff import employ
from tests.signing.pens import enrol, sign_data, sneaked

MANY = 20
SECONDS = ("cai2", "cai3", "cai4", "cai5", "cai6")


def test_twenty_log_and_sign_at_once_and_the_numbers_have_no_gap(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 60.0)  # on a busy machine somebody would be told to come again
    senders = [hasty(market.client(who)) for who in ("cai1", "cai2")]

    def send(number: int) -> int:
        key = {"key": f"{number:032x}", "save": "1"}
        return senders[number % 2]("/purchases/new", **said(**{"lines-0-quantity": str(number + 1)}), **key).status_code

    with ThreadPoolExecutor(MANY) as pool:
        assert Counter(pool.map(send, range(MANY))) == {303: MANY}
    db.session.rollback()
    assert sorted(each.lines[0].quantity for each in purchases()) == [1000 * number for number in range(1, MANY + 1)]
    for purchase in purchases():
        market.sign(purchase, Role.BUYER, "cai1")
    completed_at_once(market, purchases())
    numbers = db.session.scalars(select(Purchase.number).order_by(Purchase.number)).all()
    assert numbers == [f"CG-202611-{number:04}" for number in range(1, MANY + 1)]


def completed_at_once(market: Market, drafts: list[Purchase]) -> None:
    """Each gets its second signature in the same moment: from five people, since who tries a PIN five times at once must wait."""
    for name in SECONDS[1:]:
        enrol(employ(name, "采购"))
        held(name, date(2026, 8, 1))
    clients = [market.client(name) for name in SECONDS]
    signers = cycle((hasty(client), client) for client in clients)
    sent = [
        (send, f"/signoff/{draft.id}/order", sneaked(client, act_of(draft, Role.BUYER)))
        for draft, (send, client) in zip(drafts, signers, strict=False)
    ]
    db.session.rollback()
    with ThreadPoolExecutor(MANY) as pool:
        statuses = pool.map(lambda each: each[0](each[1], **each[2]).status_code, sent)
        assert Counter(statuses) == {303: MANY}
    db.session.rollback()


def test_of_two_who_save_one_draft_at_once_the_later_is_asked(market: Market) -> None:
    purchase = log(market.client("cai1"))
    address = f"/purchases/{purchase.id}/edit"
    sent = [
        Page(market.client(who).get(address).text).sent({"lines-0-quantity": quantity})
        for who, quantity in (("cai1", "11"), ("cai2", "12"))
    ]
    senders = [hasty(market.client(who)) for who in ("cai1", "cai2")]
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda number: senders[number](address, **sent[number]), range(2))
        assert sorted(answer.status_code for answer in answers) == [303, 422]
    db.session.rollback()
    assert (len(purchases()), purchase.version) == (1, 2)
    assert purchase.lines[0].quantity in {11_000, 12_000}


@pytest.mark.parametrize("first", [0, 1])
def test_an_edit_and_a_signature_at_once_have_one_outcome(market: Market, first: int) -> None:
    """Whichever comes first: nobody's signature stands over something else than is stored."""
    purchase = log(market.client("cai1"))
    edit, order = f"/purchases/{purchase.id}/edit", f"/signoff/{purchase.id}/order"
    page = market.client("cai2").get(order).text
    edited = Page(market.client("cai1").get(edit).text).sent({"lines-0-quantity": "11"})
    sends = [
        partial(hasty(market.client("cai1")), edit, **edited),
        partial(hasty(market.client("cai2")), order, **(Page(page).sent({}) | sign_data(page))),
    ]
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(sends[place]) for place in (first, 1 - first)]
    saved, signed = (done[0], done[1]) if first == 0 else (done[1], done[0])
    db.session.rollback()
    standing, fallen = purchase.signed(), [each for each in purchase.signatures if each.set_aside_at]
    assert forged([purchase]) == []
    if signed.result().status_code == 422:
        assert "内容刚刚改过，请先看清现在的内容再签" in signed.result().text
        assert (saved.result().status_code, len(standing), len(fallen)) == (303, 0, 0)
    else:
        assert signed.result().status_code == 303
        assert (len(standing), len(fallen)) == ((0, 1) if saved.result().status_code == 303 else (1, 0))
    assert purchase.lines[0].quantity == 11_000 or saved.result().status_code == 422
