"""Who may come in: the first run, one-time codes, passwords, limits, and answers that give nothing away."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from canteen import clock
from canteen.config import Config, ConfigError
from canteen.db import db
from canteen.models import LogEntry, Person, Unit, User
from canteen.security import passwords
from canteen.step import unjudged
from tests.security.staff import ANOTHER, PASSWORD, employ, is_in, log_in, post, token

FIRST = {
    "unit": "某区机关事务中心",
    "tax_number": "91350100M000100Y43",
    "code": "01",
    "canteen": "机关食堂",
    "person": "王管",
    "staff_no": "G01",
    "name": "wangguan",
    "password": PASSWORD,
    "again": PASSWORD,
}


def disable(username: str) -> None:
    with unjudged():
        db.session.execute(update(User).where(User.username == username).values(disabled_at=clock.now()))


def new_code(administrator: FlaskClient, staff_no: str, **form: str) -> str:
    someone = db.session.scalars(select(Person.id).where(Person.staff_no == staff_no)).one()
    page = post(administrator, f"/people/{someone}/code", **form)
    found = re.search(r'secret">([A-Z0-9-]+)<', page.text)
    assert found, page.text
    return found[1]


@pytest.fixture
def guanli(app: Flask) -> FlaskClient:
    """An administrator, logged in."""
    employ("guanli", "管理员")
    client = app.test_client()
    log_in(client, "guanli")
    return client


def test_an_empty_installation_begins_with_its_first_administrator(client: FlaskClient) -> None:
    assert client.get("/login").location == "/first-run"
    assert post(client, "/first-run", **FIRST).status_code == 303
    assert db.session.scalars(select(Unit.title)).all() == [FIRST["unit"]]
    assert client.get("/people/").status_code == 200


def test_there_is_no_second_first_run(client: FlaskClient) -> None:
    post(client, "/first-run", **FIRST)
    assert client.get("/first-run").status_code == 404
    assert post(client, "/first-run", **FIRST).status_code == 404


def test_a_stranger_in_the_network_cannot_found_the_installation(client: FlaskClient) -> None:
    answer = client.get("/first-run", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 403
    assert "create-person" in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("tax_number", "91350100M000100Y44"),
        ("tax_number", "91350100M000100Y4"),
        ("code", "01/2"),
        ("unit", ""),
        ("person", "王\0管"),
        ("name", "王 管"),
        ("password", "短短的口令不到十五字"),
        ("again", ANOTHER),
    ],
)
def test_what_cannot_be_a_fact_is_said_at_its_field(client: FlaskClient, field: str, value: str) -> None:
    answer = post(client, "/first-run", **{**FIRST, "again": value if field == "password" else PASSWORD, field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert db.session.scalars(select(User)).all() == []


def test_every_fault_of_the_first_run_is_said_in_one_round(client: FlaskClient) -> None:
    form = FIRST | {"unit": "", "code": "01/2", "password": "短短的口令不到十五字", "again": ANOTHER}
    answer = post(client, "/first-run", **form)
    assert answer.status_code == 422
    for field in ("unit", "code", "password", "again"):
        assert f'id="{field}-error"' in answer.text


def test_a_code_sets_a_password_once(app: Flask, guanli: FlaskClient) -> None:
    post(guanli, "/people/new", name="李会", staff_no="007", post="会计", started_on="2026-01-01")
    code = new_code(guanli, "007", username="likuai")
    newcomer = app.test_client()
    form = {"name": "likuai", "code": code, "password": ANOTHER, "again": ANOTHER}
    assert post(newcomer, "/code", **form).status_code == 303
    assert is_in(newcomer)
    assert post(app.test_client(), "/code", **form).status_code == 422
    assert log_in(app.test_client(), "likuai", ANOTHER).status_code == 303


def test_a_code_is_good_for_a_day(app: Flask, guanli: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    employ("kuaiji", "会计")
    code = new_code(guanli, "kuaiji")
    later = clock.now() + timedelta(hours=24)
    monkeypatch.setattr(clock, "now", lambda: later)
    form = {"name": "kuaiji", "code": code, "password": ANOTHER, "again": ANOTHER}
    assert post(app.test_client(), "/code", **form).status_code == 422


def test_a_new_code_takes_the_old_password_away(app: Flask, guanli: FlaskClient) -> None:
    employ("kuaiji", "会计")
    new_code(guanli, "kuaiji")
    assert log_in(app.test_client(), "kuaiji").status_code == 422


@pytest.mark.usefixtures("app")
def test_a_code_has_sixty_bits_and_no_two_are_alike() -> None:
    codes = {passwords.new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert len(set(passwords.CODE_LETTERS)) ** sum(map(str.isalnum, codes.pop())) >= 2**60


@pytest.mark.parametrize(
    ("password", "privileged", "fault"),
    [
        ("十一个字的口令不够长", False, "12"),
        ("十二个字的口令这样就刚好", False, None),
        ("十二个字的口令这样就刚好", True, "15"),
        ("x" * 129, False, "128"),
        ("woaini1314520", False, "常见"),
        ("qwertyuiop123456", True, "常见"),
        ("aaaaaaaaaaaaaaaa", True, "常见"),
        ("kuaiji-的口令真的很长很长", True, "姓名"),
        ("某区机关事务中心的口令一二三四五六", True, "姓名"),
    ],
)
def test_what_makes_a_good_password(password: str, fault: str | None, *, privileged: bool) -> None:
    found = passwords.fault(password, privileged=privileged, known=("kuaiji", "某区机关事务中心", "1"))
    assert found is None if fault is None else found and fault in found


def test_common_passwords_are_known_by_the_thousand() -> None:
    listed = passwords.COMMON.read_text(encoding="utf-8").split()
    assert len({word for word in listed if len(word) >= passwords.SHORTEST}) >= 10_000


def test_the_password_is_kept_as_argon2id_of_full_cost(tmp_path: Path) -> None:
    app = Flask("costly")
    app.config["CONFIG"] = Config(database_url="", instance=tmp_path)
    with app.app_context():
        assert passwords.hash_of(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_cheap_hashes_do_not_start_outside_of_tests(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        Config(database_url="", instance=tmp_path, cheap_hashes=True)


def test_every_failure_looks_the_same(app: Flask) -> None:
    employ("kuaiji", "会计")
    employ("gone", "会计")
    disable("gone")
    tries = [("nobody", PASSWORD), ("kuaiji", ANOTHER), ("gone", PASSWORD), ("kuaiji", "长" * 200)]
    answers = [log_in(app.test_client(), name, password) for name, password in tries]
    shown = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert [answer.status_code for answer in answers] == [422] * 4
    assert len(shown) == 1
    assert "登录名或口令不对" in shown.pop()


def test_nobodys_password_takes_as_long_as_a_wrong_one(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    employ("kuaiji", "会计")
    checked: list[str | None] = []

    def is_right(stored: str | None, _password: str) -> bool:
        checked.append(stored)
        return False

    monkeypatch.setattr(passwords, "is_right", is_right)
    log_in(app.test_client(), "nobody")
    log_in(app.test_client(), "kuaiji", ANOTHER)
    assert [bool(stored) for stored in checked] == [False, True]


def test_five_wrong_tries_close_the_account_for_a_quarter_of_an_hour(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    employ("kuaiji", "会计")
    for _ in range(5):
        assert log_in(app.test_client(), "kuaiji", ANOTHER).status_code == 422
    answer = log_in(app.test_client(), "kuaiji")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    later = clock.now() + timedelta(minutes=15)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert log_in(app.test_client(), "kuaiji").status_code == 303


def test_a_stranger_cannot_lock_somebody_out_of_a_device_of_theirs(app: Flask) -> None:
    employ("kuaiji", "会计")
    own = app.test_client()
    log_in(own, "kuaiji")
    post(own, "/logout")
    for _ in range(6):
        log_in(app.test_client(), "kuaiji", ANOTHER)
    assert log_in(app.test_client(), "kuaiji").status_code == 429
    assert log_in(own, "kuaiji").status_code == 303


def test_an_account_that_is_not_there_closes_alike(app: Flask) -> None:
    employ("kuaiji", "会计")
    answers = [log_in(app.test_client(), "nobody", ANOTHER).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_right_password_forgets_the_wrong_ones(app: Flask) -> None:
    employ("kuaiji", "会计")
    for password in [*[ANOTHER] * 4, PASSWORD, *[ANOTHER] * 4]:
        log_in(app.test_client(), "kuaiji", password)
    assert log_in(app.test_client(), "kuaiji").status_code == 303


def test_a_hundred_tries_close_the_address(app: Flask) -> None:
    employ("kuaiji", "会计")
    client = app.test_client()
    for number in range(100):
        log_in(client, f"nobody{number}")
    assert log_in(client, "kuaiji").status_code == 429


def test_at_most_four_passwords_are_hashed_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    employ("kuaiji", "会计")
    monkeypatch.setattr(passwords, "PATIENCE", 0)
    for _ in range(passwords.AT_ONCE):
        passwords._slots.acquire()
    try:
        assert log_in(app.test_client(), "kuaiji").status_code == 429
    finally:
        passwords._slots.release(passwords.AT_ONCE)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil",
        "/\t/evil.example",
        "///evil.example",
        "",
    ],
)
def test_the_log_in_leads_to_no_other_site(client: FlaskClient, target: str) -> None:
    employ("kuaiji", "会计")
    client.get("/login", query_string={"next": target})
    answer = client.post(
        "/login",
        query_string={"next": target},
        data={"csrf_token": token(client), "name": "kuaiji", "password": PASSWORD},
    )
    assert answer.location == "/"


def test_every_try_is_in_the_log_and_no_password_is(app: Flask) -> None:
    employ("kuaiji", "会计")
    log_in(app.test_client(), "kuaiji", ANOTHER)
    log_in(app.test_client(), "kuaiji")
    entries = db.session.scalars(select(LogEntry).order_by(LogEntry.id)).all()
    assert [(entry.actor, entry.action, entry.thing) for entry in entries] == [
        ("", "登录失败", "kuaiji"),
        ("kuaiji", "登录", ""),
    ]
    assert not any(secret in str(vars(entry)) for entry in entries for secret in (PASSWORD, ANOTHER))
