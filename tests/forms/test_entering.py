"""A form is answered once, lawfully, or shown again with what is wrong and what was typed."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from canteen import clock
from canteen.choosing import here
from canteen.db import db
from canteen.entering import Fault, Page, enter, entry_page, typed
from canteen.fields import NEEDED, Entry, line, yuan
from canteen.lawbook.changes import NEVER
from canteen.models import Account, Canteen, ClauseSwitch, Income, KeptWarning, SentForm
from canteen.models.words import AccountKind, Fund, IncomeKind, IncomeReceipt
from canteen.security import signed_in
from canteen.step import unjudged
from tests.security.staff import employ, log_in, token

KEY = "0f" * 16


class IncomeForm(Entry):
    """An income in two fields."""

    kind = line("类别")
    amount = yuan("金额", NEEDED)


def _write(form: IncomeForm, income: Income) -> None:
    if form.amount.data == 13_00:
        raise Fault("amount", "十三元不收")
    if form.amount.data == 14_00:
        raise Fault("", "今天不收")
    income.kind, income.amount, income.receipt_kind = str(form.kind.data), form.amount.data or 0, IncomeReceipt.NONE
    income.received_on, income.account_id = clock.today(), db.session.scalars(select(Account.id)).one()


@signed_in
def new() -> Page:
    """Enter an income."""
    form = IncomeForm(typed())
    return enter(
        form,
        Income(canteen_id=here().id),
        lambda income: _write(form, income),
        page=lambda findings: entry_page(form, findings, title="收钱"),
        to=lambda income: url_for("documents.paper", slug="income", key=income.id),
    )


@pytest.fixture
def cashier(app: Flask) -> FlaskClient:
    """Somebody logged in, where there is an account of the meal fund and a form for incomes."""
    app.add_url_rule("/new", "new", new, methods=["GET", "POST"])
    employ("cashier", "出纳")
    with unjudged():
        canteen = db.session.scalars(select(Canteen.id)).one()
        db.session.add(Account(canteen_id=canteen, name="基本户", kind=AccountKind.BANK, fund=Fund.MEAL))
    client = app.test_client()
    log_in(client, "cashier")
    return client


def send(client: FlaskClient, amount: str = "12.50", kind: str = IncomeKind.OTHER, key: str = KEY) -> TestResponse:
    """Send the form."""
    data = {"csrf_token": token(client), "key": key, "kind": kind, "amount": amount}
    return client.post("/new", data=data)


def stored() -> list[object]:
    """The incomes stored."""
    return [tuple(row) for row in db.session.execute(select(Income.number, Income.amount).order_by(Income.id))]


def test_it_is_stored_and_shown(cashier: FlaskClient) -> None:
    assert "收钱" in cashier.get("/new").text
    answer = send(cashier)
    assert answer.status_code == 303
    assert stored() == [(f"SR-{clock.today():%Y%m}-0001", 1250)]
    assert "已保存" in cashier.get(answer.location).text


def test_each_page_brings_a_key_of_its_own(cashier: FlaskClient) -> None:
    keys = {re.findall(r'name="key"[^>]* value="(\w+)"', cashier.get("/new").text)[0] for _ in range(2)}
    assert len(keys) == 2


def test_sent_again_it_is_answered_the_same_and_stored_once(cashier: FlaskClient) -> None:
    first, again, other = send(cashier), send(cashier), send(cashier, key="1e" * 16)
    assert first.location == again.location != other.location
    assert len(stored()) == 2


def test_what_is_no_number_is_said_and_kept(cashier: FlaskClient) -> None:
    answer = send(cashier, amount="一百")
    assert (answer.status_code, stored()) == (422, [])
    assert "请只填数字" in answer.text
    assert 'value="一百"' in answer.text


@pytest.mark.parametrize(("amount", "sentence"), [("13.00", "十三元不收"), ("14", "今天不收")])
def test_what_is_no_fact_under_the_lock_is_said_and_kept(cashier: FlaskClient, amount: str, sentence: str) -> None:
    answer = send(cashier, amount=amount)
    assert (answer.status_code, stored()) == (422, [])
    assert sentence in answer.text
    assert f'value="{amount}"' in answer.text
    assert f'value="{KEY}"' in answer.text


def test_what_a_clause_refuses_is_said_in_its_words_and_kept(cashier: FlaskClient) -> None:
    answer = send(cashier, kind=IncomeKind.MEALS)
    assert (answer.status_code, stored()) == (422, [])
    for words in ("3.9", "须开具财政部门印制的食堂专用票据", 'value="12.50"'):
        assert words in answer.text
    assert db.session.scalar(select(func.count(SentForm.id))) == 0


def test_a_warning_lets_it_through_and_is_kept(cashier: FlaskClient) -> None:
    with unjudged():
        db.session.scalars(select(Account)).one().fund = Fund.RECEPTION
        db.session.add(ClauseSwitch(clause="B.15", off_from=NEVER))
    answer = send(cashier, kind=IncomeKind.SUBSIDY)
    assert "B.15" in cashier.get(answer.location).text
    assert db.session.scalars(select(KeptWarning.clause)).all() == ["B.15"]


def together(count: int, act: Callable[[int], object]) -> list[object]:
    """Let so many do it at once."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(act, range(count)))


def test_eight_presses_of_one_button_at_once_store_it_once(cashier: FlaskClient, app: Flask) -> None:
    form = {"csrf_token": token(cashier), "key": KEY, "kind": IncomeKind.OTHER, "amount": "1"}
    app.test_client_class = FlaskClient
    cookie = f"sid={cashier.get_cookie('sid').value}"  # type: ignore[union-attr]

    def press(_number: int) -> tuple[int, str | None]:
        answer = app.test_client(use_cookies=False).post("/new", data=form, headers={"Cookie": cookie})
        return answer.status_code, answer.location

    answers = set(together(8, press))
    assert len(answers) == 1
    assert len(stored()) == 1
