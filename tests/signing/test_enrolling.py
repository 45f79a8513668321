"""Setting one's own PIN: with the password, the agreement and the drawn name; lost by a reset, it is set again by oneself."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen.db import db
from canteen.models import Endorsement, LogEntry, Person, Pin
from canteen.people.proving import WRONG
from canteen.signatures.agreement import WORDS
from canteen.signatures.forms import TOO_EASY, USED_BEFORE, WRITTEN_ELSEWHERE
from canteen.signing import Act, pins
from tests.security.staff import ANOTHER, PASSWORD, employ, is_in, log_in, post
from tests.signing.pens import PIN, enrol, sign_data

OTHERS = ("593847", "604928", "715038")


@pytest.fixture
def kuaiji(app: Flask) -> FlaskClient:
    """An accountant, logged in, without a PIN."""
    employ("kuaiji", "会计")
    client = app.test_client()
    log_in(client, "kuaiji")
    return client


def filled(client: FlaskClient, pin: str = PIN, **other: str) -> dict[str, str]:
    """What the form of the PIN's page sends."""
    page = client.get("/signing/pin").text
    return sign_data(page) | {"password": PASSWORD, "new_pin": pin, "again": pin} | other


def errors(page: str) -> list[str]:
    return re.findall(r'<p class="error"[^>]*>× (.*?)</p>', page)


def test_one_agrees_and_chooses_and_can_sign_then(kuaiji: FlaskClient) -> None:
    assert all(words in kuaiji.get("/signing/pin").text for words in WORDS)
    assert post(kuaiji, "/signing/pin", **filled(kuaiji)).status_code == 303
    chosen, agreed = db.session.scalars(select(Pin)).one(), db.session.scalars(select(Endorsement)).one()
    assert pins.fault_of(chosen.user_id, PIN) is None
    assert agreed.content["约定"] == list(WORDS)
    assert agreed.digest == Act("agree", f"user:{chosen.user_id}", agreed.content).digest
    assert "设签名 PIN" in db.session.scalars(select(LogEntry.action)).all()


def test_full_width_digits_are_digits(kuaiji: FlaskClient) -> None:
    assert post(kuaiji, "/signing/pin", **filled(kuaiji, "２７４９５３")).status_code == 303
    assert pins.fault_of(db.session.scalars(select(Pin.user_id)).one(), PIN) is None


def test_sent_twice_it_is_set_once(kuaiji: FlaskClient) -> None:
    sent = filled(kuaiji, key="0" * 32)
    assert [post(kuaiji, "/signing/pin", **sent).status_code for _ in range(2)] == [303, 303]
    assert len(db.session.scalars(select(Pin)).all()) == 1


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        ({"password": ANOTHER}, [WRONG]),
        ({"again": "274954"}, ["两次填的不一样"]),
        ({"new_pin": "27495", "again": "27495"}, ["PIN 是 6 位数字"]),
        ({"new_pin": "2749五3", "again": "2749五3"}, ["PIN 是 6 位数字"]),
        ({"new_pin": "261005", "again": "261005"}, [TOO_EASY]),
        ({"strokes": ""}, ["请在框里手写姓名"]),
        ({"password": "", "new_pin": "", "again": ""}, ["请填写", "请填写", "请填写"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field(kuaiji: FlaskClient, changed: dict[str, str], sentences: list[str]) -> None:
    answer = post(kuaiji, "/signing/pin", **filled(kuaiji) | changed)
    assert (answer.status_code, errors(answer.text)) == (422, sentences)
    assert db.session.scalar(select(Pin)) is None
    assert all(secret not in answer.text for secret in (PASSWORD, PIN))


def test_what_was_drawn_is_still_there_after_a_wrong_password(kuaiji: FlaskClient) -> None:
    sent = filled(kuaiji, password=ANOTHER)
    assert sent["strokes"].replace(" ", "") in post(kuaiji, "/signing/pin", **sent).text


@pytest.mark.parametrize("username", ["13808274953", "274953"])
def test_no_part_of_a_phone_number_is_a_pin(app: Flask, username: str) -> None:
    employ(username, "采购")
    client = app.test_client()
    log_in(client, username)
    assert errors(post(client, "/signing/pin", **filled(client)).text) == [WRITTEN_ELSEWHERE]


def test_the_last_three_are_not_chosen_again(kuaiji: FlaskClient) -> None:
    for chosen in (PIN, *OTHERS[:2]):
        assert post(kuaiji, "/signing/pin", **filled(kuaiji, chosen)).status_code == 303
    for chosen in (PIN, *OTHERS[:2]):
        assert errors(post(kuaiji, "/signing/pin", **filled(kuaiji, chosen)).text) == [USED_BEFORE]
    for chosen in (OTHERS[2], PIN):
        assert post(kuaiji, "/signing/pin", **filled(kuaiji, chosen)).status_code == 303


def test_a_new_pin_ends_the_sessions_elsewhere(app: Flask, kuaiji: FlaskClient) -> None:
    elsewhere = app.test_client()
    log_in(elsewhere, "kuaiji")
    post(kuaiji, "/signing/pin", **filled(kuaiji))
    assert (is_in(kuaiji), is_in(elsewhere)) == (True, False)


def test_after_a_reset_of_the_log_in_one_sets_a_pin_again(app: Flask, kuaiji: FlaskClient) -> None:
    user_id = db.session.scalars(select(Person.user_id).where(Person.staff_no == "kuaiji")).one()
    assert user_id
    enrol(user_id)
    for watcher, post_held in (("guanli", "管理员"), ("jianguan", "监管")):
        employ(watcher, post_held)
    guanli, jianguan = app.test_client(), app.test_client()
    log_in(guanli, "guanli")
    log_in(jianguan, "jianguan")
    person = db.session.scalars(select(Person.id).where(Person.staff_no == "kuaiji")).one()
    code = re.search(r"\w{4}-\w{4}-\w{4}", post(guanli, f"/people/{person}/code").text)
    assert code
    assert pins.fault_of(user_id, PIN) == pins.NONE
    for client in (guanli, jianguan):
        assert "签名 PIN 已停用" in client.get("/people/").text
        assert "停用（管理员重发了登录码）" in client.get(f"/people/{person}").text
    post(kuaiji, "/code", name="kuaiji", code=code[0], password=ANOTHER, again=ANOTHER)
    assert "停用：管理员重发了登录码" in kuaiji.get("/signing/").text
    assert post(kuaiji, "/signing/pin", **filled(kuaiji, OTHERS[0], password=ANOTHER)).status_code == 303
    assert pins.fault_of(user_id, OTHERS[0]) is None
    assert "签名 PIN 已停用" not in jianguan.get("/people/").text
