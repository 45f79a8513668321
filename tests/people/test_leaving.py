"""Somebody leaves in one act; a lost phone is shut out; a log-in serves one person in each canteen."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from canteen import clock
from canteen.db import db
from canteen.models import LoginSession, Person, User
from tests.people.acting import A_DAY, appoint, appointments, id_of
from tests.security.staff import employ, is_in, log_in, post


def test_posts_end_today_plans_are_taken_back_and_the_log_in_is_shut(app: Flask, guanli: FlaskClient) -> None:
    today = clock.today()
    employ("wang", "采购", "监管")
    wang = app.test_client()
    log_in(wang, "wang")
    appoint(guanli, "wang", "出纳", today + 30 * A_DAY)
    assert "岗位到今天" in guanli.get(f"/people/{id_of('wang')}/leave").text

    answer = post(guanli, f"/people/{id_of('wang')}/leave")
    assert answer.status_code == 303
    assert {(each.post, each.ended_on) for each in appointments("wang")} == {("采购", today), ("监管", today)}
    assert not is_in(wang)
    assert log_in(app.test_client(), "wang").status_code == 422
    assert "移交单" in guanli.get(answer.location).text


def test_what_had_ended_before_keeps_its_day(guanli: FlaskClient) -> None:
    employ("wang", "采购")
    held, yesterday = appointments("wang")[0], clock.today() - A_DAY
    post(guanli, f"/people/posts/{held.id}/end", ended_on=yesterday.isoformat())
    assert post(guanli, f"/people/{id_of('wang')}/leave").status_code == 303
    assert appointments("wang")[0].ended_on == yesterday


def test_a_log_in_that_another_canteen_needs_stays(app: Flask, guanli: FlaskClient) -> None:
    employ("wang", "采购", canteen="02")
    post(guanli, "/people/new", name="姓wang", staff_no="007", post="验收", started_on="2026-01-01")
    joined = post(guanli, f"/people/{id_of('007')}/code", username="wang")
    assert joined.status_code == 303
    assert "已关联登录 wang" in guanli.get(joined.location).text
    assert "登录不停用" in guanli.get(f"/people/{id_of('007')}/leave").text
    post(guanli, f"/people/{id_of('007')}/leave")
    assert log_in(app.test_client(), "wang").status_code == 303


def test_a_joined_log_in_opens_both_canteens_with_the_old_password(app: Flask, guanli: FlaskClient) -> None:
    employ("wang", "采购", canteen="02")
    post(guanli, "/people/new", name="姓wang", staff_no="007", post="验收", started_on="2026-01-01")
    post(guanli, f"/people/{id_of('007')}/code", username="wang")
    wang = app.test_client()
    assert log_in(wang, "wang").status_code == 303
    page = wang.get("/choose").text
    assert "第 01 食堂" in page
    assert "第 02 食堂" in page


@pytest.mark.parametrize(
    ("name", "username", "sentence"),
    [
        ("姓wang", "wang", "已有人用"),  # stands for somebody in this canteen already
        ("另一人", "yuan", "已有人用"),  # another name
        ("姓gone", "gone", "已停用"),
        ("姓admin", "admin", "管理员不能同时有业务岗位"),
    ],
)
def test_a_log_in_that_is_not_plainly_theirs_is_not_joined(
    guanli: FlaskClient, name: str, username: str, sentence: str
) -> None:
    employ("wang", "采购")
    employ("yuan", "采购", canteen="02")
    employ("gone", "采购", canteen="02")
    employ("admin", "管理员", canteen="02")
    db.session.scalars(select(User).where(User.username == "gone")).one().disabled_at = clock.now()
    db.session.commit()
    post(guanli, "/people/new", name=name, staff_no="007", post="验收", started_on="2026-01-01")
    answer = post(guanli, f"/people/{id_of('007')}/code", username=username)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.scalars(select(Person.user_id).where(Person.staff_no == "007")).one() is None


def test_the_administrator_ends_every_session_of_a_lost_phone(app: Flask, guanli: FlaskClient) -> None:
    employ("wang", "采购")
    wang = app.test_client()
    log_in(wang, "wang")
    assert post(guanli, f"/people/{id_of('wang')}/end").status_code == 303
    assert not is_in(wang)
    assert log_in(wang, "wang").status_code == 303


def test_one_ends_ones_own_sessions_everywhere(app: Flask) -> None:
    employ("wang", "采购")
    phone, desk = app.test_client(), app.test_client()
    log_in(phone, "wang")
    log_in(desk, "wang")
    assert post(desk, "/sessions/end").status_code == 303
    assert not is_in(phone)
    assert not is_in(desk)
    assert db.session.scalars(select(LoginSession.id).where(LoginSession.ended_at.is_(None))).all() == []
