"""顶班: who may arrange it, who is offered first, what 1.7 and the tenure say, and how it ends."""

from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from canteen.step import unjudged
from tests.people.acting import appointments, hold, id_of
from tests.security.staff import employ, log_in, post

MORNING = "2026-10-20T06:10:00+08:00"


@pytest.fixture(autouse=True)
def today() -> object:
    """An early Tuesday."""
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def pi(app: Flask) -> FlaskClient:
    """The approver, of a canteen whose purchaser Cai is away."""
    for username, post_ in [("pi", "审批"), ("cai", "采购"), ("yan", "验收"), ("kuai", "会计"), ("guanli", "管理员")]:
        employ(username, post_)
    client = app.test_client()
    log_in(client, "pi")
    return client


def arrange(client: FlaskClient, who: str, **form: str) -> TestResponse:
    """Let somebody stand in for Cai."""
    away = appointments("cai")[0].id
    sent = {"person": str(id_of(who)), "days": "今天", "reason": "病假"} | form
    return post(client, f"/standing-in/{away}", **sent)


def test_it_is_an_appointment_with_its_days_and_its_reason(pi: FlaskClient) -> None:
    answer = arrange(pi, "kuai", days="今天起到", until="2026-10-22")
    assert answer.status_code == 303
    new = appointments("kuai")[-1]
    assert (new.post, new.started_on, new.ended_on) == ("采购", date(2026, 10, 20), date(2026, 10, 22))
    assert (new.stands_in_for, new.reason) == ("cai", "病假")
    assert "姓kuai顶姓cai，采购，2026-10-20 至 2026-10-22，病假" in pi.get(answer.location).text


def test_whoever_is_in_a_post_today_can_be_away_but_the_administrator(pi: FlaskClient) -> None:
    page = pi.get("/standing-in/").text
    for username in ("pi", "cai", "yan", "kuai"):
        assert f"<b>姓{username}</b>" in page
    assert "<b>姓guanli</b>" not in page


def test_people_and_their_pages_say_who_stands_in_until_when(app: Flask, pi: FlaskClient) -> None:
    arrange(pi, "kuai", days="今天起到", until="2026-10-22")
    guanli = app.test_client()
    log_in(guanli, "guanli")
    listed = guanli.get("/people/").text
    assert "采购（姓kuai顶班至 2026-10-22）" in listed
    assert "采购（顶姓cai至 2026-10-22）" in listed
    assert "姓kuai顶班 2026-10-20 至 2026-10-22" in guanli.get(f"/people/{id_of('cai')}").text
    assert "顶 姓cai（病假）" in guanli.get(f"/people/{id_of('kuai')}").text


@pytest.mark.parametrize(
    ("until", "lawful"),
    [
        ("2026-10-20", True),  # today alone: at the month's end the receiver buys no more
        ("2026-10-21", False),  # as of today nobody knows that it will end
    ],
)
def test_a_receiver_does_not_stay_a_purchaser(pi: FlaskClient, until: str, lawful: bool) -> None:
    answer = arrange(pi, "yan", days="今天起到", until=until)
    assert answer.status_code == (303 if lawful else 422)
    assert ("同时任采购、验收、审批中的 2 个岗位" in answer.text) is not lawful


def test_on_the_months_last_day_not_even_for_the_day(pi: FlaskClient) -> None:
    with time_machine.travel("2026-10-31T06:10:00+08:00", tick=False):
        log_in(pi, "pi")
        assert arrange(pi, "yan").status_code == 422
        assert arrange(pi, "kuai").status_code == 303


def test_the_lawful_ones_come_first_and_the_others_say_why(pi: FlaskClient) -> None:
    with time_machine.travel("2026-10-31T06:10:00+08:00", tick=False):
        log_in(pi, "pi")
        page = pi.get(f"/standing-in/{appointments('cai')[0].id}").text
    assert page.index("姓kuai（会计）") < page.index("姓yan（验收）；条款 1.7")
    assert "姓cai（" not in page  # who is away
    assert "姓guanli（" not in page
    assert "姓pi（" not in page  # nobody arranges it for themselves


