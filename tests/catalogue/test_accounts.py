"""A supplier's bank account changes by two people with their PINs, and by nobody alone."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from canteen.catalogue import accounts
from canteen.db import db
from canteen.models import Change, Endorsement, Supplier
from tests.catalogue.conftest import As
from tests.security.staff import post
from tests.signing.pens import sign_data

BANK, ACCOUNT = "建设银行芜湖镜湖支行", "34050166860800001234"
PROPOSE, AGREE, DROP = (f"/catalogue/suppliers/1/bank/{way}" for way in ("", "agree", "drop"))


@pytest.fixture
def supplier(keeper: FlaskClient) -> Supplier:
    """A supplier without an account."""
    assert post(keeper, "/catalogue/suppliers/new", name="鑫源粮油", kind="固定经营场所").status_code == 303
    return db.session.scalars(select(Supplier)).one()


def sign(client: FlaskClient, address: str, **typed: str) -> TestResponse:
    """Sign the page as whoever is logged in."""
    return post(client, address, **sign_data(client.get(address).text), **typed)


def propose(client: FlaskClient, account: str = ACCOUNT) -> TestResponse:
    """Propose an account."""
    return sign(client, PROPOSE, bank=BANK, bank_account=account)


def account_now(supplier: Supplier) -> tuple[str | None, str | None]:
    """What the supplier is paid to."""
    db.session.refresh(supplier)
    return supplier.bank, supplier.bank_account


@pytest.mark.parametrize("other", ["colleague", "approver", "cashier", "overseer"])
def test_one_proposes_and_another_agrees(who: As, keeper: FlaskClient, supplier: Supplier, other: str) -> None:
    assert propose(keeper).status_code == 303
    assert account_now(supplier) == (None, None)
    assert "姓keeper提出了鑫源粮油的收款账户" in who(other).get("/desk/").text
    assert sign(who(other), AGREE).status_code == 303
    assert account_now(supplier) == (BANK, ACCOUNT)
    assert "提出了" not in who(other).get("/desk/").text
    page = keeper.get("/documents/supplier/1").text
    assert f"姓{other}" in page


def test_nobody_agrees_to_their_own(keeper: FlaskClient, supplier: Supplier) -> None:
    page = keeper.get(PROPOSE).text
    propose(keeper)
    shown = keeper.get(AGREE).text
    assert "要由另一位" in shown
    assert 'name="pin"' not in shown
    refused = post(keeper, AGREE, **sign_data(page))
    assert refused.status_code == 422
    assert account_now(supplier) == (None, None)
    assert accounts.pending(supplier)


def test_what_is_signed_is_the_account_that_was_shown(who: As, keeper: FlaskClient, supplier: Supplier) -> None:
    propose(keeper)
    page = who("overseer").get(AGREE).text
    sign(keeper, DROP)
    propose(keeper, "6222000000000000")
    late = post(who("overseer"), AGREE, **sign_data(page))
    assert "内容刚刚改过" in late.text
    assert account_now(supplier) == (None, None)


def test_a_dropped_proposal_changes_nothing(who: As, keeper: FlaskClient, supplier: Supplier) -> None:
    propose(keeper)
    assert sign(who("cashier"), DROP).status_code == 303
    assert accounts.pending(supplier) is None
    assert account_now(supplier) == (None, None)
    assert who("overseer").get(AGREE).status_code == 302
    acts = db.session.scalars(select(Endorsement.act).order_by(Endorsement.id)).all()
    assert acts == ["bank.proposed", "bank.dropped"]


def test_a_second_proposal_waits_for_the_first(keeper: FlaskClient, supplier: Supplier) -> None:
    propose(keeper)
    assert "已经有一个变更在等人同意" in propose(keeper, "6222000000000000").text


def test_both_leave_the_former_account_in_the_history(who: As, keeper: FlaskClient, supplier: Supplier) -> None:
    for account in (ACCOUNT, "6222000000000000"):
        propose(keeper, account)
        sign(who("overseer"), AGREE)
    last = db.session.scalars(select(Change).where(Change.field == "银行账号").order_by(Change.id.desc())).first()
    assert last
    assert (last.before, last.after, last.by) == (ACCOUNT, "6222000000000000", "姓overseer")


@pytest.mark.parametrize(
    ("account", "taken"), [("3405 0166-0801", True), ("12345678", True), ("1234567", False), ("3405O166", False)]
)
def test_an_account_is_a_number(keeper: FlaskClient, supplier: Supplier, account: str, *, taken: bool) -> None:
    answer = propose(keeper, account)
    assert (answer.status_code, "应为 8 至 32 位数字" in answer.text) == ((303, False) if taken else (422, True))


@pytest.mark.parametrize("stranger", ["buyer", "clerk"])
def test_a_purchaser_neither_proposes_nor_agrees(
    who: As, keeper: FlaskClient, supplier: Supplier, stranger: str
) -> None:
    propose(keeper)
    assert [who(stranger).get(address).status_code for address in (PROPOSE, AGREE, DROP)] == [403, 403, 403]
