"""What can be entered late: each matter makes its paper with the next number of its own month, or says what is wrong with it."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from canteen.db import db
from canteen.exchange.sheets import BY_NAME
from canteen.fields import Form
from canteen.late.cells import cell
from canteen.models import Canteen, LateEntry, Line, Purchase, Signature, UtilityBill
from canteen.models.words import State
from canteen.step import unjudged
from tests.late.conftest import PAYMENT, UNPAID, send
from tests.security.staff import post
from tests.signing.pens import sign_data

REASON = {"reason": "当时停电，没有在程序里办"}
PURCHASE = {
    "purchased_on": "2026-10-28",
    "supplier_id": "惠丰粮油商行",
    "fund": "伙食费",
    "purpose": "职工伙食",
    "accepted_on": "2026-10-28",
    "line-0-item_id": "东北大米",
    "line-0-quantity": "５０",
    "line-0-unit_price": "5.6",
    "line-0-accepted": "49.5",
    "line-1-quantity": "",
    "line-2-item_id": "猪后腿肉",
    "line-2-quantity": "1.25",
    "line-2-unit_price": "25",
    "signature-0-role": "采购人",
    "signature-0-signer": "1001",
    "signature-0-signed_at": "2026-10-28T06:30",
    **REASON,
}
TRANSFER = {"moved_on": "2026-11-02", "from_id": "伙食费专户", "to_id": "伙食费备用金", "amount": "500", **REASON}
INCOME = {
    "received_on": "2026-10-31",
    "kind": "伙食费",
    "amount": "80",
    "receipt_kind": "自制收据",
    "account_id": "伙食费备用金",
}
BILL = {
    "utility": "气",
    "month": "2026-10",
    "opening": "10",
    "closing": "12.5",
    "unit_price": "3.2515",
    "amount": "8.13",
    **REASON,
}
RECEIPT = {"kind": "白条", "amount": "1203.50", "cover-0-purchase_id": UNPAID, **REASON}
RECEIVED = {
    "accepted_1": "200",
    "signature-0-role": "验收人",
    "signature-0-signer": "2003",
    "signature-0-signed_at": "2026-10-28T08:10",
}
BY_BANK = PAYMENT | {"method": "银行转账", "account_id": "伙食费专户", "bank_ref": "2026102900031"}
MADE = [
    ("purchase", PURCHASE, "采购", "CG-202610-0012"),
    ("payment", BY_BANK, "付款", "FK-202610-0010"),
    ("income", INCOME | REASON, "收入", "SR-202610-0006"),
    ("bill", BILL, "水电费", "SD-202610-0001"),
    ("receipt", RECEIPT, "票据", "PJ-202610-0010"),
    ("transfer", TRANSFER | {"bank_ref": "77"}, "资金划转", "ZZ-202611-0001"),
]


@pytest.mark.parametrize(("slug", "data", "sheet", "number"), MADE, ids=[case[0] for case in MADE])
def test_each_makes_its_paper(
    keeper: FlaskClient, overseer: FlaskClient, slug: str, data: dict[str, Any], sheet: str, number: str
) -> None:
    assert keeper.get(f"/late/new/{slug}").status_code == 200
    answer = send(keeper, f"/late/new/{slug}", data)
    assert answer.status_code == 303, answer.text
    signed = post(overseer, f"{answer.location}/countersign", **sign_data(overseer.get(answer.location).text))
    assert signed.status_code == 303, signed.text
    model: Any = BY_NAME[sheet].model
    made = db.session.scalars(select(model).where(model.origin == "late")).one()
    assert (made.number, made.state, made.import_id) == (number, "live", db.session.scalar(select(LateEntry.import_id)))
    assert number in overseer.get(answer.location).text


def test_a_purchase_has_the_lines_and_paper_signatures_that_were_typed(
    keeper: FlaskClient, overseer: FlaskClient
) -> None:
    address = send(keeper, "/late/new/purchase", PURCHASE).location
    assert post(overseer, f"{address}/countersign", **sign_data(overseer.get(address).text)).status_code == 303
    purchase = db.session.scalars(select(Purchase).where(Purchase.origin == "late")).one()
    assert [
        (line.line_no, line.item.name, line.quantity, line.unit_price, line.accepted) for line in purchase.lines
    ] == [
        (1, "东北大米", 50000, 560, 49500),
        (2, "猪后腿肉", 1250, 2500, None),
    ]
    assert [(each.signer, each.digest, each.strokes, each.origin) for each in purchase.signatures] == [
        ("1001", None, None, "late")
    ]


REFUSED = [
    ("nothing", "payment", {}, "请填写"),
    ("no reason", "payment", PAYMENT | {"reason": ""}, "请写明"),
    ("letters in an amount", "payment", PAYMENT | {"payment_part-0-amount": "一百"}, "不是数字"),
    ("three decimals", "payment", PAYMENT | {"payment_part-0-amount": "1.005"}, "超过两位小数"),
    ("tomorrow", "payment", PAYMENT | {"paid_on": "2026-11-11"}, "不能晚于今天"),
    ("no such day", "payment", PAYMENT | {"paid_on": "2026-02-30"}, "没有这一天"),
    ("1899", "payment", PAYMENT | {"paid_on": "1899-12-31"}, "早于 1900 年"),
    ("a purchase that is not there", "payment", PAYMENT | {"payment_part-0-purchase_id": "CG-1"}, "没有这一采购：CG-1"),
    ("a transfer without the bank's number", "payment", BY_BANK | {"bank_ref": ""}, "要填流水号"),
    ("cash taken from the bank without its number", "transfer", TRANSFER, "要填流水号"),
    ("cash from a bank account without its number", "payment", PAYMENT | {"account_id": "伙食费专户"}, "要填流水号"),
    ("a card without the bank's number", "payment", PAYMENT | {"method": "公务卡"}, "要填流水号"),
    ("a supplier that is not there", "payment", PAYMENT | {"supplier_id": "张三"}, "不是有效的选择"),
    ("a signature to come", "purchase", PURCHASE | {"signature-0-signed_at": "2026-11-10T12:01"}, "不能晚于现在"),
    ("no lines", "purchase", {key: value for key, value in PURCHASE.items() if "line" not in key}, "没有采购明细"),
    ("a line without a price", "purchase", PURCHASE | {"line-2-unit_price": ""}, "请填写"),
    ("a quantity of nothing", "purchase", PURCHASE | {"line-2-quantity": "0"}, "须大于零"),
    ("a bill of a month to come", "bill", BILL | {"month": "2026-12"}, "不能晚于今天"),
]


@pytest.mark.parametrize(
    ("slug", "data", "sentence"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_is_no_fact_is_said_at_its_field_and_kept(
    keeper: FlaskClient, slug: str, data: dict[str, Any], sentence: str
) -> None:
    answer = send(keeper, f"/late/new/{slug}", data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert data.get("reason", "") in answer.text
    assert db.session.scalar(select(LateEntry)) is None


def test_a_signature_of_this_very_minute_is_taken(keeper: FlaskClient) -> None:
    answer = send(keeper, "/late/new/purchase", PURCHASE | {"signature-0-signed_at": "2026-11-10T12:00"})
    assert answer.status_code == 303


def test_cash_from_a_bank_account_is_taken_with_its_number(keeper: FlaskClient) -> None:
    drawn = PAYMENT | {"account_id": "伙食费专户", "bank_ref": "2026102900031"}
    assert send(keeper, "/late/new/payment", drawn).status_code == 303


def test_a_bill_comes_in_unpaid(keeper: FlaskClient, overseer: FlaskClient) -> None:
    page = keeper.get("/late/new/bill").text
    assert "入账以后在账单的页上登记付款" in page
    assert 'name="paid_' not in page
    address = send(keeper, "/late/new/bill", BILL | {"paid_on": "2026-11-01", "paid_amount": "8.13"}).location
    assert post(overseer, f"{address}/countersign", **sign_data(overseer.get(address).text)).status_code == 303
    bill = db.session.scalars(select(UtilityBill).where(UtilityBill.origin == "late")).one()
    assert (bill.amount, bill.paid_on, bill.paid_amount) == (813, None, None)


APPROVED = {"signature-1-role": "审批人", "signature-1-signer": "3001"}


@pytest.mark.parametrize(
    ("started", "signed", "status"),
    [
        (date(2026, 10, 28), "2026-10-27T23:59", 303),
        (date(2026, 10, 28), "2026-10-28T00:00", 422),
        (date(2026, 10, 28), "2026-11-10T12:00", 422),
        (date(2026, 11, 11), "2026-11-10T12:00", 303),
        (None, "2026-11-10T12:00", 303),
    ],
)
def test_an_approval_is_taken_from_paper_until_the_program_is_used(
    keeper: FlaskClient, started: date | None, signed: str, status: int
) -> None:
    with unjudged():
        db.session.scalars(select(Canteen)).one().started_on = started
    assert "启用日期起，审批人在程序里签，不能补录" in keeper.get("/late/new/purchase").text
    answer = send(keeper, "/late/new/purchase", PURCHASE | APPROVED | {"signature-1-signed_at": signed})
    assert answer.status_code == status
    assert ("2026-10-28 起审批人在程序里签，不能补录" in answer.text) == (status == 422)
    assert (db.session.scalar(select(LateEntry)) is None) == (status == 422)


def test_the_photo_is_needed(keeper: FlaskClient) -> None:
    answer = send(keeper, "/late/new/payment", PAYMENT, with_photo=False)
    assert (answer.status_code, db.session.scalar(select(LateEntry))) == (422, None)
    assert "请拍照或选择文件" in answer.text


def test_more_rows_keep_what_was_typed(keeper: FlaskClient) -> None:
    answer = send(keeper, "/late/new/payment", PAYMENT | {"more": "payment_part"})
    assert answer.status_code == 200
    for words in ('value="1203.50"', "payment_part-2-amount"):
        assert words in answer.text
    assert "payment_part-3-amount" not in answer.text
    assert db.session.scalar(select(LateEntry)) is None


def test_sent_twice_it_waits_once(keeper: FlaskClient) -> None:
    form = PAYMENT | {"key": "0f" * 16}
    first, again = (send(keeper, "/late/new/payment", form) for _ in range(2))
    assert first.location == again.location
    assert len(db.session.scalars(select(LateEntry)).all()) == 1


def test_one_receiver_ill_and_the_fish_eaten(keeper: FlaskClient, overseer: FlaskClient) -> None:
    """A stored purchase gets the acceptance and the signature that it lacks; what it has stays."""
    purchase = db.session.scalars(select(Purchase).where(Purchase.number == UNPAID)).one()
    found = keeper.get(f"/late/completion?number={UNPAID}")
    assert found.location == f"/late/completion/{purchase.id}"
    page = keeper.get(found.location).text
    assert "实收 东北大米（订 207.5 公斤）" in page
    assert "accepted_on" not in page, "it was accepted on a day that is known"
    nothing = send(keeper, found.location, REASON)
    assert (nothing.status_code, "至少填一项" in nothing.text) == (422, True)
    address = send(keeper, found.location, RECEIVED | REASON).location
    assert post(overseer, f"{address}/countersign", **sign_data(overseer.get(address).text)).status_code == 303
    line = db.session.scalars(select(Line).where(Line.purchase_id == purchase.id)).one()
    assert (line.accepted, line.quantity) == (200000, 207500)
    late = db.session.scalars(select(Signature).where(Signature.origin == "late")).one()
    assert (late.purchase_id, late.signer, late.role) == (purchase.id, "2003", "验收人")
    assert UNPAID in overseer.get(address).text


def test_an_approval_does_not_complete_a_purchase(keeper: FlaskClient) -> None:
    address = keeper.get(f"/late/completion?number={UNPAID}").location
    page = keeper.get(address).text
    assert "审批人在程序里签，不能补录" in page
    assert 'value="审批人"' not in page
    approval = RECEIVED | {"signature-0-role": "审批人", "signature-0-signer": "3001"}
    assert send(keeper, address, approval | REASON).status_code == 422
    assert db.session.scalar(select(LateEntry)) is None
    assert send(keeper, address, RECEIVED | REASON).status_code == 303


def test_a_completion_that_was_returned_is_made_anew(keeper: FlaskClient, overseer: FlaskClient) -> None:
    purchase = db.session.scalars(select(Purchase).where(Purchase.number == UNPAID)).one()
    with unjudged():
        purchase.accepted_on = None
    days = RECEIVED | {"accepted_on": "2026-10-29"}
    address = send(keeper, f"/late/completion/{purchase.id}", days | REASON).location
    assert post(overseer, f"{address}/return", why="看不清").status_code == 303
    again = f"/late/completion/{purchase.id}?again={address.rpartition('/')[2]}"
    assert again in keeper.get(address).text
    assert again not in overseer.get(address).text
    page = keeper.get(again).text
    for value in ("200", "2026-10-29", "2003"):
        assert f'value="{value}"' in page
    assert 'selected value="验收人"' in page
    assert REASON["reason"] in page
    with unjudged():
        purchase.state = State.VOID
    assert again not in keeper.get(address).text


def test_a_purchase_that_is_not_there_has_no_completion(keeper: FlaskClient) -> None:
    assert keeper.get("/late/completion?number=CG-1").status_code == 404
    assert keeper.get("/late/completion/99").status_code == 404
    assert keeper.get("/late/new/nothing").status_code == 404


def test_a_name_that_one_person_has_stands_for_the_staff_number() -> None:
    role = BY_NAME["签名"].column("签名人")
    field = cell(BY_NAME["签名"], role, [("1001", "周国庆"), ("2001", "张立新"), ("2002", "张立新")])
    form: Any = type("SignerForm", (Form,), {"signer": field})
    typed = {name: form(MultiDict({"signer": name})) for name in ("1001", "周国庆", "张立新", "王桂兰")}
    assert all(each.validate() for each in typed.values())
    assert [each.signer.data for each in typed.values()] == ["1001", "1001", "张立新", "王桂兰"]