@pytest.mark.parametrize(
    ("ended", "joined"),
    [("2026-07-22", True), ("2026-07-21", False)],  # 90 days before the twentieth of October, and 91
)
def test_a_tenure_that_would_be_too_long_is_said_beforehand(pi: FlaskClient, ended: str, joined: bool) -> None:
    hold("kuai", "采购", "2025-10-01", ended)
    page = pi.get(f"/standing-in/{appointments('cai')[0].id}").text
    assert ("姓kuai（会计）；条款 1.4：自 2025-10-01 起任采购，已超过 12 个月" in page) is joined


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"days": "今天起到"}, "请填顶班到哪天"),
        ({"days": "今天起到", "until": "2026-10-19"}, "最多 31 天"),
        ({"days": "今天起到", "until": "2026-11-20"}, "最多 31 天"),
        ({"days": "今天起到", "until": "昨天"}, 'id="until-error"'),
        ({"days": "后天"}, 'id="days-error"'),
        ({"reason": ""}, "请选一项"),
        ({"person": ""}, "请选一位"),
        ({"person": "abc"}, 'id="person-error"'),
    ],
)
def test_what_cannot_be_meant_is_said_at_its_field(pi: FlaskClient, form: dict[str, str], sentence: str) -> None:
    answer = arrange(pi, "kuai", **form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert len(appointments("kuai")) == 1


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("pi", "不能安排自己顶班"), ("cai", "同一岗位的日期不能重叠"), ("guanli", "管理员不能同时有业务岗位")],
)
def test_who_is_not_offered_is_not_taken_either(pi: FlaskClient, who: str, sentence: str) -> None:
    answer = arrange(pi, who)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_somebody_of_another_canteen_is_not_there(pi: FlaskClient) -> None:
    employ("elsewhere", "会计", canteen="02")
    assert arrange(pi, "elsewhere").status_code == 404


def test_sent_twice_it_is_arranged_once(pi: FlaskClient) -> None:
    for _ in range(2):
        assert arrange(pi, "kuai", key="b" * 32).status_code == 303
    assert [each.post for each in appointments("kuai")] == ["会计", "采购"]


def test_thirty_one_days_are_the_most(pi: FlaskClient) -> None:
    assert arrange(pi, "kuai", days="今天起到", until="2026-11-19").status_code == 303


def test_nobody_stands_in_for_whom_has_left_by_then(pi: FlaskClient) -> None:
    with unjudged():
        appointments("cai")[0].ended_on = date(2026, 10, 21)
    assert "已不任采购" in arrange(pi, "kuai", days="今天起到", until="2026-10-22").text
    assert arrange(pi, "kuai", days="今天起到", until="2026-10-21").status_code == 303


def test_it_ends_when_whoever_was_away_is_back(pi: FlaskClient) -> None:
    arrange(pi, "kuai", days="今天起到", until="2026-10-30")
    stand_in = appointments("kuai")[-1].id
    assert post(pi, f"/standing-in/{stand_in}/end").status_code == 303
    assert appointments("kuai")[-1].ended_on == date(2026, 10, 20)


def test_what_has_not_begun_does_not_begin(pi: FlaskClient) -> None:
    arrange(pi, "kuai", days="明天")
    address = f"/standing-in/{appointments('kuai')[-1].id}/end"
    for _ in range(2):
        assert post(pi, address, key="c" * 32).location == "/standing-in/"
    assert [each.post for each in appointments("kuai")] == ["会计"]


def test_an_approver_ends_no_other_appointment_by_it(pi: FlaskClient) -> None:
    assert post(pi, f"/standing-in/{appointments('kuai')[0].id}/end").status_code == 422


def test_others_do_not_arrange_it(app: Flask, pi: FlaskClient) -> None:
    cai = app.test_client()
    log_in(cai, "cai")
    assert cai.get("/standing-in/").status_code == 403
    assert arrange(cai, "kuai").status_code == 403
