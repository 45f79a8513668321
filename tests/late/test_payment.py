"""A payment that was made in cash outside: entered by the accountant, countersigned by the supervisor, found by the month."""

from datetime import date

from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.check import check
from canteen.db import db
from canteen.models import Attachment, Canteen, Endorsement, LateEntry, Payment, PaymentPart
from canteen.months import When
from tests.late.conftest import PAYMENT, send
from tests.security.staff import post
from tests.signing.pens import sign_data

NUMBER = "FK-202610-0010"


def found() -> list[tuple[str, str, int | None]]:
    """What the check of October finds."""
    canteen = db.session.scalars(select(Canteen.id)).one()
    report = check(When(canteen, date(2026, 10, 1), date(2026, 11, 10)))
    return [(finding.clause.number, finding.document, finding.amount) for finding in report.findings]


def waiting(keeper: FlaskClient) -> str:
    """Enter the payment; gives the address of the entry that waits."""
    answer = send(keeper, "/late/new/payment", PAYMENT)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def states() -> list[str]:
    """The states of all entries."""
    return list(db.session.scalars(select(LateEntry.state).order_by(LateEntry.id)))


def test_it_waits_and_is_nowhere_in_the_books(keeper: FlaskClient) -> None:
    before = found()
    page = keeper.get(waiting(keeper)).text
    assert "等监管人会签" in page
    for words in ("3.7", "1,203.50", "改用银行转账", "停电", "收条.jpg"):
        assert words in page
    assert "3.10" not in page, "the purchase lacked a receipt before"
    assert found() == before
    assert states() == ["draft"]
    assert db.session.scalar(select(Payment).where(Payment.number == NUMBER)) is None


def test_countersigned_it_is_in_the_books_and_the_month_finds_it(keeper: FlaskClient, overseer: FlaskClient) -> None:
    address, before = waiting(keeper), found()
    answer = post(overseer, f"{address}/countersign", **sign_data(overseer.get(address).text))
    assert answer.status_code == 303, answer.text
    assert set(found()) - set(before) == {("3.7", NUMBER, 120350)}
    payment = db.session.scalars(select(Payment).where(Payment.number == NUMBER)).one()
    part = db.session.scalars(select(PaymentPart).where(PaymentPart.payment_id == payment.id)).one()
    assert (payment.origin, payment.state, part.origin, part.amount) == ("late", "live", "late", 120350)
    page = overseer.get(address).text
    for words in ("已会签入账", NUMBER, "3.7", "未了", "到 2026 年 10 月的检查里答复", "姓overseer"):
        assert words in page
    paper = overseer.get(f"/documents/payment/{payment.id}").text
    for words in ("补录", "收条.jpg", "姓keeper，姓overseer会签"):
        assert words in paper


def test_it_comes_in_once_with_one_signature(keeper: FlaskClient, overseer: FlaskClient) -> None:
    address = waiting(keeper)
    first, second = (sign_data(overseer.get(address).text) for _ in range(2))
    assert post(overseer, f"{address}/countersign", **first).status_code == 303
    again = post(overseer, f"{address}/countersign", **second)
    assert (again.status_code, states()) == (422, ["live"])
    assert "已经会签或退回了" in again.text
    assert len(db.session.scalars(select(Endorsement)).all()) == 1
    assert len(db.session.scalars(select(Payment).where(Payment.origin == "late")).all()) == 1


def test_a_wrong_pin_brings_nothing_in(keeper: FlaskClient, overseer: FlaskClient) -> None:
    address = waiting(keeper)
    answer = post(overseer, f"{address}/countersign", **sign_data(overseer.get(address).text, pin="111111"))
    assert (answer.status_code, states()) == (422, ["draft"])
    assert "PIN 不对" in answer.text


def test_returned_it_stays_to_be_seen_and_is_made_anew(keeper: FlaskClient, overseer: FlaskClient) -> None:
    address = waiting(keeper)
    assert "退回的理由" in overseer.get(address).text
    assert post(overseer, f"{address}/return", why="").status_code == 422
    assert post(overseer, f"{address}/return", why="收条看不清，请重拍").status_code == 303
    assert states() == ["void"]
    assert 'class="gone"' in keeper.get("/late/").text
    page = keeper.get(address).text
    assert "收条看不清，请重拍" in page
    anew = keeper.get(f"/late/new/payment?again={address.rpartition('/')[2]}").text
    for words in ('value="2026-10-29"', 'value="1203.50"', "停电"):
        assert words in anew
    signed = post(overseer, f"{address}/countersign", nonce="", strokes="", pin="")
    assert signed.status_code == 422
    assert db.session.scalar(select(Attachment.thing)) == "late_entry:1"
